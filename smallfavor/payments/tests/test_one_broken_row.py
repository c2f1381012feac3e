"""A row that breaks a step of the worker's round is marked for a person; those behind it have their turn."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import OperationalError

from smallfavor.payments.actions import end_pauses as pauses
from smallfavor.payments.actions import give_notice as notices
from smallfavor.payments.actions import lapse_unconfirmed as lapses
from smallfavor.payments.actions import note_card_ends as card_ends
from smallfavor.payments.actions import sweep as sweeping
from smallfavor.payments.actions import sweep_setups as setups
from smallfavor.payments.actions.moving import follow_moves as moves
from smallfavor.payments.actions.plan_renewals import plan_renewals
from smallfavor.payments.actions.pledges.begin_instrument_change import begin_instrument_change
from smallfavor.payments.actions.pledges.pause_pledge import pause_pledge
from smallfavor.payments.models import Attempt, Instrument, InstrumentSetup, Payment, Pledge, ProviderAccount

pytestmark = pytest.mark.django_db


@pytest.fixture
def two(begin_pledge) -> list[Pledge]:
    """Two pledges; the first one breaks."""
    return [begin_pledge(), begin_pledge(email="second@example.org")]


@pytest.fixture
def poison(monkeypatch) -> Callable[..., None]:
    """Make a function of a module break for the rows that `is_poisoned` knows."""

    def poison(module: Any, name: str, is_poisoned: Callable[..., bool], error: Exception | None = None) -> None:
        plain = getattr(module, name)

        def sometimes(*given: Any, **named: Any) -> Any:
            if is_poisoned(*given, **named):
                raise error or ValueError("anna@example.org")
            return plain(*given, **named)

        monkeypatch.setattr(module, name, sometimes)

    return poison


def states() -> list[str]:
    return list(Pledge.objects.order_by("pk").values_list("state", flat=True))


def doubts() -> list[str]:
    return list(Pledge.objects.order_by("pk").values_list("doubt", flat=True))


def test_a_pause_that_can_not_end_leaves_the_others_their_day(two, poison, now) -> None:
    for pledge in two:
        pause_pledge(pledge, until=now.date() + timedelta(days=1), actor="supporter", now=now)
    poison(pauses, "resume_on", lambda pledge, **_: pledge.pk == two[0].pk)
    day = now + timedelta(days=2)
    assert [pauses.end_pauses(today=day.date(), now=day) for _ in range(2)] == [1, 0]
    assert states() == ["paused", "active"]
    assert doubts() == ["can't go on: ValueError", ""]


def test_a_pledge_that_can_not_lapse_leaves_the_others_theirs(two, poison, now) -> None:
    plan_renewals(today=two[0].next_due, now=now)
    renewals = Payment.objects.filter(period=1)
    renewals.update(state="failed", confirm_by=now.date() - timedelta(days=1))
    poison(lapses, "send_dunning_later", lambda payment, step: payment.pledge_id == two[0].pk)
    assert [lapses.lapse_unconfirmed(today=now.date(), now=now) for _ in range(2)] == [2, 0]
    assert states() == ["active", "lapsed"]
    assert doubts() == ["can't lapse: ValueError", ""]
    assert renewals.get(pledge=two[0]).confirm_by is not None


def test_a_notice_that_can_not_be_given_leaves_the_others_theirs(two, poison, now) -> None:
    Pledge.objects.update(interval="yearly")
    poison(notices, "send_notice_later", lambda pledge: pledge.pk == two[0].pk)
    today = two[0].next_due - timedelta(days=10)
    assert [notices.give_notice(today=today, now=now) for _ in range(2)] == [2, 0]
    assert list(Pledge.objects.order_by("pk").values_list("notified_on", flat=True)) == [None, today]
    assert doubts() == ["notice can't be given: ValueError", ""]


def test_a_move_that_can_not_be_followed_leaves_the_others_theirs(two, account, poison, now) -> None:
    new = ProviderAccount.objects.create(code="fake2", provider="fake")
    Pledge.objects.update(held=True, moving_to=new, move_asked_at=now - timedelta(days=60), move_mails=3)
    poison(moves, "change_pledge_state", lambda pledge, *_, **__: pledge.pk == two[0].pk)
    assert [moves.follow_moves(now=now) for _ in range(2)] == [2, 0]
    assert states() == ["active", "lapsed"]
    assert doubts() == ["its move can't be followed: ValueError", ""]


def test_a_card_whose_end_can_not_be_told_leaves_the_others_their_letter(two, poison, now, caplog) -> None:
    ends = now.date() + timedelta(days=3)
    Instrument.objects.update(expires=ends)
    written = []
    poison(card_ends, "send_expiry_later", lambda card: card.pk == two[0].instrument_id or written.append(card.pk))
    assert [card_ends.note_card_ends(today=now.date(), now=now) for _ in range(2)] == [2, 0]
    assert written == [two[1].instrument_id]
    assert doubts() == ["", ""]
    assert f"the end of card {two[0].instrument_id} is not told: ValueError" in caplog.text


def test_a_checkout_that_can_not_be_ended_leaves_the_others_their_end(two, poison, now) -> None:
    Attempt.objects.update(
        state="planned", operation="checkout", first_sent_at=None, created_at=now - timedelta(hours=2)
    )
    first = Payment.objects.order_by("pk")[0]
    poison(sweeping, "change_payment", lambda payment, *_, **__: payment.pk == first.pk)
    Payment.objects.update(state="planned", paid_entry=None)
    assert [sweeping.expire_unsent_checkouts(now=now) for _ in range(2)] == [2, 0]
    assert list(Payment.objects.order_by("pk").values_list("state", flat=True)) == ["planned", "expired"]
    broken, ended = Attempt.objects.order_by("pk")
    assert (broken.state, broken.doubt) == ("given_up", "never sent, and can't be ended: ValueError")
    assert (ended.state, ended.doubt) == ("expired", "")


def test_a_page_that_can_not_be_settled_leaves_the_others_theirs(two, provider, poison, now, monkeypatch) -> None:
    for pledge in two:
        begin_instrument_change(pledge, now=now)
    for setup in InstrumentSetup.objects.order_by("pk"):
        provider.save_card(setup.session_id, f"tok_new_{setup.pk}")
    poison(setups, "settle", lambda account, found, **_: found and found[0].ours.pledge == str(two[0].uuid))
    later = now + timedelta(hours=1)
    assert setups.sweep_setups(now=later) == 2
    found = InstrumentSetup.objects.order_by("pk").values_list("state", flat=True)
    assert list(found) == ["awaiting_payer", "done"]
    assert doubts() == ["", ""]
    assert setups.sweep_setups(now=later + timedelta(days=5)) == 1
    assert list(found.all()) == ["expired", "done"]
    assert doubts() == ["a new way to pay can't be settled: ValueError", ""]


def test_a_database_that_is_away_marks_nobody(two, poison, now) -> None:
    for pledge in two:
        pause_pledge(pledge, until=now.date() + timedelta(days=1), actor="supporter", now=now)
    poison(pauses, "resume_on", lambda pledge, **_: True, OperationalError("the connection is gone"))
    with pytest.raises(OperationalError):
        pauses.end_pauses(today=now.date() + timedelta(days=2), now=now)
    assert doubts() == ["", ""]
