"""Notes what is on our accounts and not ours: listed, never charged, refunded, or counted as a fault."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from smallfavor.core.money import Money
from smallfavor.payments.models import ForeignObject, ProviderAccount
from smallfavor.payments.providers.base import Disputed, ProviderRecord, Refunded, Returned, Succeeded
from smallfavor.payments.providers.payouts import PartKind


@dataclass(frozen=True)
class Movement:
    """What somebody else's object did to the balance: signed minor units."""

    object_id: str
    kind: PartKind
    charge_id: str
    amount_minor: int
    fee_minor: int
    currency: str
    created_at: datetime


def movements_of(record: ProviderRecord) -> list[Movement]:
    """What a record says of the balance; nothing for pages, declines and money on its way."""
    match record:
        case Succeeded():
            return [_movement(record.object_id, PartKind.CHARGE, "", record.amount, 1, record.fee, record.created_at)]
        case Refunded():
            return [_undoing(record, PartKind.REFUND, None)]
        case Returned():
            return [_undoing(record, PartKind.RETURN, record.fee)]
        case Disputed():
            return [_undoing(record, PartKind.DISPUTE, record.fee), *_win(record)]
    return []


def note_foreign(account: ProviderAccount, movements: Iterable[Movement], *, now: datetime) -> list[ForeignObject]:
    """The rows of these movements, made once; a fee that has become known since is kept where nothing is booked yet."""
    wanted = {(one.object_id, str(one.kind)): one for one in movements if one.amount_minor}
    ForeignObject.objects.bulk_create(
        [
            ForeignObject(
                provider_account=account, object_id=one.object_id, kind=one.kind, charge_id=one.charge_id,
                amount_minor=one.amount_minor, fee_minor=one.fee_minor, currency=one.currency,
                created_at=one.created_at, seen_at=now,
            )
            for one in wanted.values()
        ],
        ignore_conflicts=True,
    )  # fmt: skip
    rows = ForeignObject.objects.filter(provider_account=account, object_id__in=[object_id for object_id, _ in wanted])
    found = [row for row in rows if (row.object_id, row.kind) in wanted]
    _learn_fees(found, wanted)
    return found


def _learn_fees(rows: Sequence[ForeignObject], wanted: dict[tuple[str, str], Movement]) -> None:
    for row in rows:
        fee_minor = wanted[row.object_id, row.kind].fee_minor
        if fee_minor and not row.fee_minor and row.entry_id is None:
            row.fee_minor = fee_minor
            row.save(update_fields=["fee_minor"])


def _undoing(record: Refunded | Returned | Disputed, kind: PartKind, fee: Money | None) -> Movement:
    return _movement(record.object_id, kind, record.charge_id, record.amount, -1, fee, record.created_at)


def _win(record: Disputed) -> list[Movement]:
    if record.state != "won":
        return []
    back = None if record.fee_returned is None else Money(-record.fee_returned.minor, record.fee_returned.currency)
    return [
        _movement(record.object_id, PartKind.DISPUTE_WON, record.charge_id, record.amount, 1, back, record.created_at)
    ]


def _movement(
    object_id: str, kind: PartKind, charge_id: str, amount: Money, sign: int, fee: Money | None, at: datetime
) -> Movement:
    kept = fee.minor if fee is not None else 0
    return Movement(object_id, kind, charge_id, sign * amount.minor, kept, amount.currency, at)
