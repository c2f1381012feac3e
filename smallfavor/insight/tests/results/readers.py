"""Readers and gifts for tests of results: rows as the money's actions and the browsers' counts leave them."""

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from uuid import uuid4

from smallfavor.appeals.actions.count_tally import add_tallies
from smallfavor.appeals.actions.publish_appeal import publish_appeal
from smallfavor.appeals.actions.publish_manifest import publish_manifest
from smallfavor.appeals.actions.save_draft import save_draft
from smallfavor.appeals.actions.testing.begin import NewTest, begin_test
from smallfavor.appeals.models import Appeal, AppealTest
from smallfavor.appeals.rules.draft import AppealDraft
from smallfavor.appeals.rules.tallies import Cell
from smallfavor.appeals.tests.drafts import draft, variant
from smallfavor.core.money import Money
from smallfavor.ledger.actions.book import TransferLine, book_entry
from smallfavor.ledger.models import EntryKind
from smallfavor.payments.models import Payment

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
BEGUN = NOW - timedelta(days=30)
PLAN = NewTest(0.15, months_expected=7.0, cap_minor=250_00, currency="USD")


def live(*slugs: str, now: datetime = BEGUN, **fields: object) -> Appeal:
    """A published plea “spring” with these wordings."""
    written: AppealDraft = draft(variants=tuple(variant(slug) for slug in slugs), **fields)
    appeal = save_draft(written, actor=None, now=now)
    publish_appeal(appeal, actor=None, now=now)
    return Appeal.objects.select_related("live_revision", "campaign").get(pk=appeal.pk)


def under_test(appeal: Appeal, plan: NewTest = PLAN, now: datetime = BEGUN) -> tuple[AppealTest, str]:
    """A test under way, and the version of the manifest that readers got with it."""
    test = begin_test(appeal, plan, actor=None, now=now)
    return test, publish_manifest(now=now)


def gave(
    paid: Callable[..., Payment], variant: str, version: str, amounts: Sequence[int], *, at: datetime = NOW,
    interval: str = "once", currency: str = "USD", appeal: str = "spring",
) -> list[Payment]:  # fmt: skip
    """Gifts in minor units that came by a link with this variant and version."""
    payments = [paid(amount, interval=interval, currency=currency) for amount in amounts]
    Payment.objects.filter(pk__in=[payment.pk for payment in payments]).update(
        appeal=appeal, variant=variant, manifest_version=version, paid_at=at - timedelta(hours=1)
    )
    return payments


def gave_back(payment: Payment, minor: int, *, kind: EntryKind = EntryKind.REFUND) -> None:
    """As a refund, a returned debit or a dispute is booked."""
    debit = "expenses:disputes" if kind == EntryKind.DISPUTE else f"income:{payment.interval}"
    book_entry(
        kind=kind, provider_object=f"sandbox/{uuid4()}", payment_uuid=payment.uuid, happened_at=NOW, booked_at=NOW,
        transfers=[TransferLine(debit, "assets:sandbox", Money(minor, payment.currency))],
    )  # fmt: skip


def came(version: str, variant: str, event: str, times: int, *, ordinal: int = 1, days_ago: int = 1) -> None:
    """What browsers counted."""
    day = (NOW - timedelta(days=days_ago)).date()
    add_tallies(Counter({Cell(day, version, "spring", variant, "LV", event, ordinal): times}))
