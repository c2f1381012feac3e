"""The engine against the real sandbox when answers are lost, late or wrong: no charge twice, none forgotten."""

import time
import uuid
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection

from sandbox_processor.testing import RunningSandbox
from smallfavor.core.money import Money
from smallfavor.ledger.queries import trial_balance
from smallfavor.payments.actions import plan_attempt
from smallfavor.payments.actions.begin_checkout import CheckoutOrder, begin_checkout
from smallfavor.payments.actions.check_payment import check_payment
from smallfavor.payments.actions.drive import drive_until_idle
from smallfavor.payments.actions.reconcile import reconcile
from smallfavor.payments.models import Attempt, Payment, Pledge
from smallfavor.payments.providers.sandbox import transport

pytestmark = pytest.mark.django_db(transaction=True)

LOST = [
    ("lose_before", {}),
    ("lose_after", {}),
    ("delay_before", {"delay_ms": 900}),
    ("delay_after", {"delay_ms": 900}),
    ("status", {"status": 409}),
    ("status", {"status": 429}),
    ("status", {"status": 503}),
]
STORED = [("status_after", {"status": 500}), ("status_after", {"status": 503})]


@pytest.fixture(autouse=True)
def impatient(settings, monkeypatch) -> Iterator[None]:
    """Our own time-out is short here, so that the sandbox can be slower than it."""
    settings.PROVIDERS = ["sandbox"]
    monkeypatch.setattr(plan_attempt, "payment_page", lambda payment: f"https://paper.example/{payment.uuid}")
    monkeypatch.setattr(transport, "ANSWER_S", 0.6)
    transport._client.cache_clear()
    yield
    transport._client.cache_clear()


@pytest.fixture
def pledge(sandbox: RunningSandbox, order: CheckoutOrder) -> Pledge:
    """A monthly pledge whose first payment has settled, due today again."""
    wanted = replace(order, interval="monthly", amount=Money(200, "USD"), request_key=uuid.uuid4().hex)
    step = begin_checkout(wanted, now=datetime.now(UTC))
    sandbox.pay(step.url)
    payment = check_payment(step.payment, now=datetime.now(UTC))
    assert payment.pledge is not None
    return payment.pledge


def drive(pledge: Pledge) -> None:
    """Everything due on the pledge's next date, as the worker does it; first all that was sent gets an hour older."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE payments_attempt SET first_sent_at = first_sent_at - interval '1 hour',"
            " send_after = send_after - interval '1 hour', lease_until = lease_until - interval '1 hour'"
            " WHERE state IN ('sending', 'unknown')"
        )
    today = pledge.next_due or datetime.now(UTC).date()
    drive_until_idle(today=today, now=datetime.now(UTC), concurrency=1)


def taken(sandbox: RunningSandbox, payment: Payment) -> int:
    charges = sandbox.record("charge", payment=str(payment.uuid))
    return len([charge for charge in charges if charge["state"] == "succeeded"])


def all_agrees() -> None:
    now = datetime.now(UTC)
    report = reconcile(since=now - timedelta(minutes=5), now=now)
    assert [fault for fault in report.faults if "no payment of ours" not in fault] == []


@pytest.mark.parametrize(("what", "how"), LOST)
def test_a_renewal_without_an_answer_is_charged_once(sandbox, pledge, what, how) -> None:
    sandbox.fault("charges.create", what, **how)
    drive(pledge)
    [renewal] = Payment.objects.filter(pledge=pledge, period=1)
    assert renewal.state == "planned"  # not failed: nobody said no
    assert Attempt.objects.get(payment=renewal).state == "unknown"
    time.sleep(how.get("delay_ms", 0) / 1000)
    drive(pledge)
    drive(pledge)
    renewal.refresh_from_db()
    assert renewal.state == "paid"
    assert taken(sandbox, renewal) == 1
    assert trial_balance().balance_minor("income:monthly", "USD") == 400
    all_agrees()


@pytest.mark.parametrize(("what", "how"), STORED)
def test_an_error_that_hides_a_charge_is_seen_through(sandbox, pledge, what, how) -> None:
    sandbox.fault("charges.create", what, **how)
    drive(pledge)
    drive(pledge)
    [renewal] = Payment.objects.filter(pledge=pledge, period=1)
    assert renewal.state == "paid"
    assert taken(sandbox, renewal) == 1
    all_agrees()


@pytest.mark.parametrize(("what", "how"), [*LOST, *STORED])
def test_a_checkout_without_an_answer_keeps_the_order_and_opens_one_page(sandbox, order, what, how) -> None:
    sandbox.fault("sessions.create", what, **how)
    step = begin_checkout(order, now=datetime.now(UTC))
    # "redirect" where one look or one more try within the same click has found the page.
    assert step.kind in {"pending", "redirect"}
    time.sleep(how.get("delay_ms", 0) / 1000)
    step = begin_checkout(order, now=datetime.now(UTC))
    assert step.kind == "redirect"
    assert begin_checkout(order, now=datetime.now(UTC)).url == step.url
    pages = [page for page in sandbox.record("session", payment=str(step.payment.uuid)) if page["state"] == "open"]
    assert [page["url"] for page in pages] == [step.url]
    sandbox.pay(step.url)
    assert check_payment(step.payment, now=datetime.now(UTC)).state == "paid"
    all_agrees()


def test_while_lists_are_down_nothing_is_decided(sandbox, pledge) -> None:
    sandbox.fault("charges.create", "lose_after")
    drive(pledge)
    sandbox.fault("objects.list", "status", status=503, times=-1)
    drive(pledge)
    [renewal] = Payment.objects.filter(pledge=pledge, period=1)
    assert Attempt.objects.get(payment=renewal).state == "unknown"
    sandbox.healthy()
    drive(pledge)
    renewal.refresh_from_db()
    assert renewal.state == "paid"
    assert taken(sandbox, renewal) == 1
