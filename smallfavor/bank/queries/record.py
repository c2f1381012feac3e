"""The bank's record as others read it: pages, debits and mandates of one account, as plain values.

Not here: what they mean in the words of the payments' contract (a provider's folder translates).
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q, QuerySet

from smallfavor.bank.models import Collection, CollectionState, Mandate, MandatePage, MandateState, PageState
from smallfavor.bank.rules.names import return_id
from smallfavor.core.money import Money


@dataclass(frozen=True)
class MandateRecord:
    reference: str
    label: str
    active: bool
    recurs: bool
    created_at: datetime
    metadata: Mapping[str, str]


@dataclass(frozen=True)
class PageRecord:
    """`state`: open, complete, expired, as of the moment of asking."""

    object_id: str
    state: str
    return_url: str
    expires_at: datetime
    created_at: datetime
    metadata: Mapping[str, str]
    mandate: MandateRecord | None


@dataclass(frozen=True)
class CollectionRecord:
    """`state`: ordered, in_file, rejected, collected, returned. `reason`: the bank's code."""

    object_id: str
    state: str
    reason: str
    amount: Money
    due_on: date
    created_at: datetime
    settled_at: datetime | None
    returned_at: datetime | None
    fee: Money
    return_fee: Money
    page_id: str
    metadata: Mapping[str, str]
    mandate: MandateRecord
    return_id: str


def page_of(account: str, object_id: str, *, now: datetime) -> PageRecord | None:
    row = _pages(account).filter(object_id=object_id).first()
    return _page(row, now) if row else None


def pages_of(account: str, *, payment: str = "", attempt: int = 0, pledge: str = "", now: datetime) -> list[PageRecord]:
    """The pages of one attempt; without `payment`, those that saved a way to pay for this pledge."""
    which = Q(payment=payment, attempt=attempt) if payment else Q(payment="", pledge=pledge)
    return [_page(row, now) for row in _pages(account).filter(which).order_by("id")]


def collection_of(account: str, end_to_end_id: str) -> CollectionRecord | None:
    row = _collections(account).filter(end_to_end_id=end_to_end_id).first()
    return _collection(row) if row else None


def collections_of(account: str, *, payment: str, attempt: int) -> list[CollectionRecord]:
    rows = _collections(account).filter(payment=payment, attempt=attempt)
    return [_collection(row) for row in rows.order_by("id")]


def pages_between(account: str, start: datetime, end: datetime, *, now: datetime) -> Iterator[PageRecord]:
    """Opened in [start, end)."""
    rows = _pages(account).filter(created_at__gte=start, created_at__lt=end).order_by("created_at", "id")
    return (_page(row, now) for row in rows.iterator())


def collections_between(account: str, start: datetime, end: datetime) -> Iterator[CollectionRecord]:
    """Ordered, settled or returned in [start, end)."""
    moments = [Q(**{f"{name}__gte": start, f"{name}__lt": end}) for name in ("created_at", "settled_at", "returned_at")]
    rows = _collections(account).filter(moments[0] | moments[1] | moments[2]).order_by("created_at", "id")
    return (_collection(row) for row in rows.iterator())


def mandates_between(account: str, start: datetime, end: datetime) -> Iterator[MandateRecord]:
    """Signed in [start, end)."""
    rows = Mandate.objects.filter(account=account, created_at__gte=start, created_at__lt=end).order_by(
        "created_at", "id"
    )
    return (_mandate(row) for row in rows.iterator())


def settled(record: CollectionRecord) -> bool:
    """Whether money came, whatever became of it since."""
    return record.state in {CollectionState.COLLECTED, CollectionState.RETURNED}


def _pages(account: str) -> QuerySet[MandatePage]:
    return MandatePage.objects.filter(account=account).select_related("mandate")


def _collections(account: str) -> QuerySet[Collection]:
    return Collection.objects.filter(account=account).select_related("mandate", "page")


def _page(row: MandatePage, now: datetime) -> PageRecord:
    over = row.state == PageState.OPEN and now >= row.expires_at
    return PageRecord(
        row.object_id, PageState.EXPIRED.value if over else str(row.state), row.return_url, row.expires_at,
        row.created_at, row.metadata, _mandate(row.mandate) if row.mandate else None,
    )  # fmt: skip


def _collection(row: Collection) -> CollectionRecord:
    return CollectionRecord(
        object_id=row.end_to_end_id,
        state=str(row.state),
        reason=row.reason,
        amount=row.amount,
        due_on=row.due_on,
        created_at=row.created_at,
        settled_at=row.settled_at,
        returned_at=row.returned_at,
        fee=Money(row.fee_minor, row.currency),
        return_fee=Money(row.return_fee_minor, row.currency),
        page_id=row.page.object_id if row.page else "",
        metadata=row.metadata,
        mandate=_mandate(row.mandate),
        return_id=return_id(row.end_to_end_id),
    )


def _mandate(row: Mandate) -> MandateRecord:
    active = row.state == MandateState.ACTIVE
    return MandateRecord(row.reference, row.label, active, row.recurs, row.created_at, row.metadata)
