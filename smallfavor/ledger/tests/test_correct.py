"""Corrections: two people, or nothing is booked."""

from datetime import UTC, date, datetime
from uuid import uuid4

import pytest
from django.contrib.auth.models import Permission
from django.db import DatabaseError, connection, transaction

from smallfavor.core.money import Money
from smallfavor.ledger.actions.book import TransferLine, book_entry
from smallfavor.ledger.actions.close_month import close_month
from smallfavor.ledger.actions.correct import (
    AlreadyDecided,
    DayNotOpen,
    NotAllowed,
    SamePerson,
    approve_correction,
    propose_correction,
    refuse_correction,
    withdraw_correction,
)
from smallfavor.ledger.models import Correction, Entry, EntryKind
from smallfavor.ledger.queries import closed_faults, trial_balance

NOW = datetime(2026, 12, 3, 12, tzinfo=UTC)
LINES = [TransferLine("expenses:fees", "income:other", Money(150, "USD"))]

pytestmark = pytest.mark.django_db


@pytest.fixture
def people(django_user_model):
    """Two people who may both propose and approve."""
    rights = Permission.objects.filter(codename__in=["propose_correction", "approve_correction"])
    pair = [django_user_model.objects.create_user(name) for name in ("anna", "boris")]
    for person in pair:
        person.user_permissions.set(rights)
    return [django_user_model.objects.get(pk=person.pk) for person in pair]


def propose(actor, **changes) -> Correction:
    return propose_correction(LINES, **{"dated": NOW.date(), "reason": "A fee", "actor": actor, "now": NOW, **changes})


def test_nothing_is_booked_until_another_person_approves(people) -> None:
    proposal = propose(people[0])
    assert not Entry.objects.exists()
    entry = approve_correction(proposal, actor=people[1], now=NOW)
    assert (entry.kind, entry.posted_on) == (EntryKind.CORRECTION, NOW.date())
    assert trial_balance().balance_minor("expenses:fees", "USD") == 150
    proposal.refresh_from_db()
    assert (proposal.state, proposal.entry, proposal.decided_by) == ("booked", entry, people[1])


def test_who_proposed_can_never_approve_or_refuse(people) -> None:
    proposal = propose(people[0])
    with pytest.raises(SamePerson):
        approve_correction(proposal, actor=people[0], now=NOW)
    with pytest.raises(SamePerson):
        refuse_correction(proposal, actor=people[0], now=NOW, note="")
    for state in ("booked", "refused"):
        with pytest.raises(DatabaseError), transaction.atomic():
            Correction.objects.filter(pk=proposal.pk).update(
                state=state, decided_by=people[0], decided_at=NOW, entry=None
            )
    assert not Entry.objects.exists()


def test_a_decision_is_taken_once(people) -> None:
    proposal = propose(people[0])
    refuse_correction(proposal, actor=people[1], now=NOW, note="Not ours")
    for again in (
        lambda: approve_correction(proposal, actor=people[1], now=NOW),
        lambda: withdraw_correction(proposal, actor=people[0], now=NOW),
    ):
        with pytest.raises(AlreadyDecided):
            again()
    assert not Entry.objects.exists()


def test_only_ones_own_proposal_is_taken_back(people) -> None:
    proposal = propose(people[0])
    with pytest.raises(NotAllowed):
        withdraw_correction(proposal, actor=people[1], now=NOW)
    withdraw_correction(proposal, actor=people[0], now=NOW)
    proposal.refresh_from_db()
    assert proposal.state == "withdrawn"


def test_without_the_right_nothing_is_proposed_or_approved(people, django_user_model) -> None:
    writer = django_user_model.objects.create_user("writer")
    with pytest.raises(NotAllowed):
        propose(writer)
    with pytest.raises(NotAllowed):
        approve_correction(propose(people[0]), actor=writer, now=NOW)


def test_a_closed_month_is_corrected_in_the_open_one(people) -> None:
    wrong = book_entry(
        kind=EntryKind.CAPTURE, provider_object="sandbox/1", payment_uuid=uuid4(), booked_at=NOW,
        happened_at=datetime(2026, 10, 5, tzinfo=UTC),
        transfers=[TransferLine("assets:sandbox", "income:once", Money(200, "USD"))],
    )  # fmt: skip
    waiting = propose(people[0], dated=date(2026, 10, 5), about=wrong)
    close_month(date(2026, 10, 1), actor=None, now=NOW)
    with pytest.raises(DayNotOpen):
        propose(people[0], dated=date(2026, 10, 5))
    entry = approve_correction(waiting, actor=people[1], now=NOW)
    assert (entry.posted_on, entry.payment_uuid) == (date(2026, 11, 1), wrong.payment_uuid)
    assert closed_faults() == []


def test_a_day_in_the_future_or_a_proposal_without_reason_is_refused(people) -> None:
    with pytest.raises(DayNotOpen):
        propose(people[0], dated=date(2026, 12, 4))
    with pytest.raises(ValueError, match="reason"):
        propose(people[0], reason=" ")


def test_what_was_proposed_or_decided_cannot_be_rewritten(people) -> None:
    proposal = propose(people[0])
    for sql in (
        "UPDATE ledger_correction SET reason = 'another'",
        "DELETE FROM ledger_correction",
        "UPDATE ledger_correctionline SET amount_minor = 1",
        "DELETE FROM ledger_correctionline",
    ):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql)
    approve_correction(proposal, actor=people[1], now=NOW)
    with pytest.raises(DatabaseError), transaction.atomic():
        Correction.objects.filter(pk=proposal.pk).update(decision_note="x")
