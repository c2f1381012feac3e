"""What each letter about money says: its facts and its links. The words stand in templates/payments/mail."""

from collections.abc import Callable, Mapping
from datetime import datetime

from django.utils import translation
from django.utils.translation import gettext

from smallfavor.core.mail import Letter, Outgoing, in_language
from smallfavor.core.paper import current_paper
from smallfavor.payments.links import payment_page, stop_url
from smallfavor.payments.mails import words
from smallfavor.payments.models import ImpactNote, Payment, PaymentState, Pledge, PledgeState, StateChange
from smallfavor.payments.queries.pushed import pledge_is_pushed
from smallfavor.supporters.links import manage_url
from smallfavor.supporters.models import Supporter
from smallfavor.supporters.queries import contact_of

Facts = list[tuple[str, str]]


def compose_receipt(payment_uuid: str, *, now: datetime) -> Outgoing | None:
    """Thanks and a receipt; None when the payment is not paid (refunded since) or its supporter was erased."""
    payment = Payment.objects.select_related("supporter", "pledge__instrument").filter(uuid=payment_uuid).first()
    if payment is None or payment.paid_at is None or payment.state != PaymentState.PAID:
        return None
    pledge = payment.pledge

    def write(language: str) -> Letter:
        context = {
            "kind": _kind(payment),
            "interval": payment.interval,
            "amount": words.amount_of(payment),
            "periods_paid": _periods_paid(payment),
            "impact": newest_impact(language, now=now) if _kind(payment) == "renewal" else "",
            "facts": _receipt_facts(payment),
        }
        return _money_letter("receipt", context, language, payment.supporter, pledge)

    return _outgoing(payment.supporter, payment.language, write)


def compose_failed(payment_uuid: str) -> Outgoing | None:
    """What the reader had left to their bank was declined days later; None when they have paid or begun anew since."""
    payment = Payment.objects.select_related("supporter", "pledge").filter(uuid=payment_uuid).first()
    if payment is None or payment.state != PaymentState.FAILED:
        return None

    def write(language: str) -> Letter:
        context = {
            "interval": payment.interval,
            "begins": payment.pledge is not None and not payment.period,
            "amount": words.amount_of(payment),
            "given_on": words.day_of(payment.created_at),
            "reason": words.decline_reason(payment.decline_code, payment.method),
            "button_url": in_language(payment_page(payment), language),
        }
        # What never began, or is still asked about, need not be stopped here.
        return _money_letter("failed", context, language, payment.supporter, None)

    return _outgoing(payment.supporter, payment.language, write)


def compose_notice(pledge_uuid: str, *, due: str) -> Outgoing | None:
    """Before a yearly payment; None when the pledge no longer falls due on that day."""
    pledge = _pledge(pledge_uuid)
    if pledge is None or pledge.state != PledgeState.ACTIVE or pledge.next_due is None:
        return None
    next_due = pledge.next_due
    if next_due.isoformat() != due:
        return None

    def write(language: str) -> Letter:
        context = {
            "amount": words.amount_of(pledge),
            "due": words.day(next_due),
            "pushed": pledge_is_pushed(pledge),
            "way": words.way_to_pay(pledge.method, pledge.instrument),
            "facts": _terms_facts(pledge),
            "button_url": in_language(manage_url(pledge.supporter), language),
        }
        return _money_letter("notice", context, language, pledge.supporter, pledge)

    return _outgoing(pledge.supporter, pledge.language, write)


def compose_cancelled(pledge_uuid: str) -> Outgoing | None:
    """The pledge has ended; None when it has not."""
    pledge = _pledge(pledge_uuid)
    if pledge is None or pledge.state != PledgeState.CANCELLED:
        return None

    def write(language: str) -> Letter:
        paid = pledge.payments.filter(state=PaymentState.PAID).count()
        context = {
            "interval": pledge.interval,
            "amount": words.amount_of(pledge),
            "paid": paid,
            "pushed": pledge_is_pushed(pledge),
        }
        manage = in_language(manage_url(pledge.supporter), language)
        return Letter("payments/mail/cancelled", context, language, manage_url=manage)

    return _outgoing(pledge.supporter, pledge.language, write)


def compose_changed(pledge_uuid: str, *, change: str, now: datetime) -> Outgoing | None:
    """What the reader changed, and how it stands now. `change` is the id of the StateChange that caused the letter."""
    pledge = _pledge(pledge_uuid)
    if pledge is None or pledge.state not in {PledgeState.ACTIVE, PledgeState.PAUSED}:
        return None
    caused_by = StateChange.objects.filter(pk=change, pledge=pledge).first()
    if caused_by is None:
        return None

    def write(language: str) -> Letter:
        context = {
            "what": _what_changed(pledge, caused_by.reason),
            "until": words.day(pledge.paused_until) if pledge.paused_until else "",
            "facts": _terms_facts(pledge),
        }
        return _money_letter("changed", context, language, pledge.supporter, pledge)

    return _outgoing(pledge.supporter, pledge.language, write)


def _what_changed(pledge: Pledge, reason: str) -> str:
    if pledge.state == PledgeState.PAUSED:
        return "held" if pledge.pause_reason else "paused"
    if reason == "dispute won":
        return "released"
    return "resumed" if "resum" in reason else "changed"


def compose_move(pledge_uuid: str) -> Outgoing | None:
    """The paper has changed its payment service; None when the reader has saved a way to pay there, or has stopped."""
    pledge = _pledge(pledge_uuid)
    if pledge is None or pledge.moving_to is None or pledge.state not in {PledgeState.ACTIVE, PledgeState.PAUSED}:
        return None

    def write(language: str) -> Letter:
        context = {
            "amount": words.amount_every(pledge),
            "held": pledge.held,
            "facts": _terms_facts(pledge) if not pledge.held else [],
            "button_url": in_language(manage_url(pledge.supporter), language),
        }
        return _money_letter("move", context, language, pledge.supporter, pledge)

    return _outgoing(pledge.supporter, pledge.language, write)


def newest_impact(language: str, *, now: datetime) -> str:
    """The newest live note of the language; empty where the desk has none: another language's would not be read."""
    live = ImpactNote.objects.filter(language=language, live_from__lte=now).exclude(ended_at__lte=now)
    note = live.order_by("-live_from", "-pk").first()
    return note.text if note else ""


def _outgoing(supporter: Supporter, language: str, write: Callable[[str], Letter]) -> Outgoing | None:
    contact = contact_of(supporter)
    if contact is None:
        return None
    with translation.override(language):
        return Outgoing(write(language), contact.email, contact.name)


def _money_letter(
    name: str, context: Mapping[str, object], language: str, supporter: Supporter, pledge: Pledge | None
) -> Letter:
    manage, stop = in_language(manage_url(supporter), language), None
    if pledge and pledge.state != PledgeState.CANCELLED:
        stop = in_language(stop_url(pledge), language)
    return Letter(f"payments/mail/{name}", context, language, stop_url=stop, manage_url=manage)


def _pledge(uuid: str) -> Pledge | None:
    return Pledge.objects.select_related("supporter", "instrument").filter(uuid=uuid).first()


def _kind(payment: Payment) -> str:
    if payment.pledge is None:
        return "once"
    return "renewal" if payment.period else "first"


def _periods_paid(payment: Payment) -> int:
    if payment.pledge is None:
        return 1
    return payment.pledge.payments.filter(state=PaymentState.PAID, period__lte=payment.period).count()


def _receipt_facts(payment: Payment) -> Facts:
    pledge = payment.pledge
    facts = [
        (gettext("Amount"), words.amount_of(payment)),
        (gettext("Date"), words.day_of(payment.paid_at) if payment.paid_at else ""),
        (gettext("Paid by"), words.way_to_pay(payment.method, pledge.instrument if pledge else None)),
        (gettext("On your statement"), current_paper().statement_name),
        (gettext("Receipt number"), words.reference_of(payment)),
    ]
    if pledge and pledge.state == PledgeState.ACTIVE and pledge.next_due:
        facts.append((gettext("Next payment"), words.day(pledge.next_due)))
    return facts


def _terms_facts(pledge: Pledge) -> Facts:
    facts = [(gettext("You give"), words.amount_every(pledge))]
    if pledge.state == PledgeState.ACTIVE and pledge.next_due:
        facts.append((gettext("Next payment"), words.day(pledge.next_due)))
    facts.append((gettext("Paid by"), words.way_to_pay(pledge.method, pledge.instrument)))
    facts.append((gettext("On your statement"), current_paper().statement_name))
    return facts
