"""The letters that follow a declined renewal, one for each step, and the one before a card ends.

A letter whose step is over by the time it is written (paid, stopped, another step since) is not sent. Not here: which
step follows which decline (rules/retries.py), the words (templates/payments/mail).
"""

from collections.abc import Callable
from dataclasses import replace

from smallfavor.core.mail import Letter, Outgoing, in_language
from smallfavor.payments.links import card_url, confirm_url
from smallfavor.payments.mails import DunningStep, words
from smallfavor.payments.mails.letters import _money_letter, _outgoing, _pledge
from smallfavor.payments.models import Attempt, AttemptOperation, Instrument, Payment, PaymentState, Pledge, PledgeState
from smallfavor.payments.queries.pledges import schedule_of
from smallfavor.payments.rules.expiry import first_due_after


def compose_dunning(payment_uuid: str, *, step: DunningStep) -> Outgoing | None:
    """The letter of this step; None when it no longer is the truth, or its supporter was erased."""
    payment = Payment.objects.select_related("supporter", "pledge__instrument").filter(uuid=payment_uuid).first()
    if payment is None or payment.pledge is None or not _holds(payment, payment.pledge, step):
        return None
    pledge = payment.pledge
    return _outgoing(payment.supporter, pledge.language, _writer(payment, pledge, step))


def compose_expiry(instrument_uuid: str) -> Outgoing | None:
    """Before a card's last month ends; None when no pledge that goes on is paid with it any more."""
    pledges = Pledge.objects.filter(instrument__uuid=instrument_uuid, state=PledgeState.ACTIVE)
    uuid = pledges.order_by("next_due", "id").values_list("uuid", flat=True).first()
    pledge = _pledge(str(uuid)) if uuid else None
    if pledge is None or pledge.instrument is None or pledge.instrument.expires is None:
        return None
    expires, way = pledge.instrument.expires, pledge.instrument

    def write(language: str) -> Letter:
        context = {
            "amount": words.amount_of(pledge),
            "way": words.way_to_pay(pledge.method, way),
            "expires": words.day(expires),
            "after": words.day(first_due_after(schedule_of(pledge), expires)),
            "button_url": in_language(card_url(pledge), language),
        }
        return _money_letter("expiry", context, language, pledge.supporter, pledge)

    return _outgoing(pledge.supporter, pledge.language, write)


def _holds(payment: Payment, pledge: Pledge, step: DunningStep) -> bool:
    if step in {"decline", "again"}:
        waits = payment.state == PaymentState.PLANNED and payment.retry_on is not None
        return waits and pledge.state == PledgeState.ACTIVE
    if step == "unseen":
        return payment.state == PaymentState.PROCESSING and pledge.state == PledgeState.ACTIVE
    if payment.state != PaymentState.FAILED:
        return False
    if step == "confirm":
        return payment.confirm_by is not None and pledge.state == PledgeState.ACTIVE
    return pledge.state == PledgeState.LAPSED


def _writer(payment: Payment, pledge: Pledge, step: DunningStep) -> Callable[[str], Letter]:
    last = payment.attempts.filter(state="declined", operation=AttemptOperation.CHARGE).order_by("-n").first()

    def write(language: str) -> Letter:
        url = confirm_url(payment) if step == "confirm" else card_url(pledge)
        context = {
            "interval": pledge.interval,
            "amount": words.amount_of(payment),
            "way": words.way_to_pay(payment.method, _tried(last, pledge)),
            "tried_on": words.day_of(last.first_sent_at or last.created_at) if last else "",
            "reason": words.decline_reason(last.decline_code if last else payment.decline_code, payment.method),
            "due": words.day(payment.due) if payment.due else "",
            "next_try": words.day(payment.retry_on) if payment.retry_on else "",
            "confirm_by": words.day(payment.confirm_by) if payment.confirm_by else "",
            "paid": pledge.payments.filter(state=PaymentState.PAID).count(),
            "unconfirmed": payment.decline_code == "authentication_required",
            "button_url": in_language(url, language),
        }
        letter = _money_letter(step, context, language, payment.supporter, pledge)
        # What has ended need not be stopped.
        return letter if pledge.state == PledgeState.ACTIVE else replace(letter, stop_url=None)

    return write


def _tried(last: Attempt | None, pledge: Pledge) -> Instrument | None:
    return (last.instrument if last else None) or pledge.instrument
