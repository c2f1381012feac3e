"""The kill switch: nobody is asked anywhere, within a minute; and asking again."""

from datetime import datetime

from django.db import transaction

from smallfavor.appeals.actions.publish_manifest import publish_manifest_on_commit
from smallfavor.appeals.actions.refusals import Actor, require_publisher
from smallfavor.appeals.models import AskingSwitch
from smallfavor.appeals.queries.drafts import asking_is_off


def stop_asking(*, actor: Actor, now: datetime, reason: str = "") -> None:
    """Show no appeal to anybody. Appeals stay as they are. Raises NotAllowed."""
    _switch(off=True, actor=actor, now=now, reason=reason)


def resume_asking(*, actor: Actor, now: datetime, reason: str = "") -> None:
    """Show the live appeals again. Raises NotAllowed."""
    _switch(off=False, actor=actor, now=now, reason=reason)


@transaction.atomic
def _switch(*, off: bool, actor: Actor, now: datetime, reason: str) -> None:
    require_publisher(actor)
    if asking_is_off() != off:
        AskingSwitch.objects.create(off=off, actor=actor, reason=reason, happened_at=now)
        publish_manifest_on_commit(now=now)
