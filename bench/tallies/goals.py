"""The figures that are promised of tallies, and which of them were missed."""

from collections.abc import Mapping

from bench.goals import Goal

GOALS = (
    Goal("beacons_per_s", least=8_000),
    Goal("lost_after_kill_s", most=5),
    Goal("lost_after_killing_all_s", most=5),
    Goal("lost_without_a_kill", least=0, most=0),
    Goal("lost_after_stop", least=0, most=0),
    Goal("statements_full_to_light", most=1.2),
    Goal("rows_of_a_statement_to_cells", most=1),
    Goal("one_sender_to_its_pace", most=1),
    Goal("answers_but_204", most=0),
    Goal("slowest_question_ms", most=1_000),
)


def missed_goals(figures: Mapping[str, object]) -> list[str]:
    """Every promise that is not kept; one that was not measured is not kept either."""
    words = []
    for goal in GOALS:
        value = figures.get(goal.figure)
        words.append(goal.missed(float(value)) if isinstance(value, int | float) else f"{goal.figure} was not measured")
    return [word for word in words if word]
