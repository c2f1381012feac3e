"""Opens the page on which a mandate is signed, and closes it. Asks for no money."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from smallfavor.bank.models import MandatePage, PageState
from smallfavor.bank.rules.names import session_id
from smallfavor.core.money import Money


class KeyReused(Exception):
    """Raised when a key comes again with other bytes: nothing is done, the first order stands."""

    code = "key_reused"


class PageMissing(Exception):
    """Raised when there is no page of this name."""

    code = "page_missing"


@dataclass(frozen=True)
class PageOrder:
    """`amount` None: only a way to pay is saved. `fingerprint`: of the bytes that ask for it."""

    account: str
    key: str
    fingerprint: str
    metadata: Mapping[str, str]
    payment: str
    attempt: int
    pledge: str
    amount: Money | None
    interval: str
    saves: bool
    return_url: str
    cancel_url: str
    language: str
    expires_at: datetime


def open_page(order: PageOrder, *, now: datetime) -> MandatePage:
    """The page of this key, made once. Raises KeyReused."""
    page, _ = MandatePage.objects.get_or_create(
        account=order.account,
        key=order.key,
        defaults={
            "object_id": session_id(order.account, order.key),
            "fingerprint": order.fingerprint,
            "metadata": dict(order.metadata),
            "payment": order.payment,
            "attempt": order.attempt,
            "pledge": order.pledge,
            "amount_minor": order.amount.minor if order.amount else None,
            "currency": order.amount.currency if order.amount else "",
            "interval": order.interval,
            "saves": order.saves,
            "return_url": order.return_url,
            "cancel_url": order.cancel_url,
            "language": order.language[:10],
            "expires_at": order.expires_at,
            "created_at": now,
        },
    )
    if page.fingerprint != order.fingerprint:
        raise KeyReused(order.key)
    return page


@transaction.atomic
def close_page(account: str, object_id: str) -> MandatePage:
    """No mandate can be signed on it any more; one that was signed stays. Raises PageMissing."""
    page = MandatePage.objects.select_for_update(of=("self",)).filter(account=account, object_id=object_id).first()
    if page is None:
        raise PageMissing(object_id)
    if page.state == PageState.OPEN:
        page.state = PageState.EXPIRED
        page.save(update_fields=["state"])
    return page
