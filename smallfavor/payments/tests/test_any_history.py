"""Any history at all: readers, crashes, lost answers, outages and days pass in an order that nobody thought of.

A hypothesis state machine over a virtual clock. At every step the books balance; when the provider is well again and
some days have passed, its own record and ours agree, no rule is broken, and no reader has paid twice.
"""

import contextlib
import uuid
from collections import Counter
from datetime import UTC, datetime, timedelta
from unittest.mock import patch

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from smallfavor.core.money import Money
from smallfavor.ledger.queries import trial_balance
from smallfavor.payments.actions import send as sending
from smallfavor.payments.actions.begin_checkout import CheckoutOrder, begin_checkout
from smallfavor.payments.actions.check_payment import check_payment
from smallfavor.payments.actions.drive import drive_until_idle
from smallfavor.payments.actions.pledges.cancel_pledge import cancel_pledge
from smallfavor.payments.actions.reconcile import reconcile
from smallfavor.payments.actions.settle import settle
from smallfavor.payments.models import Payment, Pledge, ProviderAccount
from smallfavor.payments.providers.base import CheckoutSession, Decline, Reason, Refunded
from smallfavor.payments.queries.invariants import all_faults, unproven
from smallfavor.payments.tests.fake_provider import FakeProvider

AGE = """
UPDATE payments_attempt SET first_sent_at = first_sent_at - %s, lease_until = lease_until - %s
"""
STEPS = ["ok", "lost_before", "lost_after", "lost_after", Decline.INSUFFICIENT_FUNDS, Decline.EXPIRED_CARD, Reason.BUSY]


class Crash(BaseException):
    """The process is gone."""


class AnyHistory(RuleBasedStateMachine):
    provider: FakeProvider

    def __init__(self) -> None:
        super().__init__()
        self.savepoint = transaction.atomic()
        self.savepoint._from_testcase = True  # as Django's own tests do: durable blocks may stand inside
        self.savepoint.__enter__()
        self.now = datetime(2026, 11, 23, 9, tzinfo=UTC)
        self.provider = FakeProvider()
        self.provider.now = lambda: self.now
        self.patches = [
            patch("smallfavor.payments.providers.get", lambda account: self.provider),
            patch("smallfavor.payments.actions.plan_attempt.payment_page", lambda payment: str(payment.uuid)),
        ]
        for one in self.patches:
            one.start()
        self.account = ProviderAccount.objects.create(code="fake", provider="fake")
        self.orders: list[CheckoutOrder] = []
        self.blind_since: datetime | None = None
        self.hidden_too_long = False

    def teardown(self) -> None:
        try:
            self.heal()
        finally:
            for one in self.patches:
                one.stop()
            transaction.set_rollback(True)
            self.savepoint.__exit__(None, None, None)

    def pass_time(self, gap: timedelta) -> None:
        self.now += gap
        if self.blind_since and self.now - self.blind_since >= timedelta(hours=48):
            self.hidden_too_long = True
        with connection.cursor() as cursor:
            cursor.execute(AGE, [gap, gap])

    def drive(self) -> None:
        drive_until_idle(today=self.now.date(), now=self.now, concurrency=1)

    @rule(interval=st.sampled_from(["once", "monthly"]), minor=st.sampled_from([200, 500]))
    def a_reader_sends_the_form(self, interval: str, minor: int) -> None:
        self.orders.append(
            CheckoutOrder(
                request_key=uuid.uuid4().hex, interval=interval, amount=Money(minor, "USD"), name="",
                email=f"reader{len(self.orders) % 3}@example.org", method="card", language="en", country="",
                appeal="", variant="", manifest_version="", terms_version="t",
            )
        )  # fmt: skip
        begin_checkout(self.orders[-1], now=self.now)

    @precondition(lambda self: self.orders)
    @rule(number=st.integers(0, 99), minor=st.sampled_from([200, 500]))
    def a_reader_sends_it_again(self, number: int, minor: int) -> None:
        order = self.orders[number % len(self.orders)]
        begin_checkout(CheckoutOrder(**{**vars(order), "amount": Money(minor, "USD")}), now=self.now)

    @precondition(lambda self: self.open_pages())
    @rule(number=st.integers(0, 99))
    def a_reader_pays_on_the_page(self, number: int) -> None:
        pages = self.open_pages()
        self.provider.pay(pages[number % len(pages)], token=f"tok_{len(self.provider.records)}")

    @precondition(lambda self: self.open_pages())
    @rule(number=st.integers(0, 99))
    def a_card_is_declined_on_the_page(self, number: int) -> None:
        pages = self.open_pages()
        self.provider.decline_on_page(pages[number % len(pages)].object_id)

    @precondition(lambda self: self.provider.records)
    @rule(picks=st.lists(st.integers(0, 99), min_size=1, max_size=4))
    def news_comes_in_any_order(self, picks: list[int]) -> None:
        records = list(self.provider.records.values())
        for pick in picks:
            settle(self.account, [records[pick % len(records)]], actor="webhook", now=self.now)

    @precondition(lambda self: self.orders)
    @rule(number=st.integers(0, 99))
    def a_reader_checks_again(self, number: int) -> None:
        payments = Payment.objects.order_by("id")
        check_payment(payments[number % payments.count()], now=self.now)

    @initialize()
    def a_reader_has_a_pledge(self) -> None:
        self.a_reader_sends_the_form("monthly", 200)
        self.a_reader_pays_on_the_page(0)
        self.a_reader_checks_again(0)

    @rule(
        days=st.sampled_from([0, 1, 1.5, 31]),
        script=st.lists(st.sampled_from(STEPS), max_size=3),
        blind=st.sampled_from([False, False, True]),
    )
    def the_worker_runs(self, days: float, script: list, blind: bool) -> None:
        self.provider.blind = blind  # its lists lag, from now until the next run
        self.blind_since = (self.blind_since or self.now) if blind else None
        self.pass_time(timedelta(days=days))
        self.provider.script = list(script)
        self.drive()
        self.provider.script = []

    @rule(boundary=st.sampled_from(["attempt.claimed", "attempt.called", "refund.claimed", "refund.called"]))
    def the_worker_crashes(self, boundary: str) -> None:
        def crash(name: str) -> None:
            if name == boundary:
                raise Crash

        with patch.object(sending, "reached", crash), contextlib.suppress(Crash):
            self.drive()

    @rule(days=st.sampled_from([0.01, 0.6, 1.2, 3, 12, 31]))
    def days_pass(self, days: float) -> None:
        self.pass_time(timedelta(days=days))

    @rule(down=st.booleans())
    def the_provider_goes_down_or_up(self, down: bool) -> None:
        self.provider.down = down

    @precondition(lambda self: self.orders)
    @rule(number=st.integers(0, 99))
    def a_reader_stops(self, number: int) -> None:
        pledges = Pledge.objects.filter(started_at__isnull=False).order_by("id")
        if pledges:
            cancel_pledge(pledges[number % len(pledges)], actor="supporter", now=self.now)

    @invariant()
    def the_books_balance(self) -> None:
        assert trial_balance().is_balanced

    @invariant()
    def nobody_is_charged_twice(self) -> None:
        """By the provider's own record, whatever ours says. Only lists that hid a charge past the horizon excuse it."""
        if not self.hidden_too_long:
            charged = Counter(charge.ours.payment for charge in self.provider.successes if charge.ours)
            assert all(count == 1 for count in charged.values())

    @invariant()
    def only_the_provider_says_how_it_went(self) -> None:
        assert unproven() == []

    def open_pages(self) -> list[CheckoutSession]:
        return [
            record
            for record in self.provider.records.values()
            if isinstance(record, CheckoutSession) and record.state == "open" and record.expires_at > self.now
        ]

    def kept(self) -> Counter[str]:
        """Successes that were not given back, by payment."""
        back = {record.charge_id for record in self.provider.records.values() if isinstance(record, Refunded)}
        return Counter(one.ours.payment for one in self.provider.successes if one.ours and one.object_id not in back)

    def heal(self) -> None:
        """The provider is well again, days pass, the worker runs: everything agrees, and nobody has paid twice."""
        self.provider.down = self.provider.blind = False
        self.provider.script = []
        for _ in range(4):
            self.pass_time(timedelta(hours=25))
            self.drive()
            reconcile(since=self.now - timedelta(days=4000), now=self.now)
        self.drive()
        self.pass_time(timedelta(hours=3))
        report = reconcile(since=self.now - timedelta(days=4000), now=self.now)
        assert report.faults == []
        assert all_faults(now=self.now) == []
        assert all(count == 1 for count in self.kept().values())
        back = sum(r.amount.minor for r in self.provider.records.values() if isinstance(r, Refunded))
        came = sum(charge.amount.minor for charge in self.provider.successes)
        balance = trial_balance()
        assert came - back == sum(a.balance_minor for a in balance.accounts if a.kind == "income")
        assert balance.balance_minor("liabilities:duplicates", "USD") == 0


@pytest.mark.django_db
def test_any_history_ends_with_one_success_per_period_and_books_that_agree(settings_for_history) -> None:
    run_state_machine_as_test(
        AnyHistory,
        settings=settings(
            max_examples=8, stateful_step_count=15, deadline=None, suppress_health_check=list(HealthCheck),
            print_blob=True,
        ),
    )  # fmt: skip


@pytest.fixture
def settings_for_history(settings) -> None:
    settings.PROVIDERS = ["fake"]
