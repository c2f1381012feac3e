"""Send what is due: exactly one mail for a reminder, and one for all of a supporter's that fall together."""

from datetime import datetime, timedelta

from django.db import transaction

from smallfavor.core.jobs import defer
from smallfavor.core.paper import current_paper
from smallfavor.reminders.models import Reminder, ReminderState
from smallfavor.reminders.queries import gives_meanwhile
from smallfavor.reminders.rules.when import is_due
from smallfavor.supporters.models import Supporter

ONE_MAIL_IN = timedelta(hours=1)


def send_due_reminders(*, now: datetime) -> int:
    """Queue the mails of all reminders that are due at `now`; returns how many. Safe to run twice, or side by side."""
    paper = current_paper()
    today = paper.today(now)
    Reminder.objects.filter(state=ReminderState.MUTED, due__lt=today).update(state=ReminderState.SPARED, settled_at=now)
    queued = 0
    due = Reminder.objects.filter(state=ReminderState.WAITING, due__lte=today).order_by("due", "pk")
    supporters = [
        row["supporter"]
        for row in due.values("supporter", "due")
        if is_due(row["due"], local_now=now.astimezone(paper.zone))
    ]
    for supporter_id in dict.fromkeys(supporters):
        queued += _send_to(supporter_id, now=now)
    return queued


def _send_to(supporter_id: int, *, now: datetime) -> int:
    """The newest of one supporter's due reminders; the others of that moment are spared."""
    local_now = now.astimezone(current_paper().zone)
    with transaction.atomic():
        supporter = Supporter.objects.select_for_update(skip_locked=True).filter(pk=supporter_id).first()
        if supporter is None:
            return 0
        waiting = Reminder.objects.filter(supporter=supporter, state=ReminderState.WAITING).order_by("-asked_at", "-pk")
        rows = [row for row in waiting if is_due(row.due, local_now=local_now)]
        if not rows or _was_just_mailed(supporter, now=now):
            return 0
        first = rows[0]
        unwanted = supporter.erased_at or supporter.never_remind or gives_meanwhile(supporter, since=first.asked_at)
        spared = rows if unwanted else rows[1:]
        Reminder.objects.filter(pk__in=[row.pk for row in spared]).update(state=ReminderState.SPARED, settled_at=now)
        if unwanted:
            return 0
        Reminder.objects.filter(pk=first.pk).update(state=ReminderState.QUEUED, settled_at=now)
        defer("smallfavor.reminders.tasks.mail_reminder", reminder=str(first.uuid))
    return 1


def _was_just_mailed(supporter: Supporter, *, now: datetime) -> bool:
    mailed = Reminder.objects.filter(supporter=supporter, state__in=[ReminderState.QUEUED, ReminderState.SENT])
    return mailed.filter(settled_at__gt=now - ONE_MAIL_IN).exists()


def settle_reminder(reminder_uuid: str, *, was_sent: bool, now: datetime) -> None:
    """The mail went out, or was not wanted any more when it was to be written."""
    queued = Reminder.objects.filter(uuid=reminder_uuid, state=ReminderState.QUEUED)
    queued.update(state=ReminderState.SENT if was_sent else ReminderState.SPARED, settled_at=now)
