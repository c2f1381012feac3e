"""Settles a page on which a supporter saves another way to pay: the pledge gets it, the old one is revoked."""

from datetime import datetime, timedelta

from django.db import transaction

from smallfavor.core.paper import current_paper
from smallfavor.payments.actions.change_state import change_payment, change_pledge_state, note
from smallfavor.payments.actions.moving.end_move import end_move
from smallfavor.payments.actions.pass_over import pass_over
from smallfavor.payments.actions.plan_attempt import plan_charge
from smallfavor.payments.actions.revoke_mark import revoke_soon
from smallfavor.payments.actions.save_instrument import save_instrument
from smallfavor.payments.actions.settling import withdraw_unsent
from smallfavor.payments.models import (
    IN_FLIGHT,
    AttemptOperation,
    Instrument,
    Payment,
    PaymentState,
    Pledge,
    PledgeState,
    ProviderAccount,
    SetupState,
)
from smallfavor.payments.providers.base import CheckoutSession

RETRY_FAILED_WITHIN = timedelta(days=45)  # an older failed period is history; nobody expects a charge for it


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
    setup.state = {"open": SetupState.AWAITING_PAYER, "complete": SetupState.DONE, "expired": SetupState.EXPIRED}[
        record.state
    ]
    if setup.state == SetupState.DONE:
        setup.settled_at = now
        instrument = save_instrument(pledge.supporter, account, record.instrument, now=now)
        if instrument is not None:
            _replace(pledge, instrument, actor=actor, now=now)
    setup.save()
    return True


def _replace(pledge: Pledge, instrument: Instrument, *, actor: str, now: datetime) -> None:
    old = pledge.instrument
    if pledge.state == PledgeState.CANCELLED or instrument.provider_account.retired_at is not None:
        # The page outlived the pledge, or the account: what was saved on it is of no use to anybody.
        revoke_soon(instrument, now=now)
        return
    pledge.instrument, pledge.provider_account = instrument, instrument.provider_account
    pledge.method = instrument.method
    end_move(pledge)
    pledge.save()
    note(payment=None, pledge=pledge, state=pledge.state, actor=actor, reason="another way to pay", now=now)
    if old is not None and old.pk != instrument.pk:
        revoke_soon(old, now=now)
    if pledge.state == PledgeState.LAPSED:
        today = current_paper().today(now)
        pass_over(pledge, today=today, actor=actor, reason="the pledge had lapsed", now=now)
        change_pledge_state(pledge, PledgeState.ACTIVE, actor=actor, now=now, reason="another way to pay")
    if pledge.state == PledgeState.ACTIVE:
        _try_again(pledge, instrument, actor=actor, now=now)


def _try_again(pledge: Pledge, instrument: Instrument, *, actor: str, now: datetime) -> None:
    """The latest renewal that failed, or waits for its next try, is charged to the new instrument now."""
    since = current_paper().today(now) - RETRY_FAILED_WITHIN
    wanting = [PaymentState.FAILED, PaymentState.PLANNED]
    payment = (
        Payment.objects.select_for_update(of=("self",))
        .filter(pledge=pledge, period__gt=0, due__gte=since, state__in=wanting)
        .order_by("-period")
        .first()
    )
    if payment is None:
        return
    withdraw_unsent(payment)
    in_flight = payment.attempts.filter(state__in=IN_FLIGHT).exclude(operation=AttemptOperation.REFUND)
    if in_flight.exists():
        return  # sent, and without an answer: its outcome comes first
    payment.retry_on = None
    plan_charge(payment, instrument.provider_account, instrument.token, send_after=now, now=now)
    change_payment(payment, PaymentState.PLANNED, actor=actor, now=now, reason="another way to pay")
