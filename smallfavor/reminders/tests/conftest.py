"""A reader who opens the form and sends it."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from django.test import Client

from smallfavor.core.formtoken import make_form_token
from smallfavor.reminders import mail_pace
from smallfavor.reminders.views import ask as ask_view
from smallfavor.reminders.views import reminder as reminder_view

NOW = datetime(2027, 1, 31, 12, tzinfo=UTC)


@pytest.fixture
def now(monkeypatch: pytest.MonkeyPatch) -> datetime:
    """31 January 2027, noon, for the pages; one token's age is measured against it too."""
    monkeypatch.setattr(ask_view, "utcnow", lambda: NOW)
    monkeypatch.setattr(reminder_view, "utcnow", lambda: NOW)
    monkeypatch.setattr("smallfavor.core.tokens.utcnow", lambda: NOW)
    return NOW


@pytest.fixture(autouse=True)
def nobody_asked_yet(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mail_pace, "PACES", mail_pace.new_paces())


@pytest.fixture
def send(client: Client, now: datetime) -> Callable[..., Any]:
    """Posts the form with a genuine token, as a reader without JavaScript does."""

    def post(lang: str = "en", **fields: str) -> Any:
        token = fields.pop("token", make_form_token("remind", now=now))
        sender = fields.pop("sender", "127.0.0.1")
        return client.post(f"/remind/?lang={lang}", {"token": token, **fields}, REMOTE_ADDR=sender)

    return post
