"""Sends one claimed attempt to its provider, outside any transaction, and settles what comes back.

Only a success or a decline that the provider recorded is an answer; all else leaves the attempt `unknown`.
"""

from datetime import datetime, timedelta

from smallfavor.core.boundaries import reached
from smallfavor.payments import providers
from smallfavor.payments.actions.settle import settle_answer
from smallfavor.payments.models import Attempt, AttemptOperation
from smallfavor.payments.providers.base import Provider, ProviderRecord, Reason, Unknown
from smallfavor.payments.queries.clock import database_now

# What tests call the same steps of a checkout and of a charge.
_STEPS = {
    AttemptOperation.CHECKOUT: ("checkout.claimed", "checkout.called", "checkout.stored"),
    AttemptOperation.CHARGE: ("attempt.claimed", "attempt.called", "attempt.settled"),
    AttemptOperation.REFUND: ("refund.claimed", "refund.called", "refund.settled"),
}


def send(attempt: Attempt, *, now: datetime) -> None:
    """Call the provider with the frozen bytes of a claimed attempt and settle the answer.

    A lease with no time left for a whole call is left alone: the sweep takes such an attempt up. Claiming
    committed already; this must not run inside a transaction either.
    """
    provider = providers.get(attempt.provider_account)
    claimed, called, settled = _STEPS[AttemptOperation(attempt.operation)]
    whole_call = timedelta(seconds=provider.limits().timeout_s)
    if attempt.lease_until is None or database_now() + whole_call > attempt.lease_until:
        return
    _reached(claimed, sandbox=provider.is_sandbox)
    answer = _call(provider, attempt)
    _reached(called, sandbox=provider.is_sandbox)
    settle_answer(attempt, answer, now=now)
    _reached(settled, sandbox=provider.is_sandbox)


def _call(provider: Provider, attempt: Attempt) -> ProviderRecord | Unknown:
    frozen, key = bytes(attempt.frozen_body), attempt.idem_key
    try:
        match AttemptOperation(attempt.operation):
            case AttemptOperation.CHECKOUT:
                return provider.begin_checkout(frozen, key=key)
            case AttemptOperation.CHARGE:
                return provider.charge(frozen, key=key)
            case AttemptOperation.REFUND:
                return provider.refund(frozen, key=key)
    except Exception as error:
        # Whatever broke, money may have moved: that is what `unknown` means. The sweep finds out.
        return Unknown(Reason.MALFORMED, type(error).__name__)


def _reached(name: str, *, sandbox: bool) -> None:
    if sandbox:
        reached(name)
