"""Orders a debit: from this moment the bank will be asked, on a day that its payer is told of. Once for each key."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from smallfavor.bank.actions.end_mandate import end_if_unused
from smallfavor.bank.actions.note_event import note
from smallfavor.bank.actions.open_page import KeyReused
from smallfavor.bank.mails import send_prenotice_later
from smallfavor.bank.models import Collection, CollectionState, Mandate, MandatePage, MandateState
from smallfavor.bank.queries.creditor import Creditor
from smallfavor.bank.rules.due_days import DueDay, due_day, with_notice
from smallfavor.bank.rules.names import end_to_end_id
from smallfavor.core.money import Money

NO_MANDATE = "MD01"


class MandateMissing(Exception):
    """Raised when there is no mandate of this reference."""

    code = "mandate_missing"


@dataclass(frozen=True)
class CollectionOrder:
    """A further debit. `period_due`: the day on which its period was due, None outside of the series."""

    account: str
    key: str
    fingerprint: str
    metadata: Mapping[str, str]
    payment: str
    attempt: int
    mandate: str
    amount: Money
    interval: str
    period_due: date | None
    description: str


def order_collection(order: CollectionOrder, creditor: Creditor, *, now: datetime) -> Collection:
    """The debit of this key, made once; one under a mandate that has ended is recorded as rejected.

    Raises KeyReused, MandateMissing.
    """
    with transaction.atomic():
        mandate = Mandate.objects.select_for_update(of=("self",)).filter(
            account=order.account, reference=order.mandate
        ).first()  # fmt: skip
        if mandate is None:
            raise MandateMissing(order.mandate)
        known = Collection.objects.filter(account=order.account, key=order.key).first()
        if known is not None:
            if known.fingerprint != order.fingerprint:
                raise KeyReused(order.key)
            return known
        end_if_unused(mandate, today=now.astimezone(creditor.agreed.zone).date(), now=now)
        due = due_day(
            creditor.agreed,
            period_due=order.period_due,
            same_amount=order.amount.minor == mandate.series_minor,
            now=now,
        )
        return _write(order, mandate, due, now=now)


def order_first(page: MandatePage, mandate: Mandate, creditor: Creditor, *, now: datetime) -> Collection:
    """The debit that the page was opened for. The caller holds the page's lock."""
    if page.amount_minor is None:
        raise ValueError("a page that only saves a way to pay orders nothing")
    order = CollectionOrder(
        account=page.account,
        key=page.key,
        fingerprint=page.fingerprint,
        metadata=page.metadata,
        payment=page.payment,
        attempt=page.attempt,
        mandate=mandate.reference,
        amount=Money(page.amount_minor, page.currency),
        interval=page.interval,
        period_due=None,
        description=creditor.name,
    )
    collection = _write(order, mandate, DueDay(with_notice(creditor.agreed, now), announced=False), now=now)
    Collection.objects.filter(pk=collection.pk).update(page=page)
    return collection


def _write(order: CollectionOrder, mandate: Mandate, due: DueDay, *, now: datetime) -> Collection:
    alive = mandate.state == MandateState.ACTIVE
    collection = Collection.objects.create(
        account=order.account,
        end_to_end_id=end_to_end_id(order.account, order.key),
        key=order.key,
        fingerprint=order.fingerprint,
        metadata=dict(order.metadata),
        payment=order.payment,
        attempt=order.attempt,
        mandate=mandate,
        amount_minor=order.amount.minor,
        currency=order.amount.currency,
        interval=order.interval,
        due_on=due.on,
        announced=due.announced,
        description=order.description[:140],
        created_at=now,
        state=CollectionState.ORDERED if alive else CollectionState.REJECTED,
        reason="" if alive else NO_MANDATE,
        settled_at=None if alive else now,
    )
    if not alive:
        note(collection, "rejected", actor="worker", now=now, reason="its mandate has ended")
        return collection
    note(collection, "ordered", actor="worker", now=now, reason=f"for {due.on}")
    if not due.announced:
        if mandate.recurs and order.interval != "once":
            mandate.series_minor = order.amount.minor
            mandate.save(update_fields=["series_minor"])
        send_prenotice_later(collection)
    return collection
