"""Drop: take a reminder back before it is sent."""

from datetime import datetime

from smallfavor.reminders.models import Reminder, ReminderState


def drop_reminder(reminder: Reminder, *, now: datetime) -> None:
    """Take it back. A second time changes nothing."""
    waiting = Reminder.objects.filter(pk=reminder.pk, state__in=[ReminderState.WAITING, ReminderState.MUTED])
    waiting.update(state=ReminderState.DROPPED, settled_at=now)
