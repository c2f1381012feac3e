"""The engine at PayPal's emulator through PayPal's SDK: pledges, lost answers, lists that lag, kills, money back."""

import time
import uuid
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection

from bench.emulators.paypal.testing import RunningPaypal
from smallfavor.core.money import Money
from smallfavor.ledger.queries import trial_balance
from smallfavor.payments.actions import plan_attempt
from smallfavor.payments.actions.begin_checkout import CheckoutOrder, begin_checkout
from smallfavor.payments.actions.check_payment import check_payment
from smallfavor.payments.actions.drive import drive_until_idle
from smallfavor.payments.actions.pledges.begin_instrument_change import begin_instrument_change
from smallfavor.payments.actions.reconcile import reconcile
from smallfavor.payments.actions.refund_payment import refund_payment
from smallfavor.payments.actions.settle_inbox import settle_waiting
from smallfavor.payments.actions.sweep_setups import sweep_setups
from smallfavor.payments.models import Attempt, InboxEvent, Payment, PaymentState, Pledge, ProviderObject
from smallfavor.payments.providers.paypal import certificates, transport

pytestmark = pytest.mark.django_db(transaction=True)
PATH = "/payments/webhooks/paypal/"


@pytest.fixture(autouse=True)
def at_paypal(paypal: RunningPaypal, settings, monkeypatch) -> Iterator[None]:
    settings.PROVIDERS = ["paypal"]
    monkeypatch.setattr(plan_attempt, "payment_page", lambda payment: f"https://paper.example/{payment.uuid}")
    transport._client.cache_clear()
    certificates.forget()
    yield
    transport._client.cache_clear()


@pytest.fixture
def wanted(order: CheckoutOrder) -> CheckoutOrder:
    return replace(
        order, interval="monthly", amount=Money(500, "EUR"), method="paypal", request_key=uuid.uuid4().hex
    )  # fmt: skip


def now() -> datetime:
    return datetime.now(UTC)


def approved(paypal: RunningPaypal, wanted: CheckoutOrder, payer: str = "success") -> Payment:
    step = begin_checkout(wanted, now=now())
    assert step.kind == "redirect"
    assert paypal.approve(step.url, payer).startswith(f"https://paper.example/{step.payment.uuid}?token=")
    return step.payment


def begun(paypal: RunningPaypal, wanted: CheckoutOrder, payer: str = "success") -> Pledge:
    payment = check_payment(approved(paypal, wanted, payer), now=now())
    assert payment.state == PaymentState.PAID
    assert payment.pledge is not None
    return payment.pledge


def drive(pledge: Pledge, *, older_by: str = "1 hour") -> None:
    """Everything due on the pledge's next date; first, all that was sent gets older."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE payments_attempt SET first_sent_at = first_sent_at - %s::interval,"
            " send_after = send_after - %s::interval, lease_until = lease_until - %s::interval"
            " WHERE state IN ('sending', 'unknown')",
            [older_by] * 3,
        )
    drive_until_idle(today=pledge.next_due or now().date(), now=now(), concurrency=1)


def captures(paypal: RunningPaypal) -> list[dict]:
    return [line for line in paypal.record("moved") if line["code"] == "T0006" and line["status"] == "S"]


def all_agrees() -> None:
    report = reconcile(since=now() - timedelta(hours=2), now=now())
    assert report.faults == []
    assert trial_balance()


def test_a_pledge_begins_when_the_reader_comes_back_and_renews_from_the_vault(
    paypal: RunningPaypal, wanted: CheckoutOrder
) -> None:
    pledge = begun(paypal, wanted)
    [token] = paypal.record("token")
    assert pledge.instrument is not None
    assert (pledge.instrument.token, pledge.instrument.label) == (token["id"], "PayPal")
    drive(pledge)
    assert [payment.state for payment in pledge.payments.order_by("period")] == [PaymentState.PAID] * 2
    assert len(captures(paypal)) == 2
    all_agrees()


def test_the_webhook_of_the_approval_leads_to_the_capture(
    paypal: RunningPaypal, wanted: CheckoutOrder, live_server
) -> None:
    paypal.send_webhooks_to(f"{live_server.url}{PATH}")
    payment = approved(paypal, wanted)
    deadline = time.monotonic() + 20
    while Payment.objects.get(pk=payment.pk).state != PaymentState.PAID:
        settle_waiting(now=now() + timedelta(minutes=1))
        assert time.monotonic() < deadline
        time.sleep(0.1)
    assert len(captures(paypal)) == 1
    assert InboxEvent.objects.exists()
    all_agrees()


@pytest.mark.parametrize("what", ["lose_before", "lose_after"])
@pytest.mark.parametrize("where", ["sessions.create", "sessions.complete", "charges.create", "refunds.create"])
def test_a_lost_answer_takes_and_gives_once(
    paypal: RunningPaypal, wanted: CheckoutOrder, where: str, what: str
) -> None:
    paypal.fault(where, what)
    step = begin_checkout(wanted, now=now())
    if step.kind == "pending":
        step = begin_checkout(wanted, now=now())
    paypal.approve(step.url)
    for _ in range(2):
        payment = check_payment(step.payment, now=now())
    assert payment.state == PaymentState.PAID and payment.pledge is not None
    refund_payment(payment, amount=Money(300, "EUR"), actor="staff", reason="asked", now=now())
    for _ in range(3):
        drive(payment.pledge)
    assert len(captures(paypal)) == 2
    assert [line["amount"] for line in paypal.record("moved") if line["code"] == "T1107"] == ["-3.00"]
    assert ProviderObject.objects.filter(payment=payment, kind="refund").count() == 1
    all_agrees()


def test_a_renewal_whose_answer_is_lost_waits_for_lists_that_lag_and_is_charged_once(
    paypal: RunningPaypal, wanted: CheckoutOrder
) -> None:
    """Past half of the key's life nothing is sent any more: only looking is left, and the list shows it hours later."""
    pledge = begun(paypal, wanted)
    paypal.fault("objects.list", "lag", delay_ms=600_000, times=-1)
    paypal.fault("charges.create", "lose_after")
    today = pledge.next_due or now().date()
    drive_until_idle(today=today, now=now(), concurrency=1)
    attempt = Attempt.objects.get(payment__pledge=pledge, operation="charge")
    for _ in range(3):
        drive(pledge, older_by="4 hours")
        attempt.refresh_from_db()
        assert attempt.state == "unknown"
    assert len(captures(paypal)) == 2
    paypal.healthy()
    drive(pledge)
    attempt.refresh_from_db()
    assert attempt.state == "succeeded"
    assert len(captures(paypal)) == 2
    all_agrees()


def test_a_killed_paypal_leaves_an_approval_that_the_next_look_captures(
    paypal: RunningPaypal, wanted: CheckoutOrder
) -> None:
    payment = approved(paypal, wanted)
    paypal.kill()
    assert check_payment(payment, now=now()).state == PaymentState.AWAITING_PAYER
    paypal.start()
    states = [check_payment(payment, now=now()).state for _ in range(2)]  # the first finds the access token forgotten
    assert states[-1] == PaymentState.PAID
    assert len(captures(paypal)) == 1


def test_a_decline_when_capturing_is_told_and_takes_nothing(paypal: RunningPaypal, wanted: CheckoutOrder) -> None:
    payment = check_payment(approved(paypal, wanted, "declined"), now=now())
    assert (payment.state, payment.decline_code) == (PaymentState.FAILED, "card_declined")
    assert captures(paypal) == []
    all_agrees()


def test_a_reader_who_changed_the_amount_pays_only_the_new_one(paypal: RunningPaypal, wanted: CheckoutOrder) -> None:
    first = begin_checkout(wanted, now=now())
    second = begin_checkout(replace(wanted, amount=Money(900, "EUR")), now=now())
    assert first.url != second.url
    paypal.approve(first.url)
    check_payment(first.payment, now=now())
    assert captures(paypal) == []
    paypal.approve(second.url)
    assert check_payment(second.payment, now=now()).state == PaymentState.PAID
    assert [line["amount"] for line in captures(paypal)] == ["9.00"]


def test_a_page_that_nobody_approved_ends(paypal: RunningPaypal, wanted: CheckoutOrder) -> None:
    step = begin_checkout(wanted, now=now())
    paypal.set_up(order_life_s=0.001)
    assert check_payment(step.payment, now=now()).state == PaymentState.EXPIRED


def test_another_account_is_saved_and_the_old_one_is_revoked(paypal: RunningPaypal, wanted: CheckoutOrder) -> None:
    pledge = begun(paypal, wanted)
    step = begin_instrument_change(pledge, now=now())
    paypal.approve(step.url)
    sweep_setups(now=now() + timedelta(minutes=5))
    pledge.refresh_from_db()
    old, new = paypal.record("token")
    assert pledge.instrument is not None and pledge.instrument.token == new["id"] != old["id"]
    drive_until_idle(today=now().date(), now=now() + timedelta(minutes=10), concurrency=1)
    assert [token["_revoked"] for token in paypal.record("token")] == [True, False]


def test_a_renewal_of_a_closed_account_is_a_decline_and_asks_for_another(
    paypal: RunningPaypal, wanted: CheckoutOrder
) -> None:
    pledge = begun(paypal, wanted, "renewal_lost")
    drive(pledge)
    renewal = pledge.payments.get(period=1)
    assert (renewal.state, renewal.decline_code) == (PaymentState.FAILED, "instrument_gone")
    assert len(captures(paypal)) == 1
    all_agrees()


def test_a_dispute_and_its_end_are_booked(paypal: RunningPaypal, wanted: CheckoutOrder) -> None:
    pledge = begun(paypal, wanted)
    [line] = captures(paypal)
    made = paypal.call("POST", "/backstage/disputes", {"capture": line["id"]})
    all_agrees()
    payment = pledge.payments.get()
    assert payment.state == PaymentState.DISPUTED
    paypal.call("POST", f"/backstage/disputes/{made['dispute_id']}", {"outcome": "won"})
    all_agrees()
    payment.refresh_from_db()
    assert payment.state == PaymentState.PAID
