"""What a provider tells of a saved card: its new number and date, once, and only where the card is ours."""

from datetime import UTC, date, datetime

import pytest

from smallfavor.payments.actions.settle import settle
from smallfavor.payments.models import Instrument
from smallfavor.payments.providers.base import InstrumentUpdated, SavedInstrument

pytestmark = pytest.mark.django_db


def updated(token: str, **changes) -> InstrumentUpdated:
    told = {"token": token, "method": "card", "label": "Visa •••• 1881", "expires": (2039, 2), **changes}
    return InstrumentUpdated(token, datetime.now(UTC), SavedInstrument(**told))


def test_a_card_gets_its_new_name_and_its_end_is_looked_at_anew(begin_pledge, account, now) -> None:
    card = begin_pledge().instrument
    Instrument.objects.filter(pk=card.pk).update(end_noted_on=date(2026, 11, 1), expires=date(2026, 11, 30))
    for _ in range(2):
        settled = settle(account, [updated(card.token)], actor="webhook", now=now)
        assert (settled.placed, settled.unplaced) == (1, ())
    card.refresh_from_db()
    assert (card.label, card.expires, card.end_noted_on) == ("Visa •••• 1881", date(2039, 2, 28), None)


def test_the_same_end_is_not_written_about_twice(begin_pledge, account, now) -> None:
    card = begin_pledge().instrument
    Instrument.objects.filter(pk=card.pk).update(end_noted_on=date(2026, 11, 1), expires=date(2039, 2, 28))
    settle(account, [updated(card.token)], actor="webhook", now=now)
    card.refresh_from_db()
    assert card.end_noted_on == date(2026, 11, 1)


def test_somebody_elses_card_is_passed_over(begin_pledge, account, now) -> None:
    card = begin_pledge().instrument
    settled = settle(account, [updated("tok_of_somebody_else")], actor="webhook", now=now)
    assert (settled.placed, settled.unplaced) == (0, ())
    assert Instrument.objects.get().label == card.label
