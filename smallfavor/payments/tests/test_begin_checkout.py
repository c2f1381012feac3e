"""From the form to the hosted page: one form is one payment, whatever the reader and the network do."""

import threading
from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import connections

from smallfavor.core.money import Money
from smallfavor.ledger.queries import trial_balance
from smallfavor.payments.actions import begin_checkout as begin_checkout_module
from smallfavor.payments.actions import send as sending
from smallfavor.payments.actions.begin_checkout import AmountRefused, MethodUnavailable, begin_checkout
from smallfavor.payments.actions.check_payment import check_payment
from smallfavor.payments.actions.pledges.cancel_pledge import cancel_pledge
from smallfavor.payments.models import Attempt, Payment, Pledge, PledgeState, ProviderAccount, StateChange
from smallfavor.payments.providers.base import CheckoutSession, Decline, Reason
from smallfavor.payments.queries import pledges_of
from smallfavor.payments.tests.conftest import fresh, sent_long_ago

pytestmark = pytest.mark.django_db


def test_an_order_leads_to_the_hosted_page(provider, order, now) -> None:
    step = begin_checkout(order, now=now)
    assert step.kind == "redirect"
    assert step.url.startswith("https://pay.example/")
    assert step.payment.state == "awaiting_payer"
    assert step.payment.form["amount"] == "10"
    assert "email" not in step.payment.form


def test_frozen_bytes_hold_no_contact_data(provider, order, now) -> None:
    begin_checkout(replace(order, name="Jane Doe"), now=now)
    body = bytes(Attempt.objects.get().frozen_body)
    assert b"reader@example.org" not in body
    assert b"Jane" not in body


def test_the_same_form_again_leads_to_the_same_page(provider, order, now) -> None:
    first, second = begin_checkout(order, now=now), begin_checkout(order, now=now)
    assert (first.url, first.payment) == (second.url, second.payment)
    assert Payment.objects.count() == Attempt.objects.count() == 1


def test_a_changed_form_closes_the_old_page_first(provider, order, now) -> None:
    first = begin_checkout(order, now=now)
    second = begin_checkout(replace(order, amount=Money(2500, "USD")), now=now)
    assert second.payment == first.payment
    assert second.url != first.url
    assert second.payment.amount == Money(2500, "USD")
    pages = [record for record in provider.records.values() if isinstance(record, CheckoutSession)]
    assert [page.state for page in pages] == ["expired", "open"]


def test_a_changed_form_finds_that_the_old_page_was_paid(provider, order, now) -> None:
    begin_checkout(order, now=now)
    provider.pay("cs_1")
    step = begin_checkout(replace(order, amount=Money(2500, "USD")), now=now)
    assert step.kind == "thanks"
    assert step.payment.amount == Money(1000, "USD")
    assert len(provider.successes) == 1


def test_an_order_changed_from_monthly_to_once_leaves_no_pledge_behind(provider, order, now) -> None:
    begin_checkout(replace(order, interval="monthly"), now=now)
    step = begin_checkout(order, now=now)
    assert step.payment.pledge is None
    assert Pledge.objects.get().state == PledgeState.CANCELLED
    assert not pledges_of(step.payment.supporter).exists()
    provider.pay("cs_2")
    assert check_payment(step.payment, now=now).state == "paid"


def test_a_form_that_is_paid_already_gives_thanks(provider, order, now) -> None:
    step = begin_checkout(order, now=now)
    provider.pay("cs_1")
    check_payment(step.payment, now=now)
    assert begin_checkout(order, now=now).kind == "thanks"
    assert begin_checkout(replace(order, amount=Money(9900, "USD")), now=now).kind == "thanks"
    assert trial_balance().balance_minor("income:once", "USD") == 1000


def test_a_provider_that_does_not_answer_keeps_the_order(provider, order, now) -> None:
    provider.script = ["lost_before"]
    step = begin_checkout(order, now=now)
    assert step.kind == "pending"
    assert step.payment.state == "planned"
    assert Attempt.objects.get().state == "unknown"
    again = begin_checkout(order, now=now)
    assert again.kind == "redirect"
    assert Attempt.objects.count() == 1


def test_a_page_whose_answer_was_lost_is_found_again_by_the_same_key(provider, order, now) -> None:
    provider.script = ["lost_after"]
    assert begin_checkout(order, now=now).kind == "pending"
    step = begin_checkout(order, now=now)
    assert step.kind == "redirect"
    assert len(provider.records) == 1
    assert len({key for _, key in provider.calls}) == 1


def test_a_provider_that_breaks_in_our_own_code_keeps_the_order(provider, order, now) -> None:
    provider.script = [RuntimeError("a fault of ours")]
    assert begin_checkout(order, now=now).kind == "pending"
    assert Attempt.objects.get().state == "unknown"


def test_a_changed_order_waits_while_the_old_page_cannot_be_closed(provider, order, now) -> None:
    begin_checkout(order, now=now)
    provider.down = True
    step = begin_checkout(replace(order, amount=Money(2500, "USD")), now=now)
    assert step.kind == "pending"
    assert step.payment.amount == Money(1000, "USD")


def test_a_decline_on_the_page_is_no_money_and_the_page_stays_open(provider, order, now) -> None:
    step = begin_checkout(order, now=now)
    provider.decline_on_page("cs_1", Decline.INSUFFICIENT_FUNDS)
    payment = check_payment(step.payment, now=now)
    assert (payment.state, payment.decline_code) == ("failed", "insufficient_funds")
    assert begin_checkout(order, now=now).url == step.url
    provider.pay("cs_1")
    payment = check_payment(payment, now=now)
    assert (payment.state, payment.decline_code) == ("paid", "")


def test_a_page_that_is_over_is_followed_by_another_one(provider, order, now) -> None:
    step = begin_checkout(order, now=now)
    later = now + timedelta(hours=4)
    again = begin_checkout(order, now=later)
    assert again.kind == "redirect"
    assert again.url != step.url
    assert again.payment == step.payment


def test_a_refused_key_opens_the_breaker(provider, order, now) -> None:
    provider.script = [Reason.NO_ACCESS]
    assert begin_checkout(order, now=now).kind == "pending"
    assert ProviderAccount.objects.get().stopped_reason
    with pytest.raises(MethodUnavailable):
        begin_checkout(order, now=now)


@pytest.mark.parametrize(
    ("interval", "amount", "fits"),
    [
        ("once", Money(50, "USD"), True),
        ("once", Money(49, "USD"), False),
        ("monthly", Money(200, "USD"), True),
        ("monthly", Money(199, "USD"), False),
        ("monthly", Money(300, "JPY"), True),
        ("monthly", Money(299, "JPY"), False),
        ("once", Money(1000000, "USD"), True),
        ("once", Money(1000001, "USD"), False),
        ("once", Money(10**17, "USD"), False),
    ],
)
def test_amounts_have_a_least_and_a_most(provider, order, now, interval, amount, fits) -> None:
    wanted = replace(order, interval=interval, amount=amount)
    if fits:
        assert begin_checkout(wanted, now=now).kind == "redirect"
        return
    with pytest.raises(AmountRefused):
        begin_checkout(wanted, now=now)
    assert not Payment.objects.exists()


@pytest.mark.parametrize(
    "changes", [{"method": "seashells"}, {"amount": Money(500, "CHF")}, {"amount": Money(9, "XXX")}]
)
def test_a_method_or_currency_that_nobody_takes_is_refused(provider, order, now, changes) -> None:
    with pytest.raises(MethodUnavailable):
        begin_checkout(replace(order, **changes), now=now)
    assert not Payment.objects.exists()


def test_a_paid_checkout_starts_the_pledge(provider, order, now, begin_pledge) -> None:
    pledge = begin_pledge()
    assert pledge.state == "active"
    assert (pledge.n, pledge.anchor_n) == (1, 0)
    assert pledge.next_due is not None and pledge.next_due > pledge.anchor
    assert str(pledge.instrument) == "Visa ending 4242"
    assert str(pledge.instrument.expires) == "2030-02-28"
    history = StateChange.objects.filter(pledge=pledge).values_list("state", "actor")
    assert list(history) == [("active", "reader")]


@pytest.mark.django_db(transaction=True)
def test_two_tabs_and_a_double_click_make_one_payment(provider, account, order) -> None:
    """Eight requests at once, over real connections, with a slow provider."""
    gate = threading.Barrier(8)
    provider.slow = lambda: threading.Event().wait(0.2)
    steps, errors = [], []

    def post() -> None:
        try:
            gate.wait()
            steps.append(begin_checkout(order, now=provider.now()))
        except Exception as error:
            errors.append(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=post) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not errors
    assert {step.url for step in steps} == {"https://pay.example/cs_1"}
    assert Payment.objects.count() == Attempt.objects.count() == len(provider.records) == 1
    assert fresh(steps[0].payment).state == "awaiting_payer"


class Crash(BaseException):
    """The process is gone."""


@pytest.mark.parametrize("boundary", ["checkout.planned", "checkout.claimed", "checkout.called", "checkout.stored"])
def test_a_checkout_can_go_on_after_a_crash_at_every_boundary(provider, order, now, monkeypatch, boundary) -> None:
    def crash(name: str) -> None:
        if name == boundary:
            raise Crash

    with monkeypatch.context() as patched:
        patched.setattr(begin_checkout_module, "reached", crash)
        patched.setattr(sending, "reached", crash)
        with pytest.raises(Crash):
            begin_checkout(order, now=now)
    for attempt in Attempt.objects.filter(state="sending"):
        sent_long_ago(attempt, hours=0)
    step = begin_checkout(order, now=now)
    assert step.kind == "redirect"
    assert Payment.objects.count() == Attempt.objects.count() == len(provider.records) == 1


def test_a_pledge_that_was_stopped_before_it_began_can_be_begun_again(provider, order, now) -> None:
    monthly = replace(order, interval="monthly")
    provider.script = [Reason.BUSY]
    step = begin_checkout(monthly, now=now)
    Attempt.objects.update(state="planned", first_sent_at=None)
    cancel_pledge(step.payment.pledge, actor="erasure", now=now)
    assert fresh(step.payment).state == "expired"
    again = begin_checkout(monthly, now=now)
    provider.pay(provider.records["cs_1"])
    assert check_payment(again.payment, now=now).pledge.state == "active"
