"""Services that take an approved payment only at our word: it is given once, by whoever hears of it first, or never."""

import json
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from django.test import Client

from smallfavor.core.money import Money
from smallfavor.ledger.queries import trial_balance
from smallfavor.payments.actions import complete_approved as module
from smallfavor.payments.actions.begin_checkout import CheckoutOrder, begin_checkout
from smallfavor.payments.actions.check_payment import check_payment
from smallfavor.payments.actions.pledges.begin_instrument_change import begin_instrument_change
from smallfavor.payments.actions.reconcile import reconcile
from smallfavor.payments.actions.sweep import sweep_one, take_hanging
from smallfavor.payments.actions.sweep_setups import sweep_setups
from smallfavor.payments.models import (
    Attempt,
    AttemptState,
    InboxEvent,
    InstrumentSetup,
    Payment,
    PaymentState,
    ProviderAccount,
    SetupState,
)
from smallfavor.payments.providers.base import Decline, Reason
from smallfavor.payments.rules.keys import completion_key
from smallfavor.payments.tests.fake_provider import FakeProvider

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def approved(provider: FakeProvider, account: ProviderAccount, order: CheckoutOrder, now: datetime) -> Attempt:
    """An attempt whose reader has agreed on the page; nobody has told us yet."""
    step = begin_checkout(order, now=now)
    attempt = Attempt.objects.get(payment=step.payment)
    provider.approve(attempt.session_id)
    return attempt


def state_of(attempt: Attempt) -> str:
    return Payment.objects.get(pk=attempt.payment_id).state


def sweep(account: ProviderAccount, now: datetime) -> None:
    for attempt in take_hanging(account, limit=10, now=now):
        sweep_one(attempt, now=now)


def hear_of(attempt: Attempt, event_id: str = "ev_1") -> int:
    body = json.dumps({"id": event_id, "kind": "session.approved", "object": attempt.session_id})
    answer = Client().post(
        "/payments/webhooks/fake/", body, content_type="application/json", headers={"signature": "good"}
    )
    return answer.status_code


def test_the_readers_return_takes_what_they_approved(approved: Attempt, provider: FakeProvider, now: datetime) -> None:
    assert check_payment(approved.payment, now=now).state == PaymentState.PAID
    assert provider.completed == [(approved.session_id, completion_key(approved.idem_key))]


def test_the_webhook_takes_what_was_approved(approved: Attempt, provider: FakeProvider) -> None:
    assert hear_of(approved) == 200
    assert state_of(approved) == PaymentState.PAID
    assert InboxEvent.objects.get().settled_at is not None


def test_the_sweep_takes_what_nobody_told_us_of(
    approved: Attempt, provider: FakeProvider, account: ProviderAccount, now: datetime
) -> None:
    sweep(account, now + timedelta(minutes=2))
    assert state_of(approved) == PaymentState.PAID


def test_return_webhook_and_sweep_together_take_it_once(
    approved: Attempt, provider: FakeProvider, account: ProviderAccount, now: datetime
) -> None:
    hear_of(approved)
    check_payment(approved.payment, now=now)
    hear_of(approved, "ev_2")
    sweep(account, now + timedelta(hours=1))
    assert len(provider.successes) == len(provider.completed) == 1
    assert trial_balance()


@pytest.mark.parametrize(("lost", "taken"), [("lost_before", 0), ("lost_after", 1)])
def test_a_lost_answer_leaves_the_page_waiting_and_the_next_look_settles_it(
    approved: Attempt, provider: FakeProvider, account: ProviderAccount, now: datetime, lost: str, taken: int
) -> None:
    provider.script = [lost]
    payment = check_payment(approved.payment, now=now)
    assert payment.state == PaymentState.AWAITING_PAYER
    assert len(provider.successes) == taken
    approved.refresh_from_db()
    assert approved.send_after <= now + timedelta(minutes=3)
    sweep(account, approved.send_after)
    assert state_of(approved) == PaymentState.PAID
    assert len(provider.successes) == 1
    assert reconcile(since=now - timedelta(days=1), now=now).faults == []


@pytest.mark.parametrize("boundary", ["checkout.approved", "checkout.completed"])
def test_a_process_that_ends_between_looking_and_settling_loses_nothing(
    approved: Attempt,
    provider: FakeProvider,
    account: ProviderAccount,
    now: datetime,
    monkeypatch: pytest.MonkeyPatch,
    boundary: str,
) -> None:
    class Ended(BaseException):
        pass

    def end_here(name: str) -> None:
        if name == boundary:
            raise Ended

    with monkeypatch.context() as patched:
        patched.setattr(module, "reached", end_here)
        with pytest.raises(Ended):
            check_payment(approved.payment, now=now)
    sweep(account, now + timedelta(hours=1))
    assert state_of(approved) == PaymentState.PAID
    assert len(provider.successes) == 1


def test_a_decline_at_the_last_step_ends_the_attempt_and_takes_nothing(
    approved: Attempt, provider: FakeProvider, account: ProviderAccount, now: datetime
) -> None:
    provider.script = [Decline.CARD_DECLINED]
    payment = check_payment(approved.payment, now=now)
    assert (payment.state, payment.decline_code) == (PaymentState.FAILED, "card_declined")
    sweep(account, now + timedelta(hours=1))
    check_payment(approved.payment, now=now)
    hear_of(approved)
    assert len(provider.completed) == 1
    assert provider.successes == []


def test_a_page_that_the_reader_left_for_another_amount_is_never_completed(
    approved: Attempt, provider: FakeProvider, order: CheckoutOrder, now: datetime
) -> None:
    begin_checkout(replace(order, amount=Money(2000, "USD")), now=now)
    approved.refresh_from_db()
    assert approved.state == AttemptState.EXPIRED
    hear_of(approved)
    assert provider.completed == []


@pytest.mark.parametrize("changes", [{"stopped_reason": "a person looks"}, {"enabled": False}])
def test_nothing_is_completed_on_an_account_that_is_stopped(
    approved: Attempt, provider: FakeProvider, account: ProviderAccount, now: datetime, changes: dict[str, object]
) -> None:
    ProviderAccount.objects.filter(pk=account.pk).update(**changes)
    assert check_payment(approved.payment, now=now).state == PaymentState.AWAITING_PAYER
    assert provider.completed == []


def test_a_refused_key_stops_the_account(
    approved: Attempt, provider: FakeProvider, account: ProviderAccount, now: datetime
) -> None:
    provider.script = [Reason.NO_ACCESS]
    check_payment(approved.payment, now=now)
    account.refresh_from_db()
    assert account.stopped_reason
    assert state_of(approved) == PaymentState.AWAITING_PAYER


def test_a_page_of_another_installation_is_left_alone(approved: Attempt, provider: FakeProvider, now: datetime) -> None:
    page = provider.records[approved.session_id]
    assert page.ours is not None
    provider.records[approved.session_id] = replace(page, ours=replace(page.ours, installation="another"))
    hear_of(approved)
    assert provider.completed == []


def test_a_new_way_to_pay_that_was_approved_is_saved(begin_pledge, provider: FakeProvider, now: datetime) -> None:
    pledge = begin_pledge()
    begin_instrument_change(pledge, now=now)
    setup = InstrumentSetup.objects.get()
    provider.approve(setup.session_id)
    sweep_setups(now=now + timedelta(minutes=5))
    setup.refresh_from_db()
    pledge.refresh_from_db()
    assert setup.state == SetupState.DONE
    assert pledge.instrument.token == "tok_approved"


def test_a_webhook_that_cannot_be_checked_is_sent_again(account: ProviderAccount) -> None:
    answer = Client().post(
        "/payments/webhooks/fake/", "{}", content_type="application/json", headers={"signature": "unreadable"}
    )
    assert (answer.status_code, answer.json()) == (503, {"error": "unchecked"})
    assert not InboxEvent.objects.exists()
