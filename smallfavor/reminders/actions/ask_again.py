"""Ask again: from the mail of a reminder, another one on another day."""

from datetime import date, datetime

from smallfavor.reminders.actions.ask import MOST_WAITING
from smallfavor.reminders.links import asked_path
from smallfavor.reminders.models import Reminder, ReminderState
from smallfavor.reminders.queries import waiting_count


def ask_again(reminder: Reminder, *, due: date, now: datetime) -> str:
    """One follow-up of each reminder; asked a second time it moves. Returns the path of the new one's page."""
    is_muted = reminder.supporter.never_remind or waiting_count(reminder.supporter) >= MOST_WAITING
    following, is_new = Reminder.objects.get_or_create(
        request_key=f"after-{reminder.uuid.hex}",
        defaults={
            "supporter": reminder.supporter,
            "state": ReminderState.MUTED if is_muted else ReminderState.WAITING,
            "due": due,
            "language": reminder.language,
            "interval": reminder.interval,
            "amount": reminder.amount,
            "currency": reminder.currency,
            "appeal": reminder.appeal,
            "variant": reminder.variant,
            "manifest_version": reminder.manifest_version,
            "asked_at": now,
        },
    )
    if not is_new:
        Reminder.objects.filter(pk=following.pk, state=ReminderState.WAITING).update(due=due)
    return asked_path(following)
