"""What the supporter's own page shows: each pledge as a card with its true sentence, each gift as a row.

Not here: what is done about them (views/pledges.py).
"""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.utils.translation import gettext, ngettext, pgettext

from smallfavor.core.clock import add_months
from smallfavor.core.money import Money
from smallfavor.core.paper import current_paper
from smallfavor.core.tokens import make_token
from smallfavor.giving import wording
from smallfavor.giving.answers import address
from smallfavor.giving.forms.manage import PAUSES_MONTHS
from smallfavor.payments.links import CARD, confirm_token
from smallfavor.payments.links import PURPOSE as STOP
from smallfavor.payments.models import Payment, PaymentState, Pledge, PledgeState
from smallfavor.payments.queries import next_retry_on, payments_of, pledges_of, refunded_of, way_name
from smallfavor.payments.queries.dunning import payment_to_confirm
from smallfavor.supporters.models import Supporter

GIFTS_SHOWN = 60


@dataclass(frozen=True)
class PledgeCard:
    uuid: UUID
    state: str
    held: bool
    amount: str
    sentence: str
    pays_with: str
    currency: str
    change: str
    pause: str
    resume: str
    method: str
    stop: str
    confirm: str
    again: str


@dataclass(frozen=True)
class GiftRow:
    on: str
    amount: str
    state: str
    settled: bool
    receipts: list[tuple[str, str]]  # number and address


def overview(supporter: Supporter, token: str, *, said: str, now: datetime) -> dict[str, object]:
    """Everything that giving/manage.html shows."""
    pledges = list(pledges_of(supporter))
    standing = [pledge for pledge in pledges if pledge.state != PledgeState.CANCELLED]
    ended = [pledge for pledge in pledges if pledge.state == PledgeState.CANCELLED]
    gifts = list(payments_of(supporter).prefetch_related("receipts")[: GIFTS_SHOWN + 1])
    back = refunded_of(gifts)
    return {
        "token": token,
        "pledges": [card_of(pledge, token, now=now) for pledge in standing],
        "ended": [card_of(pledge, token, now=now) for pledge in ended],
        "gifts": [_gift(payment, token, back.get(payment.pk, 0), now=now) for payment in gifts[:GIFTS_SHOWN]],
        "has_earlier": len(gifts) > GIFTS_SHOWN,
        "said": said_text(said),
        "why_not": wording.why_not(said),
        "data": address("data", token),
        "erase": address("erase", token),
    }


def card_of(pledge: Pledge, token: str, *, now: datetime) -> PledgeCard:
    amount = wording.amount_every(pledge.interval, wording.money(pledge.amount))
    instrument, waiting = pledge.instrument, payment_to_confirm(pledge)
    return PledgeCard(
        uuid=pledge.uuid,
        state=pledge.state,
        held=bool(pledge.pause_reason),
        amount=amount,
        sentence=_sentence(pledge, today=current_paper().today(now)),
        pays_with=(instrument.label if instrument else "") or way_name(pledge.method),
        currency=pledge.currency,
        change=address("change", token, pledge.uuid),
        pause=address("pause", token, pledge.uuid),
        resume=address("resume", token, pledge.uuid),
        method=address("method", token, pledge.uuid),
        stop=address("stop", make_token(STOP, str(pledge.uuid)), manage=token),
        confirm=address("confirm", confirm_token(waiting)) if waiting else "",
        again=address("card", make_token(CARD, str(pledge.uuid))) if pledge.state == PledgeState.LAPSED else "",
    )


def _sentence(pledge: Pledge, *, today: date) -> str:
    """How it stands and what comes next, as it is in our books."""
    if pledge.state == PledgeState.CANCELLED:
        return gettext("Stopped. Nothing more is taken.")
    if pledge.state == PledgeState.LAPSED:
        return gettext(
            "The payments failed, so we stopped trying. Nothing is taken until you choose another way to pay."
        )
    if pledge.state == PledgeState.PAUSED and pledge.pause_reason:
        return gettext("Paused, because your bank is looking into a payment. Nothing is taken until that is decided.")
    if pledge.state == PledgeState.PAUSED:
        until = wording.day(pledge.paused_until, today=today) if pledge.paused_until else ""
        if not until:
            return gettext("Paused. Nothing is taken until you go on.")
        return gettext("Paused until {day}. Nothing is taken before.").format(day=until)
    if pledge.next_due is None:
        return gettext("The first payment has not settled yet.")
    retry_on = next_retry_on(pledge)
    if retry_on is not None:
        return gettext("The last payment was declined; nothing was taken. We try again on {day}.").format(
            day=wording.day(retry_on, today=today)
        )
    waiting = payment_to_confirm(pledge)
    if waiting is not None and waiting.confirm_by is not None:
        return gettext(
            "Your bank wants you to confirm the last payment; nothing was taken. It can wait until {day}."
        ).format(day=wording.day(waiting.confirm_by, today=today))
    return gettext("Next on {day}.").format(day=wording.day(pledge.next_due, today=today))


def _gift(payment: Payment, token: str, back_minor: int, *, now: datetime) -> GiftRow:
    paper = current_paper()
    on = paper.today(payment.paid_at or payment.created_at)
    return GiftRow(
        on=wording.day(on, today=paper.today(now)),
        amount=wording.money(payment.amount),
        state=_given_back_text(payment, back_minor) or payment_state(payment.state),
        settled=payment.state == "paid",
        receipts=[(receipt.number, address("receipt", token, receipt.number)) for receipt in payment.receipts.all()],
    )


def payment_state(state: str) -> str:
    states = {
        "paid": pgettext("a gift", "received"),
        "planned": pgettext("a gift", "on its way"),
        "processing": pgettext("a gift", "on its way"),
        "failed": pgettext("a gift", "declined, nothing taken"),
        "refunded": pgettext("a gift", "given back"),
        "disputed": pgettext("a gift", "questioned by the bank"),
        "returned": pgettext("a gift", "sent back by the bank"),
    }
    return states.get(state, pgettext("a gift", "not taken"))


def _given_back_text(payment: Payment, back_minor: int) -> str:
    """Of a gift that went back in part: how much did."""
    if not back_minor or payment.state != PaymentState.PAID:
        return ""
    back = wording.money(Money(back_minor, payment.currency))
    return gettext("received, {amount} of it given back").format(amount=back)


def pause_choices(*, now: datetime) -> list[tuple[int, str, str]]:
    """Months, their words, and the day on which it goes on."""
    today = current_paper().today(now)
    return [
        (
            months,
            ngettext("{months} month", "{months} months", months).format(months=months),
            wording.day(add_months(today, months), today=today),
        )
        for months in PAUSES_MONTHS
    ]


def said_text(code: str) -> str:
    """What was just done, in words; "" for anything that is not one of ours."""
    texts = {
        "changed": gettext("Changed. The sentence below says what will be taken."),
        "paused": gettext("Paused. Nothing is taken in the meantime."),
        "resumed": gettext("It goes on, from the next day that is due."),
    }
    return texts.get(code, "")
