"""What is promised of the guard of checkouts, for the attacker that docs/security.md describes."""

from collections.abc import Mapping

from bench.goals import Goal

GOALS = (
    Goal("reached_provider", most=300),
    Goal("honest_share", least=0.95),
    Goal("honest_without_script_share", least=0.9),
)


def missed_goals(figures: Mapping[str, float]) -> list[str]:
    return [word for goal in GOALS if (word := goal.missed(figures[goal.figure]))]
