"""Whether an attempt without an answer may be sent again: the same bytes and key, while the provider knows it."""

from datetime import datetime, timedelta

from smallfavor.payments import providers
from smallfavor.payments.actions.undoing import keeps_success, went_back_minor
from smallfavor.payments.models import Attempt, AttemptOperation, PledgeState
from smallfavor.payments.providers.base import Operation
from smallfavor.payments.queries.clock import database_now
from smallfavor.payments.rules.money_back import left_minor
from smallfavor.payments.rules.states import HAD_MONEY


def may_replay(attempt: Attempt, *, now: datetime) -> bool:
    """True while the bytes may be sent again: at half the key's life we stop, so that no clock can carry us past it."""
    if attempt.look_up_only or attempt.doubt or not is_wanted(attempt, now=now):
        return False
    life = providers.get(attempt.provider_account).key_life(Operation(attempt.operation))
    return age(attempt) < life / 2


def age(attempt: Attempt) -> timedelta:
    """Since the attempt was first sent, by the database's clock."""
    if attempt.first_sent_at is None:
        return timedelta(0)
    return database_now() - attempt.first_sent_at


def is_wanted(attempt: Attempt, *, now: datetime) -> bool:
    """False when the money is there already, or the reader has stopped, paused or left: then we only look.

    A refund is not wanted while less is left of its charge than it gives: the payer's bank has the money.
    """
    payment = attempt.payment
    match AttemptOperation(attempt.operation):
        case AttemptOperation.REFUND:
            charge = attempt.refund_of
            return charge is not None and attempt.amount_minor <= left_minor(
                charge.amount_minor, went_back_minor(charge)
            )
        case AttemptOperation.CHECKOUT:
            return payment.state not in HAD_MONEY and payment.expires_at is not None and now < payment.expires_at
        case AttemptOperation.CHARGE:
            pledge = payment.pledge
            return not keeps_success(payment) and pledge is not None and pledge.state == PledgeState.ACTIVE
