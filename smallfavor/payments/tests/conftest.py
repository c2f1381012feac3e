"""What the payments' tests share: a provider in memory, a moment, an order, a pledge that has begun."""

import uuid
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from django.db import connection

from smallfavor.core.money import Money
from smallfavor.payments import providers
from smallfavor.payments.actions import plan_attempt
from smallfavor.payments.actions.begin_checkout import CheckoutOrder, begin_checkout
from smallfavor.payments.actions.check_payment import check_payment
from smallfavor.payments.models import Attempt, Payment, Pledge, ProviderAccount
from smallfavor.payments.tests.fake_provider import FakeProvider


@pytest.fixture
def now() -> datetime:
    return datetime.now(UTC)


@pytest.fixture
def provider(monkeypatch: pytest.MonkeyPatch, settings) -> FakeProvider:
    fake = FakeProvider()
    monkeypatch.setattr(providers, "get", lambda account: fake)
    monkeypatch.setattr(plan_attempt, "payment_page", lambda payment: f"https://paper.example/{payment.uuid}")
    settings.PROVIDERS = ["fake"]
    return fake


@pytest.fixture
def account(provider: FakeProvider, db) -> ProviderAccount:
    return ProviderAccount.objects.get_or_create(code="fake", defaults={"provider": "fake"})[0]


@pytest.fixture
def order() -> CheckoutOrder:
    return CheckoutOrder(
        request_key=uuid.uuid4().hex, interval="once", amount=Money(1000, "USD"), email="reader@example.org", name="",
        method="card", language="en", country="LV", appeal="spring", variant="control", manifest_version="v1",
        terms_version="t1",
    )  # fmt: skip


@pytest.fixture
def begin_pledge(provider: FakeProvider, account, order: CheckoutOrder, now) -> Callable[..., Pledge]:
    """Go through a checkout with a card that works; the pledge that began."""

    def begin(**changes) -> Pledge:
        wanted = replace(order, interval="monthly", amount=Money(200, "USD"), request_key=uuid.uuid4().hex)
        step = begin_checkout(replace(wanted, **changes), now=now)
        provider.pay(Attempt.objects.get(payment=step.payment).session_id, token=f"tok_{step.payment.pk}")
        pledge = check_payment(step.payment, now=now).pledge
        assert pledge is not None
        return pledge

    return begin


def sent_long_ago(attempt: Attempt, hours: float) -> None:
    """Make an attempt look as old as that by the database's clock."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE payments_attempt SET first_sent_at = clock_timestamp() - make_interval(mins => %s),"
            " lease_until = CASE WHEN lease_until IS NULL THEN NULL ELSE clock_timestamp() - interval '1 second' END"
            " WHERE id = %s",
            [int(hours * 60), attempt.pk],
        )


def fresh(payment: Payment) -> Payment:
    return Payment.objects.select_related("pledge").get(pk=payment.pk)
