"""`smallfavor remind` sends what is due, and moves the calendar only where no money is real."""

from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command

from smallfavor.core.clock import utcnow
from smallfavor.payments.models import ProviderAccount
from smallfavor.payments.queries import accounts
from smallfavor.reminders.models import Reminder
from smallfavor.supporters.actions.enrol import enrol_supporter


@pytest.fixture
def waiting(db: None) -> Reminder:
    person = enrol_supporter(email="vera@example.org", language="en", now=utcnow())
    return Reminder.objects.create(
        supporter=person, request_key="k", due=utcnow().date() + timedelta(days=30), language="en", asked_at=utcnow()
    )


def test_what_is_not_due_stays(waiting: Reminder, capsys: pytest.CaptureFixture[str]) -> None:
    call_command("remind")
    assert "Queued 0 reminders" in capsys.readouterr().out


def test_the_calendar_can_be_moved_in_the_sandbox(waiting: Reminder, capsys: pytest.CaptureFixture[str]) -> None:
    call_command("remind", as_of=waiting.due)
    assert "Queued 1 reminders" in capsys.readouterr().out
    waiting.refresh_from_db()
    assert waiting.state in {"queued", "sent"}


def test_the_calendar_stands_where_money_is_real(
    waiting: Reminder, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    ProviderAccount.objects.get_or_create(code="sandbox", defaults={"provider": "sandbox"})
    monkeypatch.setattr(accounts.providers, "get", real_one)
    with pytest.raises(CommandError, match="takes real money"):
        call_command("remind", as_of=waiting.due)
    waiting.refresh_from_db()
    assert waiting.state == "waiting"


class _Real:
    is_sandbox = False


def real_one(account: object) -> _Real:
    return _Real()
