"""How much an account is asked: its pace, its free places, and when it is left in peace."""

import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from smallfavor.payments.actions.callers import Callers, lease_clock
from smallfavor.payments.actions.claim import claim_batch
from smallfavor.payments.actions.drive import drive_until_idle
from smallfavor.payments.actions.hand_back import hand_back
from smallfavor.payments.actions.pace import note_answers
from smallfavor.payments.actions.plan_renewals import plan_renewals
from smallfavor.payments.actions.pledges.cancel_pledge import cancel_pledge
from smallfavor.payments.actions.pledges.pause_pledge import pause_pledge
from smallfavor.payments.actions.refund_payment import refund_payment
from smallfavor.payments.actions.send_planned import Shift, send_planned
from smallfavor.payments.actions.slots import places
from smallfavor.payments.models import Attempt, Payment, Pledge, ProviderAccount
from smallfavor.payments.providers.base import Reason, Unknown
from smallfavor.payments.providers.capabilities import Limits
from smallfavor.payments.rules.breaker import FAULTS_TO_OPEN, pause_after
from smallfavor.payments.rules.pace import BURST_S, grant

MOMENT = datetime(2026, 11, 24, 9, tzinfo=UTC)
ONE_SHIFT = Shift(budget_s=5.0, stopping=lambda: False, refill=lambda wanted: False)


@given(
    st.lists(st.tuples(st.floats(0, 3), st.integers(0, 80)), max_size=40),
    st.sampled_from([0.5, 1.0, 7.0, 25.0, 200.0]),
)
def test_no_second_has_more_calls_than_the_pace_allows(asks, calls_per_s: float) -> None:
    spent, now, granted = None, MOMENT, list[tuple[datetime, int]]()
    for pause_s, wanted in asks:
        now += timedelta(seconds=pause_s)
        given_now = grant(spent, now, wanted=wanted, calls_per_s=calls_per_s)
        spent = given_now.spent_until
        granted.append((now, given_now.calls))
        assert 0 <= given_now.calls <= wanted
    for start, _ in granted:
        in_a_second = sum(calls for at, calls in granted if start <= at < start + timedelta(seconds=1))
        assert in_a_second <= calls_per_s * (1 + max(BURST_S, 1 / calls_per_s)) + 1e-3


def test_a_pace_that_is_spent_says_how_long_to_wait() -> None:
    first = grant(None, MOMENT, wanted=100, calls_per_s=25)
    assert (first.calls, round(first.wait_s, 3)) == (5, 0.04)
    later = MOMENT + timedelta(seconds=first.wait_s)
    assert grant(first.spent_until, later, wanted=1, calls_per_s=25).calls == 1
    assert grant(first.spent_until, MOMENT, wanted=1, calls_per_s=25).calls == 0


@pytest.mark.parametrize("calls_per_s", [0, -1])
def test_a_pace_that_is_none_is_refused(calls_per_s: float) -> None:
    with pytest.raises(ValueError, match="positive"):
        grant(None, MOMENT, wanted=1, calls_per_s=calls_per_s)


@pytest.mark.parametrize(
    ("faults", "pause_s"), [(0, None), (4, None), (5, 5), (6, 10), (7, 20), (10, 160), (11, 300), (500, 300)]
)
def test_the_breaker_opens_after_five_faults_and_waits_longer_each_time(faults: int, pause_s: int | None) -> None:
    pause = pause_after(faults, first_s=5, longest_s=300)
    assert pause == (None if pause_s is None else timedelta(seconds=pause_s))


def test_a_service_that_is_down_is_left_in_peace_and_tried_with_one_call(begin_pledge, provider, account, now) -> None:
    pledges = [begin_pledge(email=f"reader{n}@example.org") for n in range(9)]
    plan_renewals(today=pledges[0].next_due, now=now)
    provider.script = [Reason.SERVER_ERROR] * (FAULTS_TO_OPEN + 1)
    callers = Callers(2, inline=True)
    send_planned(account, callers, ONE_SHIFT, now=now)
    account.refresh_from_db()
    assert account.faults_in_row == FAULTS_TO_OPEN and account.paused_until is not None
    assert claim_batch(account, limit=9, now=now).attempts == []
    assert Attempt.objects.filter(operation="charge", state="planned", first_sent_at=None).count() == 4

    _let_the_pause_end(account)
    assert send_planned(account, callers, ONE_SHIFT, now=now).answered == 1  # half open, and still down
    account.refresh_from_db()
    assert account.faults_in_row == FAULTS_TO_OPEN + 1

    _let_the_pause_end(account)
    assert send_planned(account, callers, ONE_SHIFT, now=now).answered == 1  # it is well again
    assert send_planned(account, callers, ONE_SHIFT, now=now).answered == 2
    account.refresh_from_db()
    assert (account.faults_in_row, account.paused_until) == (0, None)
    assert Payment.objects.filter(period=1, state="paid").count() == 3


def test_a_busy_service_says_when_to_come_again(provider, account) -> None:
    note_answers(account, [Unknown(Reason.BUSY, retry_after_s=40.0)])
    account.refresh_from_db()
    assert account.paused_until is not None
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        [clock] = cursor.fetchone()
    assert timedelta(seconds=30) < account.paused_until - clock <= timedelta(seconds=40)


def test_a_refusal_of_one_request_does_not_open_the_breaker(provider, account) -> None:
    for _ in range(FAULTS_TO_OPEN + 1):
        note_answers(account, [Unknown(Reason.REFUSED)])
    account.refresh_from_db()
    assert (account.faults_in_row, account.paused_until) == (0, None)


@pytest.mark.django_db(transaction=True)
def test_all_workers_together_have_no_more_places_than_the_account_bears(provider, account) -> None:
    taken: list[int] = []

    def rival() -> None:
        with places(account, wanted=9) as held:
            taken.append(held)
        connection.close()

    with places(account, wanted=3) as held:
        assert held == 3
        _in_a_thread(rival)
    _in_a_thread(rival)
    assert taken == [1, 4]  # the fake bears four


def test_a_pace_holds_over_all_workers(begin_pledge, provider, account, now, monkeypatch) -> None:
    pledges = [begin_pledge(email=f"reader{n}@example.org") for n in range(3)]
    plan_renewals(today=pledges[0].next_due, now=now)
    monkeypatch.setattr(provider, "limits", lambda: Limits(timeout_s=2.0, concurrency=4, calls_per_s=0.01))
    claimed = claim_batch(account, limit=4, now=now)
    assert len(claimed.attempts) == 1 and claimed.more and claimed.wait_s > 90
    assert claim_batch(account, limit=4, now=now).attempts == []


def test_a_worker_that_stops_hands_back_what_it_has_not_sent(begin_pledge, provider, account, now) -> None:
    pledges = [begin_pledge(email=f"reader{n}@example.org") for n in range(4)]
    plan_renewals(today=pledges[0].next_due, now=now)
    stopping: list[bool] = []
    provider.slow = lambda: stopping.append(True)
    shift = Shift(budget_s=5.0, stopping=lambda: bool(stopping), refill=lambda wanted: False)
    assert send_planned(account, Callers(2, inline=True), shift, now=now).answered == 1
    handed_back = Attempt.objects.filter(operation="charge", state="planned")
    assert handed_back.count() == 3
    assert not handed_back.exclude(first_sent_at=None, lease_until=None).exists()
    provider.slow = lambda: None
    assert drive_until_idle(today=pledges[0].next_due, now=now, concurrency=1).sent == 3
    assert len(provider.successes) == 8


def test_what_somebody_else_took_over_is_not_handed_back(begin_pledge, provider, account, now) -> None:
    pledge = begin_pledge()
    plan_renewals(today=pledge.next_due, now=now)
    [claimed] = claim_batch(account, limit=1, now=now).attempts
    Attempt.objects.filter(pk=claimed.pk).update(lease_until=now + timedelta(hours=1))
    hand_back([claimed], now=now)
    assert Attempt.objects.get(pk=claimed.pk).state == "sending"


@pytest.mark.parametrize(("ended", "state"), [("cancelled", "waived"), ("paused", "waived"), ("held", "failed")])
def test_what_is_not_wanted_any_more_is_given_up_in_place_of_handed_back(
    begin_pledge, provider, account, now, ended, state
) -> None:
    pledge = begin_pledge()
    plan_renewals(today=pledge.next_due, now=now)
    claimed = claim_batch(account, limit=1, now=now).attempts
    if ended == "cancelled":
        cancel_pledge(pledge, actor="supporter", now=now)
    elif ended == "paused":
        pause_pledge(pledge, until=now.date() + timedelta(days=60), actor="supporter", now=now)
    else:
        Pledge.objects.update(held=True)
    hand_back(claimed, now=now)
    attempt = Attempt.objects.get(pk=claimed[0].pk)
    assert (attempt.state, attempt.payment.state) == ("given_up", state)
    assert drive_until_idle(today=now.date(), now=now, concurrency=1).sent == 0
    assert len(provider.successes) == 1


def test_refunds_go_before_charges_and_an_account_that_has_closed_takes_nothing(
    begin_pledge, provider, account, now
) -> None:
    pledges = [begin_pledge(email=f"reader{n}@example.org") for n in range(3)]
    refund_payment(pledges[0].payments.get(period=0), actor="desk:1", reason="asked for", now=now)
    plan_renewals(today=pledges[0].next_due, now=now)
    [first] = claim_batch(account, limit=1, now=now).attempts
    assert first.operation == "refund"
    ProviderAccount.objects.update(retired_at=now)
    assert claim_batch(account, limit=9, now=now).attempts == []


def test_the_probe_of_a_half_open_breaker_is_one_call_for_all_workers(begin_pledge, provider, account, now) -> None:
    pledges = [begin_pledge(email=f"reader{n}@example.org") for n in range(3)]
    plan_renewals(today=pledges[0].next_due, now=now)
    ProviderAccount.objects.update(faults_in_row=FAULTS_TO_OPEN)
    _let_the_pause_end(account)
    probe = claim_batch(account, limit=9, now=now)
    assert (len(probe.attempts), probe.more) == (1, False)
    assert claim_batch(account, limit=9, now=now).attempts == []


def test_a_pause_that_the_service_asked_for_outlives_other_answers(provider, account) -> None:
    note_answers(account, [Unknown(Reason.BUSY, retry_after_s=40.0)])
    asked = account.paused_until
    note_answers(account, ["an answer"])
    account.refresh_from_db()
    assert (account.paused_until, account.faults_in_row) == (asked, 0)


def test_many_calls_that_fail_at_once_make_one_short_pause(provider, account) -> None:
    note_answers(account, [Unknown(Reason.TIMEOUT)] * 16)
    account.refresh_from_db()
    assert account.faults_in_row == FAULTS_TO_OPEN


def test_a_call_that_would_outlive_its_lease_is_not_made(begin_pledge, provider, account, now) -> None:
    pledge = begin_pledge()
    plan_renewals(today=pledge.next_due, now=now)
    [claimed] = claim_batch(account, limit=1, now=now).attempts
    for callers in (Callers(1, inline=True), Callers(1, inline=False)):
        callers.ask(provider, claimed, send_before=lease_clock() - 1)
        assert callers.collect(wait_s=2) == [] and callers.in_hand == 0
        assert callers.take_late() == [claimed]
        callers.close()
    assert len(provider.successes) == 1


def _in_a_thread(act: Callable[[], None]) -> None:
    thread = threading.Thread(target=act)
    thread.start()
    thread.join(20)


def _let_the_pause_end(account: ProviderAccount) -> None:
    with connection.cursor() as cursor:
        cursor.execute("UPDATE payments_provideraccount SET paused_until = clock_timestamp() - interval '1 second'")
    account.refresh_from_db()
