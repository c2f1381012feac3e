"""One record that can't be settled is told and holds up no other: in reconciling, with payouts, after a restore."""

import json
from datetime import timedelta

import pytest

from smallfavor.core.money import Money
from smallfavor.payments.actions.claim import claim_planned
from smallfavor.payments.actions.plan_renewals import plan_renewals
from smallfavor.payments.actions.reconcile import reconcile
from smallfavor.payments.actions.send import send
from smallfavor.payments.actions.sweep import sweep_one, take_hanging
from smallfavor.payments.models import Attempt, Payment, ProviderObject
from smallfavor.payments.providers.base import Decline, Declined, Ours
from smallfavor.payments.tests.conftest import sent_long_ago

pytestmark = pytest.mark.django_db


def run(now):
    return reconcile(since=now - timedelta(days=3), now=now + timedelta(minutes=30))


def test_a_late_decline_of_a_lost_charge_is_noted_and_leaves_the_next_one_alone(
    begin_pledge, provider, account, now
) -> None:
    pledge = begin_pledge()
    plan_renewals(today=pledge.next_due, now=now)
    provider.script = ["lost_before"]
    [lost] = claim_planned(account, limit=1, now=now)
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
