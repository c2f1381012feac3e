"""What the actions refuse, whoever calls them: wrong money, wrong lines, what has ended, what is not there."""

import uuid
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from smallfavor.core.clock import utcnow
from smallfavor.core.money import Money, parse_major
from smallfavor.ledger.actions.book import TransferLine, book_entry
from smallfavor.ledger.models import EntryKind
from smallfavor.payments.actions.begin_checkout import CheckoutOrder, begin_checkout
from smallfavor.payments.actions.pledges.cancel_pledge import cancel_pledge
from smallfavor.payments.actions.pledges.change_pledge import change_pledge
from smallfavor.payments.actions.pledges.pause_pledge import pause_pledge
from smallfavor.payments.actions.pledges.resume_pledge import resume_pledge
from smallfavor.payments.actions.refund_payment import refund_payment
from smallfavor.payments.models import Payment, Pledge
from tests.refusals.conftest import Two
from tests.refusals.rows import walk_calls

pytestmark = pytest.mark.django_db
Call = Callable[[], object]
Row = tuple[str, Call, str]


def test_money_is_whole_units_of_a_currency_that_there_is() -> None:
    rows: list[Row] = [
        ("a float", _money(2.0, "USD"), "not_whole_units"),
        ("NaN", _money(float("nan"), "USD"), "not_whole_units"),
        ("infinity", _money(float("inf"), "USD"), "not_whole_units"),
        ("a text", _money("200", "USD"), "not_whole_units"),
        ("true", _money(True, "USD"), "not_whole_units"),
        ("nothing", _money(None, "USD"), "not_whole_units"),
        ("10^30", _money(10**30, "USD"), "amount_too_large"),
        ("-10^30", _money(-(10**30), "USD"), "amount_too_large"),
        ("no currency", _money(200, ""), "currency_unknown"),
        ("a currency that is none", _money(200, "XXQ"), "currency_unknown"),
        ("a currency in small letters", _money(200, "usd"), "currency_unknown"),
        ("no text for a currency", _money(200, None), "currency_unknown"),
        *((f"{typed!r} typed", _typed(typed, currency), "amount_invalid") for typed, currency in (
            ("", "USD"), ("-2", "USD"), ("NaN", "USD"), ("1e3", "USD"), ("9" * 30, "USD"), ("2.505", "USD"),
            ("2.5", "JPY"), ("1.2345", "KWD"), ("٢", "USD"), ("\u202e2", "USD"), ("2\x00", "USD"), ("²", "USD"),
        )),
    ]  # fmt: skip
    assert walk_calls(rows) == []


def test_the_books_take_no_wrong_line() -> None:
    def book(*lines: tuple[str, str, Money], subject: str = "sandbox/ch_1") -> Call:
        now = utcnow()
        return lambda: book_entry(
            kind=EntryKind.CAPTURE, provider_object=subject, payment_uuid=None, happened_at=now, booked_at=now,
            transfers=[TransferLine(*line) for line in lines],
        )  # fmt: skip

    usd = Money(200, "USD")
    book(("assets:sandbox", "income:once", usd))()
    rows: list[Row] = [
        ("no line", book(subject="sandbox/ch_2"), "line_invalid"),
        ("zero", book(("assets:sandbox", "income:once", Money(0, "USD"))), "line_invalid"),
        ("negative", book(("assets:sandbox", "income:once", Money(-200, "USD"))), "line_invalid"),
        ("an account to itself", book(("assets:sandbox", "assets:sandbox", usd)), "line_invalid"),
        ("an account that is none", book(("sandbox", "income:once", usd)), "account_invalid"),
        ("an unknown root", book(("wealth:sandbox", "income:once", usd)), "account_invalid"),
        ("an account in Cyrillic", book(("assets:сandbox", "income:once", usd)), "account_invalid"),
        ("an account with a line's end", book(("assets:sandbox\n", "income:once", usd)), "account_invalid"),
        ("the same event, another amount", book(("assets:sandbox", "income:once", Money(300, "USD"))), "entry_differs"),
        ("the same event, another account", book(("assets:sandbox", "income:monthly", usd)), "entry_differs"),
        ("the same event, a line more", book(*[("assets:sandbox", "income:once", usd)] * 2), "entry_differs"),
    ]  # fmt: skip
    assert walk_calls(rows) == []


def test_no_checkout_begins_with_a_wrong_order(two: Two) -> None:
    order = CheckoutOrder(
        request_key=uuid.uuid4().hex, interval="monthly", amount=Money(200, "USD"), email="carl@example.org", name="",
        method="card", language="en", country="LV", appeal="", variant="", manifest_version="", terms_version="t1",
    )  # fmt: skip

    def begin(**changed: Any) -> Call:
        return lambda: begin_checkout(replace(order, **changed), now=utcnow())

    rows: list[Row] = [
        ("zero", begin(amount=Money(0, "USD")), "amount_refused"),
        ("negative", begin(amount=Money(-200, "USD")), "amount_refused"),
        ("too little", begin(amount=Money(199, "USD")), "amount_refused"),
        ("too much", begin(amount=Money(10**8, "USD")), "amount_refused"),
        ("as much as a row holds", begin(amount=Money(2**63 - 1, "USD")), "amount_refused"),
        ("a currency that the paper does not take", begin(amount=Money(2000, "KWD")), "method_unavailable"),
        ("a method that nobody has", begin(method="cash"), "method_unavailable"),
        ("every week", begin(interval="weekly"), "method_unavailable"),
        ("no address", begin(email=""), "address_invalid"),
        ("a header in the address", begin(email="a@example.org\r\nBcc: b@example.org"), "address_invalid"),
        ("a null byte in the address", begin(email="a\x00@example.org"), "address_invalid"),
    ]
    assert walk_calls(rows) == []


def test_a_pledge_takes_no_wrong_change(two: Two) -> None:
    def change(pledge: Pledge, **changed: Any) -> Call:
        return lambda: change_pledge(pledge, actor="supporter", now=utcnow(), **changed)

    today = utcnow().date()
    cancel_pledge(two.boris, actor="supporter", now=utcnow())
    ended = two.boris
    rows: list[Row] = [
        ("zero", change(two.anna, amount=Money(0, "USD")), "amount_refused"),
        ("negative", change(two.anna, amount=Money(-200, "USD")), "amount_refused"),
        ("too much", change(two.anna, amount=Money(2**63 - 1, "USD")), "amount_refused"),
        ("another currency", change(two.anna, amount=Money(200, "EUR")), "amount_refused"),
        ("once", change(two.anna, interval="once"), "interval_refused"),
        ("every week", change(two.anna, interval="weekly"), "interval_refused"),
        ("a monthly amount every year", change(two.anna, interval="yearly"), "amount_refused"),
        ("yesterday", change(two.anna, next_due=today - timedelta(days=1)), "date_refused"),
        ("in a thousand years", change(two.anna, next_due=date(3000, 1, 1)), "date_refused"),
        ("one right thing and one wrong", change(two.anna, amount=Money(300, "USD"), next_due=today), "date_refused"),
        ("one that has ended", change(ended, amount=Money(300, "USD")), "pledge_ended"),
        ("a pause of it", lambda: pause_pledge(ended, until=None, actor="x", now=utcnow()), "pledge_ended"),
        ("going on with it", lambda: resume_pledge(ended, actor="x", now=utcnow()), "pledge_ended"),
    ]  # fmt: skip
    assert walk_calls(rows) == []


def test_a_currency_that_the_paper_takes_no_more_is_no_way_round_the_limits(two: Two, settings) -> None:
    settings.GIVING = {"EUR": settings.GIVING["EUR"]}
    now = utcnow()
    rows: list[Row] = [
        ("zero", lambda: change_pledge(two.anna, amount=Money(0, "USD"), actor="x", now=now), "amount_refused"),
        ("negative", lambda: change_pledge(two.anna, amount=Money(-1, "USD"), actor="x", now=now), "amount_refused"),
        ("another", lambda: change_pledge(two.anna, amount=Money(200, "EUR"), actor="x", now=now), "amount_refused"),
    ]
    assert walk_calls(rows) == []


def test_what_brought_no_money_is_not_given_back(two: Two) -> None:
    paid = Payment.objects.filter(pledge=two.anna).get()
    unpaid = Payment.objects.create(
        uuid=uuid.uuid4(), supporter=paid.supporter, interval="once", amount_minor=500, currency="USD",
        created_at=utcnow(), state="failed",
    )  # fmt: skip

    def refund(payment: Payment) -> Call:
        return lambda: refund_payment(payment, actor="desk:1", reason="asked", now=utcnow())

    refund(paid)()
    rows: list[Row] = [
        ("a payment that failed", refund(unpaid), "refund_not_paid"),
        ("the same again, while it is on its way", refund(paid), "refund_on_its_way"),
        ("a payment that is not here", refund(Payment(uuid=uuid.uuid4())), "refund_not_paid"),
    ]
    assert walk_calls(rows) == []


def _money(minor: Any, currency: Any) -> Call:
    return lambda: Money(minor, currency)


def _typed(text: str, currency: str) -> Call:
    return lambda: parse_major(text, currency)
