"""What `complete_session` is where pages complete by themselves; part of the contract in base.py."""

from smallfavor.payments.providers.base import CheckoutSession, Provider, ProviderUnavailable, Reason, Unknown


def page_as_it_is(provider: Provider, session_id: str) -> CheckoutSession | Unknown:
    """The page as the service has it now. Nothing moves."""
    try:
        found = provider.fetch(session_id)
    except ProviderUnavailable as failure:
        return Unknown(failure.reason)
    return found if isinstance(found, CheckoutSession) else Unknown(Reason.NOT_FOUND, "it has no page")
