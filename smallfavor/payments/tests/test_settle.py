"""Settling: whatever is heard, in whatever order and however often, the rows end the same and the money wins."""

import itertools
import threading
from datetime import timedelta

import pytest
from django.db import IntegrityError, connections, transaction

from smallfavor.core.money import Money
from smallfavor.ledger.models import Entry
from smallfavor.ledger.queries import trial_balance
from smallfavor.payments.actions.begin_checkout import begin_checkout
from smallfavor.payments.actions.drive import drive_until_idle
from smallfavor.payments.actions.refund_payment import RefundRefused, refund_payment
from smallfavor.payments.actions.settle import settle
from smallfavor.payments.models import Attempt, Payment, ProviderObject, StateChange
from smallfavor.payments.providers.base import Ours, Refunded, Succeeded
from smallfavor.payments.queries import installation
from smallfavor.payments.queries.invariants import all_faults
from smallfavor.payments.tests.conftest import fresh

pytestmark = pytest.mark.django_db


@pytest.fixture
def paid(provider, order, account, now):
    """A payment of $10 whose success is at the provider, and not settled here yet."""
    step = begin_checkout(order, now=now)
    provider.pay("cs_1")
    return step.payment


def drive(now) -> None:
    drive_until_idle(today=now.date(), now=now, concurrency=1)


def balance(code: str) -> int:
    return trial_balance().balance_minor(code, "USD")


def test_a_success_is_booked_with_its_fee_and_thanked_for_once(provider, account, paid, now, monkeypatch) -> None:
    letters = []
    monkeypatch.setattr("smallfavor.payments.actions.book_success.send_receipt_later", letters.append)
    for _ in range(3):
        settle(account, provider.records.values(), actor="webhook", now=now)
    assert fresh(paid).state == "paid"
    assert (balance("income:once"), balance("expenses:fees"), balance("assets:fake")) == (1000, 10, 990)
    assert Entry.objects.count() == 2
    assert letters == [paid]


def test_every_order_of_what_happened_ends_the_same(provider, account, paid, now) -> None:
    provider.decline_on_page("cs_1")
    for records in itertools.permutations(provider.records.values()):
        with transaction.atomic():
            for record in records:
                settle(account, [record], actor="webhook", now=now)
            assert fresh(paid).state == "paid"
            assert balance("income:once") == 1000
            transaction.set_rollback(True)


def test_evidence_of_money_wins_over_an_expired_page(provider, account, paid, now) -> None:
    provider.records["cs_1"] = type(provider.records["cs_1"])(
        **{**vars(provider.records["cs_1"]), "state": "expired"}
    )  # fmt: skip
    settle(account, [provider.records["cs_1"]], actor="webhook", now=now)
    assert fresh(paid).state == "expired"
    settle(account, provider.successes, actor="webhook", now=now)
    assert fresh(paid).state == "paid"


def test_a_second_success_is_booked_as_owed_and_given_back(provider, account, paid, now) -> None:
    settle(account, provider.records.values(), actor="webhook", now=now)
    provider.second_charge(provider.successes[0])
    settle(account, provider.records.values(), actor="sweep", now=now)
    assert balance("income:once") == 1000
    assert balance("liabilities:duplicates") == 1000
    assert ProviderObject.objects.get(duplicate=True).object_id == provider.successes[1].object_id
    assert StateChange.objects.filter(state="duplicate").count() == 1
    drive(now)
    assert balance("liabilities:duplicates") == 0
    assert fresh(paid).state == "paid"
    assert all_faults(now=now + timedelta(hours=2)) == []


def test_a_lost_answer_to_a_refund_gives_back_once(provider, account, paid, now) -> None:
    settle(account, provider.records.values(), actor="webhook", now=now)
    provider.second_charge(provider.successes[0])
    settle(account, provider.records.values(), actor="sweep", now=now)
    provider.script = ["lost_after"]
    drive(now)
    drive(now + timedelta(minutes=1))
    assert len([record for record in provider.records.values() if isinstance(record, Refunded)]) == 1
    assert balance("liabilities:duplicates") == 0


def test_the_database_refuses_a_second_kept_success(provider, account, paid, now) -> None:
    settle(account, provider.records.values(), actor="webhook", now=now)
    row = ProviderObject.objects.get(kind="success")
    row.pk, row.object_id = None, "ch_forged"
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save(force_insert=True)


def test_the_database_refuses_a_paid_payment_without_an_entry(provider, paid) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Payment.objects.update(state="paid")


def test_the_database_refuses_a_second_attempt_in_flight(provider, order, now) -> None:
    provider.script = ["lost_before"]
    begin_checkout(order, now=now)
    attempt = Attempt.objects.get()
    attempt.pk, attempt.n, attempt.idem_key = None, 2, "another"
    with pytest.raises(IntegrityError), transaction.atomic():
        attempt.save(force_insert=True)


def test_a_refund_takes_the_income_back_and_can_not_be_asked_twice(provider, account, paid, now) -> None:
    settle(account, provider.records.values(), actor="webhook", now=now)
    refund_payment(paid, actor="desk:1", reason="asked by mail", now=now)
    assert fresh(paid).state == "paid"
    with pytest.raises(RefundRefused):
        refund_payment(paid, actor="desk:1", reason="asked by mail", now=now)
    drive(now)
    assert fresh(paid).state == "refunded"
    assert balance("income:once") == 0
    with pytest.raises(RefundRefused):
        refund_payment(paid, actor="desk:1", reason="again", now=now)
    assert all_faults(now=now) == []


def test_a_refund_made_at_the_provider_is_ours_because_its_charge_is(provider, account, paid, now) -> None:
    settle(account, provider.records.values(), actor="webhook", now=now)
    [charge] = provider.successes
    outside = Refunded("re_outside", charge.object_id, Money(400, "USD"), now, None)
    settle(account, [outside, outside], actor="reconcile", now=now)
    assert fresh(paid).state == "paid"
    assert balance("income:once") == 600
    rest = Refunded("re_outside_2", charge.object_id, Money(600, "USD"), now, None)
    settle(account, [rest], actor="reconcile", now=now)
    assert fresh(paid).state == "refunded"


def test_a_refund_that_is_heard_of_before_its_charge_waits(provider, account, paid, now) -> None:
    [charge] = provider.successes
    early = Refunded("re_1", charge.object_id, charge.amount, now, charge.ours)
    assert settle(account, [early], actor="webhook", now=now).unplaced == (early,)
    assert balance("income:once") == 0
    settle(account, [early, charge], actor="webhook", now=now)
    assert fresh(paid).state == "refunded"


@pytest.mark.parametrize(("end", "state", "cost"), [("lost", "disputed", 2500), ("won", "paid", 1500)])
def test_a_dispute_is_booked_when_it_opens_and_when_it_ends(provider, account, paid, now, end, state, cost) -> None:
    settle(account, provider.records.values(), actor="webhook", now=now)
    [charge] = provider.successes
    settle(account, [provider.dispute(charge)], actor="webhook", now=now)
    assert fresh(paid).state == "disputed"
    assert balance("expenses:disputes") == 1000
    for _ in range(2):
        settle(account, [provider.dispute(charge, end)], actor="webhook", now=now)
    assert fresh(paid).state == state
    assert balance("expenses:disputes") + balance("expenses:fees") == cost + 10
    assert all_faults(now=now) == []


def test_what_belongs_to_others_is_left_alone(provider, account, paid, now) -> None:
    [charge] = provider.successes
    foreign = Succeeded("ch_x", Money(100, "USD"), now, None)
    other = Succeeded("ch_y", Money(100, "USD"), now, type(charge.ours)("another", charge.ours.payment, 1))
    found = settle(account, [foreign, other], actor="reconcile", now=now)
    assert (found.placed, found.unplaced) == (0, ())
    assert not Entry.objects.exists()


def test_ours_by_its_metadata_but_unknown_here_is_told(provider, account, now) -> None:
    for payment in ("5f0c7a0e-0000-4000-8000-000000000000", "no uuid"):
        from_elsewhere = Succeeded("ch_z", Money(100, "USD"), now, _ours(payment))
        assert settle(account, [from_elsewhere], actor="reconcile", now=now).unplaced == (from_elsewhere,)
    assert not Entry.objects.exists()


def test_an_answer_about_something_else_is_no_answer(provider, order, now, monkeypatch) -> None:
    """A key that was used before a restore answers with another reader's page."""
    step = begin_checkout(order, now=now)
    strange = provider.records["cs_1"]
    monkeypatch.setattr(provider, "begin_checkout", lambda frozen, *, key: strange)
    again = begin_checkout(type(order)(**{**vars(order), "request_key": "another"}), now=now)
    assert (step.kind, again.kind) == ("redirect", "pending")
    attempt = Attempt.objects.get(payment=again.payment)
    assert (attempt.state, attempt.look_up_only) == ("unknown", True)


def _ours(payment: str):
    return Ours(installation(), payment, 1)


@pytest.mark.django_db(transaction=True)
def test_the_same_news_from_six_sides_at_once_is_booked_once(provider, account, paid, now) -> None:
    errors = []

    def hear() -> None:
        try:
            settle(account, provider.records.values(), actor="webhook", now=now)
        except Exception as error:
            errors.append(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=hear) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not errors
    assert Entry.objects.count() == 2
    assert fresh(paid).state == "paid"
    assert StateChange.objects.filter(payment=paid, state="paid").count() == 1
