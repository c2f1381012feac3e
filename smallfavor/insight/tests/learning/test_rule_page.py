"""Every worked table of docs/rules/learning.md, run."""

from math import inf

import pytest

from smallfavor.core.tests.tables import table
from smallfavor.insight.learning.arms import Aim, Arm, Gifts
from smallfavor.insight.learning.bandit import next_shares
from smallfavor.insight.learning.intervals import Verdict, compare, pair_sums_of
from smallfavor.insight.learning.planner import plan_days
from smallfavor.insight.learning.reader_counts import reader_counts
from smallfavor.insight.learning.share_check import ShareBatch, share_check
from smallfavor.insight.learning.value import Renewals, gift_value, months_expected

PAGE = "learning.md"


@pytest.mark.parametrize("row", table(PAGE, header="paid"))
def test_gifts_are_worth_what_the_table_says(row) -> None:
    for column, cap in (("V", None), ("up to 250", 250_00)):
        found = gift_value(
            amount_minor=100 * float(row["paid"]), interval=row["interval"], months_expected=float(row["months"]),
            refunded_minor=100 * float(row["returned"]), cap_minor=cap,
        )  # fmt: skip
        assert found == 100 * float(row[column])


@pytest.mark.parametrize("row", table(PAGE, header="due"))
def test_pledges_live_as_long_as_the_table_says(row) -> None:
    found = months_expected([Renewals(int(row["due"]), int(row["paid"]))] * 11)
    assert f"{found:.2f}" == row["months"]


@pytest.mark.parametrize("row", table(PAGE, header="k = 1"))
def test_ordinals_give_squares(row) -> None:
    found = reader_counts([int(row[f"k = {k}"]) for k in (1, 2, 3)])
    assert (found.events, found.squares) == (int(row["events"]), int(row["squares by reader"]))


def test_the_interval_is_the_one_worked_out_by_hand() -> None:
    rows = table(PAGE, header="version")
    a, b = (
        Arm(name, {
            row["version"]: Gifts(float(row[f"share {name}"]), float(row[f"{name}: V"]), float(row[f"{name}: V²"]))
            for row in rows
        })
        for name in "ab"
    )  # fmt: skip
    sums, found = pair_sums_of(a, b), compare(a, b, aim=Aim())
    figures = {
        "A": sums.a, "B": sums.b, "Qa": sums.qa, "Qb": sums.qb, "I": found.information, "I*": found.needed,
        "z*": found.multiplier, "r": found.ratio, "low": found.low, "high": found.high,
    }  # fmt: skip
    by_hand = {row["of it"]: row["by hand"].split("=")[-1].strip() for row in table(PAGE, header="of it")}
    for name, text in by_hand.items():
        assert f"{figures[name]:.{len(text.partition('.')[2])}f}" == text, name
    assert by_hand.keys() == figures.keys() and found.verdict is Verdict.UNDECIDED


@pytest.mark.parametrize("row", table(PAGE, header="gifts a day and arm"))
def test_tests_take_as_long_as_the_table_says(row) -> None:
    plan = plan_days(Aim(), gifts_per_day=float(row["gifts a day and arm"]))
    assert ("inf" if plan.days == inf else f"{plan.days:.0f}") == row["days"]
    assert plan.advice == row["advice"]
    effect = plan.findable_effect
    assert ("nothing" if effect is None else f"{100 * effect:.0f} %") == row["90 days find"]


@pytest.mark.parametrize("row", table(PAGE, header="days"))
def test_lost_beacons_are_found_as_soon_as_the_table_says(row) -> None:
    found = share_check([ShareBatch({"a": 0.5, "b": 0.5}, {"a": 100_000, "b": 99_000})] * int(row["days"]))
    assert f"{found.e_value:.0f}" == row["E"]
    assert ("yes" if found.alarm else "no") == row["alarm"]


def test_the_next_shares_are_those_of_the_table() -> None:
    rows = table(PAGE, header="variant")
    arms = [Arm(row["variant"], {"1": Gifts(float(row["share"]), float(row["V"]), float(row["V²"]))}) for row in rows]
    assert next_shares(arms, control="control") == {row["variant"]: float(row["next"]) for row in rows}
