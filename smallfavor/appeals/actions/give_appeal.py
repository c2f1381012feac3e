"""Gives an appeal to another owner: the person whom others ask about it. It changes no right."""

from datetime import datetime

from django.contrib.auth.models import User
from django.db import transaction

from smallfavor.appeals.actions.history import note_change
from smallfavor.appeals.actions.refusals import WRITE, Actor, StrangerAsOwner
from smallfavor.appeals.models import Appeal, AppealChange


@transaction.atomic
def give_appeal(appeal: Appeal, owner: User, *, actor: Actor, now: datetime) -> None:
    """Raises StrangerAsOwner for somebody who may not write pleas. The same owner again changes nothing."""
    if not owner.is_active or not owner.has_perm(WRITE):
        raise StrangerAsOwner(owner.pk)
    appeal = Appeal.objects.select_for_update(of=["self"]).get(pk=appeal.pk)
    if appeal.owner_id != owner.pk:
        appeal.owner = owner
        appeal.save(update_fields=["owner"])
        to = owner.get_full_name() or owner.get_username()
        note_change(appeal, AppealChange.Kind.GIVEN, actor=actor, now=now, reason=f"to {to}"[:200])
