"""Gifts and pledges by bank transfer, from the form to the books: nothing is taken, everything that comes is booked."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core import mail

from smallfavor.bank.actions.read_statement import BankFile, read_statement
from smallfavor.bank.models import ExpectedTransfer, OrderKind, TransferBack
from smallfavor.bank.tests.statement_files import OURS, camt053, entry, transaction
from smallfavor.core.money import Money
from smallfavor.ledger.queries import trial_balance
from smallfavor.payments import tasks
from smallfavor.payments.actions.begin_checkout import begin_checkout
from smallfavor.payments.actions.drive import drive_until_idle
from smallfavor.payments.actions.order import CheckoutOrder
from smallfavor.payments.actions.pledges.cancel_pledge import cancel_pledge
from smallfavor.payments.actions.refund_payment import RefundRefused, refund_payment
from smallfavor.payments.models import AttemptState, Payment, PaymentState, Pledge, PledgeState
from smallfavor.payments.queries.invariants import all_faults

pytestmark = pytest.mark.django_db(transaction=True)
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def transfers(settings):
    settings.PROVIDERS = ["bank_transfer"]
    settings.PROVIDER_SETTINGS = {"bank_transfer": {"beneficiary": "Harbour Media", "iban": OURS, "bic": ""}}


class Clock:
    """Moves the one clock of all, so that the bank's days and ours are the same."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.now = datetime(2026, 11, 2, 9, tzinfo=UTC)
        monkeypatch.setattr("smallfavor.core.clock.utcnow", lambda: self.now)

    def to(self, day: str) -> datetime:
        self.now = datetime.fromisoformat(f"{day}T09:00:00+00:00")
        return self.now


@pytest.fixture
def clock(monkeypatch):
    return Clock(monkeypatch)


def give(clock: Clock, *, interval: str = "once", minor: int = 1000, key: str = "k1") -> Payment:
    order = CheckoutOrder(
        request_key=key, interval=interval, amount=Money(minor, "EUR"), email="nora@example.org", name="Nora Vos",
        method="bank_transfer", language="en", country="NL", appeal="", variant="", manifest_version="",
        terms_version="t1",
    )  # fmt: skip
    step = begin_checkout(order, now=clock.now)
    assert step.kind == "redirect"
    assert "/support/transfer/" in step.url
    return step.payment


def reference() -> str:
    return ExpectedTransfer.objects.exclude(kind=OrderKind.PERIOD).latest("id").reference.code


def statement(clock: Clock, *entries: str, until: str = "") -> None:
    day = until or clock.now.date().isoformat()
    content = camt053(*entries, number=f"S{day}{len(entries)}").replace(
        b"</Acct>", f"</Acct><FrToDt><ToDtTm>{day}T23:00:00</ToDtTm></FrToDt>".encode()
    )
    read_statement(BankFile(content), by="desk:1", now=clock.now)


def comes(clock: Clock, minor: int = 1000, *, credit: bool = True, code: str = "") -> str:
    told = transaction(name="Nora Vos", text=[code or reference()], credit=credit)
    day = clock.now.date().isoformat()
    return entry(f"{minor / 100:.2f}", told, ref=f"B{day}", day=day, side="CRDT" if credit else "DBIT")


def drive(clock: Clock) -> None:
    drive_until_idle(today=clock.now.date(), now=clock.now, concurrency=1)


def fresh(row):
    return type(row).objects.get(pk=row.pk)


def balance(account: str) -> int:
    return sum(one.balance_minor for one in trial_balance().accounts if one.code == account)


def test_a_gift_is_booked_when_the_statement_shows_it(clock) -> None:
    payment = give(clock)
    assert fresh(payment).state == PaymentState.AWAITING_PAYER
    assert fresh(payment).expires_at == clock.now + 60 * DAY
    clock.to("2026-11-04")
    statement(clock, comes(clock, 1250))
    paid = fresh(payment)
    assert (paid.state, paid.amount) == (PaymentState.PAID, Money(1250, "EUR"))
    assert balance("assets:bank_transfer") == 1250
    assert all_faults(now=clock.now) == []


def test_where_to_send_it_is_mailed_once_and_discreetly(clock) -> None:
    payment = give(clock)
    tasks.mail_instructions(payment=str(payment.uuid))
    tasks.mail_instructions(payment=str(payment.uuid))
    [letter] = mail.outbox
    assert letter.subject == "Where to send it"
    body = letter.body.replace("\xa0", " ")
    assert "DE02 1203 0000 0000 2020 51" in body
    assert "Harbour Media" in body
    assert "/support/transfer/" in body


def test_money_that_comes_after_the_page_has_ended_still_pays(clock) -> None:
    payment = give(clock)
    clock.to("2027-01-10")
    drive(clock)
    assert fresh(payment).state == PaymentState.EXPIRED
    statement(clock, comes(clock))
    assert fresh(payment).state == PaymentState.PAID


def begun(clock: Clock, interval: str = "monthly") -> Pledge:
    payment = give(clock, interval=interval)
    clock.to("2026-11-04")
    statement(clock, comes(clock))
    pledge = fresh(payment).pledge
    assert pledge is not None
    assert (pledge.state, pledge.next_due) == (PledgeState.ACTIVE, date(2026, 12, 4))
    assert pledge.instrument.token == reference()
    return pledge


def period(pledge: Pledge, n: int) -> Payment:
    return Payment.objects.get(pledge=pledge, period=n)


def test_a_standing_order_is_expected_and_pays_its_period(clock) -> None:
    pledge = begun(clock)
    clock.to("2026-12-04")
    drive(clock)
    assert period(pledge, 1).state == PaymentState.PROCESSING
    clock.to("2026-12-06")
    statement(clock, comes(clock))
    assert period(pledge, 1).state == PaymentState.PAID
    assert balance("income:monthly") == 2000
    assert all_faults(now=clock.now) == []


def test_a_standing_order_that_comes_early_pays_on_its_due_day(clock) -> None:
    pledge = begun(clock)
    clock.to("2026-12-02")
    statement(clock, comes(clock))
    assert not Payment.objects.filter(pledge=pledge, period=1).exists()
    clock.to("2026-12-04")
    drive(clock)
    assert period(pledge, 1).state == PaymentState.PAID


def test_what_is_not_seen_is_asked_for_once_and_never_tried_again(clock) -> None:
    pledge = begun(clock)
    clock.to("2026-12-04")
    drive(clock)
    payment = period(pledge, 1)
    for day in ("2026-12-14", "2026-12-15"):
        clock.to(day)
        statement(clock)
        drive(clock)
    tasks.mail_dunning(payment=str(payment.uuid), step="unseen", try_number="1")
    [letter] = [one for one in mail.outbox if one.subject == "Has it left your bank?"]
    assert "nothing is owed" in letter.body.lower()
    clock.to("2026-12-29")
    statement(clock)
    drive(clock)
    missed = fresh(payment)
    assert (missed.state, missed.decline_code) == (PaymentState.FAILED, "not_received")
    assert missed.retry_on is None
    assert missed.attempts.count() == 1
    assert fresh(pledge).state == PledgeState.ACTIVE


def test_late_money_pays_the_period_that_was_closed(clock) -> None:
    pledge = begun(clock)
    clock.to("2026-12-04")
    drive(clock)
    clock.to("2026-12-30")
    statement(clock)
    assert period(pledge, 1).state == PaymentState.FAILED
    clock.to("2027-01-02")
    statement(clock, comes(clock))
    assert period(pledge, 1).state == PaymentState.PAID
    assert all_faults(now=clock.now) == []


def test_after_three_periods_the_pledge_comes_to_rest_with_a_way_back(clock) -> None:
    pledge = begun(clock)
    for due, closed in [("2026-12-04", "2026-12-30"), ("2027-01-04", "2027-01-30"), ("2027-02-04", "2027-03-02")]:
        assert fresh(pledge).state == PledgeState.ACTIVE
        clock.to(due)
        drive(clock)
        clock.to(closed)
        statement(clock)
    assert fresh(pledge).state == PledgeState.LAPSED
    last = period(pledge, 3)
    tasks.mail_dunning(payment=str(last.uuid), step="unreceived", try_number="1")
    [letter] = [one for one in mail.outbox if one.subject == "Your support has come to rest"]
    assert "/manage/card/" in letter.body


def test_money_after_the_reader_has_stopped_waits_for_a_person(clock) -> None:
    pledge = begun(clock)
    cancel_pledge(pledge, actor="supporter", now=clock.now)
    drive(clock)
    clock.to("2026-12-05")
    statement(clock, comes(clock))
    assert Payment.objects.filter(pledge=pledge).count() == 1
    tasks.mail_cancelled(pledge=str(pledge.uuid))
    assert "only you can stop it there" in mail.outbox[-1].body.replace("\n", " ")


def test_a_refund_is_on_its_way_until_a_statement_shows_it(clock) -> None:
    payment = give(clock)
    clock.to("2026-11-04")
    statement(clock, comes(clock))
    attempt = refund_payment(fresh(payment), actor="desk:1", reason="asked", now=clock.now)
    drive(clock)
    assert fresh(attempt).state == AttemptState.PROCESSING
    assert fresh(payment).state == PaymentState.PAID
    with pytest.raises(RefundRefused):
        refund_payment(fresh(payment), actor="desk:1", reason="asked again", now=clock.now)
    clock.to("2026-11-06")
    statement(clock, comes(clock, credit=False, code=TransferBack.objects.get().reference))
    assert fresh(attempt).state == AttemptState.SUCCEEDED
    assert fresh(payment).state == PaymentState.REFUNDED
    assert balance("assets:bank_transfer") == 0
    assert all_faults(now=clock.now) == []


def test_nobody_is_written_to_while_statements_are_behind(clock) -> None:
    pledge = begun(clock)
    clock.to("2026-12-04")
    drive(clock)
    clock.to("2027-01-20")
    drive(clock)
    assert period(pledge, 1).state == PaymentState.PROCESSING
    assert not period(pledge, 1).changes.filter(state="late").exists()
