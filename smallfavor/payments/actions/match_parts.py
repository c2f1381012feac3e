"""Matches the parts of a payout with what is on our books, and books what only a payout tells: fees."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from smallfavor.core.money import Money
from smallfavor.ledger.actions.book import TransferLine, book_entry
from smallfavor.ledger.models import EntryKind
from smallfavor.payments.actions.note_foreign import Movement, note_foreign
from smallfavor.payments.models import ForeignObject, Payout, PayoutPart, ProviderAccount, ProviderObject
from smallfavor.payments.providers.payouts import PartKind
from smallfavor.payments.providers.payouts import PayoutPart as ProviderPart
from smallfavor.payments.queries.installation import installation
from smallfavor.payments.queries.payouts import booked_fees, fees_given_back
from smallfavor.payments.rules import bookings
from smallfavor.payments.rules.payouts import SIGN, Booked, why_unmatched


@dataclass(frozen=True)
class _Ours:
    """What our side knows of a payout's objects."""

    rows: dict[str, ProviderObject]
    fees: dict[str, Money]
    fees_back: dict[str, int]


def match_parts(
    account: ProviderAccount, payout: Payout, parts: Sequence[ProviderPart], *, now: datetime
) -> list[PayoutPart]:
    """Unsaved rows of the parts, each with what it is; fees that become known here are booked. Holds the account."""
    rows = [_row(payout, part) for part in parts]
    ours = _our_side(account, rows)
    foreign = _foreign(account, payout, parts, ours, now=now)
    for row in rows:
        row.foreign = foreign.get((row.object_id or row.part_id, row.kind))
        _judge(account, payout, row, ours, now=now)
        row.as_foreign = row.foreign is not None and row.foreign.entry_id is None
    return rows


def match_again(account: ProviderAccount, payout: Payout, *, now: datetime) -> None:
    """Judge the parts that did not agree once more; what was settled meanwhile is found."""
    rows = list(payout.parts.exclude(why=""))
    ours = _our_side(account, rows)
    for row in rows:
        _judge(account, payout, row, ours, now=now)
        row.save(update_fields=["provider_object", "why"])


def _row(payout: Payout, part: ProviderPart) -> PayoutPart:
    return PayoutPart(
        payout=payout,
        part_id=part.part_id,
        kind=part.kind,
        object_id=part.object_id,
        charge_id=part.charge_id,
        gross_minor=part.gross_minor,
        fee_minor=part.fee_minor,
        net_minor=part.net_minor,
        created_at=part.created_at,
    )


def _our_side(account: ProviderAccount, rows: Sequence[PayoutPart]) -> _Ours:
    ids = {row.object_id for row in rows} | {row.charge_id for row in rows}
    found = ProviderObject.objects.filter(provider_account=account, object_id__in=ids - {""})
    names = [f"{account.code}/{object_id}" for object_id in ids]
    return _Ours({row.object_id: row for row in found}, booked_fees(names), fees_given_back(names))


def _foreign(
    account: ProviderAccount, payout: Payout, parts: Sequence[ProviderPart], ours: _Ours, *, now: datetime
) -> dict[tuple[str, str], ForeignObject]:
    """The rows of what is not ours: other people's objects, and adjustments that no payment explains."""
    movements = [
        Movement(
            part.object_id or part.part_id, part.kind, part.charge_id, part.gross_minor, part.fee_minor,
            payout.currency, part.created_at,
        )
        for part in parts
        if _is_foreign(part, ours)
    ]  # fmt: skip
    return {(row.object_id, row.kind): row for row in note_foreign(account, movements, now=now)}


def _is_foreign(part: ProviderPart, ours: _Ours) -> bool:
    if part.kind is PartKind.ADJUSTMENT:
        return True
    if part.kind in {PartKind.FEE, PartKind.PAYOUT_FAILED}:
        return False
    named = part.ours is not None and part.ours.installation == installation()
    return not named and part.object_id not in ours.rows and part.charge_id not in ours.rows


def _judge(account: ProviderAccount, payout: Payout, row: PayoutPart, ours: _Ours, *, now: datetime) -> None:
    """Say what the part is and what is wrong with it."""
    kind = PartKind(row.kind)
    row.why = ""
    if row.foreign is not None:
        if row.foreign.entry_id is not None:
            seen = (row.foreign.amount_minor, row.foreign.fee_minor)
            row.why = "" if seen == (row.gross_minor, row.fee_minor) else "it was booked with another amount or fee"
    elif kind is PartKind.FEE:
        _book_fee(account, payout, row, row.part_id, -row.net_minor, now=now)
    elif kind is PartKind.PAYOUT_FAILED:
        row.why = _why_not_failed(account, payout, row)
    else:
        row.provider_object = ours.rows.get(row.object_id)
        row.why = _why(account, payout, row, ours, now=now)


def _why(account: ProviderAccount, payout: Payout, row: PayoutPart, ours: _Ours, *, now: datetime) -> str:
    name = f"{account.code}/{row.object_id}"
    standing = row.provider_object
    if standing is None:
        return why_unmatched(row.kind, row.gross_minor, row.fee_minor, payout.currency, None)
    fee = ours.fees.get(name)
    fee_minor = fee.minor if fee is not None else 0
    if row.kind == PartKind.DISPUTE_WON:
        fee_minor = -ours.fees_back.get(name, 0)
    elif fee is None and row.fee_minor > 0 and SIGN[row.kind] * standing.amount_minor == row.gross_minor:
        # The provider had not said so far what it keeps of this one.
        _book_fee(account, payout, row, row.object_id, row.fee_minor, now=now)
        fee_minor = row.fee_minor
    booked = Booked(standing.kind, standing.amount_minor, standing.currency, fee_minor, standing.dispute_state == "won")
    return why_unmatched(row.kind, row.gross_minor, row.fee_minor, payout.currency, booked)


def _why_not_failed(account: ProviderAccount, payout: Payout, row: PayoutPart) -> str:
    failed = Payout.objects.filter(
        provider_account=account, object_id=row.object_id, amount_minor=row.net_minor, currency=payout.currency,
        reversal__isnull=False,
    )  # fmt: skip
    return "" if failed.exists() else "we know of no payout of this amount that failed"


def _book_fee(
    account: ProviderAccount, payout: Payout, row: PayoutPart, object_id: str, fee_minor: int, *, now: datetime
) -> None:
    lines = bookings.signed(*bookings.fee(account.code), fee_minor, payout.currency)
    payment = row.provider_object.payment.uuid if row.provider_object else None
    book_entry(
        kind=EntryKind.FEE,
        provider_object=f"{account.code}/{object_id}",
        payment_uuid=payment,
        happened_at=row.created_at,
        booked_at=now,
        transfers=[TransferLine(*line) for line in lines],
    )
