"""The money engine at the Stripe emulator: a pledge's life, a debit that comes back, a month that is paid out."""

import time
import uuid
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bench.emulators.stripe.testing import RunningStripe
from smallfavor.core.money import Money
from smallfavor.ledger.queries import trial_balance
from smallfavor.payments.actions import plan_attempt
from smallfavor.payments.actions.begin_checkout import CheckoutStep, begin_checkout
from smallfavor.payments.actions.check_payment import check_payment
from smallfavor.payments.actions.drive import drive_until_idle
from smallfavor.payments.actions.pledges import begin_instrument_change as changing
from smallfavor.payments.actions.pledges.begin_instrument_change import begin_instrument_change
from smallfavor.payments.actions.pledges.cancel_pledge import cancel_pledge
from smallfavor.payments.actions.reconcile import reconcile
from smallfavor.payments.actions.refund_payment import refund_payment
from smallfavor.payments.actions.renew import renew
from smallfavor.payments.models import Instrument, Payment, PayoutPart, Pledge
from smallfavor.payments.tests.contract.rigs.stripe import ACCOUNT, emulator_of, settings_for

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def stripe(request, live_server, settings, monkeypatch) -> RunningStripe:
    """The emulator, which tells our own running server of everything."""
    emulator = emulator_of(request.config)
    emulator.healthy()
    emulator.forget()
    settings.PROVIDERS = ["stripe"]
    settings.PROVIDER_SETTINGS = {"stripe": settings_for(emulator)}
    monkeypatch.setattr(plan_attempt, "payment_page", lambda payment: f"https://paper.example/{payment.uuid}")
    monkeypatch.setattr(changing, "manage_url", lambda supporter: "https://paper.example/manage/")
    emulator.send_webhooks_to(f"{live_server.url}/payments/webhooks/stripe/")
    yield emulator
    emulator.send_webhooks_to("")


@pytest.fixture
def begin(stripe: RunningStripe, order) -> Callable[..., CheckoutStep]:
    def begin_it(minor: int = 200, currency: str = "USD", **changes) -> CheckoutStep:
        wanted = replace(order, amount=Money(minor, currency), request_key=uuid.uuid4().hex)
        return begin_checkout(replace(wanted, **changes), now=datetime.now(UTC))

    return begin_it


def settled(payment: Payment, *states: str) -> Payment:
    """The payment, once one of these states was told by a webhook alone."""
    deadline = time.monotonic() + 15
    while True:
        found = Payment.objects.select_related("pledge").get(pk=payment.pk)
        if found.state in states:
            return found
        assert time.monotonic() < deadline, found.state
        time.sleep(0.1)


def pledge_with(stripe: RunningStripe, begin, card: str) -> Pledge:
    step = begin(interval="monthly")
    stripe.pay(step.url, card)
    pledge = settled(step.payment, "paid").pledge
    assert pledge is not None and pledge.state == "active"
    return pledge


def take(pledge: Pledge) -> Payment:
    """Take what falls due next; its payment. A webhook at work on the pledge makes a run pass it by: then once more."""
    pledge.refresh_from_db()
    earlier = set(Payment.objects.filter(pledge=pledge).values_list("pk", flat=True))
    deadline = time.monotonic() + 15
    while not (taken := Payment.objects.filter(pledge=pledge).exclude(pk__in=earlier)):
        assert time.monotonic() < deadline
        renew(now=datetime.now(UTC), as_of=pledge.next_due, concurrency=1)
    return taken.get()


def test_a_card_without_money_is_tried_again_and_then_replaced(stripe, begin) -> None:
    pledge = pledge_with(stripe, begin, "renewal_insufficient")
    renewal = take(pledge)
    assert (renewal.state, renewal.decline_code) == ("planned", "insufficient_funds")

    step = begin_instrument_change(pledge, now=datetime.now(UTC))
    stripe.pay(step.url, "challenge")
    deadline = time.monotonic() + 15
    while Instrument.objects.count() < 2 and time.monotonic() < deadline:
        time.sleep(0.1)
    drive_until_idle(today=datetime.now(UTC).date(), now=datetime.now(UTC), concurrency=1)
    renewal.refresh_from_db()
    assert renewal.state == "paid"
    assert take(pledge).state == "paid"
    assert trial_balance().balance_minor("income:monthly", "USD") == 600


def test_a_bank_that_asks_for_the_reader_is_followed_by_a_page(stripe, begin) -> None:
    pledge = pledge_with(stripe, begin, "renewal_authentication")
    renewal = take(pledge)
    assert (renewal.state, renewal.decline_code) == ("failed", "authentication_required")
    assert renewal.confirm_by is not None


def test_a_card_that_is_nobodys_any_more_ends_the_pledge_instead_of_waiting_for_a_person(stripe, begin) -> None:
    pledge = pledge_with(stripe, begin, "success")
    [instrument] = Instrument.objects.all()
    stripe.client().v1.payment_methods.detach(instrument.token.split(":")[1])
    assert take(pledge).decline_code == "instrument_gone"
    pledge.refresh_from_db()
    assert pledge.state == "lapsed"


def test_a_cancelled_pledge_leaves_no_card_behind(stripe, begin) -> None:
    pledge = pledge_with(stripe, begin, "success")
    cancel_pledge(pledge, actor="supporter", now=datetime.now(UTC))
    drive_until_idle(today=datetime.now(UTC).date() + timedelta(days=400), now=datetime.now(UTC), concurrency=1)
    assert [method["customer"] for method in stripe.record("payment_method")] == [None]


def test_two_cards_that_fail_and_one_that_works_are_one_gift(stripe, begin) -> None:
    step = begin()
    for card in ("declined", "insufficient_funds", "success"):
        stripe.pay(step.url, card)
    payment = settled(step.payment, "paid")
    assert sorted(payment.provider_objects.values_list("kind", flat=True)) == ["decline", "decline", "success"]
    assert trial_balance().balance_minor("income:once", "USD") == 200


def test_a_card_that_its_bank_replaced_keeps_its_pledge_and_gets_its_new_name(stripe, begin) -> None:
    pledge_with(stripe, begin, "success")
    [instrument] = Instrument.objects.all()
    stripe.backstage(
        f"payment_methods/{instrument.token.split(':')[1]}/replace", last4="1881", exp_year=2039, exp_month=2
    )
    deadline = time.monotonic() + 15
    while "1881" not in Instrument.objects.get().label:
        assert time.monotonic() < deadline, Instrument.objects.get().label
        time.sleep(0.1)
    assert str(Instrument.objects.get().expires) == "2039-02-28"


def test_a_bank_debit_is_on_its_way_then_paid_and_then_comes_back(stripe, begin) -> None:
    step = begin(1000, "EUR", method="sepa_debit")
    stripe.pay(step.url, iban=ACCOUNT)
    assert settled(step.payment, "processing", "paid").state in {"processing", "paid"}
    payment = settled(step.payment, "paid")
    assert payment.method == "sepa_debit"
    charge = payment.provider_objects.get(kind="success").object_id
    stripe.backstage("disputes", charge=charge, reason="insufficient_funds")
    settled(step.payment, "returned")
    assert trial_balance().balance_minor("income:once", "EUR") == 0


def test_a_month_ends_with_nothing_left_at_stripe_and_every_cent_on_the_books(stripe, begin) -> None:
    def give(minor: int) -> Payment:
        step = begin(minor)
        stripe.pay(step.url)
        return check_payment(settled(step.payment, "paid"), now=datetime.now(UTC))

    kept, disputed = give(10_000), give(6_000)
    refund_payment(kept, amount=Money(2_500, "USD"), actor="desk:1", reason="asked", now=datetime.now(UTC))
    drive_until_idle(today=datetime.now(UTC).date(), now=datetime.now(UTC), concurrency=1)
    charge = disputed.provider_objects.get(kind="success").object_id
    dispute = stripe.backstage("disputes", charge=charge)
    stripe.backstage(f"disputes/{dispute['id']}/close", outcome="won")
    stripe.backstage("others", count=1)
    stripe.backstage("payouts", currency="usd")
    now = datetime.now(UTC)
    for _ in range(2):
        report = reconcile(since=now - timedelta(hours=1), now=now)
        # Not ours are somebody else's charge, and what they gave back of it.
        assert (report.faults, report.payouts, report.foreign) == ([], 1, 2)
    books = trial_balance()
    assert books.is_balanced
    assert books.balance_minor("assets:stripe", "USD") == 0
    assert books.balance_minor("income:once", "USD") == 13_500
    assert PayoutPart.objects.exclude(why="").count() == 0
