"""Writes to the readers whose card ends soon, once a card, and only where a charge falls after its end."""

from datetime import date, datetime, timedelta

from django.db import transaction

from smallfavor.payments.actions.change_state import note
from smallfavor.payments.mails import send_expiry_later
from smallfavor.payments.models import Instrument, Pledge, PledgeState
from smallfavor.payments.rules.expiry import WRITE_DAYS_BEFORE


def note_card_ends(*, today: date, now: datetime, limit: int = 200) -> int:
    """Look at the cards that end within three weeks of `today`, the schedule's own day; returns how many.

    Each is looked at once: a pledge that goes on has a charge after any day.
    """
    with transaction.atomic(durable=True):
        cards = list(
            Instrument.objects.select_for_update(skip_locked=True, no_key=True)
            .filter(
                expires__range=(today, today + timedelta(days=WRITE_DAYS_BEFORE)),
                end_noted_on=None,
                revoke_after=None,
                revoked_at=None,
            )
            .order_by("expires", "id")[:limit]
        )
        living = Pledge.objects.filter(instrument__in=cards, state=PledgeState.ACTIVE).select_related("instrument")
        written = set()
        for pledge in living.order_by("instrument_id", "next_due", "id"):
            if pledge.instrument is not None and pledge.instrument_id not in written:
                written.add(pledge.instrument_id)
                send_expiry_later(pledge.instrument)
            note(pledge=pledge, payment=None, state=pledge.state, actor="worker", reason="the card ends soon", now=now)
        Instrument.objects.filter(pk__in=[card.pk for card in cards]).update(end_noted_on=today)
    return len(cards)
