"""The pair-share interval: by hand, against GrowthBook's engine where the two say the same, and what always holds."""

from math import inf, isclose

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from smallfavor.insight.learning.arms import Aim, Arm, Gifts
from smallfavor.insight.learning.guardrails import Guard, guardrail
from smallfavor.insight.learning.intervals import (
    Verdict,
    anytime_multiplier,
    compare,
    information_needed,
    pair_sums,
)

AIM = Aim()
shares = st.floats(0.01, 0.99)
money = st.lists(st.floats(0.5, 250), max_size=30)
versions = st.lists(st.tuples(shares, shares, money, money), min_size=1, max_size=5)


def arms(history) -> tuple[Arm, Arm]:
    return tuple(
        Arm(name, {str(n): Gifts.of(row[2 + at], share=row[at]) for n, row in enumerate(history)})
        for at, name in enumerate(("a", "b"))
    )


def even(count_a: int, count_b: int, *, gift: float = 40, share: float = 0.5) -> tuple[Arm, Arm]:
    return tuple(
        Arm(name, {"1": Gifts(share, n * gift, n * gift**2, n)}) for name, n in (("a", count_a), ("b", count_b))
    )


@pytest.mark.parametrize(
    ("x", "alpha", "theirs"),
    [(3.1744618406950265, 0.05, 3.12377909), (158.72309203475, 0.05, 3.33685753), (44.17104351021, 0.0125, 3.58597088)],
)
def test_the_multiplier_is_that_of_growthbooks_sequence(x, alpha, theirs) -> None:
    """Half widths by standard errors that the package gbstats 0.8.0 gave for x = N rho^2."""
    assert isclose(float(anytime_multiplier(x, 8.0, alpha)), theirs, rel_tol=1e-8)


def test_a_test_of_one_look_needs_402_units_to_find_fifteen_percent() -> None:
    assert isclose(information_needed(AIM), (1.959964 + 0.841621) ** 2 / np.log(1.15) ** 2, rel_tol=1e-5)


def test_several_variants_share_the_chance_of_error() -> None:
    assert Aim(variants=5).alpha_each == 0.0125
    pair = even(300, 400)
    assert compare(*pair, aim=Aim(variants=5)).low < compare(*pair, aim=AIM).low


def test_enough_gifts_tell_better_from_worse() -> None:
    better, worse = compare(*even(1000, 1300), aim=AIM), compare(*even(1300, 1000), aim=AIM)
    assert (better.verdict, worse.verdict) == (Verdict.BETTER, Verdict.WORSE)
    assert better.safe_to_stop and better.progress == 1


def test_variants_that_earn_the_same_are_alike_in_the_end() -> None:
    assert compare(*even(9000, 9000), aim=AIM).verdict is Verdict.ALIKE
    assert compare(*even(90, 90), aim=AIM).verdict is Verdict.UNDECIDED


def test_the_interval_agrees_with_the_z_value_at_one() -> None:
    """1 is inside just where |B - A| is at most z* standard errors."""
    for count in range(300, 420):
        found = compare(*even(300, count), aim=AIM)
        z = (count - 300) / (count + 300) ** 0.5
        assert (found.low > 1) == (z > found.multiplier)


@pytest.mark.parametrize(
    ("control", "other"),
    [
        (Arm("a"), Arm("b")),
        (Arm("a", {"1": Gifts(0.5)}), Arm("b", {"1": Gifts(0.5)})),
        (Arm("a", {"1": Gifts(0.5, 9e5, 9e9, 99)}), Arm("b", {"2": Gifts(0.5, 9e5, 9e9, 99)})),
        (Arm("a", {"1": Gifts(0.0)}), Arm("b", {"1": Gifts(1.0, 9e5, 9e9, 99)})),
    ],
)
def test_nothing_is_said_where_nothing_can_be_held_against(control, other) -> None:
    found = compare(control, other, aim=AIM)
    assert (found.ratio, found.low, found.high, found.information) == (None, 0, None, 0)
    assert found.verdict is Verdict.UNDECIDED


def test_there_is_no_upper_bound_while_the_control_has_earned_little() -> None:
    found = compare(*even(2, 30), aim=AIM)
    assert found.high is None and 0 <= found.low < 15


def test_a_control_without_gifts_never_makes_an_infinite_lower_bound() -> None:
    found = compare(*even(0, 5000), aim=AIM)
    assert found.ratio is None and found.high is None
    assert 1 < found.low < 5000


def test_all_money_returned_is_as_if_nothing_was_given() -> None:
    given_back = Arm("b", {"1": Gifts(0.5, 0.0, 0.0, 40)})
    found = compare(even(4000, 0)[0], given_back, aim=AIM)
    assert found.ratio == 0 and found.low == 0 and found.verdict is Verdict.WORSE


def test_more_returned_than_given_is_no_fault() -> None:
    found = compare(Arm("a", {"1": Gifts(0.5, -80.0, 6400.0, 2)}), even(0, 10)[1], aim=AIM)
    assert found.ratio is None and found.high is None


def test_money_of_versions_in_which_only_one_was_shown_does_not_count() -> None:
    control, other = even(300, 350)
    more = Arm("b", {**other.by_version, "2": Gifts(1.0, 1e6, 1e10, 9)})
    alone = Arm("a", {**control.by_version, "2": Gifts(0.0)})
    assert compare(alone, more, aim=AIM) == compare(control, other, aim=AIM)


@pytest.mark.parametrize("wrong", [{"share": 1.1}, {"share": -0.1}, {"share": 0.5, "squares": -1.0}])
def test_impossible_sums_are_refused(wrong) -> None:
    with pytest.raises(ValueError, match=r"share|squares"):
        Gifts(**wrong)


@pytest.mark.parametrize("wrong", [{"minimum_effect": 0}, {"alpha": 1}, {"power": 0}, {"variants": 1}])
def test_impossible_aims_are_refused(wrong) -> None:
    with pytest.raises(ValueError, match=r"effect|alpha|variants"):
        Aim(**wrong)


def test_a_cap_bounds_each_gift() -> None:
    assert Gifts.of([10, 900], share=0.5, cap=250) == Gifts(0.5, 260, 100 + 62500, 2)
    assert Gifts.of([10, 900], share=0.5) == Gifts(0.5, 910, 810100, 2)


@given(versions)
def test_the_interval_holds_its_own_guess(history) -> None:
    found = compare(*arms(history), aim=AIM)
    assert 0 <= found.low < inf
    if found.ratio is not None:
        assert found.low <= found.ratio * (1 + 1e-9)
        assert found.high is None or found.ratio <= found.high * (1 + 1e-9)


@given(versions)
def test_the_other_way_round_the_bounds_are_one_by_the_other(history) -> None:
    a, b = arms(history)
    there, back = compare(a, b, aim=AIM), compare(b, a, aim=AIM)
    assert isclose(there.information, back.information, rel_tol=1e-9)
    if there.high is not None and back.low > 0:
        assert isclose(there.high * back.low, 1, rel_tol=1e-6)


@given(versions, st.floats(0.01, 1000))
def test_the_currency_does_not_matter(history, rate) -> None:
    a, b = arms(history)
    other = [
        Arm(arm.variant, {v: Gifts(g.share, g.value * rate, g.squares * rate**2) for v, g in arm.by_version.items()})
        for arm in (a, b)
    ]
    here, there = compare(a, b, aim=AIM), compare(*other, aim=AIM)
    assert isclose(here.low, there.low, rel_tol=1e-6, abs_tol=1e-9)
    assert (here.high is None) == (there.high is None) or isclose(here.low, 0, abs_tol=1)


@given(shares, shares, money, money, money, money)
def test_a_new_version_with_the_same_shares_changes_nothing(pa, pb, a1, b1, a2, b2) -> None:
    apart = compare(*arms([(pa, pb, a1, b1), (pa, pb, a2, b2)]), aim=AIM)
    whole = compare(*arms([(pa, pb, a1 + a2, b1 + b2)]), aim=AIM)
    assert isclose(apart.information, whole.information, rel_tol=1e-9, abs_tol=1e-12)
    assert isclose(apart.low, whole.low, rel_tol=1e-6, abs_tol=1e-9)


def test_many_tests_at_once_are_as_each_by_itself() -> None:
    rng = np.random.default_rng(1)
    value, squares = rng.uniform(1, 9, (7, 3, 2)), rng.uniform(9, 99, (7, 3, 2))
    p = rng.uniform(0.1, 0.5, (3, 2))
    columns = [each[..., at] for each in (value, squares) for at in (0, 1)]
    together = pair_sums(p[:, 0], p[:, 1], *columns)
    for n in range(7):
        alone = pair_sums(p[:, 0], p[:, 1], *(each[n] for each in columns))
        assert np.allclose([together.a[n], together.qb[n]], [alone.a, alone.qb])


def test_a_guardrail_knows_harm_from_safety_and_from_not_knowing() -> None:
    states = [guardrail(*even(*counts, gift=1), aim=AIM).state for counts in ((5000, 4000), (50_000, 50_500), (50, 50))]
    assert states == [Guard.HARM, Guard.SAFE, Guard.OPEN]


def test_a_wider_margin_is_safe_sooner() -> None:
    pair = even(5000, 5000)
    assert guardrail(*pair, aim=AIM, margin=0.05).state is Guard.OPEN
    assert guardrail(*pair, aim=AIM, margin=0.2).state is Guard.SAFE
    with pytest.raises(ValueError, match="margin"):
        guardrail(*pair, aim=AIM, margin=1)
