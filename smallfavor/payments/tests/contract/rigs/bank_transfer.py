"""The rig of bank transfers: our own counter is the service, and the bank answers by statements that are read in."""

import contextlib
import itertools
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest
from django.db import OperationalError

from smallfavor.bank.actions import ask_transfer
from smallfavor.bank.actions.decide_line import settle_as_other
from smallfavor.bank.actions.read_statement import BankFile, read_statement
from smallfavor.bank.models import BankLine, ExpectedTransfer, OrderKind, OrderState, TransferBack
from smallfavor.bank.tests.statement_files import OURS, camt053, entry, transaction
from smallfavor.core.money import Money
from smallfavor.payments import providers
from smallfavor.payments.providers.bank_transfer import provider as transfer
from smallfavor.payments.providers.base import CheckoutSession
from smallfavor.payments.tests.contract.rigs.base import Rig, lacking

ACCOUNT = "transfers"
SETTINGS = {"beneficiary": "Harbour Media", "iban": OURS, "bic": ""}
NO_WIRE = "the counter is in our own database: there is no wire, no status and no list that lags"
NOBODY_DECLINES = "a payer's transfer comes or does not; nobody declines it"
AT_THE_BANK = "the money is at the bank already: nothing is paid out"
FOR_GOOD = "a transfer that has come is not taken back"


@contextlib.contextmanager
def opened(request: pytest.FixtureRequest) -> Iterator["BankTransferRig"]:
    request.getfixturevalue("db")
    request.getfixturevalue("settings").PROVIDER_SETTINGS = {ACCOUNT: SETTINGS}
    yield BankTransferRig(request.getfixturevalue("monkeypatch"))


@dataclass
class BankTransferRig(Rig):
    monkeypatch: pytest.MonkeyPatch
    fee_of_two_dollars = Money(0, "EUR")
    numbers: Iterator[int] = field(default_factory=lambda: itertools.count(1))

    def __post_init__(self) -> None:
        self.provider = providers.get(SimpleNamespace(code=ACCOUNT, provider="bank_transfer"))

    @property
    def label_end(self) -> str:
        """How a standing order is called: by the end of its reference."""
        return ExpectedTransfer.objects.exclude(kind=OrderKind.PERIOD).latest("id").reference.code[-4:]

    def pay(self, session: CheckoutSession, card: str = "success", *, confirm: bool = True) -> None:
        if card != "success" or not confirm:
            lacking(NOBODY_DECLINES)
        page = ExpectedTransfer.objects.select_related("reference").get(object_id=session.object_id)
        if page.kind == OrderKind.SETUP:
            ask_transfer.confirm_standing_order(ACCOUNT, page.object_id, now=datetime.now(UTC))
        elif page.state != OrderState.RECEIVED:
            self._book(page.amount_minor or 0, page.reference.code)

    def finish(self) -> None:
        """What is expected comes, and what is owed goes."""
        periods = ExpectedTransfer.objects.filter(kind=OrderKind.PERIOD, state=OrderState.OPEN)
        for period in periods.select_related("reference"):
            self._book(period.amount_minor or 0, period.reference.code)
        for back in TransferBack.objects.filter(line=None):
            self._book(back.amount_minor, back.reference, credit=False)

    def _book(self, minor: int, reference: str, *, credit: bool = True) -> None:
        """A day's statement with one line on it."""
        number = f"{next(self.numbers)}-{reference}"
        told = transaction(name="Nora Vos", text=[reference], credit=credit)
        day = (datetime.now(UTC) + timedelta(days=1)).date().isoformat()
        line = entry(f"{minor / 100:.2f}", told, ref=number, side="CRDT" if credit else "DBIT", day=day)
        file = BankFile(camt053(line, number=number))
        read_statement(file, by="desk:1", now=datetime.now(UTC))

    def lose_answer(self, operation: str, *, after_effect: bool) -> None:
        """Our own database breaks off, before or after what it did has stayed."""
        name = {"charges.create": "expect_period", "sessions.create": "open_transfer_page"}[operation]
        plain = getattr(ask_transfer, name)

        def break_off(*arguments: object, **named: object) -> None:
            self.monkeypatch.setattr(transfer.ask_transfer, name, plain)
            if after_effect:
                plain(*arguments, **named)
            raise OperationalError("server closed the connection unexpectedly")

        self.monkeypatch.setattr(transfer.ask_transfer, name, break_off)

    def answer_with(self, operation: str, status: int, *, after_effect: bool = False) -> None:
        lacking(NO_WIRE)

    def answer_late(self, operation: str, *, before_effect: bool) -> None:
        lacking(NO_WIRE)

    def lists_lag(self, seconds: float) -> None:
        lacking(NO_WIRE)

    def somebody_else_pays(self) -> None:
        """A line that a person has called the paper's own money."""
        self._book(4321, "an advertisement")
        settle_as_other(BankLine.objects.latest("id"), by="desk:1", now=datetime.now(UTC))

    def dispute(self, charge_id: str) -> None:
        lacking(FOR_GOOD)

    def close_dispute(self, dispute_id: str, outcome: str) -> None:
        lacking(FOR_GOOD)

    def send_back(self, charge_id: str, code: str = "insufficient_funds") -> None:
        lacking(FOR_GOOD)

    def pay_out(self, currency: str, *, bank: str = "") -> str:
        lacking(AT_THE_BANK)

    def fail_payout(self, payout_id: str) -> None:
        lacking(AT_THE_BANK)

    def true_webhook(self) -> tuple[dict[str, str], bytes, str]:
        lacking("a bank calls nobody")

    def down(self) -> None:
        """Our own database does not answer."""

        def broken(*arguments: object, **named: object) -> None:
            raise OperationalError("connection refused")

        for name in ("open_transfer_page", "expect_period", "close_transfer_page"):
            self.monkeypatch.setattr(transfer.ask_transfer, name, broken)
        for name in ("record_of", "record_between", "saved_between", "received_named"):
            self.monkeypatch.setattr(transfer.transfers, name, broken)
