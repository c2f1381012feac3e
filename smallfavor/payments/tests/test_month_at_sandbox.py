"""A month against the real sandbox: three kinds of currencies, money back in every way, and the payouts of it all."""

import secrets
import time
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
from smallfavor.payments.actions.reconcile import reconcile
from smallfavor.payments.actions.refund_payment import refund_payment
from smallfavor.payments.models import Payment, Payout, PayoutPart

pytestmark = pytest.mark.django_db(transaction=True)
KWD = {"minimum": {"once": "0.200", "monthly": "0.500", "yearly": "5"}, "maximum": "1000",
       "presets": {"once": ["1"], "monthly": ["1"], "yearly": ["5"]}}  # fmt: skip


@pytest.fixture
def give(sandbox: RunningSandbox, order, settings, monkeypatch):
    settings.PROVIDERS = ["sandbox"]
    settings.GIVING = settings.GIVING | {"KWD": KWD}
    monkeypatch.setattr(plan_attempt, "payment_page", lambda payment: f"https://paper.example/{payment.uuid}")

    def give_it(minor: int, currency: str) -> Payment:
        wanted = replace(order, amount=Money(minor, currency), request_key=uuid.uuid4().hex)
        step = begin_checkout(wanted, now=datetime.now(UTC))
        sandbox.pay(step.url)
        payment = check_payment(step.payment, now=datetime.now(UTC))
        assert payment.state == "paid"
        return payment

    return give_it


def charge_of(payment: Payment) -> str:
    return payment.provider_objects.get(kind="success").object_id


def foreign_charge(sandbox: RunningSandbox) -> None:
    expires_ms = int(time.time() * 1000) + 3_600_000
    body = {"mode": "payment", "amount_minor": 5_000, "currency": "USD", "return_url": "http://shop.example/",
            "cancel_url": "http://shop.example/", "expires_ms": expires_ms, "metadata": {"order": "7"}}  # fmt: skip
    session = sandbox.call("POST", "/v1/sessions", body, key=secrets.token_hex(8)).raise_for_status().json()
    assert sandbox.pay(session["url"])


def test_a_month_of_money_ends_with_nothing_left_at_the_provider(sandbox: RunningSandbox, give) -> None:
    kept, disputed, returned = give(10_000, "USD"), give(6_000, "USD"), give(3_000, "USD")
    yen, dinar = give(3_000, "JPY"), give(12_500, "KWD")
    refund_payment(kept, amount=Money(2_500, "USD"), actor="desk:1", reason="asked", now=datetime.now(UTC))
    refund_payment(dinar, amount=Money(1_125, "KWD"), actor="desk:1", reason="asked", now=datetime.now(UTC))
    drive_until_idle(today=datetime.now(UTC).date(), now=datetime.now(UTC), concurrency=1)
    dispute = sandbox.call("POST", "/v1/disputes", {"charge": charge_of(disputed)}).json()
    sandbox.call("POST", f"/v1/disputes/{dispute['id']}/close", {"outcome": "won"}).raise_for_status()
    sandbox.call("POST", "/v1/returns", {"charge": charge_of(returned)}).raise_for_status()
    foreign_charge(sandbox)
    for body in ({"currency": "USD"}, {"currency": "KWD"},
                 {"currency": "JPY", "bank_currency": "USD", "rate_millionths": 650_000}):  # fmt: skip
        sandbox.call("POST", "/v1/payouts", body).raise_for_status()

    now = datetime.now(UTC)
    for _ in range(2):
        report = reconcile(since=now - timedelta(hours=1), now=now)
        assert (report.faults, report.payouts, report.foreign) == ([], 3, 1)
    books = trial_balance()
    assert books.is_balanced
    assert [books.balance_minor("assets:sandbox", currency) for currency in ("USD", "JPY", "KWD")] == [0, 0, 0]
    assert books.balance_minor("income:once", "USD") == 7_500 + 6_000
    assert books.balance_minor("income:once", "JPY") == 3_000
    assert books.balance_minor("income:once", "KWD") == 11_375
    assert books.balance_minor("expenses:disputes", "USD") == 0
    assert books.balance_minor("liabilities:foreign", "USD") == 5_000 - 175
    paid_out = {(row.currency, row.bank_currency): row for row in Payout.objects.all()}
    assert books.balance_minor("assets:bank", "KWD") == paid_out["KWD", "KWD"].amount_minor
    assert books.balance_minor("assets:bank", "USD") == sum(
        row.bank_minor for row in paid_out.values() if row.bank_currency == "USD"
    )
    assert PayoutPart.objects.exclude(why="").count() == 0
    assert [fresh.state for fresh in Payment.objects.order_by("id")] == ["paid", "paid", "returned", "paid", "paid"]
    assert yen.amount.format("en") == "¥3,000"
