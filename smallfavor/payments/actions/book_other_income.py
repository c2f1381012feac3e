"""Books somebody else's payment on our account as other income, because a person said so. Nothing is sent anywhere."""

from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from smallfavor.ledger.actions.book import TransferLine, book_entry
from smallfavor.ledger.models import Entry, EntryKind
from smallfavor.payments.models import ForeignObject, ProviderAccount
from smallfavor.payments.providers.payouts import PartKind
from smallfavor.payments.rules import bookings


class BookingRefused(Exception):
    """Raised when a payment of others can't be booked. Nothing has happened then."""

    code = "booking_refused"


class BookedAlready(BookingRefused):
    """Raised when it is on the books already."""

    code = "booked_already"


class ChargeNotBooked(BookingRefused):
    """Raised when it undoes a payment that is not booked: book that one, and this follows."""

    code = "charge_not_booked"


@transaction.atomic
def book_other_income(foreign: ForeignObject, *, actor: str, now: datetime) -> ForeignObject:
    """Book it, with its fee, and whatever undid it since. Returns the row as it stands.

    Money that a payout has carried to the bank already comes out of `liabilities:foreign`, other money from what the
    provider holds.

    Raises BookedAlready, ChargeNotBooked.
    """
    account = lock_account(foreign.provider_account)
    row = ForeignObject.objects.select_for_update().get(pk=foreign.pk)
    if row.entry_id is not None:
        raise BookedAlready(str(row))
    if row.charge_id and _of(account, row.charge_id).filter(entry=None).exists():
        raise ChargeNotBooked(str(row))
    _book(account, row, actor=actor, now=now)
    follow_bookings(account, actor=actor, now=now)
    return row


def follow_bookings(account: ProviderAccount, *, actor: str, now: datetime) -> None:
    """What undid a payment that was booked as income undoes the income too. The caller holds the account's lock."""
    booked = ForeignObject.objects.filter(provider_account=account, entry__isnull=False, kind=PartKind.CHARGE)
    late = ForeignObject.objects.filter(
        provider_account=account, entry=None, charge_id__in=booked.values("object_id")
    ).exclude(charge_id="")
    for row in late.select_for_update().order_by("id"):
        _book(account, row, actor=actor, now=now)


def lock_account(account: ProviderAccount) -> ProviderAccount:
    """Payouts and bookings of one account take turns: whether money is foreign must not change in between.

    A weak lock, which keeps nobody from making rows that point at the account.
    """
    return ProviderAccount.objects.select_for_update(no_key=True).get(pk=account.pk)


def _of(account: ProviderAccount, object_id: str) -> QuerySet[ForeignObject]:
    return ForeignObject.objects.filter(provider_account=account, object_id=object_id)


def _book(account: ProviderAccount, row: ForeignObject, *, actor: str, now: datetime) -> None:
    paid_out = row.parts.filter(as_foreign=True).exists()
    held = bookings.FOREIGN if paid_out else bookings.held_at(account.code)
    name = f"{account.code}/{row.object_id}" + (":won" if row.kind == PartKind.DISPUTE_WON else "")
    lines = bookings.signed(held, bookings.OTHER_INCOME, row.amount_minor, row.currency)
    row.entry = _entry(EntryKind.OTHER_INCOME, name, lines, row, now)
    fee = bookings.signed(bookings.FEES, held, row.fee_minor, row.currency)
    if fee:
        _entry(EntryKind.FEE, name, fee, row, now)
    row.booked_by, row.booked_at = actor[:80], now
    row.save(update_fields=["entry", "booked_by", "booked_at"])


def _entry(kind: EntryKind, name: str, lines: list[bookings.Line], row: ForeignObject, now: datetime) -> Entry:
    return book_entry(
        kind=kind,
        provider_object=name,
        payment_uuid=None,
        happened_at=row.created_at,
        booked_at=now,
        transfers=[TransferLine(*line) for line in lines],
    )
