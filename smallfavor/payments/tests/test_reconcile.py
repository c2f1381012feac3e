"""Reconciling: the provider's record against ours, both ways; and a broken rule is said in words."""

import io
from dataclasses import replace
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command

from smallfavor.core.money import Money
from smallfavor.ledger.queries import trial_balance
from smallfavor.payments.actions.begin_checkout import begin_checkout
from smallfavor.payments.actions.reconcile import reconcile
from smallfavor.payments.actions.reconcile_and_note import reconcile_and_note
from smallfavor.payments.models import Comparison, Payment, Pledge
from smallfavor.payments.providers.base import Succeeded
from smallfavor.payments.queries import installation
from smallfavor.payments.tasks import reconcile_nightly

pytestmark = pytest.mark.django_db


def run(now, days: int = 1):
    return reconcile(since=now - timedelta(days=days), now=now + timedelta(minutes=30))


def test_all_is_well_after_a_gift_and_a_pledge(begin_pledge, provider, order, now) -> None:
    begin_pledge()
    out = io.StringIO()
    call_command("reconcile", stdout=out)
    assert "Everything agrees" in out.getvalue()


def test_money_that_we_never_heard_of_is_booked(provider, account, order, now) -> None:
    step = begin_checkout(order, now=now)
    provider.pay("cs_1")
    report = run(now)
    assert (report.settled, report.faults) == (1, [])
    step.payment.refresh_from_db()
    assert step.payment.state == "paid"
    assert run(now).settled == 0


def test_an_object_that_the_provider_does_not_have_is_a_fault(begin_pledge, provider, now) -> None:
    begin_pledge()
    [charge] = provider.successes
    del provider.records[charge.object_id]
    assert any("does not list it" in fault for fault in run(now).faults)


def test_another_amount_at_the_provider_is_a_fault(begin_pledge, provider, now) -> None:
    begin_pledge()
    [charge] = provider.successes
    provider.records[charge.object_id] = replace(charge, amount=Money(900, "USD"))
    assert any("the provider has 900 USD, we have 200 USD" in fault for fault in run(now).faults)


def test_a_payment_of_ours_that_no_row_knows_is_a_fault_and_is_not_booked(provider, account, begin_pledge, now) -> None:
    begin_pledge()
    [charge] = provider.successes
    lost = replace(charge.ours, payment="5f0c7a0e-0000-4000-8000-000000000000")
    provider.second_charge(replace(charge, ours=lost))
    assert any("no payment of ours knows it" in fault for fault in run(now).faults)
    assert trial_balance().balance_minor("income:monthly", "USD") == 200


def test_other_peoples_payments_are_counted_and_left_alone(provider, account, now) -> None:
    for number in range(3):
        record = Succeeded(f"ch_x{number}", Money(100, "USD"), now, None)
        provider.records[record.object_id] = record
    report = run(now)
    assert (report.foreign, report.settled, report.faults) == (3, 0, [])


def test_a_provider_that_is_down_is_a_fault_of_the_run(begin_pledge, provider, now) -> None:
    begin_pledge()
    provider.down = True
    with pytest.raises(CommandError, match="does not answer"):
        call_command("reconcile", stdout=io.StringIO())


def test_a_wrong_schedule_and_a_missing_period_are_told(begin_pledge, provider, now) -> None:
    pledge = begin_pledge()
    Pledge.objects.update(n=3)
    found = " ".join(run(now).faults)
    assert f"pledge {pledge.uuid} lacks a payment" in found
    assert "its calendar says otherwise" in found


def test_a_planned_payment_with_nothing_under_way_is_told(provider, account, order, now) -> None:
    step = begin_checkout(order, now=now)
    step.payment.attempts.update(state="given_up")
    Payment.objects.update(state="planned")
    assert any("nothing is under way" in fault for fault in run(now).faults)


def test_the_installation_is_kept_when_the_key_changes(db, settings) -> None:
    before = installation()
    settings.INSTALLATION_KEY = "another key"
    installation.cache_clear()
    assert installation() == before


def test_every_night_the_faults_are_kept_without_what_the_desk_says_anyway(begin_pledge, provider, now) -> None:
    begin_pledge()
    Pledge.objects.update(doubt="can't be planned: ValueError")
    [charge] = provider.successes
    provider.records[charge.object_id] = replace(charge, amount=Money(900, "USD"))
    reconcile_nightly(0)
    kept = Comparison.objects.get()
    assert kept.faults == [f"fake/{charge.object_id}: the provider has 900 USD, we have 200 USD"]
    assert (kept.faults_count, kept.compared) == (1, 1)


def test_a_run_over_fewer_days_is_not_kept(begin_pledge, now) -> None:
    begin_pledge()
    assert reconcile_and_note(since=now - timedelta(days=1), now=now).faults == []
    assert not Comparison.objects.exists()
