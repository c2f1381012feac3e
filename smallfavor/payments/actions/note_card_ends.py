"""Writes to the readers whose card ends soon, once a card, and only where a charge falls after its end."""

import logging
from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import QuerySet

from smallfavor.payments.actions.change_state import note
from smallfavor.payments.actions.one_by_one import one_by_one
from smallfavor.payments.mails import send_expiry_later
from smallfavor.payments.models import Instrument, Pledge, PledgeState
from smallfavor.payments.rules.expiry import WRITE_DAYS_BEFORE

logger = logging.getLogger(__name__)


def note_card_ends(*, today: date, now: datetime, limit: int = 200) -> int:
    """Look at the cards that end within three weeks of `today`, the schedule's own day; returns how many.

    Each is looked at once: a pledge that goes on has a charge after any day. One whose pledge somebody holds has its
    turn in another round.
    """
    with transaction.atomic(durable=True):
        cards, pledges = _lock(_ending(today), limit)
        one_by_one(cards, lambda card: _write(card, pledges[card.pk], now=now), mark=_leave_out)
        Instrument.objects.filter(pk__in=[card.pk for card in cards]).update(end_noted_on=today)
    return len(cards)


def _ending(today: date) -> QuerySet[Instrument]:
    return Instrument.objects.filter(
        expires__range=(today, today + timedelta(days=WRITE_DAYS_BEFORE)),
        end_noted_on=None,
        revoke_after=None,
        revoked_at=None,
    )


def _lock(ending: QuerySet[Instrument], limit: int) -> tuple[list[Instrument], dict[int | None, list[Pledge]]]:
    """The cards with their living pledges. First the pledges, then the cards, as everybody else, and without waiting:
    otherwise we and a reader who cancels would wait for each other."""
    wanted = list(ending.order_by("expires", "id").values_list("pk", flat=True)[:limit])
    living = Pledge.objects.filter(instrument__in=wanted, state=PledgeState.ACTIVE)
    held = defaultdict[int | None, list[Pledge]](list)
    for pledge in living.select_for_update(skip_locked=True, no_key=True).order_by("id"):
        held[pledge.instrument_id].append(pledge)
    mine = {pledge.pk for pledges in held.values() for pledge in pledges}
    busy = {card for pk, card in living.values_list("pk", "instrument_id") if pk not in mine}
    free = ending.filter(pk__in=set(wanted) - busy).order_by("expires", "id")
    return list(free.select_for_update(skip_locked=True, no_key=True)), held


def _write(card: Instrument, pledges: Sequence[Pledge], *, now: datetime) -> None:
    if pledges:
        send_expiry_later(card)
    for pledge in pledges:
        note(pledge=pledge, payment=None, state=pledge.state, actor="worker", reason="the card ends soon", now=now)


def _leave_out(card: Instrument, what: str) -> None:
    """No letter is worth a charge: the pledge goes on, and a card that has ended is declined and told then."""
    logger.error("the end of card %s is not told: %s", card.pk, what)
