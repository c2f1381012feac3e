"""Declined renewals and what became of them: every one is counted once, and words, table and file agree."""

import csv
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from itertools import count
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from django.test import Client

from smallfavor.core.clock import add_months
from smallfavor.core.money import Money
from smallfavor.insight.queries.recovery import MonthOfRecovery, months_of_recovery
from smallfavor.insight.recovery import recovery_sentences
from smallfavor.ledger.actions.book import TransferLine, book_entry
from smallfavor.ledger.models import EntryKind
from smallfavor.payments.models import Attempt, Instrument, Payment, ProviderAccount, ProviderObject

ZONE = ZoneInfo("Europe/Riga")
NUMBERS = count(1)
Decline = Callable[..., Payment]


def today() -> date:
    return datetime.now(ZONE).date()


def this_month() -> MonthOfRecovery:
    return months_of_recovery(today=today(), months=3, zone=ZONE)["USD"][-1]


def attempt_of(payment: Payment, n: int, instrument: Instrument | None, operation: str, state: str) -> Attempt:
    return Attempt.objects.create(
        payment=payment, n=n, provider_account=ProviderAccount.objects.get(), operation=operation, state=state,
        instrument=instrument, idem_key=f"{payment.uuid}{n}", frozen_body=b"{}", send_after=payment.created_at,
        amount_minor=payment.amount_minor, first_sent_at=payment.created_at, created_at=payment.created_at,
    )  # fmt: skip


def object_of(attempt: Attempt, kind: str, at: datetime) -> ProviderObject:
    payment, name, entry = attempt.payment, f"ob_{next(NUMBERS)}", None
    if kind == "success":
        entry = book_entry(
            kind=EntryKind.CAPTURE, provider_object=name, payment_uuid=payment.uuid, happened_at=at, booked_at=at,
            transfers=[TransferLine("assets:sandbox", "income:monthly", Money(200, "USD"))],
        )  # fmt: skip
        Payment.objects.filter(pk=payment.pk).update(state="paid", paid_entry=entry, paid_at=at)
    return ProviderObject.objects.create(
        provider_account=attempt.provider_account, object_id=name, kind=kind, payment=payment, attempt=attempt,
        amount_minor=200, currency="USD", created_at=at, seen_at=at, entry=entry,
    )  # fmt: skip


@pytest.fixture
def declined(paid: Callable[..., Payment]) -> Decline:
    """A renewal that was declined once; `paid_by` "retry", "card" or "confirmation": came in after all."""

    def make(state: str = "planned", *, pledge_state: str = "active", paid_by: str = "", at: datetime | None = None,
             **fields: object) -> Payment:  # fmt: skip
        pledge = paid(200, interval="monthly").pledge
        assert pledge is not None
        pledge.state = pledge_state
        pledge.save()
        now = at or datetime.now(UTC)
        old, new = (
            Instrument.objects.create(
                supporter=pledge.supporter, provider_account=pledge.provider_account, token=str(uuid4()), created_at=now
            )
            for _ in range(2)
        )
        payment = Payment.objects.create(
            uuid=uuid4(), supporter=pledge.supporter, pledge=pledge, period=1, interval="monthly", amount_minor=200,
            currency="USD", state=state, created_at=now, **fields,
        )  # fmt: skip
        object_of(attempt_of(payment, 1, old, "charge", "declined"), "decline", now)
        if paid_by:
            operation = "checkout" if paid_by == "confirmation" else "charge"
            by = {"retry": old, "card": new, "confirmation": None}[paid_by]
            object_of(attempt_of(payment, 2, by, operation, "succeeded"), "success", now + timedelta(minutes=1))
        return payment

    return make


def test_each_declined_renewal_has_one_outcome(declined: Decline) -> None:
    declined(paid_by="retry"), declined(paid_by="retry"), declined(paid_by="card"), declined(paid_by="confirmation")
    declined("planned"), declined("failed", confirm_by=today())
    declined("failed", pledge_state="lapsed"), declined("failed", pledge_state="cancelled"), declined("waived")
    row = this_month()
    assert (row.by_retry, row.by_card, row.by_confirmation) == (2, 1, 1)
    assert (row.open, row.lapsed, row.stopped) == (2, 1, 2)
    assert (row.declined, row.recovered, row.percent) == (9, 4, 44)
    assert (row.declined_minor, row.recovered_minor) == (1800, 800)


def test_a_renewal_declined_four_times_is_one(declined: Decline) -> None:
    payment = declined("failed", pledge_state="lapsed")
    for n in (2, 3, 4):
        object_of(attempt_of(payment, n, None, "charge", "declined"), "decline", datetime.now(UTC))
    assert this_month().declined == 1


def test_it_counts_in_the_month_of_its_first_decline(declined: Decline) -> None:
    last = datetime.combine(add_months(today().replace(day=1), -1), datetime.min.time(), ZONE) + timedelta(days=3)
    payment = declined("failed", pledge_state="lapsed", at=last)
    object_of(attempt_of(payment, 2, None, "charge", "declined"), "decline", datetime.now(UTC))
    rows = months_of_recovery(today=today(), months=2, zone=ZONE)["USD"]
    assert [row.declined for row in rows] == [1, 0]
    # Declined again in a window that its first decline is older than: it was counted then.
    assert months_of_recovery(today=today(), months=1, zone=ZONE) == {}


def test_the_month_is_the_papers(declined: Decline) -> None:
    first = datetime.combine(today().replace(day=1), datetime.min.time(), ZONE)
    declined(at=first - timedelta(minutes=30))
    declined(at=first + timedelta(minutes=30))
    rows = months_of_recovery(today=today(), months=2, zone=ZONE)["USD"]
    assert [row.declined for row in rows] == [1, 1]


def test_first_gifts_are_not_in_it(declined: Decline) -> None:
    payment = declined()
    Payment.objects.filter(pk=payment.pk).update(pledge=None, period=None, interval="once")
    assert months_of_recovery(today=today(), months=3, zone=ZONE) == {}


OCTOBER = date(2026, 10, 1)


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        (
            {"by_retry": 20, "by_card": 7, "open": 5, "lapsed": 8},
            "Of 40 renewals declined for the first time between 1 and 31 October 2026, 27 were recovered (68 %): "
            "20 by another try, 7 by another way to pay; 5 still open, 8 lapsed.",
        ),
        (
            {"by_confirmation": 1, "stopped": 1},
            "Of 2 renewals declined for the first time between 1 and 31 October 2026, 1 was recovered (50 %): "
            "1 confirmed by the reader; 1 stopped by the reader.",
        ),
        (
            {"lapsed": 3},
            "Of 3 renewals declined for the first time between 1 and 31 October 2026, none were recovered (0 %); "
            "3 lapsed.",
        ),
        (
            {"open": 1},
            "One renewal was declined for the first time between 1 and 31 October 2026; it is still open.",
        ),
    ],
)
def test_the_sentence_names_its_denominator(fields: dict[str, int], words: str) -> None:
    rows = [MonthOfRecovery(OCTOBER, "USD", **fields), MonthOfRecovery(date(2026, 11, 1), "USD")]
    assert recovery_sentences(rows, "en") == [words]


def test_page_and_file_tell_the_same(editor: Client, declined: Decline) -> None:
    declined(paid_by="card"), declined("failed", pledge_state="lapsed")
    page = editor.get("/desk/money/declined/").content.decode()
    assert (
        "Of 2 renewals declined for the first time" in page
        and "1 was recovered (50 %): 1 by another way to pay" in page
    )
    assert "<svg" in page
    rows = list(csv.DictReader(editor.get("/desk/money/declined-USD.csv").content.decode().splitlines()))
    row = rows[0]
    assert (row["Declined"], row["Recovered"], row["%"], row["Lapsed"]) == ("2", "1", "50", "1")
    assert (row["Declined amount"], row["Recovered amount"], row["Currency"]) == ("4.00", "2.00", "USD")


def test_without_a_decline_the_page_says_so(editor: Client) -> None:
    assert (
        "No renewal was declined in the last thirteen months." in editor.get("/desk/money/declined/").content.decode()
    )


def test_what_is_not_there_is_not_found_and_without_the_right_it_stays_closed(editor: Client, writer: Client) -> None:
    assert writer.get("/desk/money/declined/").status_code == 302
    assert writer.get("/desk/money/declined-USD.csv").status_code == 302


def test_a_currency_without_declines_is_not_found(editor: Client, declined: Decline) -> None:
    declined()
    assert editor.get("/desk/money/declined/?currency=XXX").status_code == 404
    assert editor.get("/desk/money/declined-XXX.csv").status_code == 404
