"""Fixtures of insight and desk: rows as the money's actions leave them, for lists and reports to show."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.test import Client

from smallfavor.core.money import Money
from smallfavor.ledger.actions.book import TransferLine, book_entry
from smallfavor.ledger.models import EntryKind
from smallfavor.payments.models import Payment, Pledge, ProviderAccount, StateChange
from smallfavor.supporters.actions.enrol import enrol_supporter

NOW = datetime.now(UTC)


@pytest.fixture
def account(db: None) -> ProviderAccount:
    return ProviderAccount.objects.get_or_create(code="sandbox", defaults={"provider": "sandbox"})[0]


@pytest.fixture
def paid(account: ProviderAccount) -> Callable[..., Payment]:
    """Books a gift: `paid(500)` once, `paid(200, interval="monthly")` as the first period of a pledge."""

    def book(amount_minor: int, *, currency: str = "USD", interval: str = "once", days_ago: int = 0) -> Payment:
        at = NOW - timedelta(days=days_ago, minutes=1)
        person = enrol_supporter(email=f"{uuid4()}@example.org", name="Vera Ozola", language="en", country="LV", now=at)
        pledge = None
        if interval != "once":
            pledge = Pledge.objects.create(
                supporter=person, provider_account=account, state="active", interval=interval,
                amount_minor=amount_minor, currency=currency, anchor=at.date(), next_due=date(2030, 1, 1), n=1,
                terms_version="1", terms_accepted_at=at, created_at=at,
            )  # fmt: skip
            StateChange.objects.create(pledge=pledge, state="active", actor="worker", happened_at=at)
        uuid = uuid4()
        amount = Money(amount_minor, currency)
        entry = book_entry(
            kind=EntryKind.CAPTURE, provider_object=f"sandbox/{uuid}", payment_uuid=uuid, happened_at=at, booked_at=at,
            transfers=[TransferLine("assets:sandbox", f"income:{interval}", amount)],
        )  # fmt: skip
        return Payment.objects.create(
            uuid=uuid, supporter=person, pledge=pledge, period=0 if pledge else None, interval=interval,
            amount_minor=amount_minor, currency=currency, state="paid", paid_entry=entry, paid_at=at, created_at=at,
        )  # fmt: skip

    return book


@pytest.fixture
def editor(db: None, client: Client) -> Client:
    """The desk, signed in with every right."""
    client.force_login(get_user_model().objects.create_superuser("editor", "editor@example.org", "a long password"))
    return client


@pytest.fixture
def writer(db: None, client: Client) -> Client:
    """The desk, signed in with the right to enter and nothing else."""
    user = get_user_model().objects.create_user("writer", "writer@example.org", "a long password")
    user.user_permissions.add(Permission.objects.get(codename="access_admin"))
    client.force_login(user)
    return client
