"""Receipts: numbered without gaps whoever issues them, never changed, and credit notes for what went back."""

import threading
from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
from django.db import DatabaseError, connection, connections, transaction

from smallfavor.core.clock import utcnow
from smallfavor.payments import tasks
from smallfavor.payments.actions import issue_receipts as issuing
from smallfavor.payments.actions.issue_receipts import issue_receipts, issue_receipts_of
from smallfavor.payments.mails import letters
from smallfavor.payments.models import ObjectKind, Payment, Pledge, ProviderObject, Receipt
from smallfavor.payments.queries.receipts import receipt_by_number

Begin = Callable[..., Pledge]


def numbers() -> list[str]:
    return [receipt.number for receipt in Receipt.objects.order_by("year", "serial")]


def give_back(charge: ProviderObject, name: str) -> ProviderObject:
    """A refund of the charge, as settling leaves it."""
    entry = charge.entry
    assert entry is not None
    entry.pk, entry.kind, entry.provider_object = None, "refund", f"fake/{name}"
    with transaction.atomic():
        entry.save(force_insert=True)
        line = ProviderObject.objects.get(pk=charge.pk).entry.transfers.get()
        line.pk, line.entry = None, entry
        line.debit_account_id, line.credit_account_id = line.credit_account_id, line.debit_account_id
        line.save(force_insert=True)
    return ProviderObject.objects.create(
        provider_account=charge.provider_account, object_id=name, kind=ObjectKind.REFUND, payment=charge.payment,
        charge=ProviderObject.objects.get(pk=charge.pk), entry=entry, amount_minor=100, currency=charge.currency,
        created_at=charge.created_at, seen_at=utcnow(),
    )  # fmt: skip


@pytest.mark.django_db
def test_each_success_gets_the_next_number_once(begin_pledge: Begin, now: datetime) -> None:
    begin_pledge(), begin_pledge(email="another@example.org")
    assert issue_receipts(now=now) == 2
    assert issue_receipts(now=now) == 0
    assert numbers() == [f"{now.year}-000001", f"{now.year}-000002"]
    first = Receipt.objects.order_by("serial")[0]
    assert (first.kind, first.amount_minor, first.currency) == ("receipt", 200, "USD")


@pytest.mark.django_db
def test_each_batch_begins_where_the_last_one_ended(begin_pledge: Begin, now: datetime, monkeypatch) -> None:
    for reader in range(5):
        begin_pledge(email=f"reader{reader}@example.org")
    plain, begun = issuing._issue, []

    def issue(which, parameters, *, now):
        begun.append(parameters["since"])
        return plain(which, parameters, now=now)

    monkeypatch.setattr(issuing, "_issue", issue)
    assert issue_receipts(now=now, limit=2) == 5
    seen = list(ProviderObject.objects.order_by("seen_at", "id").values_list("seen_at", flat=True))
    assert begun == [None, seen[1], seen[3]]
    assert numbers() == [f"{now.year}-00000{n}" for n in range(1, 6)]


@pytest.mark.django_db
def test_each_year_by_the_papers_clock_has_a_series_of_its_own(begin_pledge: Begin) -> None:
    begin_pledge()
    issue_receipts(now=datetime(2026, 12, 31, 21, 59, tzinfo=UTC))
    begin_pledge(email="another@example.org")
    issue_receipts(now=datetime(2026, 12, 31, 22, tzinfo=UTC))  # midnight in Riga
    assert numbers() == ["2026-000001", "2027-000001"]
    assert Receipt.objects.get(year=2027).issued_on == date(2027, 1, 1)


@pytest.mark.django_db
def test_money_that_went_back_gets_a_credit_note(begin_pledge: Begin, now: datetime) -> None:
    begin_pledge()
    issue_receipts(now=now)
    refund = give_back(ProviderObject.objects.get(kind=ObjectKind.SUCCESS), "re_1")
    issue_receipts(now=now)
    note = Receipt.objects.get(provider_object=refund)
    assert (note.kind, note.number, note.amount_minor) == ("credit_note", f"{now.year}-000002", 100)


@pytest.mark.django_db
def test_the_mail_shows_the_number_which_is_issued_for_it(begin_pledge: Begin, now: datetime) -> None:
    payment = begin_pledge().payments.get()
    tasks.mail_receipt(payment=str(payment.uuid))
    assert numbers() == [f"{now.year}-000001"]
    outgoing = letters.compose_receipt(str(payment.uuid), now=now)
    assert outgoing is not None
    assert ("Receipt number", f"{now.year}-000001") in outgoing.letter.context["facts"]  # type: ignore[operator]


@pytest.mark.django_db
def test_lately_seen_money_is_numbered_without_looking_at_the_rest(begin_pledge: Begin, now: datetime) -> None:
    begin_pledge()
    ProviderObject.objects.update(seen_at=datetime(2020, 1, 1, tzinfo=UTC))
    tasks.number_receipts(timestamp=0)
    assert numbers() == []
    tasks.number_all_receipts(timestamp=0)
    assert len(numbers()) == 1


@pytest.mark.django_db
def test_receipts_are_never_changed_and_leave_no_gap(begin_pledge: Begin, now: datetime) -> None:
    begin_pledge(), begin_pledge(email="another@example.org")
    issue_receipts_of(str(Payment.objects.earliest("id").uuid), now=now)
    other = ProviderObject.objects.get(receipt=None)
    columns = (
        "year, serial, kind, payment_id, provider_object_id, amount_minor, currency, moved_on, issued_on, issued_at"
    )
    for sql in (
        "UPDATE payments_receipt SET amount_minor = 1",
        "DELETE FROM payments_receipt",
        "TRUNCATE payments_receipt",
        f"INSERT INTO payments_receipt ({columns}) SELECT year, 3, kind, {other.payment_id}, {other.pk}, amount_minor, "
        "currency, moved_on, issued_on, issued_at FROM payments_receipt",
    ):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql)
    assert numbers() == [f"{now.year}-000001"]


@pytest.mark.django_db
def test_what_is_no_number_finds_nothing(begin_pledge: Begin, now: datetime) -> None:
    begin_pledge()
    issue_receipts(now=now)
    found = receipt_by_number(f" {now.year}-000001 ")
    assert found is not None and found.number == f"{now.year}-000001"
    for wrong in ("", "2026", "2026-", "x-000001", f"{now.year}-000002", "2026-000001; --", "2026-9999999999"):
        assert receipt_by_number(wrong) is None


@pytest.mark.django_db(transaction=True)
def test_two_that_issue_at_once_leave_no_gap_and_no_twin(begin_pledge: Begin, now: datetime) -> None:
    for number in range(12):
        begin_pledge(email=f"reader{number}@example.org")
    together = threading.Barrier(2)

    def issue() -> None:
        together.wait(10)
        for payment in Payment.objects.order_by("id"):
            issue_receipts_of(str(payment.uuid), now=now)
            issue_receipts(now=now, limit=1)
        connections.close_all()

    rivals = [threading.Thread(target=issue) for _ in range(2)]
    for rival in rivals:
        rival.start()
    for rival in rivals:
        rival.join()
    assert numbers() == [f"{now.year}-{serial:06}" for serial in range(1, 13)]
