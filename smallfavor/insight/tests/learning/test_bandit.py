"""Shares that follow the money."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from smallfavor.insight.learning.arms import Arm, Gifts
from smallfavor.insight.learning.bandit import chance_best, log_ratios, next_shares

sums = st.floats(0, 1e7)


def arm(name: str, *rows: tuple[float, float]) -> Arm:
    """Rows of (share, value); gifts of 40."""
    return Arm(name, {str(n): Gifts(share, value, value * 40) for n, (share, value) in enumerate(rows)})


def test_without_gifts_shares_are_even_with_the_control_at_its_floor_or_above() -> None:
    assert next_shares([Arm("a"), Arm("b")], control="a") == {"a": 0.5, "b": 0.5}
    many = next_shares([Arm(str(n)) for n in range(10)], control="0")
    assert many["0"] == pytest.approx(0.203, abs=0.001) and len({many[str(n)] for n in range(2, 10)}) == 1


def test_the_better_variant_gets_most_and_the_control_keeps_its_part() -> None:
    shares = next_shares([arm("a", (0.5, 80_000)), arm("b", (0.5, 110_000))], control="a")
    assert 0.2 <= shares["a"] < 0.22 and shares["b"] > 0.78


def test_a_control_that_wins_is_not_held_down() -> None:
    assert next_shares([arm("a", (0.5, 110_000)), arm("b", (0.5, 80_000))], control="a")["a"] > 0.95


def test_nobody_is_ever_shut_out() -> None:
    shares = next_shares([arm("a", (0.5, 9e6)), arm("b", (0.5, 10))], control="a", control_floor=0)
    assert shares["b"] == pytest.approx(0.015)


def test_news_that_moves_all_variants_is_not_taken_for_merit() -> None:
    """On the great day b had nearly all readers; per reader both earned the same every day."""
    a = arm("a", (0.5, 20_000), (0.1, 20_000))
    b = arm("b", (0.5, 20_000), (0.9, 180_000))
    assert next_shares([a, b], control="a", control_floor=0) == {"a": 0.5, "b": 0.5}


def test_late_gifts_that_are_not_there_yet_do_not_speak_against_anybody() -> None:
    a = arm("a", (0.3, 30_000), (0.3, 24_000))
    b = arm("b", (0.7, 70_000), (0.7, 56_000))
    assert next_shares([a, b], control="a", control_floor=0) == {"a": 0.5, "b": 0.5}


def test_gifts_to_a_variant_that_was_not_shown_say_nothing_at_all() -> None:
    """Neither of what it earns nor of how uneven gifts are."""
    a, b = arm("a", (0.5, 20_000), (1.0, 20_000)), arm("b", (0.5, 24_000), (0.0, 0))
    stray = Arm("b", {**b.by_version, "1": Gifts(0.0, 500_000, 9e10, 3)})
    assert next_shares([a, stray], control="a") == next_shares([a, b], control="a")


def test_a_new_variant_is_tried() -> None:
    shares = next_shares([arm("a", (0.5, 20_000)), arm("b", (0.5, 24_000)), Arm("c")], control="a")
    assert shares["c"] > 0.1


def test_ratios_are_those_of_a_single_version_by_hand() -> None:
    """With next to no doubt the prior means nothing: ln 1.2 apart."""
    share, value = np.array([[0.5, 0.5]]), np.array([[1e8, 1.2e8]])
    mean, sd = log_ratios(share, value, value * 40)
    assert mean[1] - mean[0] == pytest.approx(np.log(1.2), abs=1e-3)
    assert sd[0] == pytest.approx((40 / 1.1e8) ** 0.5 * (1.1 / 1.0) ** 0.5, rel=0.01)


def test_the_chance_to_be_best_is_that_of_normal_values() -> None:
    """Of two: Phi(0.1 / sqrt(0.1^2 + 0.2^2)) = Phi(0.4472)."""
    found = chance_best(np.array([0.1, 0.0]), np.array([0.1, 0.2]))
    assert found[0] == pytest.approx(0.672640, abs=1e-4)


@pytest.mark.parametrize(
    ("names", "control", "floor"),
    [("ab", "c", 0.2), ("aa", "a", 0.2), ("ab", "a", 1), ("", "a", 0.2), ("ab", "a", -0.1)],
)
def test_impossible_questions_are_refused(names, control, floor) -> None:
    with pytest.raises(ValueError, match=r"control|floor"):
        next_shares([Arm(name) for name in names], control=control, control_floor=floor)


def test_one_variant_has_everything() -> None:
    assert next_shares([Arm("a")], control="a") == {"a": 1}


@settings(deadline=None)
@given(
    st.lists(st.lists(st.tuples(st.floats(0, 1), sums, st.floats(0, 250)), min_size=3, max_size=3), max_size=4),
    st.floats(0, 0.9),
)
def test_shares_are_always_shares(history, floor) -> None:
    """Whatever was earned: they sum to 1 exactly, each is above 0, the control has its floor, and twice is the same."""
    arms = [
        Arm(name, {str(n): Gifts(row[at][0], row[at][1], row[at][1] * row[at][2]) for n, row in enumerate(history)})
        for at, name in enumerate("abc")
    ]
    shares = next_shares(arms, control="b", control_floor=floor)
    assert round(sum(shares.values()), 9) == 1
    assert shares["b"] >= floor and min(shares.values()) > 0
    assert shares == next_shares(arms, control="b", control_floor=floor)
    again = next_shares(arms[::-1], control="b", control_floor=floor)
    assert all(abs(shares[name] - again[name]) <= 0.0002 for name in shares)
