"""The money's rules, as docs/rules tells them, and what holds for every input."""

import itertools
import uuid
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smallfavor.core.money import parse_major
from smallfavor.payments.rules.backoff import wait_after
from smallfavor.payments.rules.keys import (
    form_payment_uuid,
    idempotency_key,
    installation_id,
    renewal_uuid,
    request_fingerprint,
)
from smallfavor.payments.rules.limits import read_limits
from smallfavor.payments.rules.retries import after_decline
from smallfavor.payments.rules.schedule import (
    RENEWALS_APART_DAYS,
    Schedule,
    plan,
    skip_paused,
)
from smallfavor.payments.rules.states import BECOMES, may_become
from smallfavor.payments.tests.tables import table

days = st.dates(date(2020, 1, 1), date(2060, 1, 1))


@pytest.mark.parametrize("row", table("schedule.md", header="interval"))
def test_due_dates_are_counted_from_the_anchor(row) -> None:
    schedule = Schedule(row["interval"], date.fromisoformat(row["anchor"]), 0, 1)
    assert schedule.due(int(row["period"])) == date.fromisoformat(row["due"])


@pytest.mark.parametrize("row", table("schedule.md", header="today"))
def test_an_outage_waives_the_older_periods(row) -> None:
    schedule = Schedule("monthly", date(2026, 1, 10), 0, 1, date.fromisoformat(row["last"]))
    planned = plan(schedule, date.fromisoformat(row["today"]))
    waived = () if row["waived"] == "none" else tuple(int(n) for n in row["waived"].split(","))
    taken = None if row["taken"] == "none" else int(row["taken"])
    assert (planned.waived, planned.taken, planned.next_n) == (waived, taken, int(row["then next"]))


@pytest.mark.parametrize("row", table("retries.md", header="code"))
def test_retries_follow_the_table(row) -> None:
    step = after_decline(
        code=row["code"], hard=row["hard"] == "yes", tries=int(row["tries so far"]),
        first_try_on=date(2026, 12, 1), today=date.fromisoformat(row["today"]),
    )  # fmt: skip
    assert step.what == row["then"]
    assert (step.on.isoformat() if step.on else "") == row["on"]


@pytest.mark.parametrize("row", table("amounts.md", header="currency"))
def test_the_least_amount_is_the_higher_of_two(row) -> None:
    currency, interval = row["currency"], row["interval"]
    minimum = dict.fromkeys(("once", "monthly", "yearly"), row["paper's least"])
    presets = {name: ["1000"] for name in minimum}
    limits = read_limits({currency: {"minimum": minimum, "maximum": "100000", "presets": presets}})[currency]
    provider = parse_major(row["provider's least"], currency)
    assert limits.least(interval, provider_minimum_minor=provider.minor) == parse_major(row["least"], currency)


@given(anchor=days, interval=st.sampled_from(["monthly", "yearly"]), runs=st.lists(st.integers(0, 200), max_size=30))
def test_any_run_of_planning_days_takes_each_period_once_and_keeps_them_apart(anchor, interval, runs) -> None:
    schedule, today, taken, waived = Schedule(interval, anchor, 0, 1, anchor), anchor, [], []
    charged_on: list[date] = [anchor]
    for gap in runs:
        today += timedelta(days=gap)
        planned = plan(schedule, today)
        waived += planned.waived
        if planned.taken is not None:
            taken.append(planned.taken)
            charged_on.append(today)
            assert schedule.due(planned.taken) <= today
        schedule = Schedule(interval, anchor, 0, planned.next_n, charged_on[-1])
    assert sorted([*taken, *waived]) == list(range(1, schedule.n))
    assert all((b - a).days >= RENEWALS_APART_DAYS for a, b in itertools.pairwise(charged_on))


@given(anchor=days, pause=st.integers(0, 900))
def test_resuming_never_charges_for_a_day_of_the_pause(anchor, pause) -> None:
    schedule, today = Schedule("monthly", anchor, 0, 1), anchor + timedelta(days=pause)
    skipped = skip_paused(schedule, today)
    assert schedule.due(skipped.next_n) >= today
    assert all(schedule.due(period) < today for period in skipped.waived)


def test_a_key_depends_on_installation_payment_and_number_alone() -> None:
    one, two = installation_id("key one"), installation_id("key two")
    payment, other = uuid.uuid4(), uuid.uuid4()
    keys = {idempotency_key(who, what, n) for who in (one, two) for what in (payment, other) for n in (1, 2, 11)}
    assert len(keys) == 12
    assert idempotency_key(one, payment, 1) == idempotency_key(one, payment, 1)


def test_a_payments_uuid_is_the_same_for_the_same_period_and_the_same_form() -> None:
    pledge, installation = uuid.uuid4(), installation_id("key")
    assert renewal_uuid(pledge, 3) == renewal_uuid(pledge, 3) != renewal_uuid(pledge, 4)
    assert form_payment_uuid(installation, "a") == form_payment_uuid(installation, "a")
    assert form_payment_uuid(installation, "a") != form_payment_uuid(installation_id("other"), "a")


def test_a_fingerprint_knows_fields_apart() -> None:
    assert request_fingerprint("k", {"a": "1", "b": "2"}) == request_fingerprint("k", {"b": "2", "a": "1"})
    assert request_fingerprint("k", {"a": "12", "b": ""}) != request_fingerprint("k", {"a": "1", "b": "2"})
    assert request_fingerprint("k", {"a": "1"}) != request_fingerprint("other", {"a": "1"})


def test_money_can_be_found_from_every_state_that_has_none() -> None:
    for state in BECOMES.keys() - {"refunded"}:
        assert state == "paid" or may_become(state, "paid")
    assert not may_become("paid", "failed")
    assert not may_become("paid", "expired")
    assert not may_become("waived", "planned")


def test_look_ups_wait_longer_each_time_and_an_hour_at_most() -> None:
    waits = [wait_after(n).total_seconds() for n in range(30)]
    assert waits == sorted(waits)
    assert (waits[0], waits[-1]) == (5, 3600)
