"""The money engine with Mollie behind it: webhooks at our own door, pledges, late returns, lost answers."""

import time
import uuid
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client

from bench.emulators.mollie.testing import RunningMollie
from smallfavor.core.money import Money
from smallfavor.ledger.queries import trial_balance
from smallfavor.payments.actions import plan_attempt
from smallfavor.payments.actions.begin_checkout import CheckoutOrder, begin_checkout
from smallfavor.payments.actions.check_payment import check_payment
from smallfavor.payments.actions.drive import drive_until_idle
from smallfavor.payments.actions.pledges import begin_instrument_change as changing
from smallfavor.payments.actions.pledges.begin_instrument_change import begin_instrument_change
from smallfavor.payments.actions.reconcile import reconcile
from smallfavor.payments.actions.refund_payment import refund_payment
from smallfavor.payments.models import InboxEvent, Payment, Pledge, ProviderAccount
from smallfavor.payments.providers.mollie import seen
from smallfavor.payments.tests.conftest import order

__all__ = ["order"]

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def account(mollie: RunningMollie, settings, monkeypatch) -> ProviderAccount:
    monkeypatch.setattr(plan_attempt, "payment_page", lambda payment: f"https://paper.example/{payment.uuid}")
    monkeypatch.setattr(changing, "manage_url", lambda supporter: "https://paper.example/manage/")
    settings.PROVIDERS = ["mollie"]
    seen.seen_by.cache_clear()
    return ProviderAccount.objects.create(code="mollie", provider="mollie")


@pytest.fixture
def in_euros(order: CheckoutOrder) -> CheckoutOrder:
    return replace(order, amount=Money(1000, "EUR"), country="NL")


def told(client: Client, mollie: RunningMollie, payment: Payment) -> int:
    """Deliver to the address that the emulator was given for this payment, as Mollie does."""
    found = [one for one in mollie.record("payment") if one["metadata"]["payment"] == str(payment.uuid)][-1]
    path = "/" + found["webhook_url"].split("/", 3)[3]
    answer = client.post(path, f"id={found['id']}", content_type="application/x-www-form-urlencoded")
    return answer.status_code


def state_of(payment: Payment) -> str:
    return Payment.objects.get(pk=payment.pk).state


def begin(mollie: RunningMollie, order: CheckoutOrder, **page: str) -> Payment:
    step = begin_checkout(replace(order, request_key=uuid.uuid4().hex), now=datetime.now(UTC))
    assert step.kind == "redirect"
    mollie.pay(step.url, **page)
    return step.payment


def test_a_gift_is_on_the_books_when_mollie_has_told_of_it(client, mollie, in_euros) -> None:
    payment = begin(mollie, in_euros)
    assert told(client, mollie, payment) == 200
    assert state_of(payment) == "paid"
    assert told(client, mollie, payment) == 200
    assert trial_balance()
    assert not reconcile(since=datetime.now(UTC) - timedelta(days=1), now=datetime.now(UTC)).faults


def test_a_forged_address_looks_nowhere(client, mollie, in_euros) -> None:
    payment = begin(mollie, in_euros)
    [found] = mollie.record("payment")
    body, form = f"id={found['id']}", "application/x-www-form-urlencoded"
    for path in ("/payments/webhooks/mollie/", f"/payments/webhooks/mollie/{'0' * 64}/"):
        assert client.post(path, body, content_type=form).status_code == 400
    assert state_of(payment) == "awaiting_payer"
    assert not InboxEvent.objects.exists()


def test_the_emulator_tells_our_own_server_again_until_it_is_taken(live_server, mollie, in_euros) -> None:
    mollie.fault("webhooks", "forge")
    mollie.fault("webhooks", "duplicate", count=3)
    mollie.send_webhooks_to(live_server.url)
    payment = begin(mollie, in_euros)
    deadline = datetime.now(UTC) + timedelta(seconds=20)
    while state_of(payment) != "paid":
        assert datetime.now(UTC) < deadline
        time.sleep(0.05)
    [delivery] = mollie.backstage("deliveries")["data"]
    assert delivery["payment"].startswith("tr_")


def test_a_decline_is_told_and_the_reader_may_try_again(client, mollie, in_euros) -> None:
    payment = begin(mollie, in_euros, card="insufficient_funds")
    assert told(client, mollie, payment) == 200
    row = Payment.objects.get(pk=payment.pk)
    assert (row.state, row.decline_code) == ("failed", "insufficient_funds")


def test_who_left_the_page_leaves_no_money_and_no_fault(client, mollie, in_euros) -> None:
    payment = begin(mollie, in_euros, what="canceled")
    assert told(client, mollie, payment) == 200
    assert state_of(payment) == "expired"
    assert all(row.settled_at for row in InboxEvent.objects.all())


def test_a_refund_from_the_desk_goes_out_once(client, mollie, in_euros) -> None:
    payment = begin(mollie, in_euros)
    told(client, mollie, payment)
    refund_payment(Payment.objects.get(pk=payment.pk), actor="desk:1", reason="asked for", now=datetime.now(UTC))
    drive_until_idle(today=datetime.now(UTC).date(), now=datetime.now(UTC), concurrency=1)
    assert state_of(payment) == "refunded"
    assert len(mollie.record("refund")) == 1


def ideal_pledge(client: Client, mollie: RunningMollie, order: CheckoutOrder) -> Pledge:
    payment = begin(mollie, replace(order, method="ideal", interval="monthly"))
    told(client, mollie, payment)
    pledge = Payment.objects.select_related("pledge__instrument").get(pk=payment.pk).pledge
    assert pledge is not None and pledge.state == "active"
    return pledge


def renewal_of(pledge: Pledge) -> Payment:
    """Take what falls due next, as if the month were over."""
    pledge.refresh_from_db()
    due = datetime.combine(pledge.next_due, datetime.min.time(), UTC) + timedelta(hours=12)
    drive_until_idle(today=pledge.next_due, now=due, concurrency=1)
    return Payment.objects.filter(pledge=pledge).latest("period")


def test_an_ideal_pledge_is_debited_later_and_comes_back_weeks_after(client, mollie, in_euros) -> None:
    pledge = ideal_pledge(client, mollie, in_euros)
    assert pledge.instrument is not None and pledge.instrument.method == "sepa_debit"
    renewal = renewal_of(pledge)
    assert renewal.state == "processing"
    debit = mollie.record("payment")[-1]["id"]
    mollie.backstage("end", payment=debit, status="paid")
    assert told(client, mollie, renewal) == 200
    assert state_of(renewal) == "paid"
    seen.seen_by.cache_clear()
    mollie.backstage("charge_back", payment=debit, code="AC04")
    InboxEvent.objects.all().delete()  # weeks have passed, not one second
    assert told(client, mollie, renewal) == 200
    assert state_of(renewal) == "returned"
    assert trial_balance()


def test_a_lost_answer_of_a_renewal_is_found_and_never_charged_twice(client, mollie, in_euros) -> None:
    payment = begin(mollie, replace(in_euros, interval="monthly"))
    told(client, mollie, payment)
    pledge = Payment.objects.get(pk=payment.pk).pledge
    assert pledge is not None
    mollie.fault("charges.create", "lose_after")
    renewal = renewal_of(pledge)
    seen.seen_by.cache_clear()
    check_payment(renewal, now=datetime.now(UTC))
    assert state_of(renewal) == "paid"
    assert len([one for one in mollie.record("payment") if one["sequence"] == "recurring"]) == 1


def test_another_card_is_saved_without_taking_money(client, mollie, in_euros) -> None:
    pledge = ideal_pledge(client, mollie, in_euros)
    step = begin_instrument_change(pledge, now=datetime.now(UTC))
    mollie.pay(step.url)
    found = mollie.record("payment")[-1]
    path = "/" + found["webhook_url"].split("/", 3)[3]
    answer = client.post(path, f"id={found['id']}", content_type="application/x-www-form-urlencoded")
    assert answer.status_code == 200
    pledge.refresh_from_db()
    assert pledge.instrument is not None
    assert (pledge.instrument.method, pledge.instrument.label) == ("card", "Visa •••• 4242")
    assert found["minor"] == 0
