"""The letters about money that went back: given back by the paper, or sent back by the reader's bank."""

from django.utils import translation
from django.utils.translation import gettext

from smallfavor.core.mail import Letter, Outgoing, in_language
from smallfavor.core.money import Money
from smallfavor.payments.links import stop_url
from smallfavor.payments.mails import words
from smallfavor.payments.models import Payment, Pledge, PledgeState, ProviderObject
from smallfavor.supporters.links import manage_url
from smallfavor.supporters.queries import contact_of


def compose_refunded(payment_uuid: str, *, refund: str) -> Outgoing | None:
    """So much went back; None when its reader was erased."""
    row = _row(payment_uuid, refund)
    return None if row is None else _write("refunded", row)


def compose_returned(payment_uuid: str, *, returned: str) -> Outgoing | None:
    """The reader's bank sent a debit back; None when its reader was erased."""
    row = _row(payment_uuid, returned)
    return None if row is None else _write("returned", row)


def _row(payment_uuid: str, number: str) -> ProviderObject | None:
    rows = ProviderObject.objects.select_related("payment__supporter", "payment__pledge__instrument", "charge")
    return rows.filter(pk=number, payment__uuid=payment_uuid).first()


def _write(name: str, row: ProviderObject) -> Outgoing | None:
    payment = row.payment
    contact = contact_of(payment.supporter)
    if contact is None:
        return None
    language = payment.language
    with translation.override(language):
        pledge = payment.pledge
        manage = in_language(manage_url(payment.supporter), language)
        lapsed = pledge is not None and pledge.state == PledgeState.LAPSED
        context = {
            "amount": Money(row.amount_minor, row.currency).format(language),
            "was": words.amount_of(payment),
            "whole": row.amount_minor == payment.amount_minor,
            "duplicate": row.charge is not None and row.charge.duplicate,
            "paid_on": words.day_of(payment.paid_at) if payment.paid_at else "",
            "facts": _facts(row),
            "again": words.day(payment.retry_on) if payment.retry_on and not lapsed else "",
            "lapsed": lapsed,
            "next": _next(pledge),
            "button_url": manage if name == "returned" and lapsed else "",
        }
        stop = None
        if pledge is not None and pledge.state != PledgeState.CANCELLED:
            stop = in_language(stop_url(pledge), language)
        letter = Letter(f"payments/mail/{name}", context, language, stop_url=stop, manage_url=manage)
        return Outgoing(letter, contact.email, contact.name)


def _next(pledge: Pledge | None) -> str:
    """When the next payment is taken, empty where none is."""
    if pledge is None or pledge.state != PledgeState.ACTIVE or pledge.next_due is None:
        return ""
    return words.day(pledge.next_due)


def _facts(row: ProviderObject) -> list[tuple[str, str]]:
    payment: Payment = row.payment
    pledge = payment.pledge
    return [
        (gettext("Amount"), Money(row.amount_minor, row.currency).format(words.language())),
        (gettext("Date"), words.day_of(row.created_at)),
        (gettext("Paid by"), words.way_to_pay(payment.method, pledge.instrument if pledge else None)),
        (gettext("Receipt number"), words.reference_of(payment)),
    ]
