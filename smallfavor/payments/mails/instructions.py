"""The letter that says where to send a gift that its payer sends by themselves: what the page says, to keep.

Not here: the page itself, which is the provider's.
"""

from django.utils.translation import gettext

from smallfavor.core.mail import Letter, Outgoing
from smallfavor.payments import providers
from smallfavor.payments.mails import words
from smallfavor.payments.mails.letters import _money_letter, _outgoing
from smallfavor.payments.models import AttemptState, Payment, PaymentState
from smallfavor.payments.providers.base import CheckoutSession


def open_page(payment_uuid: str) -> CheckoutSession | None:
    """The page that waits for this payer; None where there is none any more. Raises ProviderUnavailable."""
    waiting = Payment.objects.filter(uuid=payment_uuid, state=PaymentState.AWAITING_PAYER).first()
    attempt = waiting.attempts.filter(state=AttemptState.AWAITING_PAYER).order_by("-n").first() if waiting else None
    if attempt is None or not attempt.session_id:
        return None
    page = providers.get(attempt.provider_account).fetch(attempt.session_id)
    return page if isinstance(page, CheckoutSession) and page.state == "open" and page.instructions else None


def compose_instructions(payment_uuid: str, page: CheckoutSession) -> Outgoing | None:
    """None when its supporter was erased."""
    payment = Payment.objects.select_related("supporter", "pledge").filter(uuid=payment_uuid).first()
    if payment is None:
        return None

    def write(language: str) -> Letter:
        context = {
            "interval": payment.interval,
            "amount": words.amount_of(payment),
            "facts": _facts(payment, page),
            "button_url": page.url,
        }
        return _money_letter("instructions", context, language, payment.supporter, payment.pledge)

    return _outgoing(payment.supporter, payment.language, write)


def _facts(payment: Payment, page: CheckoutSession) -> list[tuple[str, str]]:
    names = {
        "beneficiary": gettext("To"),
        "iban": "IBAN",
        "bic": "BIC",
        "reference": gettext("Reference"),
    }
    told = [(names[code], text) for code, text in page.instructions if code in names]
    return [*told[:-1], (gettext("Amount"), words.amount_of(payment)), *told[-1:]]
