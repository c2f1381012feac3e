"""Collects what the providers paid out: each payout is matched to its parts and booked once.

Not here: what a part must agree with (rules/payouts.py), other people's payments (note_foreign, book_other_income).
"""

import logging
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import InterfaceError, OperationalError, transaction

from smallfavor.ledger.actions.book import TransferLine, book_entry
from smallfavor.ledger.models import Entry, EntryKind
from smallfavor.payments import providers
from smallfavor.payments.actions.book_other_income import follow_bookings, lock_account
from smallfavor.payments.actions.match_parts import match_again, match_parts
from smallfavor.payments.actions.settle_apart import settle_apart
from smallfavor.payments.models import Payout, PayoutPart, PayoutState, ProviderAccount, ProviderObject
from smallfavor.payments.providers.base import ProviderUnavailable
from smallfavor.payments.providers.payouts import PartKind
from smallfavor.payments.providers.payouts import Payout as ProviderPayout
from smallfavor.payments.providers.payouts import PayoutPart as ProviderPart
from smallfavor.payments.queries.installation import is_ours
from smallfavor.payments.rules import bookings
from smallfavor.payments.rules.payouts import adds_up

logger = logging.getLogger(__name__)

DEFAULT_DAYS = 35
CLOCK_SLACK = timedelta(hours=1)


@dataclass(frozen=True)
class Collected:
    """How many payouts there are, and a sentence for each that can't be followed, with nothing personal."""

    seen: int
    faults: tuple[str, ...]


def collect_all_payouts(*, now: datetime) -> int:
    """Collect the last 35 days of every account; returns how many payouts were looked at. One that is down waits."""
    seen = 0
    for account in ProviderAccount.objects.order_by("id"):
        try:
            seen += collect_payouts(account, since=now - timedelta(days=DEFAULT_DAYS), now=now).seen
        except ProviderUnavailable as error:
            logger.warning("the payouts of %s were not collected: %s", account, error.reason)
    return seen


def collect_payouts(account: ProviderAccount, *, since: datetime, now: datetime) -> Collected:
    """Bring our rows in line with the payouts made from `since` on. Sends nothing. One that breaks holds up no other.

    What their parts are about and we had missed is settled first. Repeating it changes nothing. What stays wrong is
    told by queries.payouts.payout_faults.

    Raises ProviderUnavailable.
    """
    seen, faults = 0, list[str]()
    for payout in providers.get(account).list_payouts(since, now + CLOCK_SLACK):
        seen += 1
        try:
            _collect(account, payout, now=now)
        except (ProviderUnavailable, OperationalError, InterfaceError):
            raise
        except Exception as error:
            logger.exception("payout %s of %s can't be followed", payout.object_id, account)
            faults.append(f"payout {account}/{payout.object_id} can't be followed: {type(error).__name__}")
    return Collected(seen, tuple(faults))


def _collect(account: ProviderAccount, payout: ProviderPayout, *, now: datetime) -> None:
    row = Payout.objects.filter(provider_account=account, object_id=payout.object_id).first()
    if row is None or row.entry_id is None or row.parts.exclude(why="").exists():
        parts = list(providers.get(account).payout_parts(payout.object_id))
        _settle_missed(account, parts, now=now)
        row = note_payout(account, payout, parts, now=now)
    if row.state != str(payout.state):
        _follow(account, row, payout, now=now)


@transaction.atomic
def note_payout(
    account: ProviderAccount, payout: ProviderPayout, parts: Sequence[ProviderPart], *, now: datetime
) -> Payout:
    """The payout's row, booked when its parts add up; parts that did not agree are looked at once more."""
    lock_account(account)
    row = Payout.objects.filter(provider_account=account, object_id=payout.object_id).first()
    if row is not None and row.entry_id is not None:
        match_again(account, row, now=now)
        return row
    row = row or _new_row(account, payout, now=now)
    if not adds_up([part.net_minor for part in parts], payout.amount.minor):
        total = sum(part.net_minor for part in parts)
        row.doubt = f"its parts come to {total} {row.currency}, and it is {row.amount_minor} (minor units)"
        row.save()
        return row
    matched = match_parts(account, row, parts, now=now)
    foreign_minor = sum(part.net_minor for part in matched if part.as_foreign)
    lines = bookings.payout(account.code, payout.amount, payout.bank, foreign_minor=foreign_minor)
    row.entry, row.doubt = _book(account, row, row.object_id, lines, row.created_at, now), ""
    if row.state == PayoutState.FAILED:
        _reverse(account, row, now=now)
    row.save()
    for part in matched:
        part.payout = row
    PayoutPart.objects.bulk_create(matched)
    follow_bookings(account, actor="reconcile", now=now)
    return row


def _new_row(account: ProviderAccount, payout: ProviderPayout, *, now: datetime) -> Payout:
    return Payout(
        provider_account=account,
        object_id=payout.object_id,
        amount_minor=payout.amount.minor,
        currency=payout.amount.currency,
        bank_minor=payout.bank.minor,
        bank_currency=payout.bank.currency,
        state=payout.state,
        arrives_on=payout.arrives_on,
        created_at=payout.created_at,
        seen_at=now,
    )


@transaction.atomic
def _follow(account: ProviderAccount, row: Payout, payout: ProviderPayout, *, now: datetime) -> None:
    """The bank took it, or sent it back. What came back is reversed once."""
    lock_account(account)
    row.refresh_from_db()
    row.state, row.arrives_on = PayoutState(payout.state), payout.arrives_on
    if row.state == PayoutState.FAILED and row.entry_id is not None and row.reversal_id is None:
        _reverse(account, row, now=now)
    row.save()


def _reverse(account: ProviderAccount, row: Payout, *, now: datetime) -> None:
    lines = bookings.payout_failed(account.code, row.amount, row.bank)
    row.reversal = _book(account, row, f"{row.object_id}:failed", lines, now, now)


def _book(
    account: ProviderAccount, row: Payout, name: str, lines: Iterable[bookings.Line], at: datetime, now: datetime
) -> Entry:
    return book_entry(
        kind=EntryKind.PAYOUT,
        provider_object=f"{account.code}/{name}",
        payment_uuid=None,
        happened_at=at,
        booked_at=now,
        transfers=[TransferLine(*line) for line in lines],
    )


def _settle_missed(account: ProviderAccount, parts: Sequence[ProviderPart], *, now: datetime) -> None:
    """Settle the objects of ours that a payout tells of before anybody else did: webhooks get lost.

    One that can't be settled leaves its part without a match, which is told, and is tried again the next time.
    """
    ids = {part.object_id for part in parts} | {part.charge_id for part in parts}
    rows = ProviderObject.objects.filter(provider_account=account, object_id__in=ids - {""})
    known = {row.object_id: row.dispute_state for row in rows}
    provider = providers.get(account)
    for part in parts:
        if not part.object_id or part.kind in {PartKind.PAYOUT_FAILED, PartKind.FEE, PartKind.ADJUSTMENT}:
            continue
        is_news = part.object_id not in known or (part.kind is PartKind.DISPUTE_WON and known[part.object_id] != "won")
        if is_news and (is_ours(part.ours) or part.charge_id in known):
            record = provider.fetch(part.object_id)
            settle_apart(account, [record] if record else [], actor="reconcile", now=now)
