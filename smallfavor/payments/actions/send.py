"""Sends one claimed attempt to its provider, outside any transaction, and settles what comes back.

Only a success or a decline that the provider recorded is an answer; all else leaves the attempt `unknown`.
"""

from datetime import datetime, timedelta
from typing import Literal

from smallfavor.core.boundaries import reached
from smallfavor.payments import providers
from smallfavor.payments.actions.settle import settle_answer
from smallfavor.payments.models import Attempt, AttemptOperation
from smallfavor.payments.providers.base import Provider, ProviderRecord, Reason, Unknown
from smallfavor.payments.queries.clock import database_now

# What tests call the same steps of a checkout and of a charge.
_STEPS = {
    AttemptOperation.CHECKOUT: {
        "claimed": "checkout.claimed",
        "called": "checkout.called",
        "settled": "checkout.stored",
    },
    AttemptOperation.CHARGE: {"claimed": "attempt.claimed", "called": "attempt.called", "settled": "attempt.settled"},
    AttemptOperation.REFUND: {"claimed": "refund.claimed", "called": "refund.called", "settled": "refund.settled"},
}


def send(attempt: Attempt, *, now: datetime) -> None:
    """Call the provider with the frozen bytes of a claimed attempt and settle the answer.

    A lease with no time left for a whole call is left alone: the sweep takes such an attempt up. Claiming
    committed already; this must not run inside a transaction either.
    """
    provider = providers.get(attempt.provider_account)
    whole_call = timedelta(seconds=provider.limits().timeout_s)
    if attempt.lease_until is None or database_now() + whole_call > attempt.lease_until:
        return
    answer = call(provider, attempt)
    settle_answer(attempt, answer, now=now)
    reached_step(attempt, "settled", sandbox=provider.is_sandbox)


def call(provider: Provider, attempt: Attempt) -> ProviderRecord | Unknown:
    """The call itself. Asks no database and raises nothing: whatever breaks is an outcome that is not known."""
    reached_step(attempt, "claimed", sandbox=provider.is_sandbox)
    answer = _call(provider, attempt)
    reached_step(attempt, "called", sandbox=provider.is_sandbox)
    return answer


def reached_step(attempt: Attempt, step: Literal["claimed", "called", "settled"], *, sandbox: bool) -> None:
    """Say that this step of an attempt is reached (core/boundaries.py), for sandbox accounts alone."""
    if sandbox:
        reached(_STEPS[AttemptOperation(attempt.operation)][step])


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
