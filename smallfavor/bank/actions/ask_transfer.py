"""Asks for a transfer: opens the page that tells where to, and expects a period of a standing order. Once for each key.

Not here: what comes in (match_lines.py), and waiting in vain (close_missed.py).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from smallfavor.bank.actions.open_page import KeyReused, PageMissing
from smallfavor.bank.models import ExpectedTransfer, OrderKind, OrderState, ReceivedTransfer, TransferReference
from smallfavor.bank.record_changed import tell
from smallfavor.bank.rules.creditor_reference import make_reference
from smallfavor.bank.rules.names import period_id, reference_body, transfer_page_id
from smallfavor.core.money import Money
from smallfavor.core.paper import current_paper


class ReferenceMissing(Exception):
    """Raised when there is no standing order of this reference."""

    code = "reference_missing"


@dataclass(frozen=True)
class TransferOrder:
    """`amount` None: only a standing order is set up. `fingerprint`: of the bytes that ask for it.

    `recurs`: the reference stays the same for later periods. For a page, `reference` is empty.
    """

    account: str
    key: str
    fingerprint: str
    metadata: Mapping[str, str]
    payment: str
    attempt: int
    pledge: str
    amount: Money | None
    currency: str
    interval: str = ""
    recurs: bool = False
    reference: str = ""
    return_url: str = ""
    cancel_url: str = ""
    language: str = ""
    expires_at: datetime | None = None


@transaction.atomic
def open_transfer_page(order: TransferOrder, *, now: datetime) -> ExpectedTransfer:
    """The page of this key, made once, with a reference of its own. Raises KeyReused."""
    known = _known(order)
    if known is not None:
        return known
    code = make_reference(reference_body(order.account, order.key))
    reference, _ = TransferReference.objects.get_or_create(
        code=code,
        defaults={
            "account": order.account,
            "recurs": order.recurs,
            "metadata": dict(order.metadata),
            "created_at": now,
        },
    )
    kind = OrderKind.SETUP if order.amount is None else OrderKind.PAGE
    return _write(order, kind, transfer_page_id(order.account, order.key), reference, now=now)


@transaction.atomic
def expect_period(order: TransferOrder, *, now: datetime) -> ExpectedTransfer:
    """The period of this key, made once. Money that came early is its own; a revoked reference is refused.

    Raises KeyReused, ReferenceMissing.
    """
    reference = (
        TransferReference.objects.select_for_update()
        .filter(code=order.reference, account=order.account, recurs=True)
        .first()
    )
    if reference is None:
        raise ReferenceMissing(order.reference)
    known = _known(order)
    if known is not None:
        return known
    period = _write(order, OrderKind.PERIOD, period_id(order.account, order.key), reference, now=now)
    if reference.revoked_at is not None:
        return _become(period, OrderState.REFUSED)
    early = ReceivedTransfer.objects.select_for_update().filter(reference=reference, order=None).order_by("id").first()
    if early is None:
        return period
    early.order, early.object_id = period, period.object_id
    early.received_at = max(early.received_at, now)  # it counts for its period, not for the one before
    early.save(update_fields=["order", "object_id", "received_at"])
    early.line.state = "matched"
    early.line.save(update_fields=["state"])
    return _become(period, OrderState.RECEIVED)


@transaction.atomic
def close_transfer_page(account: str, object_id: str) -> ExpectedTransfer:
    """Not shown any more; money that comes all the same counts. Raises PageMissing."""
    page = _locked_page(account, object_id)
    return _become(page, OrderState.EXPIRED) if page.state == OrderState.OPEN else page


@transaction.atomic
def confirm_standing_order(account: str, object_id: str, *, now: datetime) -> ExpectedTransfer:
    """Its payer says that the standing order is set up: from now on it is a way to pay. Raises PageMissing."""
    page = _locked_page(account, object_id)
    if page.kind == OrderKind.SETUP and page.state == OrderState.OPEN:
        save_reference(page.reference, now=now)
        _become(page, OrderState.COMPLETE)
        transaction.on_commit(lambda: tell(account, [page.metadata], now=now))
    return page


def save_reference(reference: TransferReference, *, now: datetime) -> None:
    """The reference is a way to pay that goes on."""
    if reference.recurs and reference.saved_at is None:
        reference.saved_at = now
        reference.save(update_fields=["saved_at"])


def revoke_reference(account: str, code: str, *, now: datetime) -> None:
    """Expect nothing for it any more. Repeating it does no harm, and so does a code that never was."""
    TransferReference.objects.filter(account=account, code=code, revoked_at=None).update(revoked_at=now)


def _known(order: TransferOrder) -> ExpectedTransfer | None:
    known = ExpectedTransfer.objects.select_related("reference").filter(account=order.account, key=order.key).first()
    if known is not None and known.fingerprint != order.fingerprint:
        raise KeyReused(order.key)
    return known


def _write(
    order: TransferOrder, kind: OrderKind, object_id: str, reference: TransferReference, *, now: datetime
) -> ExpectedTransfer:
    return ExpectedTransfer.objects.create(
        account=order.account,
        object_id=object_id,
        kind=kind,
        key=order.key,
        fingerprint=order.fingerprint,
        metadata=dict(order.metadata),
        payment=order.payment,
        attempt=order.attempt,
        pledge=order.pledge,
        reference=reference,
        amount_minor=order.amount.minor if order.amount else None,
        currency=order.currency,
        interval=order.interval,
        return_url=order.return_url,
        cancel_url=order.cancel_url,
        language=order.language[:10],
        expires_at=order.expires_at,
        due_on=current_paper().today(now),
        created_at=now,
    )


def _locked_page(account: str, object_id: str) -> ExpectedTransfer:
    pages = ExpectedTransfer.objects.select_for_update(of=("self",)).select_related("reference")
    page = pages.filter(account=account, object_id=object_id).exclude(kind=OrderKind.PERIOD).first()
    if page is None:
        raise PageMissing(object_id)
    return page


def _become(order: ExpectedTransfer, state: OrderState) -> ExpectedTransfer:
    order.state = state
    order.save(update_fields=["state"])
    return order
