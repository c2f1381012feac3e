"""A pledge's life against the real sandbox: begun, declined, another card, charged again, cancelled."""

import uuid
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from sandbox_processor.testing import RunningSandbox
from smallfavor.core.money import Money
from smallfavor.ledger.queries import trial_balance
from smallfavor.payments.actions import plan_attempt
from smallfavor.payments.actions.begin_checkout import begin_checkout
from smallfavor.payments.actions.check_payment import check_payment
from smallfavor.payments.actions.drive import drive_until_idle
from smallfavor.payments.actions.pledges import begin_instrument_change as changing
from smallfavor.payments.actions.pledges.begin_instrument_change import begin_instrument_change
from smallfavor.payments.actions.pledges.cancel_pledge import cancel_pledge
from smallfavor.payments.actions.reconcile import reconcile
from smallfavor.payments.actions.renew import renew
from smallfavor.payments.models import Payment, Pledge

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def told(sandbox: RunningSandbox, live_server, settings, monkeypatch) -> None:
    """The sandbox tells our own running server of everything."""
    settings.PROVIDERS = ["sandbox"]
    monkeypatch.setattr(plan_attempt, "payment_page", lambda payment: f"https://paper.example/{payment.uuid}")
    monkeypatch.setattr(changing, "manage_url", lambda supporter: "https://paper.example/manage/")
    sandbox.send_webhooks_to(f"{live_server.url}/payments/webhooks/sandbox/")


@pytest.fixture
def begin(sandbox: RunningSandbox, order):
    def begin_with(card: str) -> Pledge:
        wanted = replace(order, interval="monthly", amount=Money(200, "USD"), request_key=uuid.uuid4().hex)
        step = begin_checkout(wanted, now=datetime.now(UTC))
        sandbox.pay(step.url, card)
        pledge = Payment.objects.select_related("pledge").get(pk=step.payment.pk).pledge
        assert pledge is not None
        assert pledge.state == "active"
        return pledge

    return begin_with


def take(pledge: Pledge) -> Payment:
    """Take what falls due next; the latest payment of the pledge."""
    pledge.refresh_from_db()
    renew(now=datetime.now(UTC), as_of=pledge.next_due, concurrency=1)
    return Payment.objects.filter(pledge=pledge).latest("period")


def cards(sandbox: RunningSandbox) -> list[tuple[str, str]]:
    return [(card["card"], card["state"]) for card in sandbox.record("instrument")]


def test_a_card_without_money_is_tried_again_and_then_replaced(sandbox, begin) -> None:
    pledge = begin("renewal_insufficient")
    renewal = take(pledge)
    assert (renewal.state, renewal.decline_code) == ("planned", "insufficient_funds")
    assert renewal.retry_on is not None

    step = begin_instrument_change(pledge, now=datetime.now(UTC))
    assert begin_instrument_change(pledge, now=datetime.now(UTC)) == step
    sandbox.pay(step.url, "challenge")
    drive_until_idle(today=datetime.now(UTC).date(), now=datetime.now(UTC), concurrency=1)

    renewal.refresh_from_db()
    assert renewal.state == "paid"
    assert cards(sandbox) == [("renewal_insufficient", "revoked"), ("challenge", "active")]
    assert take(pledge).state == "paid"
    assert trial_balance().balance_minor("income:monthly", "USD") == 600


def test_a_card_that_was_reported_lost_ends_the_pledge_and_a_new_one_revives_it(sandbox, begin) -> None:
    pledge = begin("renewal_lost")
    assert take(pledge).state == "failed"
    pledge.refresh_from_db()
    assert pledge.state == "lapsed"

    sandbox.pay(begin_instrument_change(pledge, now=datetime.now(UTC)).url)
    drive_until_idle(today=datetime.now(UTC).date(), now=datetime.now(UTC), concurrency=1)
    pledge.refresh_from_db()
    assert pledge.state == "active"
    assert Payment.objects.filter(pledge=pledge).latest("period").state == "paid"


def test_a_cancelled_pledge_leaves_no_card_behind(sandbox, begin) -> None:
    pledge = begin("success")
    cancel_pledge(pledge, actor="supporter", now=datetime.now(UTC))
    drive_until_idle(today=datetime.now(UTC).date() + timedelta(days=400), now=datetime.now(UTC), concurrency=1)
    assert cards(sandbox) == [("success", "revoked")]
    assert len(sandbox.record("charge")) == 1


def test_a_bank_that_takes_its_time_is_processing_until_it_answers(sandbox, order) -> None:
    step = begin_checkout(order, now=datetime.now(UTC))
    sandbox.pay(step.url, "processing")
    assert check_payment(step.payment, now=datetime.now(UTC)).state == "processing"
    assert trial_balance().balance_minor("income:once", "USD") == 0


def test_a_dispute_takes_the_money_off_the_books(sandbox, order) -> None:
    step = begin_checkout(order, now=datetime.now(UTC))
    sandbox.pay(step.url)
    [charge] = sandbox.record("charge")
    sandbox.call("POST", "/v1/disputes", {"charge": charge["id"]}).raise_for_status()
    now = datetime.now(UTC)
    report = reconcile(since=now - timedelta(minutes=5), now=now)
    assert report.faults == []
    assert Payment.objects.get(pk=step.payment.pk).state == "disputed"
