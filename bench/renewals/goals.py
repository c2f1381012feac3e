"""The figures that are promised of renewals, and which of them were missed."""

from collections.abc import Mapping

from bench.goals import Goal

GOALS = (
    Goal("ratio_to_raw", least=0.4),
    Goal("ratio_to_one_by_one", least=10),
    Goal("fraction_of_ideal_delayed", least=0.9),
    Goal("fraction_of_limit", least=0.9, most=1.1),
    Goal("scale_ratio", most=1.5),
    Goal("rss_mb", most=300),
    Goal("rss_growth_mb", most=15),
    Goal("same_rows", least=1),
)


def missed_goals(figures: Mapping[str, object]) -> list[str]:
    """Every promise that is not kept; a figure that was not measured is passed over."""
    values = [(goal, figures.get(goal.figure)) for goal in GOALS]
    words = [goal.missed(float(value)) for goal, value in values if isinstance(value, bool | int | float)]
    return [word for word in words if word]
