"""Reading reminders, and what decides whether one is still wanted."""

from datetime import datetime

from django.db.models import Q

from smallfavor.payments.models import Payment, PaymentState, Pledge, PledgeState
from smallfavor.reminders.models import Reminder, ReminderState
from smallfavor.supporters.models import Supporter

# Those who stopped or lapsed may be reminded, if they asked; those who pause have said when.
GIVES = (PledgeState.ACTIVE, PledgeState.PAUSED)


def gives_meanwhile(supporter: Supporter, *, since: datetime) -> bool:
    """True when the supporter has a running pledge, or gave anything after `since`."""
    if Pledge.objects.filter(supporter=supporter, state__in=GIVES).exists():
        return True
    return Payment.objects.filter(supporter=supporter, state=PaymentState.PAID, paid_at__gte=since).exists()


def has_given(supporter: Supporter) -> bool:
    """True when the books or a provider know of anything by this supporter, finished or not."""
    return Payment.objects.filter(supporter=supporter).exists() or Pledge.objects.filter(supporter=supporter).exists()


def waiting_count(supporter: Supporter) -> int:
    still_open = Q(state=ReminderState.WAITING) | Q(state=ReminderState.QUEUED)
    return Reminder.objects.filter(still_open, supporter=supporter).count()
