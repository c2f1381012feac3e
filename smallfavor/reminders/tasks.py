"""Jobs of the reminders app: look what is due, and send one."""

from procrastinate.contrib.django import app

from smallfavor.core.clock import utcnow
from smallfavor.core.jobs import MAIL_RETRY
from smallfavor.core.mail import send_once, was_sent
from smallfavor.reminders.actions.forget_idle import forget_idle_people
from smallfavor.reminders.actions.send_due import send_due_reminders, settle_reminder
from smallfavor.reminders.mails import compose_reminder


@app.periodic(cron="*/10 * * * *")
@app.task(name="smallfavor.reminders.tasks.send_due", queueing_lock="reminders.send_due")
def send_due(timestamp: int) -> None:
    """Every ten minutes. A missed run is made up by the next one."""
    send_due_reminders(now=utcnow())


@app.task(name="smallfavor.reminders.tasks.mail_reminder", retry=MAIL_RETRY)
def mail_reminder(*, reminder: str) -> None:
    now = utcnow()
    cause = f"reminder:{reminder}"
    send_once(cause, lambda: compose_reminder(reminder), now=now)
    settle_reminder(reminder, was_sent=was_sent(cause), now=now)


@app.periodic(cron="41 3 * * *")
@app.task(name="smallfavor.reminders.tasks.forget_idle", queueing_lock="reminders.forget_idle")
def forget_idle(timestamp: int) -> None:
    """Each night: people who only asked for a reminder, got it, and did not give."""
    forget_idle_people(now=utcnow())
