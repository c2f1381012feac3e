"""Settles a page on which a supporter saves another way to pay: the pledge gets it, the old one is revoked."""

from datetime import datetime

from django.db import transaction

from smallfavor.core.paper import current_paper
from smallfavor.payments.actions.adopt_instrument import adopt_instrument
from smallfavor.payments.actions.change_state import change_payment
from smallfavor.payments.actions.plan_try import plan_try
from smallfavor.payments.actions.renewals_apart import keep_apart, waive_if_older
from smallfavor.payments.actions.save_instrument import save_instrument
from smallfavor.payments.actions.settling import withdraw_unsent
from smallfavor.payments.models import (
    AttemptOperation,
    Instrument,
    PaymentState,
    Pledge,
    PledgeState,
    ProviderAccount,
    SetupState,
)
from smallfavor.payments.models.attempt import OPEN
from smallfavor.payments.providers.base import CheckoutSession
from smallfavor.payments.queries.dunning import wanting_payment

_STATES = {
    "open": SetupState.AWAITING_PAYER,
    "approved": SetupState.AWAITING_PAYER,  # until it is completed (complete_approved)
    "complete": SetupState.DONE,
    "expired": SetupState.EXPIRED,
}


@transaction.atomic
def settle_setup(account: ProviderAccount, record: CheckoutSession, *, actor: str, now: datetime) -> bool:
    """Bring our rows in line with the page; False when we know of no such page. Repeating it changes nothing."""
    ours = record.ours
    if ours is None:
        return False
    pledge = Pledge.objects.select_for_update(of=("self",)).filter(uuid=ours.pledge).first()
    if pledge is None:
        return False
    setup = pledge.setups.select_for_update().filter(n=ours.attempt, provider_account=account).first()
    if setup is None:
        return False
    if setup.state in {SetupState.DONE, SetupState.EXPIRED}:
        return True
    setup.session_id, setup.session_url = record.object_id, record.url
    setup.state = _STATES[record.state]
    if setup.state == SetupState.DONE:
        setup.settled_at = now
        instrument = save_instrument(pledge.supporter, account, record.instrument, now=now)
        if instrument is not None:
            _replace(pledge, instrument, actor=actor, now=now)
    setup.save()
    return True


def _replace(pledge: Pledge, instrument: Instrument, *, actor: str, now: datetime) -> None:
    stood_still = pledge.held or pledge.state == PledgeState.LAPSED
    adopt_instrument(pledge, instrument, actor=actor, now=now)
    if pledge.state == PledgeState.ACTIVE:
        is_charged = _try_again(pledge, instrument, stood_still=stood_still, actor=actor, now=now)
        if stood_still and is_charged:
            keep_apart(pledge, today=current_paper().today(now))


def _try_again(pledge: Pledge, instrument: Instrument, *, stood_still: bool, actor: str, now: datetime) -> bool:
    """The latest renewal that failed, or waits for its next try, is charged to the new instrument now; True if so.

    Of a pledge that stood still it is waived where a newer one is due: nobody finds two of them taken on one day.
    """
    today = current_paper().today(now)
    payment = wanting_payment(pledge, today=today).select_for_update(of=("self",)).first()
    if payment is None:
        return False
    withdraw_unsent(payment)
    open_ones = payment.attempts.filter(state__in=OPEN).exclude(operation=AttemptOperation.REFUND)
    if open_ones.exists():
        return False  # sent and without an answer, or a page on which the payer can still pay: its outcome comes first
    if stood_still and waive_if_older(pledge, payment, today=today, actor=actor, now=now):
        return False
    payment.retry_on = payment.confirm_by = None
    planned = plan_try(pledge, payment, instrument, wanted=now, actor=actor, now=now)
    state = PaymentState.PLANNED if planned else PaymentState.FAILED
    change_payment(payment, state, actor=actor, now=now, reason="another way to pay")
    return planned is not None
