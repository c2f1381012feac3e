"""Decides about a pledge that could not be planned: it goes on, or it ends."""

from datetime import datetime

from django.db import transaction

from smallfavor.payments.actions.change_state import note
from smallfavor.payments.actions.doubts.refusals import NotInDoubt, said
from smallfavor.payments.actions.pledges.cancel_pledge import cancel_pledge
from smallfavor.payments.models import Pledge


@transaction.atomic
def clear_doubt(pledge: Pledge, *, actor: str, reason: str, now: datetime) -> Pledge:
    """The pledge is planned again when it is due. Raises NotInDoubt, ReasonMissing."""
    words = said(reason)
    row = Pledge.objects.select_for_update().get(pk=pledge.pk)
    if not row.doubt:
        raise NotInDoubt(str(row))
    row.doubt = ""
    row.save(update_fields=["doubt"])
    note(payment=None, pledge=row, state=row.state, actor=actor, now=now, reason=f"goes on: {words}")
    return row


@transaction.atomic
def end_in_doubt(pledge: Pledge, *, actor: str, reason: str, now: datetime) -> Pledge:
    """The pledge ends, as if its reader had stopped it; they get the usual mail. Raises NotInDoubt, ReasonMissing."""
    row = clear_doubt(pledge, actor=actor, reason=reason, now=now)
    return cancel_pledge(row, actor=actor, now=now)
