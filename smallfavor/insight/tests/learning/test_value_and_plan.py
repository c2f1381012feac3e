"""What a gift is worth, how long a test takes, and counts by ordinal."""

import random
from math import inf

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smallfavor.insight.learning.arms import Aim, Arm, Gifts
from smallfavor.insight.learning.planner import KAPPA_USUAL, SOUND_DEFAULTS, Advice, kappa_of, plan_days
from smallfavor.insight.learning.reader_counts import ReaderCounts, reader_counts
from smallfavor.insight.learning.value import Renewals, gift_value, months_expected, value_per_thousand


def test_supporters_who_never_stop_pay_twelve_months() -> None:
    assert months_expected([Renewals(10**9, 10**9)] * 11) == pytest.approx(12, abs=1e-5)


def test_supporters_who_all_stop_at_once_pay_one_month() -> None:
    assert months_expected([Renewals(10**9, 0)]) == pytest.approx(1, abs=1e-5)


def test_a_paper_without_a_past_leans_on_the_usual() -> None:
    assert months_expected([]) == pytest.approx((1 - 0.9**12) / 0.1)


def test_only_the_first_year_counts() -> None:
    year = [Renewals(100, 90)] * 11
    assert months_expected(year + [Renewals(100, 1)] * 5) == months_expected(year)


@given(st.lists(st.tuples(st.integers(0, 1000), st.floats(0, 1)), max_size=14))
def test_months_are_between_one_and_twelve(steps) -> None:
    assert 1 <= months_expected([Renewals(due, int(due * kept)) for due, kept in steps]) <= 12


@pytest.mark.parametrize("wrong", [(5, 6), (5, -1)])
def test_more_paid_than_due_is_refused(wrong) -> None:
    with pytest.raises(ValueError, match="due"):
        Renewals(*wrong)


def value(**given) -> float:
    return gift_value(**{"amount_minor": 1000, "interval": "once", "months_expected": 7.0, "cap_minor": None, **given})


def test_a_gift_is_worth_its_first_year_up_to_the_cap() -> None:
    assert value() == value(interval="yearly") == 1000
    assert value(interval="monthly") == 7000
    assert value(interval="monthly", cap_minor=5000) == 5000


def test_returned_money_takes_its_part_of_the_hope_with_it() -> None:
    assert value(interval="monthly", refunded_minor=500) == 3500
    assert value(refunded_minor=1000) == value(refunded_minor=1200) == 0


@pytest.mark.parametrize("wrong", [{"interval": "weekly"}, {"amount_minor": 0}, {"months_expected": 13.0}])
def test_impossible_gifts_are_refused(wrong) -> None:
    with pytest.raises(ValueError, match="gift"):
        value(**wrong)


def test_value_by_impressions_needs_impressions() -> None:
    assert value_per_thousand(5000, 200_000) == 25
    assert value_per_thousand(5000, 0) is None


def test_small_papers_are_told_not_to_test() -> None:
    small = plan_days(Aim(), gifts_per_day=3)
    assert small.advice is Advice.DONT_TEST and small.days > 700
    assert plan_days(Aim(), gifts_per_day=0).days == inf
    assert len(SOUND_DEFAULTS) > 2


def test_the_effect_that_ninety_days_find_takes_ninety_days() -> None:
    effect = plan_days(Aim(), gifts_per_day=10).findable_effect
    assert plan_days(Aim(minimum_effect=effect), gifts_per_day=10).days == pytest.approx(90)
    assert plan_days(Aim(), gifts_per_day=0.1).findable_effect is None


def test_more_variants_take_longer() -> None:
    two, five = (plan_days(Aim(variants=n), gifts_per_day=100).days for n in (2, 5))
    assert five > 1.3 * two


def test_uneven_gifts_take_longer() -> None:
    arm = Arm("a", {"1": Gifts.of([10] * 90 + [100] * 10, share=0.5)})
    assert kappa_of([arm]) == pytest.approx(100 * 109_000 / 1900**2)
    assert kappa_of([Arm("a", {"1": Gifts.of([10] * 9, share=0.5)})]) == KAPPA_USUAL


@pytest.mark.parametrize("wrong", [{"gifts_per_day": -1}, {"gifts_per_day": 1, "kappa": 0.5}])
def test_impossible_plans_are_refused(wrong) -> None:
    with pytest.raises(ValueError, match="kappa"):
        plan_days(Aim(), **wrong)


@given(st.lists(st.integers(0, 8), max_size=40))
def test_counts_by_ordinal_tell_the_squares_of_readers_nobody_knows(readers) -> None:
    by_ordinal = [sum(1 for each in readers if each >= k) for k in range(1, 9)]
    found = reader_counts(by_ordinal)
    assert found == ReaderCounts(
        readers=sum(1 for each in readers if each), events=sum(readers), squares=sum(each**2 for each in readers)
    )
    random.Random(1).shuffle(readers)
    assert reader_counts([sum(1 for each in readers if each >= k) for k in range(1, 9)]) == found


def test_counts_are_held_against_each_other_by_readers() -> None:
    assert reader_counts([3, 1]).as_gifts(0.4) == Gifts(0.4, 4, 6, 3)
    assert reader_counts([]).events == 0


@pytest.mark.parametrize("wrong", [[1] * 9, [-1]])
def test_impossible_ordinals_are_refused(wrong) -> None:
    with pytest.raises(ValueError, match="ordinals"):
        reader_counts(wrong)
