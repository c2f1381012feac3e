"""/remind/<token>/: the page behind the links."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.test import Client

from smallfavor.reminders.actions.ask import Asked, ask_reminder
from smallfavor.reminders.links import asked_path, mailed_url
from smallfavor.reminders.models import Reminder, ReminderState
from smallfavor.reminders.wish import Wish

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("now")]
NOW = datetime(2027, 1, 31, 12, tzinfo=UTC)


@pytest.fixture
def reminder(now: datetime) -> Reminder:
    return ask_reminder(Asked("key", "anna@example.org", date(2027, 2, 7), Wish(), "en"), now=now)


def mailed_path(reminder: Reminder) -> str:
    return "/remind/" + mailed_url(reminder).split("/remind/")[1]


def test_opening_a_link_changes_nothing(client: Client, reminder: Reminder) -> None:
    before = Reminder.objects.values().get()
    for path in (asked_path(reminder), mailed_path(reminder)):
        for answer in (client.get(path), client.head(path), client.get(f"{path}?act=never&List-Unsubscribe=One-Click")):
            assert answer.status_code == 200
    assert Reminder.objects.values().get() == before
    reminder.supporter.refresh_from_db()
    assert not reminder.supporter.never_remind


def test_never_again_is_one_button_in_the_mails_page(client: Client, reminder: Reminder) -> None:
    path = mailed_path(reminder)
    assert b'name="act" value="never"' in client.get(path).content
    page = client.post(path, {"act": "never"}, follow=True)
    reminder.supporter.refresh_from_db()
    assert reminder.supporter.never_remind
    assert "You will not hear from us about this again" in page.content.decode()
    client.post(path, {"act": "again"})
    reminder.supporter.refresh_from_db()
    assert not reminder.supporter.never_remind


def test_a_mail_program_unsubscribes_by_one_post(client: Client, reminder: Reminder) -> None:
    assert client.post(mailed_path(reminder), {"List-Unsubscribe": "One-Click"}).status_code == 204
    reminder.supporter.refresh_from_db()
    assert reminder.supporter.never_remind


def test_whoever_only_typed_the_address_can_not_silence_its_owner(client: Client, reminder: Reminder) -> None:
    path = asked_path(reminder)
    assert b'value="never"' not in client.get(path).content
    for fields in ({"act": "never"}, {"List-Unsubscribe": "One-Click"}):
        client.post(path, fields)
    reminder.supporter.refresh_from_db()
    assert not reminder.supporter.never_remind


def test_a_reminder_is_moved_and_taken_back(client: Client, reminder: Reminder) -> None:
    path = asked_path(reminder)
    page = client.post(path, {"act": "move", "when": "date", "date": "2027-05-01"}, follow=True)
    assert "1 May 2027" in page.content.decode()
    assert client.post(path, {"act": "move", "when": "date", "date": "2020-05-01"}).status_code == 422
    page = client.post(path, {"act": "drop"}, follow=True)
    assert "no mail will come" in page.content.decode()
    reminder.refresh_from_db()
    assert (reminder.due, reminder.state) == (date(2027, 5, 1), ReminderState.DROPPED)


def test_another_day_can_be_asked_for_from_the_mail_once(client: Client, reminder: Reminder) -> None:
    Reminder.objects.update(state=ReminderState.SENT)
    path = mailed_path(reminder)
    client.post(path, {"act": "move", "when": "month"})
    client.post(path, {"act": "move", "when": "week"})
    waiting = Reminder.objects.get(state=ReminderState.WAITING)
    assert waiting.due == date(2027, 2, 7)


@pytest.mark.parametrize("token", ["x", "a.b.c", "%3Cscript%3E"])
def test_a_link_that_is_not_ours_is_said_so_plainly(client: Client, token: str) -> None:
    answer = client.get(f"/remind/{token}/?lang=en")
    assert answer.status_code == 404
    assert "This link does not work" in answer.content.decode()


def test_a_link_ends(client: Client, reminder: Reminder, monkeypatch: pytest.MonkeyPatch) -> None:
    path = mailed_path(reminder)
    monkeypatch.setattr("smallfavor.core.tokens.utcnow", lambda: NOW + timedelta(days=801))
    assert client.post(path, {"act": "never"}).status_code == 404
