"""The rig of gifts by hand: our own counter is the service, and a person at the desk fills the slip in."""

import contextlib
import itertools
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from types import SimpleNamespace

import pytest
from django.contrib.auth.models import AbstractBaseUser
from django.db import OperationalError

from smallfavor.bank.actions.note_gift import GiftFacts, note_gift
from smallfavor.bank.models import NotedGift, SlipState
from smallfavor.core.money import Money
from smallfavor.core.paper import current_paper
from smallfavor.payments import providers
from smallfavor.payments.providers.base import CheckoutSession
from smallfavor.payments.providers.noted import provider as counter
from smallfavor.payments.tests.contract.rigs.base import Rig, lacking

NO_WIRE = "the counter is in our own database: there is no wire, no status and no list that lags"
ALL_OURS = "nobody else's money is noted at our desk"
FOR_GOOD = "what was given by hand is not taken back by a bank"
NO_PAYOUT = "what is taken to the bank is booked there"


@contextlib.contextmanager
def opened(request: pytest.FixtureRequest) -> Iterator["NotedRig"]:
    request.getfixturevalue("db")
    yield NotedRig(request.getfixturevalue("monkeypatch"), request.getfixturevalue("admin_user"))


@dataclass
class NotedRig(Rig):
    monkeypatch: pytest.MonkeyPatch
    user: AbstractBaseUser
    fee = Money(0, "USD")
    numbers: Iterator[int] = field(default_factory=lambda: itertools.count(1))

    def __post_init__(self) -> None:
        self.provider = providers.get(SimpleNamespace(code="noted", provider="noted"))

    def pay(self, session: CheckoutSession, card: str = "success", *, confirm: bool = True) -> None:
        if card != "success" or not confirm:
            lacking("what lies on the table is not declined")
        if NotedGift.objects.get(object_id=session.object_id).state == SlipState.OPEN:
            now = datetime.now(UTC)
            facts = GiftFacts(current_paper().today(now), f"R{next(self.numbers)}", "summer fair")
            note_gift(session.object_id, facts, by=self.user, now=now)

    def lose_answer(self, operation: str, *, after_effect: bool) -> None:
        lacking(NO_WIRE)

    def answer_with(self, operation: str, status: int, *, after_effect: bool = False) -> None:
        lacking(NO_WIRE)

    def answer_late(self, operation: str, *, before_effect: bool) -> None:
        lacking(NO_WIRE)

    def lists_lag(self, seconds: float) -> None:
        lacking(NO_WIRE)

    def somebody_else_pays(self) -> None:
        lacking(ALL_OURS)

    def dispute(self, charge_id: str) -> None:
        lacking(FOR_GOOD)

    def close_dispute(self, dispute_id: str, outcome: str) -> None:
        lacking(FOR_GOOD)

    def send_back(self, charge_id: str, code: str = "insufficient_funds") -> None:
        lacking(FOR_GOOD)

    def pay_out(self, currency: str, *, bank: str = "") -> str:
        lacking(NO_PAYOUT)

    def fail_payout(self, payout_id: str) -> None:
        lacking(NO_PAYOUT)

    def true_webhook(self) -> tuple[dict[str, str], bytes, str]:
        lacking("a till calls nobody")

    def down(self) -> None:
        """Our own database does not answer."""

        def broken(*arguments: object, **named: object) -> None:
            raise OperationalError("connection refused")

        for name in ("open_slip", "close_slip", "reverse_gift"):
            self.monkeypatch.setattr(counter, name, broken)
        for name in ("slips_of", "slips_between", "slip_named"):
            self.monkeypatch.setattr(counter.noted, name, broken)
