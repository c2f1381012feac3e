"""Renewals: planned, claimed, called, settled; with lost answers, crashes between the steps, and declines."""

import io
import threading
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.db import connections

from smallfavor.core.clock import add_months
from smallfavor.core.money import Money
from smallfavor.ledger.queries import trial_balance
from smallfavor.payments.actions import drive
from smallfavor.payments.actions import plan_renewals as planning
from smallfavor.payments.actions import send as sending
from smallfavor.payments.actions.claim import claim_batch
from smallfavor.payments.actions.drive import drive_until_idle
from smallfavor.payments.actions.plan_renewals import plan_renewals
from smallfavor.payments.actions.pledges.cancel_pledge import cancel_pledge
from smallfavor.payments.actions.pledges.pause_pledge import pause_pledge
from smallfavor.payments.actions.renew import RealMoney, renew
from smallfavor.payments.actions.send import send
from smallfavor.payments.models import Attempt, AttemptState, Payment, PaymentState, Pledge, ProviderAccount
from smallfavor.payments.providers.base import Decline, Reason
from smallfavor.payments.queries.invariants import all_faults
from smallfavor.payments.tests.conftest import fresh, sent_long_ago

pytestmark = pytest.mark.django_db


def run(now, as_of):
    return renew(now=now, as_of=as_of, concurrency=1)


def income(currency: str = "USD") -> int:
    return trial_balance().balance_minor("income:monthly", currency)


@pytest.fixture(autouse=True)
def _no_patience(monkeypatch) -> None:
    monkeypatch.setattr("smallfavor.payments.actions.renew.PATIENCE_S", 0.0)


def test_three_months_one_after_another_are_three_charges(begin_pledge, provider, now) -> None:
    pledge = begin_pledge()
    for month in (1, 2, 3):
        assert run(now, add_months(pledge.anchor, month)).paid == 1
    periods = Payment.objects.order_by("period").values_list("period", "state")
    assert list(periods) == [(0, "paid"), (1, "paid"), (2, "paid"), (3, "paid")]
    assert income() == 800 == sum(charge.amount.minor for charge in provider.successes)
    assert trial_balance().is_balanced
    assert all_faults(now=now) == []


def test_running_again_on_the_same_day_takes_nothing(begin_pledge, provider, now) -> None:
    pledge = begin_pledge()
    run(now, add_months(pledge.anchor, 1))
    assert run(now, add_months(pledge.anchor, 1)).paid == 0
    assert len(provider.successes) == 2


def test_one_run_far_ahead_takes_one_period_and_waives_the_older_ones(begin_pledge, provider, now) -> None:
    pledge = begin_pledge()
    summary = run(now, add_months(pledge.anchor, 3))
    assert (summary.paid, summary.waived) == (1, 2)
    states = Payment.objects.order_by("period").values_list("state", flat=True)
    assert list(states) == ["paid", "waived", "waived", "paid"]
    pledge.refresh_from_db()
    assert pledge.next_due == add_months(pledge.anchor, 4)
    assert all_faults(now=now) == []


def test_a_poisoned_pledge_stops_nobody(begin_pledge, provider, now, monkeypatch) -> None:
    poisoned = begin_pledge(email="one@example.org")
    others = [begin_pledge(email=f"{name}@example.org") for name in ("two", "three")]
    plain = planning.freeze_charge

    def freeze(payment, *arguments):
        if payment.pledge_id == poisoned.pk:
            raise ValueError("poison")
        return plain(payment, *arguments)

    monkeypatch.setattr(planning, "freeze_charge", freeze)
    assert run(now, add_months(poisoned.anchor, 1)).paid == 2
    poisoned.refresh_from_db()
    assert (poisoned.n, poisoned.doubt) == (1, "can't be planned: ValueError")
    assert all(Payment.objects.get(pledge=pledge, period=1).state == "paid" for pledge in others)
    assert any("waits for a person" in fault for fault in all_faults(now=now))


def test_a_lost_answer_is_unknown_and_the_replay_finds_the_charge(begin_pledge, provider, now) -> None:
    pledge = begin_pledge()
    provider.script = ["lost_after"]
    summary = run(now, pledge.next_due)
    assert (summary.paid, summary.undecided) == (0, 1)
    assert Payment.objects.get(period=1).state == "planned"
    assert run(now + timedelta(minutes=1), pledge.next_due).paid == 1
    assert len(provider.successes) == 2
    assert income() == 400


def test_an_unheard_call_is_replayed_with_the_same_key_and_bytes(begin_pledge, provider, now) -> None:
    pledge = begin_pledge()
    provider.script = ["lost_before"]
    run(now, pledge.next_due)
    run(now + timedelta(minutes=1), pledge.next_due)
    keys = [key for kind, key in provider.calls if kind == "charge"]
    assert len(keys) == 2 and len(set(keys)) == 1
    assert Attempt.objects.filter(operation="charge").count() == 1
    assert Payment.objects.get(period=1).state == "paid"


def test_a_list_that_lags_behind_does_not_make_a_second_charge(begin_pledge, provider, now) -> None:
    pledge = begin_pledge()
    provider.script, provider.blind = ["lost_after"], True
    run(now, pledge.next_due)
    run(now + timedelta(minutes=1), pledge.next_due)
    assert len(provider.successes) == 2
    assert Payment.objects.get(period=1).state == "paid"


def test_past_half_the_keys_life_nothing_is_sent_again(begin_pledge, provider, now) -> None:
    pledge = begin_pledge()
    provider.script = ["lost_before"]
    run(now, pledge.next_due)
    attempt = Attempt.objects.get(operation="charge")
    sent_long_ago(attempt, hours=13)
    run(now + timedelta(minutes=1), pledge.next_due)
    attempt.refresh_from_db()
    assert attempt.state == "unknown"
    assert len([kind for kind, _ in provider.calls if kind == "charge"]) == 1


def test_past_the_horizon_it_is_given_up_and_tried_under_a_new_number(begin_pledge, provider, now) -> None:
    pledge = begin_pledge()
    provider.script = ["lost_before"]
    run(now, pledge.next_due)
    first = Attempt.objects.get(operation="charge")
    sent_long_ago(first, hours=49)
    run(now + timedelta(minutes=1), pledge.next_due)
    first.refresh_from_db()
    second = Attempt.objects.get(operation="charge", n=2)
    assert (first.state, second.state) == ("given_up", "succeeded")
    assert first.idem_key != second.idem_key
    assert income() == 400


def test_past_the_horizon_a_provider_that_is_down_proves_nothing(begin_pledge, provider, now) -> None:
    pledge = begin_pledge()
    provider.script = ["lost_after"]
    run(now, pledge.next_due)
    sent_long_ago(Attempt.objects.get(operation="charge"), hours=99)
    provider.down = True
    run(now + timedelta(minutes=1), pledge.next_due)
    assert Attempt.objects.get(operation="charge").state == "unknown"
    assert any("undecided past its horizon" in fault for fault in all_faults(now=now))
    provider.down = False
    run(now + timedelta(hours=1), pledge.next_due)
    assert Payment.objects.get(period=1).state == "paid"


def test_an_attempt_that_was_given_up_and_shows_up_later_is_booked_and_goes_back(begin_pledge, provider, now) -> None:
    """The service executed the lost call after all, days later: the reader has paid twice, and gets one back."""
    pledge = begin_pledge()
    provider.script, provider.blind = ["lost_after"], True
    run(now, pledge.next_due)
    sent_long_ago(Attempt.objects.get(operation="charge"), hours=49)
    run(now + timedelta(minutes=1), pledge.next_due)
    assert len(provider.successes) == 3
    provider.blind = False
    call_command("reconcile")
    drive_until_idle(today=pledge.anchor, now=now + timedelta(minutes=2), concurrency=1)
    assert income() == 400
    assert trial_balance().balance_minor("liabilities:duplicates", "USD") == 0
    assert [record for record in provider.records.values() if type(record).__name__ == "Refunded"]
    assert Payment.objects.get(period=1).state == "paid"
    assert all_faults(now=now + timedelta(hours=2)) == []


@pytest.mark.parametrize("reason", [Reason.SERVER_ERROR, Reason.BUSY, Reason.CONFLICT, Reason.MALFORMED])
def test_what_is_no_answer_is_never_a_failure(begin_pledge, provider, now, reason) -> None:
    pledge = begin_pledge()
    provider.script = [reason]
    run(now, pledge.next_due)
    assert Payment.objects.get(period=1).state == "planned"
    assert Attempt.objects.get(operation="charge").state == "unknown"
    run(now + timedelta(minutes=1), pledge.next_due)
    assert Payment.objects.get(period=1).state == "paid"


@pytest.mark.parametrize("reason", [Reason.REFUSED, Reason.KEY_MISMATCH])
def test_a_refused_request_is_looked_up_only_and_then_a_person_decides(begin_pledge, provider, now, reason) -> None:
    pledge = begin_pledge()
    provider.script = [reason]
    run(now, pledge.next_due)
    run(now + timedelta(minutes=1), pledge.next_due)
    assert len([kind for kind, _ in provider.calls if kind == "charge"]) == 1
    sent_long_ago(Attempt.objects.get(operation="charge"), hours=49)
    run(now + timedelta(hours=1), pledge.next_due)
    attempt = Attempt.objects.get(operation="charge")
    assert attempt.state == "given_up" and attempt.doubt
    assert fresh(attempt.payment).state == "failed"


def test_a_refused_key_stops_the_account_and_nobody_is_failed(begin_pledge, provider, now) -> None:
    first = begin_pledge(email="one@example.org")
    for name in ("two", "three"):
        begin_pledge(email=f"{name}@example.org")
    provider.script = [Reason.NO_ACCESS] * 9
    run(now, first.next_due)
    charges = [kind for kind, _ in provider.calls if kind == "charge"]
    assert len(charges) == 1
    assert ProviderAccount.objects.get().stopped_reason
    assert not Payment.objects.filter(state=PaymentState.FAILED).exists()


@pytest.mark.parametrize("module", [planning, sending])
@pytest.mark.parametrize("boundary", ["renewal.planned", "attempt.claimed", "attempt.called", "attempt.settled"])
def test_renewal_can_restart_after_a_crash_at_every_boundary(
    begin_pledge, provider, now, monkeypatch, module, boundary
) -> None:
    pledge = begin_pledge()

    class Crash(BaseException):
        pass

    def crash(name: str) -> None:
        if name == boundary:
            raise Crash

    monkeypatch.setattr(module, "reached", crash)
    belongs = (module is planning) == (boundary == "renewal.planned")
    if belongs:
        with pytest.raises(Crash):
            run(now, pledge.next_due)
    monkeypatch.undo()
    monkeypatch.setattr("smallfavor.payments.actions.renew.PATIENCE_S", 0.0)
    monkeypatch.setattr("smallfavor.payments.providers.get", lambda account: provider)
    for attempt in Attempt.objects.filter(state=AttemptState.SENDING):
        sent_long_ago(attempt, hours=1)
    run(now + timedelta(minutes=1), pledge.next_due)
    assert Payment.objects.get(period=1).state == "paid"
    assert len(provider.successes) == 2
    assert income() == 400
    assert all_faults(now=now) == []


def test_a_live_lease_is_left_alone_and_an_expired_one_is_swept(begin_pledge, provider, account, now) -> None:
    pledge = begin_pledge()
    plan_renewals(today=pledge.next_due, now=now)
    [claimed] = claim_batch(account, limit=4, now=now).attempts
    assert run(now, pledge.next_due).paid == 0
    sent_long_ago(claimed, hours=0)
    assert run(now + timedelta(minutes=1), pledge.next_due).paid == 1
    assert claim_batch(account, limit=4, now=now).attempts == []


def test_a_lease_without_time_for_a_whole_call_is_not_used(begin_pledge, provider, account, now) -> None:
    pledge = begin_pledge()
    plan_renewals(today=pledge.next_due, now=now)
    [claimed] = claim_batch(account, limit=4, now=now).attempts
    claimed.lease_until = claimed.first_sent_at
    send(claimed, now=now)
    assert len(provider.successes) == 1


def test_a_soft_decline_is_tried_again_in_the_papers_morning(begin_pledge, provider, now) -> None:
    pledge = begin_pledge()
    provider.script = [Decline.INSUFFICIENT_FUNDS]
    assert run(now, pledge.next_due).declined == 1
    payment = Payment.objects.get(period=1)
    assert (payment.state, payment.decline_code) == ("planned", "insufficient_funds")
    assert (payment.retry_on - drive.current_paper().today(now)).days == 3
    assert run(now + timedelta(days=2), pledge.next_due).paid == 0
    assert run(now + timedelta(days=4), pledge.next_due).paid == 1
    assert fresh(payment).decline_code == ""


def test_a_card_that_declines_every_time_lapses_after_four_tries(begin_pledge, provider, now) -> None:
    pledge = begin_pledge()
    provider.script = [Decline.CARD_DECLINED] * 9
    for day in (0, 4, 8, 15, 16, 30):
        run(now + timedelta(days=day), pledge.next_due)
    payment = Payment.objects.get(period=1)
    assert payment.state == "failed"
    assert payment.attempts.count() == 4
    assert Pledge.objects.get().state == "lapsed"
    assert all_faults(now=now) == []


def test_a_hard_decline_stops_at_once(begin_pledge, provider, now) -> None:
    pledge = begin_pledge()
    provider.script = [Decline.EXPIRED_CARD]
    run(now, pledge.next_due)
    assert Payment.objects.get(period=1).state == "failed"
    assert Pledge.objects.get().state == "lapsed"
    run(now + timedelta(days=30), add_months(pledge.anchor, 2))
    assert len([kind for kind, _ in provider.calls if kind == "charge"]) == 1


def test_a_cancelled_pledge_is_not_charged_even_by_the_sweep(begin_pledge, provider, now) -> None:
    pledge = begin_pledge()
    provider.script = ["lost_before"]
    run(now, pledge.next_due)
    cancel_pledge(pledge, actor="supporter", now=now)
    run(now + timedelta(minutes=1), pledge.next_due)
    assert len(provider.successes) == 1
    sent_long_ago(Attempt.objects.get(operation="charge"), hours=49)
    run(now + timedelta(hours=1), pledge.next_due)
    assert Payment.objects.get(period=1).state == "waived"
    assert provider.revoked
    assert all_faults(now=now) == []


def test_a_pause_waives_what_falls_into_it_and_ends_on_its_day(begin_pledge, provider, now) -> None:
    pledge = begin_pledge()
    pause_pledge(pledge, until=add_months(pledge.anchor, 2), actor="supporter", now=now)
    assert run(now, add_months(pledge.anchor, 1)).paid == 0
    assert run(now, add_months(pledge.anchor, 2)).paid == 1
    states = Payment.objects.order_by("period").values_list("state", flat=True)
    assert list(states) == ["paid", "waived", "paid"]
    assert all_faults(now=now) == []


def test_a_yearly_charge_waits_for_its_notice(begin_pledge, provider, now, monkeypatch) -> None:
    letters = []
    monkeypatch.setattr("smallfavor.payments.actions.give_notice.send_notice_later", letters.append)
    pledge = begin_pledge(interval="yearly", amount=Money(2000, "USD"))
    due = pledge.next_due
    assert run(now, due - timedelta(days=31)).done.noticed == 0
    assert run(now, due - timedelta(days=30)).done.noticed == 1
    assert run(now, due - timedelta(days=20)).done.noticed == 0
    assert run(now, due).paid == 1
    assert letters == [pledge]


def test_a_notice_that_is_late_moves_the_charge(begin_pledge, provider, now) -> None:
    pledge = begin_pledge(interval="yearly", amount=Money(2000, "USD"))
    summary = run(now, pledge.next_due)
    assert (summary.paid, summary.done.noticed, summary.waiting_for_notice) == (0, 1, 1)
    assert run(now, pledge.next_due + timedelta(days=6)).paid == 0
    assert run(now, pledge.next_due + timedelta(days=7)).paid == 1


def test_rows_that_are_missing_here_stop_all_sending(begin_pledge, provider, account, now) -> None:
    """A snapshot of the database was put back: the provider knows a payment of ours that we do not."""
    pledge = begin_pledge()
    ours = provider.successes[0].ours
    stranger = type(ours)(ours.installation, "5f0c7a0e-0000-4000-8000-000000000000", 1)
    provider.second_charge(type(provider.successes[0])(
        "x", Money(100, "USD"), provider.now(), stranger))  # fmt: skip
    assert run(now, pledge.next_due).paid == 0
    account.refresh_from_db()
    assert "does not know" in account.stopped_reason
    assert len([kind for kind, _ in provider.calls if kind == "charge"]) == 0
    with pytest.raises(CommandError, match="stays stopped"):
        call_command("resume")
    call_command("resume", accept=True, stdout=io.StringIO())
    assert run(now + timedelta(minutes=1), pledge.next_due).paid == 1


def test_a_stop_for_a_refused_key_is_lifted_once_the_provider_answers(begin_pledge, provider, account, now) -> None:
    pledge = begin_pledge()
    provider.script = [Reason.NO_ACCESS]
    run(now, pledge.next_due)
    provider.down = True
    with pytest.raises(CommandError, match="does not answer"):
        call_command("resume", "fake")
    provider.down = False
    call_command("resume", "fake", stdout=io.StringIO())
    assert run(now + timedelta(minutes=1), pledge.next_due).paid == 1


def test_an_account_that_is_switched_off_is_still_settled(begin_pledge, provider, account, now) -> None:
    pledge = begin_pledge()
    provider.script = ["lost_after"]
    run(now, pledge.next_due)
    ProviderAccount.objects.update(enabled=False)
    assert run(now + timedelta(minutes=1), pledge.next_due).paid == 1
    assert run(now, add_months(pledge.anchor, 2)).paid == 0


def test_other_peoples_objects_on_the_account_stop_nothing(begin_pledge, provider, now) -> None:
    pledge = begin_pledge()
    first = provider.successes[0]
    provider.second_charge(type(first)("x", Money(100, "USD"), provider.now(), None))
    assert run(now, pledge.next_due).paid == 1


def test_moving_the_schedule_is_refused_where_real_money_could_move(begin_pledge, provider, now) -> None:
    pledge = begin_pledge()
    provider.is_sandbox = False
    with pytest.raises(RealMoney):
        run(now, pledge.next_due)
    with pytest.raises(CommandError, match="refused"):
        call_command("renew", as_of=pledge.next_due)
    assert not Payment.objects.filter(period=1).exists()


@pytest.mark.django_db(transaction=True)
def test_workers_side_by_side_charge_every_pledge_once(begin_pledge, provider, account, now) -> None:
    pledges = [begin_pledge(email=f"reader{number}@example.org") for number in range(6)]

    def work() -> None:
        drive_until_idle(today=pledges[0].next_due, now=now, concurrency=2)
        connections.close_all()

    threads = [threading.Thread(target=work) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(provider.successes) == 12
    assert Payment.objects.filter(period=1, state="paid").count() == 6
    assert income() == 2400
    assert all_faults(now=now) == []
