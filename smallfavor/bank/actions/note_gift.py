"""Notes gifts that were taken by hand: a slip is opened under a key, filled in once, and reversed by another row."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.contrib.auth.models import AbstractBaseUser
from django.db import IntegrityError, transaction
from django.db.models import Sum

from smallfavor.bank.actions.open_page import KeyReused, PageMissing
from smallfavor.bank.models import NotedGift, NotedReversal, SlipState
from smallfavor.bank.rules.names import reversal_id, slip_id
from smallfavor.core.money import Money
from smallfavor.core.paper import current_paper


class GiftRefused(Exception):
    """Raised when a gift can't be noted like that. Nothing has happened then."""

    code = "gift_refused"


class SlipOver(GiftRefused):
    """Raised when the slip was filled in otherwise, or has ended."""

    code = "slip_over"


class ReceiptUsed(GiftRefused):
    """Raised when another gift has this number in the receipt book."""

    code = "receipt_used"


class DayInFuture(GiftRefused):
    """Raised when the gift is dated after today."""

    code = "day_in_future"


class MoreThanGiven(GiftRefused):
    """Raised when more is reversed than was given and has not been reversed yet."""

    code = "more_than_given"


@dataclass(frozen=True)
class SlipOrder:
    """`fingerprint`: of the bytes that ask for it."""

    account: str
    key: str
    fingerprint: str
    metadata: Mapping[str, str]
    payment: str
    attempt: int
    method: str
    amount: Money
    cancel_url: str
    expires_at: datetime


@dataclass(frozen=True)
class GiftFacts:
    """`receipt`: the number in the paper's receipt book; `note` holds nothing personal."""

    given_on: date
    receipt: str
    note: str


def open_slip(order: SlipOrder, *, now: datetime) -> NotedGift:
    """The slip of this key, made once. Raises KeyReused."""
    slip, _ = NotedGift.objects.get_or_create(
        account=order.account,
        key=order.key,
        defaults={
            "object_id": slip_id(order.account, order.key),
            "fingerprint": order.fingerprint,
            "metadata": dict(order.metadata),
            "payment": order.payment,
            "attempt": order.attempt,
            "method": order.method,
            "amount_minor": order.amount.minor,
            "currency": order.amount.currency,
            "cancel_url": order.cancel_url,
            "expires_at": order.expires_at,
            "created_at": now,
        },
    )
    if slip.fingerprint != order.fingerprint:
        raise KeyReused(order.key)
    return slip


@transaction.atomic
def note_gift(object_id: str, facts: GiftFacts, *, by: AbstractBaseUser, now: datetime) -> NotedGift:
    """Fill the slip in: the money is here. The same facts again change nothing.

    Raises PageMissing, SlipOver, ReceiptUsed, DayInFuture.
    """
    slip = NotedGift.objects.select_for_update(of=("self",)).filter(object_id=object_id).first()
    if slip is None:
        raise PageMissing(object_id)
    if slip.state == SlipState.NOTED and (slip.given_on, slip.receipt) == (facts.given_on, facts.receipt):
        return slip
    if slip.state != SlipState.OPEN:
        raise SlipOver(object_id)
    if facts.given_on > current_paper().today(now):
        raise DayInFuture(str(facts.given_on))
    slip.state, slip.given_on, slip.receipt, slip.note = SlipState.NOTED, facts.given_on, facts.receipt, facts.note
    slip.noted_by_id, slip.noted_at = by.pk, now
    try:
        with transaction.atomic():
            slip.save()
    except IntegrityError as error:
        raise ReceiptUsed(facts.receipt) from error
    return slip


@transaction.atomic
def close_slip(account: str, object_id: str) -> NotedGift:
    """It can't be filled in any more; one that was stays. Raises PageMissing."""
    slip = NotedGift.objects.select_for_update(of=("self",)).filter(account=account, object_id=object_id).first()
    if slip is None:
        raise PageMissing(object_id)
    if slip.state == SlipState.OPEN:
        slip.state = SlipState.EXPIRED
        slip.save(update_fields=["state"])
    return slip


@dataclass(frozen=True)
class ReversalOrder:
    """`fingerprint`: of the bytes that ask for it."""

    account: str
    key: str
    fingerprint: str
    metadata: Mapping[str, str]
    attempt: int
    gift: str
    amount: Money


@transaction.atomic
def reverse_gift(order: ReversalOrder, *, now: datetime) -> NotedReversal:
    """The reversal of this key, made once. Raises KeyReused, PageMissing, MoreThanGiven."""
    gift = (
        NotedGift.objects.select_for_update(of=("self",))
        .filter(account=order.account, object_id=order.gift, state=SlipState.NOTED)
        .first()
    )
    if gift is None:
        raise PageMissing(order.gift)
    known = gift.reversals.filter(key=order.key).first()
    if known is not None:
        if known.fingerprint != order.fingerprint:
            raise KeyReused(order.key)
        return known
    reversed_minor = gift.reversals.aggregate(total=Sum("amount_minor"))["total"] or 0
    if order.amount.currency != gift.currency or reversed_minor + order.amount.minor > gift.amount_minor:
        raise MoreThanGiven(order.gift)
    return NotedReversal.objects.create(
        object_id=reversal_id(gift.object_id, order.key),
        gift=gift,
        key=order.key,
        fingerprint=order.fingerprint,
        metadata=dict(order.metadata),
        attempt=order.attempt,
        amount_minor=order.amount.minor,
        currency=order.amount.currency,
        reversed_at=now,
    )
