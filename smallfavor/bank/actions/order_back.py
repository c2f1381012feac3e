"""Orders money back to its payer: a person makes the transfer at the bank, and a statement shows that it went."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Sum

from smallfavor.bank.actions.open_page import KeyReused
from smallfavor.bank.models import ReceivedTransfer, TransferBack
from smallfavor.bank.rules.creditor_reference import make_reference
from smallfavor.bank.rules.names import back_id, reference_body
from smallfavor.core.money import Money


class TransferMissing(Exception):
    """Raised when no money of this name has come."""

    code = "transfer_missing"


class MoreThanCame(Exception):
    """Raised when more is to go back than came and has not gone back yet."""

    code = "more_than_came"


@dataclass(frozen=True)
class BackOrder:
    """`fingerprint`: of the bytes that ask for it."""

    account: str
    key: str
    fingerprint: str
    metadata: Mapping[str, str]
    payment: str
    attempt: int
    received: str
    amount: Money


@transaction.atomic
def order_back(order: BackOrder, *, now: datetime) -> TransferBack:
    """The order of this key, made once. Raises KeyReused, TransferMissing, MoreThanCame."""
    received = (
        ReceivedTransfer.objects.select_for_update(of=("self",))
        .filter(account=order.account, object_id=order.received)
        .first()
    )
    if received is None:
        raise TransferMissing(order.received)
    known = TransferBack.objects.filter(account=order.account, key=order.key).first()
    if known is not None:
        if known.fingerprint != order.fingerprint:
            raise KeyReused(order.key)
        return known
    ordered = received.backs.aggregate(total=Sum("amount_minor"))["total"] or 0
    if order.amount.currency != received.currency or ordered + order.amount.minor > received.amount_minor:
        raise MoreThanCame(order.received)
    return TransferBack.objects.create(
        account=order.account,
        object_id=back_id(order.account, order.key),
        key=order.key,
        fingerprint=order.fingerprint,
        metadata=dict(order.metadata),
        payment=order.payment,
        attempt=order.attempt,
        received=received,
        reference=make_reference(reference_body(order.account, f"back/{order.key}")),
        amount_minor=order.amount.minor,
        currency=order.amount.currency,
        created_at=now,
    )
