"""What the letters about money say, and when there is nothing to say."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
from django.core import mail
from procrastinate.contrib.django.models import ProcrastinateJob

from smallfavor.core.mail import Outgoing, compose
from smallfavor.core.money import Money
from smallfavor.ledger.actions.book import TransferLine, book_entry
from smallfavor.ledger.models import Entry, EntryKind
from smallfavor.payments import tasks
from smallfavor.payments.mails import letters, send_changed_later, send_notice_later
from smallfavor.payments.models import ImpactNote, Payment, PaymentState, Pledge, ProviderAccount, StateChange
from smallfavor.payments.rules import bookings
from smallfavor.supporters.actions.erase import erase_supporter

pytestmark = pytest.mark.django_db
Begin = Callable[..., Pledge]
NOW = datetime(2026, 11, 23, 22, 30, tzinfo=UTC)  # half past midnight of the 24th in Riga


def text_of(outgoing: Outgoing | None) -> str:
    assert outgoing is not None
    message = compose(outgoing)
    html = str(message.alternatives[0][0])
    assert "{{" not in html and "{%" not in html and "{{" not in message.body
    return str(message.body).replace("\n", " ").replace("\xa0", " ")


@pytest.fixture
def pledge(begin_pledge: Begin) -> Pledge:
    begun = begin_pledge(name="Anna")
    Pledge.objects.filter(pk=begun.pk).update(next_due=date(2026, 12, 23))
    Payment.objects.update(paid_at=NOW)
    return Pledge.objects.get(pk=begun.pk)


def renewal_of(pledge: Pledge, period: int = 1, **fields: object) -> Payment:
    row = Payment.objects.get(pledge=pledge, period=0)
    row.pk, row.period, row.request_key = None, period, None
    row.paid_entry = None if "state" in fields else entry(f"fake/{pledge.pk}/{period}")
    row.uuid = f"00000000-0000-4000-8000-{period:012}"  # type: ignore[assignment]
    for name, value in fields.items():
        setattr(row, name, value)
    row.save(force_insert=True)
    return row


def test_the_first_receipt_thanks_and_says_how_to_stop(pledge: Pledge) -> None:
    outgoing = letters.compose_receipt(str(pledge.payments.get().uuid), now=NOW)
    text = text_of(outgoing)
    for words in ("Dear Anna,", "Your first $2 has arrived", "every month", "Date: 24 November 2026",
                  "On your statement: HARBOUR MEDIA", "Next payment: 23 December 2026", "/manage/stop/",
                  "To stop, with one button"):  # fmt: skip
        assert words in text
    assert outgoing is not None and outgoing.letter.list_unsubscribe is None


def test_a_receipt_has_a_reference_that_the_desk_can_find(pledge: Pledge) -> None:
    payment = pledge.payments.get()
    assert payment.uuid.hex[:8].upper() in text_of(letters.compose_receipt(str(payment.uuid), now=NOW))


def test_a_renewal_tells_what_the_money_did(pledge: Pledge) -> None:
    ImpactNote.objects.create(language="en", text="An old line.", live_from=NOW - timedelta(days=60))
    ImpactNote.objects.create(language="en", text="You sent us to the dam.", live_from=NOW - timedelta(days=1))
    ImpactNote.objects.create(language="en", text="Not yet.", live_from=NOW + timedelta(days=1))
    ImpactNote.objects.create(language="ru", text="Мы съездили на плотину.", live_from=NOW)
    text = text_of(letters.compose_receipt(str(renewal_of(pledge).uuid), now=NOW))
    assert "You sent us to the dam." in text and "old line" not in text
    assert "That makes 2 months with you." in text


def test_an_ended_note_is_not_used(pledge: Pledge) -> None:
    ImpactNote.objects.create(language="en", text="Wrong.", live_from=NOW - timedelta(days=2), ended_at=NOW)
    assert "Wrong." not in text_of(letters.compose_receipt(str(renewal_of(pledge).uuid), now=NOW))


@pytest.mark.parametrize(
    ("period", "words"),
    [(1, "Вы с нами уже 2 месяца."), (4, "Вы с нами уже 5 месяцев."), (20, "Вы с нами уже 21 месяц.")],
)
def test_russian_counts_months_as_russian_does(begin_pledge: Begin, period: int, words: str) -> None:
    pledge = begin_pledge(language="ru")
    last = [renewal_of(pledge, number) for number in range(1, period + 1)][-1]
    assert words in text_of(letters.compose_receipt(str(last.uuid), now=NOW))


def test_a_single_gift_is_said_to_be_single(pledge: Pledge) -> None:
    once = Payment.objects.get(period=0)
    Payment.objects.filter(pk=once.pk).update(pledge=None, period=None, interval="once")
    outgoing = letters.compose_receipt(str(once.uuid), now=NOW)
    text = text_of(outgoing)
    assert "nothing more will be taken" in text and "/manage/stop/" not in text


def test_no_thanks_for_money_that_went_back(pledge: Pledge) -> None:
    Payment.objects.update(state=PaymentState.REFUNDED)
    assert letters.compose_receipt(str(pledge.payments.get().uuid), now=NOW) is None


def test_a_gift_that_the_bank_did_not_pass_on_leads_back_to_the_form(pledge: Pledge) -> None:
    Pledge.objects.update(state="pending")
    failed = {"state": PaymentState.FAILED, "paid_entry": None, "paid_at": None, "decline_code": "instrument_gone"}
    Payment.objects.update(**failed, created_at=NOW)
    text = text_of(letters.compose_failed(str(pledge.payments.get().uuid)))
    assert "Nothing was taken. On 24 November 2026 you gave $2, and your bank" in text
    assert "Your monthly support has not begun" in text
    assert "/support/pending/" in text and "/manage/stop/" not in text


def test_nothing_is_said_of_a_failure_that_is_over(pledge: Pledge) -> None:
    assert letters.compose_failed(str(pledge.payments.get().uuid)) is None


def test_a_notice_is_for_one_day_alone(pledge: Pledge) -> None:
    text = text_of(letters.compose_notice(str(pledge.uuid), due="2026-12-23"))
    assert "on 23 December 2026 we will take $2" in text and "See or change it" in text
    assert letters.compose_notice(str(pledge.uuid), due="2027-12-23") is None


def test_a_cancellation_is_confirmed_without_a_plea(pledge: Pledge) -> None:
    assert letters.compose_cancelled(str(pledge.uuid)) is None
    Pledge.objects.update(state="cancelled")
    text = text_of(letters.compose_cancelled(str(pledge.uuid)))
    assert "nothing more will be taken" in text and "You gave 1 time." in text and "/support/" not in text


@pytest.mark.parametrize(
    ("state", "reason", "words"),
    [("paused", "", "nothing will be taken until you start it again"), ("active", "amount", "Your changes are saved.")],
)
def test_a_change_is_confirmed_with_how_it_stands(pledge: Pledge, state: str, reason: str, words: str) -> None:
    Pledge.objects.update(state=state)
    change = StateChange.objects.create(pledge=pledge, state=state, actor="supporter", reason=reason, happened_at=NOW)
    text = text_of(letters.compose_changed(str(pledge.uuid), change=str(change.pk), now=NOW))
    assert words in text and "You give: $2 every month" in text


def test_an_erased_person_gets_no_letter(pledge: Pledge) -> None:
    payment = pledge.payments.get()
    Pledge.objects.update(state="cancelled")
    erase_supporter(pledge.supporter, now=NOW)
    assert letters.compose_receipt(str(payment.uuid), now=NOW) is None


def test_one_payment_is_thanked_for_once_however_often_its_job_runs(pledge: Pledge) -> None:
    uuid = str(pledge.payments.get().uuid)
    tasks.mail_receipt(payment=uuid)
    tasks.mail_receipt(payment=uuid)
    assert len(mail.outbox) == 1


def test_subjects_and_senders_name_neither_paper_nor_amount(pledge: Pledge) -> None:
    change = StateChange.objects.create(pledge=pledge, state="active", actor="supporter", happened_at=NOW)
    outgoings = [
        letters.compose_receipt(str(pledge.payments.get(period=0).uuid), now=NOW),
        letters.compose_notice(str(pledge.uuid), due="2026-12-23"),
        letters.compose_failed(str(renewal_of(pledge, state="failed").uuid)),
        letters.compose_changed(str(pledge.uuid), change=str(change.pk), now=NOW),
    ]
    Pledge.objects.update(state="cancelled")
    outgoings.append(letters.compose_cancelled(str(pledge.uuid)))
    for outgoing in outgoings:
        assert outgoing is not None
        message = compose(outgoing)
        for shown in (message.subject, message.from_email):
            assert all(word not in shown for word in ("Courier", "Harbour", "$", "2", "gift", "donation", "support"))


def test_jobs_carry_nothing_personal(pledge: Pledge) -> None:
    send_notice_later(pledge)
    send_changed_later(pledge, change="1")
    for job in ProcrastinateJob.objects.all():
        assert "example.org" not in str(job.args) and "Anna" not in str(job.args)


def entry(provider_object: str) -> Entry:
    line = TransferLine(*bookings.capture("fake", "monthly"), Money(200, "USD"))
    return book_entry(
        kind=EntryKind.CAPTURE, provider_object=provider_object, payment_uuid=None, happened_at=NOW, booked_at=NOW,
        transfers=[line],
    )  # fmt: skip


def test_readers_whose_card_could_not_be_moved_are_asked_for_another(pledge: Pledge) -> None:
    assert letters.compose_move(str(pledge.uuid)) is None
    new = ProviderAccount.objects.create(code="fake2", provider="fake")
    Pledge.objects.update(moving_to=new, held=True)
    text = text_of(letters.compose_move(str(pledge.uuid)))
    for words in ("Nothing was taken. We have changed the service", "You give $2 every month. Until you choose",
                  "nothing will be taken", "If you would rather stop here", "/manage/"):  # fmt: skip
        assert words in text
    Pledge.objects.update(held=False, language="ru")
    text = text_of(letters.compose_move(str(pledge.uuid)))
    assert "пока всё идёт как прежде" in text
    assert "You give" not in text
    Pledge.objects.update(state="cancelled", next_due=None)
    assert letters.compose_move(str(pledge.uuid)) is None
