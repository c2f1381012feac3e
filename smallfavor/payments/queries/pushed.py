"""Whether a payer sends the money by themselves: then it is expected, and nothing is taken."""

from smallfavor.payments import providers
from smallfavor.payments.models import Payment, Pledge, ProviderAccount


def is_pushed(account: ProviderAccount, method: str) -> bool:
    found = providers.get(account).capabilities().method(method)
    return found is not None and found.pushed


def pledge_is_pushed(pledge: Pledge) -> bool:
    """By the way that it is paid with now."""
    instrument = pledge.instrument
    if instrument is None:
        return is_pushed(pledge.provider_account, pledge.method)
    return is_pushed(instrument.provider_account, instrument.method)


def payment_is_pushed(payment: Payment) -> bool:
    """By the way that its latest attempt goes."""
    latest = payment.attempts.exclude(operation="refund").select_related("provider_account").order_by("-n").first()
    if latest is None:
        return False
    return is_pushed(latest.provider_account, latest.instrument.method if latest.instrument else payment.method)
