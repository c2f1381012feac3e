"""Payouts and their parts as our rows have them, and what is wrong with them, in words."""

from collections.abc import Iterable

from django.db import connection
from django.db.models import F, QuerySet, Sum

from smallfavor.core.money import Money
from smallfavor.ledger.models import Entry, EntryKind, Transfer
from smallfavor.payments.models import Payout, PayoutPart
from smallfavor.payments.queries.shortened import shortened
from smallfavor.payments.rules.bookings import FEES

_SUM_DIFFERS = """
SELECT payout.object_id FROM payments_payout AS payout WHERE payout.entry_id IS NOT NULL AND payout.amount_minor <> (
    SELECT coalesce(sum(net_minor), 0) FROM payments_payoutpart WHERE payout_id = payout.id)
"""
_PAID_TWICE = """
SELECT object.object_id FROM payments_payoutpart AS part
JOIN payments_providerobject AS object ON object.id = part.provider_object_id
GROUP BY object.id, part.kind HAVING count(*) > 1
"""
_NOT_REVERSED = """
SELECT object_id FROM payments_payout WHERE (state = 'failed') <> (reversal_id IS NOT NULL) AND entry_id IS NOT NULL
"""
_ENTRY_WITHOUT_PAYOUT = """
SELECT entry.provider_object FROM ledger_entry AS entry WHERE entry.kind = 'payout' AND NOT EXISTS (
    SELECT 1 FROM payments_payout WHERE entry_id = entry.id OR reversal_id = entry.id)
"""


def payout_faults() -> list[str]:
    """Every payout that is not booked, or has a part that is not on our books as the provider has it."""
    doubts = Payout.objects.exclude(doubt="").order_by("created_at").values_list("object_id", "doubt")
    return [
        *shortened(f"payout {payout} is not booked: {doubt}" for payout, doubt in doubts),
        *shortened(
            f"payout {part.payout}, {part.kind} {part.object_id or part.part_id}: {part.why}"
            for part in unmatched_parts().select_related("payout")
        ),
        *_rows("payout {} is not the sum of its parts", _SUM_DIFFERS),
        *_rows("{} was paid out twice", _PAID_TWICE),
        *_rows("payout {} and its reversal do not agree", _NOT_REVERSED),
        *_rows("entry payout {} has no payout", _ENTRY_WITHOUT_PAYOUT),
    ]


def unmatched_parts() -> QuerySet[PayoutPart]:
    """Parts with something wrong, oldest first."""
    return PayoutPart.objects.exclude(why="").order_by("payout_id", "id")


def booked_fees(names: Iterable[str]) -> dict[str, Money]:
    """What stands on the books as the provider's fee, by `account/object`."""
    rows = (
        Transfer.objects.filter(
            entry__kind=EntryKind.FEE, entry__provider_object__in=list(names), debit_account__code=FEES
        )
        .values_list("entry__provider_object", "currency")
        .annotate(total=Sum("amount_minor"))
        .order_by()
    )
    return {name: Money(total, currency) for name, currency, total in rows}


def fees_given_back(names: Iterable[str]) -> dict[str, int]:
    """What came back of the fees of disputes that were won, in minor units, by `account/object`."""
    rows = (
        Entry.objects.filter(
            kind=EntryKind.DISPUTE_WON, provider_object__in=list(names), transfers__credit_account__code=FEES
        )
        .values_list("provider_object")
        .annotate(total=Sum(F("transfers__amount_minor")))
        .order_by()
    )
    return dict(rows)


def _rows(sentence: str, sql: str) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return shortened(sentence.format(row[0]) for row in cursor.fetchall())
