"""Names and short sentences that several letters about money share, in the active language."""

from datetime import date, datetime

from django.utils.translation import get_language, gettext

from smallfavor.core.dates import day_text
from smallfavor.core.money import Money
from smallfavor.core.paper import current_paper
from smallfavor.payments.models import Instrument, Payment, Pledge
from smallfavor.payments.queries import look_of, way_name


def language() -> str:
    return get_language() or "en"


def amount_of(row: Payment | Pledge) -> str:
    return Money(row.amount_minor, row.currency).format(language())


def amount_every(pledge: Pledge) -> str:
    """ "$2 every month"."""
    pattern = gettext("{amount} every year") if pledge.interval == "yearly" else gettext("{amount} every month")
    return pattern.format(amount=amount_of(pledge))


def day_of(moment: datetime) -> str:
    """The day of `moment` in the paper's own zone."""
    return day_text(current_paper().today(moment), language())


def day(when: date) -> str:
    return day_text(when, language())


def way_to_pay(method: str, instrument: Instrument | None) -> str:
    """As the reader knows it: "Visa ending 4242", else "Card"."""
    if instrument is not None and instrument.label:
        return instrument.label
    return way_name(method)


def reference_of(payment: Payment) -> str:
    """The number of its receipt; before one is issued, the first letters of its own. The desk finds it by both."""
    receipt = payment.receipts.filter(kind="receipt", provider_object__entry=payment.paid_entry_id).first()
    return receipt.number if receipt else payment.uuid.hex[:8].upper()


def decline_reason(code: str, method: str) -> str:
    """Why the bank said no, as far as it tells. `code`: providers.base.Decline."""
    reasons = {
        "insufficient_funds": gettext("The bank says that there was not enough money just then."),
        "expired_card": gettext("What it was to be paid with has expired."),
        "incorrect_details": gettext("The bank says that something in the details is not right."),
        "authentication_required": gettext("The bank wants you to confirm the payment yourself."),
        "authentication_failed": gettext("The payment was not confirmed with the bank."),
        "instrument_gone": gettext("What it was to be paid with can’t be used any more."),
        "not_received": gettext("It has not arrived at our bank."),
        "processing_error": gettext("Something failed on the way to the bank. It is not your doing."),
    }
    own = look_of(method).bank_says
    if code in reasons:
        return str(own.get(code, reasons[code]))
    return str(own.get("", gettext("We are not told why. It often helps to ask the bank, or to pay in another way.")))
