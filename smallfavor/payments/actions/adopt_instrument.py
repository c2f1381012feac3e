"""Gives a pledge another way to pay, which its reader saved just now. The caller holds the pledge's lock.

Not here: charging it (settle_setup.py), saving its row (save_instrument.py).
"""

from datetime import datetime

from smallfavor.core.paper import current_paper
from smallfavor.payments.actions.change_state import change_pledge_state, note
from smallfavor.payments.actions.moving.end_move import end_move
from smallfavor.payments.actions.pass_over import pass_over
from smallfavor.payments.actions.revoke_mark import revoke_soon
from smallfavor.payments.models import Instrument, Pledge, PledgeState


def adopt_instrument(pledge: Pledge, instrument: Instrument, *, actor: str, now: datetime) -> None:
    """The pledge pays with `instrument` from now on; the old one is revoked. A lapsed pledge goes on again.

    Periods that passed since it lapsed are waived. An instrument of a cancelled pledge, or of an account that has
    closed, is revoked itself.
    """
    if pledge.state == PledgeState.CANCELLED or instrument.provider_account.retired_at is not None:
        # The page outlived the pledge, or the account: what was saved on it is of no use to anybody.
        revoke_soon(instrument, now=now)
        return
    old = pledge.instrument
    if old is None or old.pk != instrument.pk:
        pledge.instrument, pledge.provider_account = instrument, instrument.provider_account
        pledge.method = instrument.method
        end_move(pledge)
        pledge.save()
        note(payment=None, pledge=pledge, state=pledge.state, actor=actor, reason="another way to pay", now=now)
        if old is not None:
            revoke_soon(old, now=now)
    if pledge.state == PledgeState.LAPSED:
        today = current_paper().today(now)
        pass_over(pledge, today=today, actor=actor, reason="the pledge had lapsed", now=now)
        change_pledge_state(pledge, PledgeState.ACTIVE, actor=actor, now=now, reason="another way to pay")
