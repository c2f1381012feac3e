"""Move: another day for a reminder that waits."""

from datetime import date

from smallfavor.reminders.models import Reminder, ReminderState


class ReminderSettled(Exception):
    """Raised when the reminder does not wait any more: it went out, or was taken back."""


def move_reminder(reminder: Reminder, *, due: date) -> None:
    """Raises ReminderSettled."""
    waiting = Reminder.objects.filter(pk=reminder.pk, state__in=[ReminderState.WAITING, ReminderState.MUTED])
    if not waiting.update(due=due):
        raise ReminderSettled("it does not wait any more")
