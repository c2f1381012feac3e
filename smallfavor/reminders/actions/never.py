"""Never again: no reminder goes to this address any more, until its owner takes that back."""

from datetime import datetime

from django.db import transaction

from smallfavor.reminders.models import Reminder, ReminderState
from smallfavor.supporters.models import Supporter


def never_remind(supporter: Supporter, *, now: datetime) -> None:
    """Counts for reminders alone: receipts and the like still come. A second time changes nothing."""
    with transaction.atomic():
        Supporter.objects.filter(pk=supporter.pk).update(never_remind=True)
        waiting = Reminder.objects.filter(supporter=supporter, state=ReminderState.WAITING)
        waiting.update(state=ReminderState.SPARED, settled_at=now)


def remind_again(supporter: Supporter) -> None:
    """Take "never again" back. What was dropped by it stays dropped."""
    Supporter.objects.filter(pk=supporter.pk).update(never_remind=False)
