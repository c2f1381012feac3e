"""A refund without an answer, and the payer's bank takes the money meanwhile: it must not go out as well."""

from datetime import timedelta

import pytest

from smallfavor.payments.actions.begin_checkout import begin_checkout
from smallfavor.payments.actions.claim import claim_batch
from smallfavor.payments.actions.doubts.close_undone import close_and_plan_again
from smallfavor.payments.actions.doubts.refusals import NothingToPlan
from smallfavor.payments.actions.drive import drive_until_idle
from smallfavor.payments.actions.refund_payment import refund_payment
from smallfavor.payments.actions.send import send
from smallfavor.payments.actions.settle import settle
from smallfavor.payments.actions.sweep import sweep_one, take_hanging
from smallfavor.payments.models import Attempt, ProviderObject
from smallfavor.payments.providers.base import Refunded
from smallfavor.payments.queries.invariants import all_faults
from smallfavor.payments.tests.conftest import sent_long_ago

pytestmark = pytest.mark.django_db


@pytest.fixture
def lost(provider, account, order, now) -> Attempt:
    """A refund of a gift that was sent and has no answer; it had no effect."""
    step = begin_checkout(order, now=now)
    provider.pay("cs_1")
    settle(account, provider.records.values(), actor="webhook", now=now)
    refund_payment(step.payment, actor="desk:1", reason="asked by mail", now=now)
    provider.script = ["lost_before"]
    [attempt] = claim_batch(account, limit=1, now=now).attempts
    send(attempt, now=now)
    return attempt


@pytest.fixture(params=["return", "dispute"])
def taken(request, provider, account, lost, now) -> None:
    """The bank has taken the money of the same charge."""
    [charge] = provider.successes
    record = provider.send_back(charge) if request.param == "return" else provider.dispute(charge, "open")
    settle(account, [record], actor="webhook", now=now)


def sweep(account, now) -> None:
    for attempt in take_hanging(account, limit=5, now=now):
        sweep_one(attempt, now=now)


def refunds(provider) -> int:
    return sum(isinstance(record, Refunded) for record in provider.records.values())


def test_a_young_refund_is_not_sent_again(provider, account, lost, taken, now) -> None:
    sweep(account, now + timedelta(minutes=5))
    lost.refresh_from_db()
    assert (refunds(provider), lost.state) == (0, "unknown")


def test_an_old_refund_is_given_up_and_none_is_planned_in_its_place(provider, account, lost, taken, now) -> None:
    sent_long_ago(lost, 50)
    sweep(account, now + timedelta(minutes=5))
    drive_until_idle(today=now.date(), now=now + timedelta(minutes=5), concurrency=1)
    lost.refresh_from_db()
    assert (refunds(provider), lost.state) == (0, "given_up")
    assert Attempt.objects.filter(operation="refund").count() == 1


def test_a_person_can_not_plan_it_again(provider, account, lost, taken, now) -> None:
    sent_long_ago(lost, 50)
    Attempt.objects.filter(pk=lost.pk).update(doubt="lost too often")
    with pytest.raises(NothingToPlan):
        close_and_plan_again(lost, actor="desk:1", reason="the bank says so", now=now)
    assert Attempt.objects.filter(operation="refund").count() == 1


def test_a_refund_goes_out_when_the_dispute_is_won(provider, account, lost, now) -> None:
    [charge] = provider.successes
    settle(account, [provider.dispute(charge, "open")], actor="webhook", now=now)
    sweep(account, now + timedelta(minutes=5))
    settle(account, [provider.dispute(charge, "won")], actor="webhook", now=now)
    sweep(account, now + timedelta(hours=2))
    assert refunds(provider) == 1


def test_more_back_than_had_come_is_told_of_a_dispute_too(provider, account, lost, now) -> None:
    sweep(account, now + timedelta(minutes=5))
    [charge] = provider.successes
    settle(account, [provider.dispute(charge, "open")], actor="webhook", now=now)
    told = f"more went back of charge {charge.object_id} than had come"
    assert told in all_faults(now=now)
    settle(account, [provider.dispute(charge, "won")], actor="webhook", now=now)
    assert told not in all_faults(now=now)
    assert ProviderObject.objects.filter(kind="refund").count() == 1
