"""A soft lock: who is writing an appeal. It keeps others from saving unawares, and anybody may take over.

Not here: the check that nothing newer is overwritten, which holds with or without a lock (save_draft.py).
"""

from datetime import datetime

from django.contrib.auth.models import User
from django.db import transaction

from smallfavor.appeals.actions.history import note_change
from smallfavor.appeals.actions.refusals import Actor, HeldByAnother
from smallfavor.appeals.models import Appeal, AppealChange, AppealHold
from smallfavor.appeals.queries.holds import hold_on


@transaction.atomic
def hold_appeal(appeal: Appeal, *, actor: User, now: datetime) -> AppealHold:
    """Say that `actor` is writing. Again says: still. Raises HeldByAnother; a stale hold is nobody's."""
    Appeal.objects.select_for_update(of=["self"]).get(pk=appeal.pk)
    return _hold(appeal, actor, now)


@transaction.atomic
def take_over(appeal: Appeal, *, actor: User, now: datetime) -> AppealHold:
    """Write in the other's place. Noted in the history, with whose place it was."""
    Appeal.objects.select_for_update(of=["self"]).get(pk=appeal.pk)
    held = hold_on(appeal, now=now)
    if held and held.holder_id != actor.pk:
        who = held.holder.get_full_name() or held.holder.get_username()
        note_change(appeal, AppealChange.Kind.TAKEN_OVER, actor=actor, now=now, reason=f"from {who}"[:200])
        held.delete()
    return _hold(appeal, actor, now)


def let_go(appeal: Appeal, *, actor: User) -> None:
    """Writing is over. Another's hold stays."""
    AppealHold.objects.filter(appeal=appeal, holder=actor).delete()


def require_free(appeal: Appeal, *, actor: Actor, now: datetime) -> None:
    """Raises HeldByAnother while somebody else is writing. The installation itself never waits."""
    held = hold_on(appeal, now=now)
    if actor is not None and held and held.holder_id != actor.pk:
        raise HeldByAnother(held)


def _hold(appeal: Appeal, actor: User, now: datetime) -> AppealHold:
    require_free(appeal, actor=actor, now=now)
    held = hold_on(appeal, now=now)
    if held:
        held.seen_at = now
        held.save(update_fields=["seen_at"])
        return held
    AppealHold.objects.filter(appeal=appeal).delete()  # a stale one
    return AppealHold.objects.create(appeal=appeal, holder=actor, since=now, seen_at=now)
