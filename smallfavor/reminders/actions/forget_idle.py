"""Forget people who asked for a reminder, got it, and did not give."""

from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef

from smallfavor.payments.models import Payment, Pledge
from smallfavor.reminders.models import Reminder, ReminderState
from smallfavor.supporters.actions.erase import erase_supporter
from smallfavor.supporters.actions.forget_contact import forget_contact
from smallfavor.supporters.models import Supporter

# Long enough that the form, opened from the mail, still finds the address it was asked with.
KEPT = timedelta(days=30)
BATCH = 500


def forget_idle_people(*, now: datetime) -> int:
    """Erase who has no payment, no pledge and no reminder that waits, thirty days after the last of it.

    Of those who said "never again" the keyed hash alone is kept, or we could not keep the promise. Returns how many.
    """
    mine = {"supporter": OuterRef("pk")}
    open_states = [ReminderState.WAITING, ReminderState.MUTED]
    recent = Reminder.objects.filter(**mine, settled_at__gt=now - KEPT)
    idle = Supporter.objects.filter(
        ~Exists(Payment.objects.filter(**mine)),
        ~Exists(Pledge.objects.filter(**mine)),
        ~Exists(Reminder.objects.filter(**mine, state__in=open_states)),
        ~Exists(recent),
        erased_at=None,
        email_sealed__isnull=False,
        created_at__lt=now - KEPT,
    ).order_by("pk")[:BATCH]
    people = list(idle)
    for supporter in people:
        if supporter.never_remind:
            forget_contact(supporter)
        else:
            erase_supporter(supporter, now=now)
    return len(people)
