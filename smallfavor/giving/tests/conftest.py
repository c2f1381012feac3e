"""What the tests of the forms share: a posted form that is right, and ways through it."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from smallfavor.core.clock import utcnow
from smallfavor.core.formtoken import make_form_token

Form = dict[str, str]


@pytest.fixture
def good_form() -> Callable[..., Form]:
    """The fields of a form that is right; named ones replaced, None leaves one out."""

    def make(**changed: str | None) -> Form:
        fields: dict[str, str | None] = {
            "interval": "monthly",
            "preset_monthly": "2",
            "amount": "",
            "currency": "USD",
            "email": "anna@example.org",
            "method": "card",
            "request_key": make_form_token("support", now=utcnow()),
            **changed,
        }
        return {name: value for name, value in fields.items() if value is not None}

    return make


def hidden(html: str, name: str) -> str:
    """The value of a hidden field, "" where there is none."""
    found = re.search(rf'<input type="hidden" name="{name}" value="([^"]*)">', html)
    return found.group(1) if found else ""


def token_path(url: str) -> str:
    """An address without its host, as the test client takes it."""
    return re.sub(r"^https?://[^/]+", "", url)


def text(response: Any) -> str:
    return response.content.decode()


@pytest.fixture
def client() -> Client:
    return Client(headers={"accept-language": "en"})
