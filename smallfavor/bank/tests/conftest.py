"""One account of ours to which transfers come, and orders as a payment would make them."""

import itertools
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from smallfavor.bank.actions.ask_transfer import TransferOrder, expect_period, open_transfer_page
from smallfavor.bank.actions.read_statement import BankFile, ReadResult, read_statement
from smallfavor.bank.models import BankLine, ExpectedTransfer
from smallfavor.bank.tests.statement_files import OURS
from smallfavor.core.money import Money

NOW = datetime(2026, 11, 20, 9, tzinfo=UTC)
_numbers = itertools.count(1)


@pytest.fixture(autouse=True)
def transfer_account(settings):
    settings.PROVIDER_SETTINGS = {"transfers": {"beneficiary": "The Harbour Courier", "iban": OURS, "bic": ""}}


def read(content: bytes, *, now: datetime = NOW, **named: str) -> ReadResult:
    return read_statement(BankFile(content, **named), by="desk:1", now=now)


def order(minor: int | None = 1000, *, recurs: bool = False, reference: str = "", pledge: str = "") -> TransferOrder:
    number = next(_numbers)
    amount = None if minor is None else Money(minor, "EUR")
    return TransferOrder(
        account="transfers", key=f"key-{number}", fingerprint=f"f-{number}", metadata={"payment": f"p-{number}"},
        payment=f"p-{number}", attempt=1, pledge=pledge, amount=amount, currency="EUR", interval="once",
        recurs=recurs, reference=reference, return_url="http://paper.example/", cancel_url="http://paper.example/",
        language="en", expires_at=NOW + timedelta(days=60),
    )  # fmt: skip


@pytest.fixture
def page(db) -> Callable[..., ExpectedTransfer]:
    def make(minor: int | None = 1000, *, recurs: bool = False, now: datetime = NOW) -> ExpectedTransfer:
        return open_transfer_page(order(minor, recurs=recurs), now=now)

    return make


@pytest.fixture
def period(db) -> Callable[..., ExpectedTransfer]:
    def make(reference: str, minor: int = 1000, *, now: datetime = NOW) -> ExpectedTransfer:
        return expect_period(order(minor, reference=reference), now=now)

    return make


def the_line() -> BankLine:
    return BankLine.objects.get()
