"""Links to one reminder: the one that its form gives back, and the one in its mail, which proves the address.

Not here: the page behind them (views/reminder.py).
"""

from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.urls import reverse

from smallfavor.core.tokens import TokenEnded, TokenInvalid, make_token, read_token
from smallfavor.reminders.models import Reminder

ASKED, MAILED = "reminder.asked", "reminder.mailed"
LIFE = timedelta(days=800)  # longer than the longest wait: "never again" must work in every mail


class LinkInvalid(ValueError):
    """Raised when a link is not ours, was cut short, has ended, or its reminder was erased."""

    code = "link_invalid"


@dataclass(frozen=True)
class Opened:
    """A reminder, and whether whoever opens it has read the mail to its address."""

    reminder: Reminder
    by_mail: bool


def asked_path(reminder: Reminder) -> str:
    """Where the form leads to: this one reminder can be moved or taken back there."""
    return reverse("reminders:reminder", args=[make_token(ASKED, str(reminder.uuid))])


def mailed_url(reminder: Reminder) -> str:
    """The absolute address in the mail: there "never again" counts for the address."""
    return f"{settings.BASE_URL}{reverse('reminders:reminder', args=[make_token(MAILED, str(reminder.uuid))])}"


def open_reminder(token: str) -> Opened:
    """Raises LinkInvalid."""
    for purpose in (ASKED, MAILED):
        try:
            subject = read_token(token, purpose=purpose, max_age_s=int(LIFE.total_seconds()))
        except TokenInvalid:
            continue
        except TokenEnded as error:
            raise LinkInvalid("the link has ended") from error
        reminder = Reminder.objects.select_related("supporter").filter(uuid=subject).first()
        if reminder is None:
            raise LinkInvalid("the reminder behind this link is gone")
        return Opened(reminder, by_mail=purpose == MAILED)
    raise LinkInvalid("not a link of ours")
