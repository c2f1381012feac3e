"""The processor that is attacked: it counts every page that is opened on it and every card that is tried on one."""

import itertools
import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Literal

from smallfavor.core import clock
from smallfavor.core.money import Money
from smallfavor.payments.providers.base import (
    CheckoutSession,
    Decline,
    Declined,
    Ours,
    ProviderRecord,
    SavedInstrument,
    Succeeded,
    Unknown,
)
from smallfavor.payments.providers.capabilities import Limits
from smallfavor.payments.providers.sandbox.provider import SandboxProvider
from smallfavor.payments.providers.sandbox.transport import Transport

HOST = "https://pay.example/"


@dataclass
class Page:
    session: CheckoutSession
    amount: Money
    saves: bool


class CountingProcessor(SandboxProvider):
    """The sandbox's provider but for the calls. `now` is the simulated world's."""

    def __init__(self) -> None:
        super().__init__(Transport("http://127.0.0.1:9", "unused"), "unused", "http://127.0.0.1:9")
        self.now: Callable[[], datetime] = clock.utcnow
        self.pages: dict[str, Page] = {}
        self.records: list[ProviderRecord] = []
        self._numbers = itertools.count(1)

    def limits(self) -> Limits:
        return Limits(timeout_s=10.0, concurrency=1000, calls_per_s=1_000_000.0)

    def begin_checkout(self, frozen: bytes, *, key: str) -> CheckoutSession | Unknown:
        body, number = json.loads(frozen), f"cs_{next(self._numbers)}"
        session = CheckoutSession(
            number, HOST + number, "open", datetime.fromtimestamp(body["expires_ms"] / 1000, UTC), self.now(),
            Ours.read(body["metadata"]),
        )  # fmt: skip
        amount = Money(body["amount_minor"], body["currency"])
        self.pages[number] = Page(session, amount, bool(body.get("save_instrument")))
        return session

    def expire_session(self, session_id: str) -> CheckoutSession | Unknown:
        self._turn(session_id, "expired")
        return self.pages[session_id].session

    def look_up(self, ours: Ours) -> list[ProviderRecord]:
        return [record for record in self.records if record.ours == ours]

    def _turn(self, session_id: str, state: Literal["complete", "expired"]) -> None:
        page = self.pages[session_id]
        if page.session.state == "open":
            page.session = replace(page.session, state=state)

    def is_open(self, session_id: str) -> bool:
        return self.pages[session_id].session.state == "open"

    def try_card(self, session_id: str, *, live: bool) -> list[ProviderRecord]:
        """One card on an open page; what its webhook will tell."""
        page, number, now = self.pages[session_id], f"ch_{next(self._numbers)}", self.now()
        ours = page.session.ours
        if not live:
            return [
                Declined(
                    number, page.amount, now, ours, Decline.CARD_DECLINED, False, session_id=session_id, final=False
                )
            ]
        saved = SavedInstrument(f"tok_{number}", "card", "Visa ending 4242", (2030, 2)) if page.saves else None
        charge = Succeeded(number, page.amount, now, ours, Money(10, page.amount.currency), saved, session_id)
        self._turn(session_id, "complete")
        return [page.session, charge]
