"""Looks one attempt up at its provider, settles what is found, and completes a page that its payer approved."""

from datetime import datetime
from enum import Enum, auto

from smallfavor.payments import providers
from smallfavor.payments.actions.complete_approved import complete_approved
from smallfavor.payments.actions.settle import settle, stop_account
from smallfavor.payments.models import Attempt
from smallfavor.payments.providers.base import Ours, ProviderUnavailable, Reason
from smallfavor.payments.queries.installation import installation


class Look(Enum):
    FOUND = auto()
    NOTHING = auto()  # proves nothing before the operation's horizon
    NO_ANSWER = auto()


def look(attempt: Attempt, *, actor: str, now: datetime) -> Look:
    """Settle everything that the provider has of this attempt. What its payer has approved is taken, nothing else."""
    try:
        found = providers.get(attempt.provider_account).look_up(
            Ours(installation(), str(attempt.payment.uuid), attempt.n), attempt.session_id
        )
    except ProviderUnavailable as error:
        if error.reason is Reason.NO_ACCESS:
            stop_account(attempt.provider_account, f"{attempt.provider_account} refuses our key")
        return Look.NO_ANSWER
    placed = settle(attempt.provider_account, found, actor=actor, now=now).placed
    complete_approved(attempt.provider_account, found, actor=actor, now=now)
    return Look.FOUND if placed else Look.NOTHING
