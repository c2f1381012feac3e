"""Ask: note that somebody wants to be written to on a day."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from smallfavor.reminders.models import Reminder, ReminderState
from smallfavor.reminders.queries import waiting_count
from smallfavor.reminders.wish import Wish
from smallfavor.supporters.actions.enrol import enrol_supporter

# More for one address are kept, shown as any other, and not sent: nobody can have a stranger's mailbox filled.
MOST_WAITING = 5


@dataclass(frozen=True)
class Asked:
    """What the form was filled in with. `request_key` is the form token's key: the same for a double click."""

    request_key: str
    email: str
    due: date
    wish: Wish
    language: str
    country: str = ""


def ask_reminder(asked: Asked, *, now: datetime) -> Reminder:
    """One row for one showing of the form: sent again with the same key, the first row comes back.

    Answers alike whether or not the address is known, said "never again", or has too many reminders already.

    Raises AddressInvalid.
    """
    with transaction.atomic():
        supporter = enrol_supporter(email=asked.email, language=asked.language, country=asked.country, now=now)
        is_muted = supporter.never_remind or waiting_count(supporter) >= MOST_WAITING
        row = Reminder(
            supporter=supporter,
            request_key=asked.request_key,
            state=ReminderState.MUTED if is_muted else ReminderState.WAITING,
            due=asked.due,
            language=asked.language,
            interval=asked.wish.interval,
            amount=asked.wish.amount,
            currency=asked.wish.currency,
            appeal=asked.wish.appeal,
            variant=asked.wish.variant,
            manifest_version=asked.wish.version,
            asked_at=now,
        )
        Reminder.objects.bulk_create([row], ignore_conflicts=True)
        return Reminder.objects.select_related("supporter").get(request_key=asked.request_key)
