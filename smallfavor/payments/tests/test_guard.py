"""The guard of checkouts over its tables: what is counted, what a decline and a payment do, what is forgotten."""

import threading
import uuid
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from django.db import connection
from procrastinate.contrib.django.models import ProcrastinateJob

from smallfavor.payments.actions.begin_checkout import CheckoutOrder, begin_checkout
from smallfavor.payments.actions.check_payment import check_payment
from smallfavor.payments.actions.guard.admit import Caller, admit
from smallfavor.payments.actions.guard.close_page import close_page
from smallfavor.payments.actions.guard.forget import forget, sum_up
from smallfavor.payments.actions.settle import settle
from smallfavor.payments.models import (
    Attempt,
    GuardAlert,
    GuardHour,
    GuardSalt,
    GuardTry,
    ProviderAccount,
    ProviderObject,
    TryState,
)
from smallfavor.payments.rules.guard import Step
from smallfavor.payments.tests.fake_provider import FakeProvider

pytestmark = pytest.mark.django_db
CALLER = Caller(("8.8.8.8/32", "8.8.8.0/24", "8.8.0.0/16"), age_s=60)
Begin = Callable[..., Attempt]


@pytest.fixture
def begin(provider: FakeProvider, account: ProviderAccount, order: CheckoutOrder, now: datetime) -> Begin:
    """A checkout that the guard lets through, with its page open."""

    def go(caller: Caller = CALLER, **changes: object) -> Attempt:
        wanted = replace(order, request_key=uuid.uuid4().hex, **changes)
        assert admit(wanted, caller, now=now).step is Step.PASS
        return Attempt.objects.get(payment=begin_checkout(wanted, now=now).payment)

    return go


def raise_alert(now: datetime) -> None:
    GuardAlert.objects.create(scope="all", since=now, until=now + timedelta(hours=1))


def declined(provider: FakeProvider, account: ProviderAccount, attempt: Attempt, now: datetime, card: str = "") -> None:
    record = replace(provider.decline_on_page(attempt.session_id), card=card)
    settle(account, [record], actor="webhook", now=now)


def test_a_payment_gives_its_try_back(begin, provider, account, now) -> None:
    attempt = begin()
    assert GuardTry.objects.get().state == TryState.OPEN
    provider.pay(attempt.session_id)
    check_payment(attempt.payment, now=now)
    assert GuardTry.objects.get().state == TryState.PAID


def test_many_declines_turn_the_alert_on(begin, provider, account, order, now) -> None:
    for n in range(7):
        declined(provider, account, begin(Caller(None, 60), email=f"r{n}@example.org"), now)
    assert admit(replace(order, request_key="another"), Caller(None, 60), now=now).step is Step.WORK
    assert GuardAlert.objects.filter(scope="all", until__gt=now).exists()


def test_under_alert_a_declined_page_is_closed_unless_another_card_is_paid_for(begin, provider, account, now) -> None:
    attempt = begin()
    raise_alert(now)
    declined(provider, account, attempt, now)
    assert GuardTry.objects.get().state == TryState.SPOILED
    assert ProcrastinateJob.objects.filter(task_name="smallfavor.payments.tasks.close_page").count() == 1
    close_page(Attempt.objects.get(pk=attempt.pk), now=now)
    assert provider.records[attempt.session_id].state == "expired"
    attempt.payment.refresh_from_db()
    assert attempt.payment.state == "failed"


def test_in_peace_a_page_takes_three_cards(begin, provider, account, now) -> None:
    attempt = begin()
    for _ in range(2):
        declined(provider, account, attempt, now)
    assert GuardTry.objects.get().state == TryState.OPEN
    declined(provider, account, attempt, now)
    assert GuardTry.objects.get().state == TryState.SPOILED


def test_one_card_on_many_pages_closes_them(begin, provider, account, now) -> None:
    states = []
    for n in range(4):
        attempt = begin(email=f"r{n}@example.org")
        declined(provider, account, attempt, now, card="fingerprint-1")
        states.append(GuardTry.objects.latest("pk").state)
    assert states == ["open", "open", "spoiled", "spoiled"]
    kept = str(list(GuardTry.objects.values())) + str(list(ProviderObject.objects.values()))
    assert "fingerprint" not in kept


def test_the_same_order_with_its_page_open_passes_again_and_another_does_not(begin, order, now) -> None:
    attempt = begin(line="the first")
    raise_alert(now)
    same = replace(order, request_key=attempt.payment.request_key, line="the first")
    assert admit(same, CALLER, now=now).step is Step.PASS
    assert admit(replace(same, name="Somebody else"), CALLER, now=now).step is not Step.PASS
    assert GuardTry.objects.count() == 1


def test_a_piece_of_work_counts_once(provider, account, order, now) -> None:
    raise_alert(now)
    worked = replace(CALLER, circles=None, work="nonce")
    assert admit(replace(order, request_key="first"), worked, now=now).step is Step.PASS
    assert admit(replace(order, request_key="second"), worked, now=now).step is Step.WORK


def test_nothing_that_is_counted_tells_an_address_or_a_mailbox(begin, now) -> None:
    begin(email="anna@example.org")
    kept = str(list(GuardTry.objects.values()))
    assert "8.8." not in kept and "anna" not in kept and "example" not in kept


def test_the_same_sender_has_another_name_on_another_day(begin, provider, account, order, now) -> None:
    begin()
    before = GuardTry.objects.get().purses
    GuardSalt.objects.all().delete()
    begin()
    assert not {name for name in before if len(name) > 1} & set(GuardTry.objects.latest("pk").purses)


def test_all_is_forgotten_within_a_day_but_sums(begin, provider, account, now) -> None:
    attempt = begin()
    provider.pay(attempt.session_id)
    check_payment(attempt.payment, now=now)
    begin()
    sum_up(now=now + timedelta(hours=2, minutes=5))
    forget(now=now + timedelta(hours=24))
    assert not GuardTry.objects.exists()
    hour = GuardHour.objects.get()
    assert (hour.checkouts, hour.paid, hour.spoiled) == (2, 1, 1)
    forget(now=now + timedelta(hours=48))
    assert not GuardSalt.objects.exists()


def test_an_hour_under_alert_says_nothing_of_what_is_usual(begin, now) -> None:
    begin()
    raise_alert(now)
    sum_up(now=now + timedelta(hours=2, minutes=5))
    assert not GuardHour.objects.exists()


def test_what_the_guard_remembers_is_in_no_backup() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT relname FROM pg_class WHERE relpersistence = 'u' AND relkind = 'r' ORDER BY relname")
        assert [name for (name,) in cursor.fetchall()] == [
            "payments_guardalert", "payments_guardsalt", "payments_guardtry", "payments_guardwork",
            "payments_heldcheckout",
        ]  # fmt: skip


@pytest.mark.django_db(transaction=True)
def test_two_processes_do_not_spend_the_last_coin_of_a_purse_twice(provider, account, order, now) -> None:
    raise_alert(now)
    steps: list[Step] = []

    def ask(n: int) -> None:
        wanted = replace(order, request_key=f"key-{n}", email=f"r{n}@example.org")
        steps.append(admit(wanted, replace(CALLER, work=f"nonce-{n}"), now=now).step)
        connection.close()

    threads = [threading.Thread(target=ask, args=(n,)) for n in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert steps.count(Step.PASS) == 1
    assert GuardTry.objects.count() == 1
