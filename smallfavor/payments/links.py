"""The links in mails, most to a page with one button: stop a pledge, pay with another card, confirm a payment, go on.

Each does that one thing. Those of a pledge live for longer than a year, so that the link in any mail still works when
the reader wants it. Not here: the link to the supporter's own page (supporters/links.py).
"""

from datetime import datetime, timedelta

from django.conf import settings
from django.urls import reverse

from smallfavor.core.origins import form_origins
from smallfavor.core.tokens import TokenEnded, TokenInvalid, make_token, read_token
from smallfavor.payments.models import HeldCheckout, Payment, Pledge
from smallfavor.supporters.links import LinkEnded, LinkInvalid

PURPOSE = "stop"
LIFE = timedelta(days=400)
CARD = "card"
CONFIRM = "confirm"
CONFIRM_LIFE = timedelta(days=60)
GO_ON = "go_on"
GO_ON_LIFE = timedelta(hours=3)


def payment_page(payment: Payment) -> str:
    """The absolute address of the page on which the reader waits for this payment to settle.

    It is at the origin of ours at which the form was filled in: another one may be out of that reader's reach.
    """
    token = make_token("payment", str(payment.uuid))
    origin = payment.form.get("origin", "")
    return str(origin if origin in form_origins() else settings.BASE_URL) + reverse("giving:pending", args=[token])


def stop_url(pledge: Pledge) -> str:
    """The absolute address of the page with the one button (url name `giving:stop`)."""
    return f"{settings.BASE_URL}{reverse('giving:stop', args=[make_token(PURPOSE, str(pledge.uuid))])}"


def read_stop_token(token: str) -> Pledge:
    """The pledge that the token can stop.

    Raises LinkInvalid; LinkEnded, with the supporter to whom a fresh link can be mailed.
    """
    return _read_pledge(token, PURPOSE)


def card_url(pledge: Pledge) -> str:
    """The absolute address of the page on which this pledge gets another card (url name `giving:card`)."""
    return f"{settings.BASE_URL}{reverse('giving:card', args=[make_token(CARD, str(pledge.uuid))])}"


def read_card_token(token: str) -> Pledge:
    """The pledge that the token gives another card to.

    Raises LinkInvalid; LinkEnded, with the supporter to whom a fresh link can be mailed.
    """
    return _read_pledge(token, CARD)


def confirm_token(payment: Payment) -> str:
    return make_token(CONFIRM, str(payment.uuid))


def confirm_url(payment: Payment) -> str:
    """The absolute address of the page on which the payer confirms this payment (url name `giving:confirm`)."""
    return f"{settings.BASE_URL}{reverse('giving:confirm', args=[confirm_token(payment)])}"


def read_confirm_token(token: str) -> Payment:
    """The renewal that the token can confirm.

    Raises LinkInvalid; LinkEnded, with the supporter to whom a fresh link can be mailed.
    """
    try:
        return _payment(read_token(token, purpose=CONFIRM, max_age_s=int(CONFIRM_LIFE.total_seconds())))
    except TokenInvalid as error:
        raise LinkInvalid("not a link of ours") from error
    except TokenEnded as ended:
        raise LinkEnded(_payment(ended.subject).supporter) from ended


def go_on_url(held: HeldCheckout) -> str:
    """The absolute address of the page on which a held form goes on to its payment (url name `giving:go_on`)."""
    return f"{settings.BASE_URL}{reverse('giving:go_on', args=[make_token(GO_ON, str(held.uuid))])}"


def read_go_on_token(token: str, *, now: datetime) -> HeldCheckout:
    """The form that the token goes on with. Raises LinkInvalid, also when its time is over."""
    try:
        uuid = read_token(token, purpose=GO_ON, max_age_s=int(GO_ON_LIFE.total_seconds()), now=now)
    except (TokenInvalid, TokenEnded) as error:
        raise LinkInvalid("not a link of ours, or its time is over") from error
    held = HeldCheckout.objects.filter(uuid=uuid).first()
    if held is None:
        raise LinkInvalid("the form behind this link is not here any more")
    return held


def _read_pledge(token: str, purpose: str) -> Pledge:
    try:
        return _pledge(read_token(token, purpose=purpose, max_age_s=int(LIFE.total_seconds())))
    except TokenInvalid as error:
        raise LinkInvalid("not a link of ours") from error
    except TokenEnded as ended:
        raise LinkEnded(_pledge(ended.subject).supporter) from ended


def _pledge(uuid: str) -> Pledge:
    pledge = Pledge.objects.select_related("supporter", "instrument").filter(uuid=uuid).first()
    if pledge is None:
        raise LinkInvalid("the pledge behind this link is not here")
    return pledge


def _payment(uuid: str) -> Payment:
    found = Payment.objects.select_related("supporter", "pledge__instrument").filter(uuid=uuid, period__gt=0).first()
    if found is None or found.pledge is None:
        raise LinkInvalid("the payment behind this link is not here")
    return found
