"""What each letter about a declined card says, in both languages, and when there is nothing to say any more."""

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
from django.core import mail

from smallfavor.core.mail import Outgoing, compose
from smallfavor.payments import tasks
from smallfavor.payments.mails.dunning import compose_dunning, compose_expiry
from smallfavor.payments.models import Attempt, Instrument, Payment, Pledge
from smallfavor.payments.rules.keys import renewal_uuid
from smallfavor.supporters.actions.erase import erase_supporter

pytestmark = pytest.mark.django_db
Begin = Callable[..., Pledge]
TRIED = datetime(2026, 12, 23, 9, 30, tzinfo=UTC)

# How the rows stand at each step: payment, pledge, the code of the last decline, and what the letter says.
STEPS = {
    "decline": ({"state": "planned", "retry_on": date(2026, 12, 26)}, "active", "insufficient_funds", [
        "Nothing was taken. On 23 December 2026 we tried to take your $2 (Visa ending 4242)",
        "not enough money just then",
        "we will try again on 26 December 2026", "Choose another way to pay", "/manage/card/", "/manage/stop/"]),
    "again": ({"state": "planned", "retry_on": date(2026, 12, 30)}, "active", "insufficient_funds", [
        "Nothing was taken. On 23 December 2026 we tried once more",
        "The next try is on 30 December 2026", "/manage/card/"]),
    "confirm": ({"state": "failed", "confirm_by": date(2027, 1, 6)}, "active", "authentication_required", [
        "Nothing was taken.", "your bank wants to hear from you", "until 6 January 2027", "Confirm this payment",
        "/manage/confirm/", "after that day it ends by itself"]),
    "replace": ({"state": "failed"}, "lapsed", "expired_card", [
        "Nothing was taken.", "the card has expired", "We will not try it that way again.", "/manage/card/"]),
    "lapsed": ({"state": "failed"}, "lapsed", "insufficient_funds", [
        "Nothing was taken, and nothing more will be.", "we have stopped trying", "You gave 1 time", "Take it up again",
        "/manage/card/"]),
}  # fmt: skip


def text_of(outgoing: Outgoing | None) -> str:
    assert outgoing is not None
    message = compose(outgoing)
    html = str(message.alternatives[0][0])
    assert "{{" not in html and "{%" not in html and "{{" not in message.body
    return str(message.body).replace("\n", " ").replace("\xa0", " ")


@pytest.fixture
def at_step(begin_pledge: Begin) -> Callable[..., Payment]:
    """A declined renewal, as its rows stand at that step."""

    def make(step: str, *, language: str = "en", **changed: object) -> Payment:
        fields, state, code, _ = STEPS[step]
        pledge = begin_pledge(language=language, name="Anna")
        Pledge.objects.filter(pk=pledge.pk).update(state=state, next_due=date(2027, 1, 23))
        first = Attempt.objects.get(payment__pledge=pledge)
        payment = Payment.objects.create(
            uuid=renewal_uuid(pledge.uuid, 1), supporter=pledge.supporter, pledge=pledge, period=1,
            interval="monthly", amount_minor=200, currency="USD", language=language,
            due=date(2026, 12, 23), created_at=TRIED, **{"decline_code": code, **fields, **changed},
        )  # fmt: skip
        Attempt.objects.create(
            payment=payment, n=1, provider_account=first.provider_account, operation="charge", frozen_body=b"{}",
            idem_key=str(payment.uuid), state="declined", send_after=TRIED, amount_minor=200, first_sent_at=TRIED,
            decline_code=code, created_at=TRIED, instrument=pledge.instrument,
        )  # fmt: skip
        return payment

    return make


@pytest.mark.parametrize("step", STEPS)
def test_each_step_has_its_own_letter(at_step: Callable[..., Payment], step) -> None:
    text = text_of(compose_dunning(str(at_step(step).uuid), step=step))
    assert "Dear Anna," in text
    for words in STEPS[step][3]:
        assert words in text
    # What has ended need not be stopped.
    assert ("/manage/stop/" in text) == (step not in {"replace", "lapsed"})


@pytest.mark.parametrize("step", STEPS)
def test_each_letter_is_written_in_russian_too(at_step: Callable[..., Payment], step) -> None:
    outgoing = compose_dunning(str(at_step(step, language="ru").uuid), step=step)
    text = text_of(outgoing)
    assert "Здравствуйте, Anna!" in text
    for english in ("taken", "tried", "bank", "again", "You ", "Use ", "Choose"):
        assert english not in text
    assert "lang=ru" in text


@pytest.mark.parametrize("step", STEPS)
def test_no_subject_or_sender_tells_what_it_is_about(at_step: Callable[..., Payment], step) -> None:
    outgoing = compose_dunning(str(at_step(step).uuid), step=step)
    assert outgoing is not None
    message = compose(outgoing)
    for shown in (message.subject, message.from_email):
        assert all(word not in shown for word in ("Courier", "Harbour", "$", "2", "gift", "donation", "support"))


@pytest.mark.parametrize("step", STEPS)
def test_nothing_is_told_once_the_reader_has_stopped(at_step: Callable[..., Payment], step) -> None:
    payment = at_step(step)
    Pledge.objects.update(state="cancelled")
    assert compose_dunning(str(payment.uuid), step=step) is None


@pytest.mark.parametrize("step", STEPS)
def test_nothing_is_told_once_the_payment_is_under_way_again(at_step: Callable[..., Payment], step) -> None:
    payment = at_step(step)
    Payment.objects.filter(pk=payment.pk).update(state="planned", retry_on=None, confirm_by=None)
    assert compose_dunning(str(payment.uuid), step=step) is None


def test_a_step_that_is_over_is_not_told(at_step: Callable[..., Payment]) -> None:
    payment = at_step("lapsed")
    assert compose_dunning(str(payment.uuid), step="decline") is None
    assert compose_dunning(str(payment.uuid), step="confirm") is None


def test_who_let_the_banks_question_pass_is_told_so(at_step: Callable[..., Payment]) -> None:
    payment = at_step("lapsed", decline_code="authentication_required")
    assert "Your bank wanted you to confirm your $2" in text_of(compose_dunning(str(payment.uuid), step="lapsed"))


def test_a_renewal_without_a_card_asks_for_one(at_step: Callable[..., Payment]) -> None:
    payment = at_step("replace")
    Attempt.objects.filter(payment=payment).delete()
    text = text_of(compose_dunning(str(payment.uuid), step="replace"))
    assert "nothing to pay with is saved with us" in text and "tried" not in text


def test_an_erased_person_gets_no_letter(at_step: Callable[..., Payment]) -> None:
    payment = at_step("lapsed")
    erase_supporter(payment.supporter, now=TRIED)
    Pledge.objects.update(state="lapsed")
    assert compose_dunning(str(payment.uuid), step="lapsed") is None


def test_each_step_is_written_once_however_often_its_job_runs(at_step: Callable[..., Payment]) -> None:
    uuid = str(at_step("decline").uuid)
    for _ in range(2):
        tasks.mail_dunning(payment=uuid, step="decline", try_number="1")
    assert len(mail.outbox) == 1


@pytest.mark.parametrize(("language", "words"), [
    ("en", ["Your card (Visa ending 4242) is good until 28 February 2030", "on 23 March 2030 comes after that day",
            "Nothing is taken for it.", "/manage/card/"]),
    ("ru", ["28 февраля 2030", "23 марта 2030", "/manage/card/"]),
])  # fmt: skip
def test_a_card_that_ends_is_written_about_before(begin_pledge: Begin, language, words) -> None:
    pledge = begin_pledge(language=language)
    Pledge.objects.filter(pk=pledge.pk).update(anchor=date(2029, 12, 23), anchor_n=1, next_due=date(2029, 12, 23))
    text = text_of(compose_expiry(str(Instrument.objects.get().uuid)))
    for word in words:
        assert word in text
    Pledge.objects.update(state="cancelled")
    assert compose_expiry(str(Instrument.objects.get().uuid)) is None
