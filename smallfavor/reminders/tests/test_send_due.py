"""Due reminders: one mail each, with the form prefilled, and none that is not wanted any more."""

from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace

import pytest
from django.core import mail
from django.core.mail import EmailMultiAlternatives
from procrastinate.contrib.django.models import ProcrastinateJob

from smallfavor.payments.models import Pledge, ProviderAccount
from smallfavor.reminders import tasks
from smallfavor.reminders.actions.ask import Asked, ask_reminder
from smallfavor.reminders.actions.drop import drop_reminder
from smallfavor.reminders.actions.forget_idle import KEPT, forget_idle_people
from smallfavor.reminders.actions.never import never_remind
from smallfavor.reminders.actions.send_due import send_due_reminders
from smallfavor.reminders.models import Reminder, ReminderState
from smallfavor.reminders.wish import Wish
from smallfavor.supporters.models import Supporter, SupporterKey
from smallfavor.supporters.queries import contact_of, find_by_email

pytestmark = pytest.mark.django_db
ASKED = datetime(2027, 1, 31, 12, tzinfo=UTC)
DUE = date(2027, 2, 28)
MORNING = datetime(2027, 2, 28, 7, 30, tzinfo=UTC)  # 9:30 in Riga


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tasks, "utcnow", lambda: MORNING)


def ask(key: str = "one", *, email: str = "anna@example.org", due: date = DUE, wish: Wish | None = None,
        language: str = "en") -> Reminder:  # fmt: skip
    return ask_reminder(Asked(key, email, due, wish or Wish(), language), now=ASKED)


def run_mail_jobs() -> None:
    for job in ProcrastinateJob.objects.filter(task_name="smallfavor.reminders.tasks.mail_reminder"):
        tasks.mail_reminder(**job.args)


def test_a_reminder_is_one_mail_on_its_morning() -> None:
    reminder = ask(wish=Wish("monthly", "2", "USD", "spring", "control", "v1"))
    assert send_due_reminders(now=datetime(2027, 2, 28, 6, 30, tzinfo=UTC)) == 0
    assert send_due_reminders(now=MORNING) == 1
    run_mail_jobs()
    reminder.refresh_from_db()
    assert reminder.state == ReminderState.SENT
    assert send_due_reminders(now=MORNING + timedelta(days=3)) == 0
    run_mail_jobs()
    assert len(mail.outbox) == 1
    message = mail.outbox[0]
    assert message.to == ["anna@example.org"]
    assert "/support/?interval=monthly&amount=2&currency=USD&appeal=spring&variant=control&version=v1&lang=en" in str(
        message.body
    )


def test_the_mail_is_discreet_and_can_be_ended_by_one_click(settings: SimpleNamespace) -> None:
    ask(wish=Wish("monthly", "2", "USD"))
    send_due_reminders(now=MORNING)
    run_mail_jobs()
    message = mail.outbox[0]
    headers = message.message()
    for shown in (message.subject, message.from_email, str(headers["Reply-To"])):
        assert all(word not in shown for word in ("Courier", "$", "2", "gift", "support"))
    assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert str(headers["List-Unsubscribe"]).startswith(f"<{settings.BASE_URL}/remind/")


def test_a_russian_reader_gets_a_russian_mail() -> None:
    ask(language="ru", wish=Wish("monthly", "2", "USD"))
    send_due_reminders(now=MORNING)
    run_mail_jobs()
    message = mail.outbox[0]
    assert isinstance(message, EmailMultiAlternatives)
    assert message.subject == "Напоминание, о котором вы просили"
    assert "каждый месяц" in message.body


def test_a_missed_morning_is_made_up() -> None:
    ask()
    assert send_due_reminders(now=MORNING + timedelta(days=2, hours=-5)) == 1


def test_two_workers_queue_one_mail() -> None:
    ask()
    assert [send_due_reminders(now=MORNING), send_due_reminders(now=MORNING)] == [1, 0]


def test_two_reminders_of_one_day_are_one_mail() -> None:
    ask("one")
    ask("two")
    ask("other", email="boris@example.org")
    assert send_due_reminders(now=MORNING) == 2
    assert Reminder.objects.filter(state=ReminderState.SPARED).count() == 1


def test_one_address_gets_one_mail_an_hour() -> None:
    ask("one")
    send_due_reminders(now=MORNING)
    ask("two")
    assert send_due_reminders(now=MORNING + timedelta(minutes=30)) == 0
    assert send_due_reminders(now=MORNING + timedelta(minutes=61)) == 1


def test_never_again_and_taken_back_mean_no_mail() -> None:
    drop_reminder(ask("one"), now=ASKED)
    never_remind(ask("two", email="boris@example.org").supporter, now=ASKED)
    assert send_due_reminders(now=MORNING) == 0


def test_never_again_counts_even_when_the_mail_is_queued() -> None:
    reminder = ask()
    send_due_reminders(now=MORNING)
    never_remind(reminder.supporter, now=MORNING)
    run_mail_jobs()
    reminder.refresh_from_db()
    assert mail.outbox == [] and reminder.state == ReminderState.SPARED


def test_who_gives_meanwhile_is_not_reminded() -> None:
    reminder = ask()
    give(reminder.supporter)
    assert send_due_reminders(now=MORNING) == 0
    reminder.refresh_from_db()
    assert reminder.state == ReminderState.SPARED


def test_who_gives_after_the_mail_was_queued_is_not_reminded() -> None:
    reminder = ask()
    send_due_reminders(now=MORNING)
    give(reminder.supporter)
    run_mail_jobs()
    assert mail.outbox == []


def test_jobs_carry_uuids_alone() -> None:
    reminder = ask()
    send_due_reminders(now=MORNING)
    assert ProcrastinateJob.objects.get().args == {"reminder": str(reminder.uuid)}


def test_who_did_not_give_is_forgotten_a_month_later() -> None:
    ask()
    send_due_reminders(now=MORNING)
    run_mail_jobs()
    assert forget_idle_people(now=MORNING + KEPT - timedelta(hours=1)) == 0
    assert forget_idle_people(now=MORNING + KEPT + timedelta(hours=1)) == 1
    assert not SupporterKey.objects.exists() and not Reminder.objects.exists()
    assert find_by_email("anna@example.org") is None


def test_of_who_said_never_only_the_hash_is_kept() -> None:
    never_remind(ask().supporter, now=ASKED)
    later = ASKED + KEPT + timedelta(days=1)
    assert forget_idle_people(now=later) == 1
    assert forget_idle_people(now=later) == 0
    known = find_by_email("anna@example.org")
    assert known is not None and known.never_remind and contact_of(known) is None
    assert ask("again").state == ReminderState.MUTED


def test_who_gives_or_still_waits_is_not_forgotten() -> None:
    give(ask("one").supporter)
    ask("two", email="boris@example.org", due=date(2028, 2, 1))
    assert forget_idle_people(now=ASKED + timedelta(days=200)) == 0


def give(supporter: Supporter) -> None:
    """A running pledge, as the money's own actions leave it."""
    account, _ = ProviderAccount.objects.get_or_create(code="fake", defaults={"provider": "fake"})
    Pledge.objects.create(
        supporter=supporter, provider_account=account, state="active", interval="monthly", amount_minor=200,
        currency="USD", anchor=ASKED.date(), next_due=DUE, terms_version="t1", terms_accepted_at=ASKED,
        created_at=ASKED,
    )  # fmt: skip
