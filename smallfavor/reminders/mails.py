"""The one letter of this app: the reminder."""

from django.conf import settings

from smallfavor.core.mail import Letter, Outgoing, in_language
from smallfavor.reminders.links import mailed_url
from smallfavor.reminders.models import Reminder, ReminderState
from smallfavor.reminders.queries import gives_meanwhile
from smallfavor.reminders.wish import Wish
from smallfavor.supporters.queries import contact_of


def compose_reminder(reminder_uuid: str) -> Outgoing | None:
    """None when it is no longer wanted: taken back, "never again", gives meanwhile, or erased."""
    reminder = Reminder.objects.select_related("supporter").filter(uuid=reminder_uuid).first()
    if reminder is None or reminder.state != ReminderState.QUEUED or reminder.supporter.never_remind:
        return None
    contact = contact_of(reminder.supporter)
    if contact is None or gives_meanwhile(reminder.supporter, since=reminder.asked_at):
        return None
    return Outgoing(_letter(reminder), contact.email, contact.name)


def wish_of(reminder: Reminder) -> Wish:
    return Wish(
        interval=reminder.interval,
        amount=reminder.amount,
        currency=reminder.currency,
        appeal=reminder.appeal,
        variant=reminder.variant,
        version=reminder.manifest_version,
    )


def _letter(reminder: Reminder) -> Letter:
    wish, language = wish_of(reminder), reminder.language
    money = wish.money()
    context = {
        "interval": wish.interval,
        "amount": money.format(language) if money else "",
        "button_url": f"{settings.BASE_URL}{wish.form_path(language)}",
        "never_url": in_language(mailed_url(reminder), language),
    }
    return Letter("reminders/mail/reminder", context, language, list_unsubscribe=mailed_url(reminder))
