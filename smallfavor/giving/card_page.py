"""What the pages say on which a pledge gets another way to pay, or a payment its payer's word: how it stands, and then.

Not here: what is done about it (views/card.py), the supporter's own page (manage_page.py).
"""

from datetime import datetime, timedelta

from django.utils.translation import gettext

from smallfavor.core.paper import current_paper
from smallfavor.giving import wording
from smallfavor.giving.terms import recurring_terms
from smallfavor.giving.ways import cards_for_pledge
from smallfavor.payments.models import InstrumentSetup, Payment, PaymentState, Pledge, PledgeState, SetupState
from smallfavor.payments.queries import look_of, way_name, ways_for_pledge
from smallfavor.payments.queries.accounts import account_of, method_at
from smallfavor.payments.queries.dunning import after_new_card
from smallfavor.payments.queries.pledges import newest_setup

NEWS_FOR = timedelta(hours=24)  # afterwards what was saved is how it stands, not what just happened


def card_context(pledge: Pledge, *, came_back: bool, now: datetime) -> dict[str, object]:
    """Everything that giving/card.html shows but for its addresses."""
    setup = newest_setup(pledge)
    news = _news(setup, came_back=came_back, now=now)
    return {
        "state": pledge.state,
        "amount": wording.amount_every(pledge.interval, wording.money(pledge.amount)),
        "pays_with": pays_with(pledge),
        "trouble": "" if news == "saved" else _trouble(pledge, now=now),
        "follows": _follows(pledge, now=now),
        "ways": cards_for_pledge(ways_for_pledge(pledge), pledge.method),
        "terms": recurring_terms() if pledge.state == PledgeState.LAPSED else "",
        "news": news,
        "taken": _taken(pledge, setup, now=now) if news == "saved" else "",
    }


def confirm_context(payment: Payment, pledge: Pledge, *, now: datetime) -> dict[str, object]:
    """Everything that giving/confirm.html shows but for its addresses."""
    today, account = current_paper().today(now), account_of(pledge)
    declined = payment.decline_code not in {"", "authentication_required"}
    return {
        "amount": wording.money(payment.amount),
        "every": wording.amount_every(pledge.interval, wording.money(pledge.amount)),
        "pays_with": pays_with(pledge),
        "due": wording.day(payment.due, today=today) if payment.due else "",
        "next_on": wording.day(pledge.next_due, today=today) if pledge.next_due else "",
        "until": wording.day(payment.confirm_by, today=today) if payment.confirm_by else "",
        "lapsed": pledge.state == PledgeState.LAPSED,
        "leads_to": look_of(method_at(account, pledge) if account else payment.method).leads_to,
        "declined": wording.decline_reason(payment.decline_code, payment.method) if declined else "",
    }


def pays_with(pledge: Pledge) -> str:
    instrument = pledge.instrument
    return (instrument.label if instrument else "") or way_name(pledge.method)


def _news(setup: InstrumentSetup | None, *, came_back: bool, now: datetime) -> str:
    """What has just happened on the payment page: "saved", "waiting", "left", or "" for nothing."""
    if setup is None or not came_back:
        return ""
    if setup.state == SetupState.DONE:
        return "saved" if setup.settled_at is not None and now - setup.settled_at < NEWS_FOR else ""
    return "waiting" if setup.state in {SetupState.PLANNED, SetupState.AWAITING_PAYER} else "left"


def _trouble(pledge: Pledge, *, now: datetime) -> str:
    waits = after_new_card(pledge, now=now).payment
    if waits is None:
        return ""
    if pledge.state == PledgeState.LAPSED:
        return gettext("The last payment did not go through, and we stopped trying. Nothing was taken.")
    if waits.retry_on is None:
        return gettext("The last payment did not go through. Nothing was taken.")
    day = wording.day(waits.retry_on, today=current_paper().today(now))
    return gettext("The last payment did not go through; nothing was taken. We try again on {day}.").format(day=day)


def _follows(pledge: Pledge, *, now: datetime) -> str:
    """What is taken when another way to pay is saved, and when."""
    after, today = after_new_card(pledge, now=now), current_paper().today(now)
    next_on = wording.day(after.next_due, today=today) if after.next_due else ""
    if after.payment is not None and pledge.state != PledgeState.PAUSED:
        return gettext(
            "As soon as it is saved, {amount} is taken for the payment that failed. The next one is on {day}."
        ).format(amount=wording.money(after.payment.amount), day=next_on)
    if pledge.state == PledgeState.PAUSED:
        return gettext("Nothing is taken now, and nothing while it is paused.")
    return gettext("Nothing is taken now. The next {amount} is taken on {day}.").format(
        day=next_on, amount=wording.money(pledge.amount)
    )


def _taken(pledge: Pledge, setup: InstrumentSetup | None, *, now: datetime) -> str:
    """What was taken since the new way to pay was saved, and what comes next."""
    today = current_paper().today(now)
    next_on = wording.day(pledge.next_due, today=today) if pledge.next_due else ""
    charge = pledge.instrument.charges.order_by("-id").select_related("payment").first() if pledge.instrument else None
    if pledge.state == PledgeState.PAUSED:
        return gettext("Nothing is taken while it is paused.")
    if charge is None or setup is None or charge.created_at < setup.created_at:
        return gettext("Nothing was taken. Next on {day}.").format(day=next_on)
    amount = wording.money(charge.payment.amount)
    if charge.payment.state == PaymentState.PAID:
        return gettext("{amount} was taken just now. Next on {day}.").format(amount=amount, day=next_on)
    if charge.payment.decline_code and charge.state == "declined":
        reason = wording.decline_reason(charge.payment.decline_code, charge.payment.method)
        return gettext("It was declined; nothing was taken. {reason}").format(reason=reason)
    return gettext("{amount} is being taken now; the receipt comes by mail. Next on {day}.").format(
        amount=amount, day=next_on
    )
