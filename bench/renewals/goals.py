"""The figures that are promised, and which of them were missed."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Goal:
    figure: str
    least: float | None = None
    most: float | None = None

    def missed(self, value: float) -> str:
        """A word about it; empty where it is reached."""
        if self.least is not None and value < self.least:
            return f"{self.figure} is {value}, promised are at least {self.least}"
        if self.most is not None and value > self.most:
            return f"{self.figure} is {value}, promised are at most {self.most}"
        return ""


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
