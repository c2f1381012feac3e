"""What the tests of the forms share: a posted form that is right, and ways through it."""

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from django.test import Client

from smallfavor.core.clock import utcnow
from smallfavor.core.formtoken import make_form_token
from smallfavor.payments.providers import looks
from smallfavor.payments.providers.capabilities import Method
from smallfavor.payments.providers.looks import Look
from smallfavor.payments.providers.sandbox import provider as sandbox_provider
from smallfavor.payments.queries.most_used import forget_counts

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


WALLET = Look(
    name="Purse",
    leads_to="You agree on Purse’s own page and come back here.",
    icon='<circle cx="12" cy="12" r="8"/>',
)
EVERY = frozenset({"once", "monthly", "yearly"})
THREE = (
    Method("card", EVERY, {"USD": 50, "EUR": 50, "JPY": 50}, looks.CARD),
    Method(
        "sepa_debit",
        frozenset({"monthly", "yearly"}),
        {"EUR": 100},
        looks.BANK_DEBIT,
        countries=frozenset({"LV", "DE"}),
    ),
    Method("purse", frozenset({"once", "monthly"}), {"USD": 300, "EUR": 300}, WALLET, {"USD": 50_000, "EUR": 50_000}),
)


@pytest.fixture
def three_ways(monkeypatch: pytest.MonkeyPatch) -> None:
    """The sandbox offers three ways: card; bank debit in euro, recurring, in Latvia and Germany; Purse from $3 to $500,
    not yearly. Its page asks for a card whatever was chosen."""
    plain = sandbox_provider.SandboxProvider.capabilities
    monkeypatch.setattr(
        sandbox_provider.SandboxProvider, "capabilities", lambda one: replace(plain(one), methods=THREE)
    )
    freeze = sandbox_provider.SandboxProvider.freeze_checkout
    monkeypatch.setattr(
        sandbox_provider.SandboxProvider,
        "freeze_checkout",
        lambda one, request: freeze(one, replace(request, method="card")),
    )


@pytest.fixture(autouse=True)
def counted_afresh() -> None:
    """Which ways are most used is remembered for minutes, past the end of a test."""
    forget_counts()
