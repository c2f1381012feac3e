"""Looks an attempt in doubt up at its provider once more."""

from datetime import datetime

from smallfavor.payments.actions.change_state import note
from smallfavor.payments.actions.doubts.last_look import last_look
from smallfavor.payments.actions.doubts.refusals import NotInDoubt, said
from smallfavor.payments.models import Attempt


def look_again(attempt: Attempt, *, actor: str, reason: str, now: datetime) -> bool:
    """Settle what the provider has of this attempt, and lift the doubt; False where it has nothing. Sends nothing.

    Raises NotInDoubt, ReasonMissing, ProviderSilent, CantBeSettled.
    """
    words = said(reason)
    if not Attempt.objects.filter(pk=attempt.pk).exclude(doubt="").exists():
        raise NotInDoubt(str(attempt))
    found = last_look(attempt, actor=actor, now=now)
    outcome = "found and settled" if found else "nothing found"
    note(payment=attempt.payment, pledge=None, state="looked_up", actor=actor, now=now, reason=f"{outcome}: {words}")
    return found
