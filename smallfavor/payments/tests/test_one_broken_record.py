"""One record that can't be settled is told and holds up no other: in reconciling, with payouts, after a restore."""

import json
from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import OperationalError

from smallfavor.core.money import Money
from smallfavor.payments.actions import collect_payouts as collecting
from smallfavor.payments.actions import settle as settling
from smallfavor.payments.actions.begin_checkout import begin_checkout
from smallfavor.payments.actions.claim import claim_batch
from smallfavor.payments.actions.collect_payouts import collect_payouts
from smallfavor.payments.actions.plan_renewals import plan_renewals
from smallfavor.payments.actions.rebuild.rebuild import rebuild
from smallfavor.payments.actions.reconcile import reconcile
from smallfavor.payments.actions.send import send
from smallfavor.payments.actions.sweep import sweep_one, take_hanging
from smallfavor.payments.models import Attempt, Payment, Payout, ProviderAccount, ProviderObject
from smallfavor.payments.providers.base import Decline, Declined, Ours
from smallfavor.payments.tests.conftest import sent_long_ago

pytestmark = pytest.mark.django_db


@pytest.fixture
def two_unheard(provider, account, order, now) -> list[Payment]:
    """Two gifts that the provider took, and that we have not heard of."""
    steps = [begin_checkout(replace(order, request_key=key), now=now) for key in ("one", "two")]
    for session_id in list(provider.records):
        provider.pay(session_id)
    return [step.payment for step in steps]


@pytest.fixture
def poison(monkeypatch):
    """Make what is about this payment break whenever it is settled."""

    def poison(payment: Payment, error: Exception) -> None:
        plain = settling._apply

        def apply(evidence, record) -> None:
            if evidence.payment.pk == payment.pk:
                raise error
            plain(evidence, record)

        monkeypatch.setattr(settling, "_apply", apply)

    return poison


def states(payments) -> list[str]:
    return list(
        Payment.objects.filter(pk__in=[one.pk for one in payments]).order_by("pk").values_list("state", flat=True)
    )


def run(now):
    return reconcile(since=now - timedelta(days=3), now=now + timedelta(minutes=30))


def test_a_late_decline_of_a_lost_charge_is_noted_and_leaves_the_next_one_alone(
    begin_pledge, provider, account, now
) -> None:
    pledge = begin_pledge()
    plan_renewals(today=pledge.next_due, now=now)
    provider.script = ["lost_before"]
    [lost] = claim_batch(account, limit=1, now=now).attempts
    send(lost, now=now)
    sent_long_ago(lost, 50)
    later = now + timedelta(minutes=5)
    for attempt in take_hanging(account, limit=5, now=later):
        sweep_one(attempt, now=later)
    ours = Ours(**json.loads(bytes(lost.frozen_body))["ours"])
    provider.records["ch_late"] = Declined(
        "ch_late", Money(200, "USD"), now, ours, Decline.INSUFFICIENT_FUNDS, hard=False
    )
    assert run(now).faults == []
    charges = Attempt.objects.filter(operation="charge").order_by("n")
    assert list(charges.values_list("n", "state")) == [(1, "declined"), (2, "planned")]
    assert Payment.objects.get(period=1).state == "planned"
    assert ProviderObject.objects.filter(object_id="ch_late", kind="decline").exists()


@pytest.mark.parametrize("broken", [0, 1])
def test_reconciling_settles_the_others_and_tells_of_the_broken_one(two_unheard, poison, now, broken) -> None:
    poison(two_unheard[broken], ValueError("no such thing"))
    report = run(now)
    assert states(two_unheard)[1 - broken] == "paid"
    assert [fault for fault in report.faults if "can't be settled: ValueError" in fault]
    assert not [fault for fault in report.faults if "no such thing" in fault]


def test_an_account_that_can_not_be_read_keeps_no_other_from_being_compared(
    two_unheard, provider, account, now, monkeypatch
) -> None:
    ProviderAccount.objects.create(code="zzz", provider="fake")
    plain, calls = provider.list_window, []

    def list_window(start, end):
        calls.append(start)
        if len(calls) == 1:
            raise KeyError("a field that is not there")
        return plain(start, end)

    monkeypatch.setattr(provider, "list_window", list_window)
    report = run(now)
    assert len(calls) == 2
    assert "account fake was not compared whole: KeyError" in report.faults


def test_a_database_that_is_away_is_nobodys_fault_and_ends_the_run(two_unheard, poison, now) -> None:
    poison(two_unheard[0], OperationalError("the connection is gone"))
    with pytest.raises(OperationalError):
        run(now)


def test_a_payout_that_breaks_is_told_and_the_next_one_is_booked(
    two_unheard, provider, account, now, monkeypatch
) -> None:
    run(now)
    lines = list(provider._lines("USD"))
    first, second = provider.pay_out(lines[0]), provider.pay_out(lines[1])
    plain = collecting.match_parts

    def match_parts(account, row, parts, *, now):
        if row.object_id == first.object_id:
            raise ValueError("poison")
        return plain(account, row, parts, now=now)

    monkeypatch.setattr(collecting, "match_parts", match_parts)
    found = collect_payouts(account, since=now - timedelta(days=1), now=now + timedelta(minutes=30))
    assert (found.seen, found.faults) == (2, (f"payout fake/{first.object_id} can't be followed: ValueError",))
    assert Payout.objects.get().object_id == second.object_id


def test_a_rebuild_goes_on_past_an_object_that_breaks_and_leaves_it_to_a_person(
    two_unheard, account, poison, now
) -> None:
    poison(two_unheard[0], ValueError("poison"))
    report = rebuild(account, since=now - timedelta(days=1), now=now + timedelta(minutes=30))
    assert states(two_unheard)[1] == "paid"
    assert [line for line in report.unplaced if "can't be rebuilt: ValueError" in line]
