"""Books one entry with its transfers, once.

Not here: which accounts an event touches; that is for whoever books (payments).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from smallfavor.core.money import Money
from smallfavor.core.rows import insert_rows
from smallfavor.ledger.models import Account, Entry, EntryKind, Transfer
from smallfavor.ledger.rules.chart import account_kind


class EntryDiffers(Exception):
    """Raised when the same event was booked before with other amounts or accounts. Nothing is booked."""

    code = "entry_differs"


@dataclass(frozen=True)
class TransferLine:
    """`amount` goes from the account `credit` to the account `debit`; codes as in `assets:sandbox`."""

    debit: str
    credit: str
    amount: Money

    def __post_init__(self) -> None:
        if self.amount.minor <= 0:
            raise ValueError("a transfer moves more than nothing; swap debit and credit instead")
        if self.debit == self.credit:
            raise ValueError("a transfer needs two accounts")
        account_kind(self.debit)
        account_kind(self.credit)


@dataclass(frozen=True)
class NewEntry:
    """One event of the provider that is surely not on the books yet; see `book_entry` for the fields."""

    kind: EntryKind
    provider_object: str
    payment_uuid: UUID | None
    happened_at: datetime
    booked_at: datetime
    transfers: Sequence[TransferLine]


@transaction.atomic
def book_new_entries(new: Sequence[NewEntry]) -> list[int]:
    """Book many events in two statements; returns the entries' numbers, in order.

    Raises IntegrityError where one of them stands already, ValueError where one has no lines: nothing is booked then.
    """
    if not all(one.transfers for one in new):
        raise ValueError("an entry has at least one transfer")
    written = insert_rows(
        Entry,
        [
            {
                "kind": one.kind.value,
                "provider_object": one.provider_object,
                "payment_uuid": one.payment_uuid,
                "happened_at": one.happened_at,
                "booked_at": one.booked_at,
            }
            for one in new
        ],
        returning=("kind", "provider_object", "id"),
    )
    numbers = {(kind, name): number for kind, name, number in written}
    entries = [numbers[one.kind, one.provider_object] for one in new]
    accounts = _accounts([line for one in new for line in one.transfers])
    insert_rows(
        Transfer,
        [
            {
                "entry_id": entry,
                "debit_account_id": accounts[line.debit, line.amount.currency],
                "credit_account_id": accounts[line.credit, line.amount.currency],
                "currency": line.amount.currency,
                "amount_minor": line.amount.minor,
            }
            for entry, one in zip(entries, new, strict=True)
            for line in one.transfers
        ],
    )
    return entries


@transaction.atomic
def book_entry(
    *,
    kind: EntryKind,
    provider_object: str,
    payment_uuid: UUID | None,
    happened_at: datetime,
    booked_at: datetime,
    transfers: Sequence[TransferLine],
) -> Entry:
    """Book one event of the provider: its entry and at least one transfer; accounts are made at first use.

    The pair (kind, provider_object) is booked once: asked again with the same lines, the entry that stands is
    returned and nothing changes. `happened_at` is the provider's time, `booked_at` ours; both aware.

    Raises EntryDiffers when the pair stands with other lines, ValueError without lines.
    """
    if not transfers:
        raise ValueError("an entry has at least one transfer")
    # ON CONFLICT waits for a rival that books the same event, so that both see one entry.
    fresh = Entry(
        kind=kind, provider_object=provider_object, payment_uuid=payment_uuid,
        happened_at=happened_at, booked_at=booked_at,
    )  # fmt: skip
    Entry.objects.bulk_create([fresh], ignore_conflicts=True)
    entry = Entry.objects.get(kind=kind, provider_object=provider_object)
    standing = _lines(entry)
    if standing:
        if sorted(standing, key=repr) != sorted(transfers, key=repr):
            raise EntryDiffers(f"{kind} {provider_object} is on the books with other lines")
        return entry
    accounts = _accounts(transfers)
    Transfer.objects.bulk_create(
        Transfer(
            entry=entry,
            debit_account_id=accounts[line.debit, line.amount.currency],
            credit_account_id=accounts[line.credit, line.amount.currency],
            currency=line.amount.currency,
            amount_minor=line.amount.minor,
        )
        for line in transfers
    )
    return entry


def _lines(entry: Entry) -> list[TransferLine]:
    rows = entry.transfers.values_list("debit_account__code", "credit_account__code", "amount_minor", "currency")
    return [TransferLine(debit, credit, Money(minor, currency)) for debit, credit, minor, currency in rows]


def _accounts(lines: Iterable[TransferLine]) -> dict[tuple[str, str], int]:
    """The ids of every account in `lines`, by (code, currency)."""
    # Sorted, so that two bookings that make the same accounts never wait for each other in a circle.
    wanted = sorted({(code, line.amount.currency) for line in lines for code in (line.debit, line.credit)})
    codes = [code for code, _ in wanted]
    found = _account_ids(codes)
    missing = [pair for pair in wanted if pair not in found]
    if missing:
        Account.objects.bulk_create(
            [Account(code=code, currency=currency, kind=account_kind(code)) for code, currency in missing],
            ignore_conflicts=True,
        )
        found = _account_ids(codes)
    return found


def _account_ids(codes: list[str]) -> dict[tuple[str, str], int]:
    rows = Account.objects.filter(code__in=codes).values_list("code", "currency", "id")
    return {(code, currency): number for code, currency, number in rows}
