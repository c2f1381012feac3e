"""A provider in memory, whose record the tests hold against ours. Answers can be lost before or after the effect.

It keeps the contract of providers/base.py: identical bytes with the same key have one effect; a key with other bytes is
refused. Not here: the real sandbox, a program of its own.
"""

import json
import threading
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from smallfavor.core.money import Money
from smallfavor.payments.providers import looks
from smallfavor.payments.providers.base import (
    ChargeRequest,
    CheckoutRequest,
    CheckoutSession,
    Decline,
    Declined,
    Disputed,
    Event,
    EventRefused,
    ListedInstrument,
    Operation,
    Ours,
    ProviderRecord,
    ProviderUnavailable,
    Reason,
    Refunded,
    RefundRequest,
    Returned,
    Revoked,
    SavedInstrument,
    Succeeded,
    Unknown,
)
from smallfavor.payments.providers.capabilities import Capabilities, Limits, Method
from smallfavor.payments.providers.payouts import PartKind, Payout, PayoutPart

EVERY = frozenset({"once", "monthly", "yearly"})
MINIMA = {"USD": 50, "EUR": 50, "JPY": 50, "KWD": 200}
PART_KINDS = {
    Succeeded: PartKind.CHARGE,
    Refunded: PartKind.REFUND,
    Disputed: PartKind.DISPUTE,
    Returned: PartKind.RETURN,
}


class FakeProvider:
    """`script` decides the next charges: "ok" (default), a Decline, "lost_before", "lost_after", or a Reason."""

    name = "fake"
    is_sandbox = True

    def __init__(self) -> None:
        self.now: Callable[[], datetime] = lambda: datetime.now(UTC)
        self.records: dict[str, ProviderRecord] = {}
        self.answers: dict[str, tuple[bytes, ProviderRecord, datetime]] = {}
        self.script: list[Any] = []
        self.down = False
        self.blind = False  # look-ups show nothing (a list that lags)
        self.calls: list[tuple[str, str]] = []
        self.revoked: list[str] = []
        self.completed: list[tuple[str, str]] = []
        self.payouts: dict[str, Payout] = {}
        self.parts: dict[str, list[PayoutPart]] = {}
        self.settles_in = ""
        self.slow: Callable[[], None] = lambda: None
        self._lock = threading.Lock()

    def capabilities(self) -> Capabilities:
        return Capabilities(
            (Method("card", EVERY, MINIMA, looks.CARD),), ("https://pay.example",), settles_in=self.settles_in
        )

    def limits(self) -> Limits:
        return Limits(timeout_s=2.0, concurrency=4, calls_per_s=100.0)

    def key_life(self, operation: Operation) -> timedelta:
        return timedelta(hours=24)

    def horizon(self, operation: Operation) -> timedelta:
        return timedelta(hours=48)

    def freeze_checkout(self, request: CheckoutRequest) -> bytes:
        return _freeze(request)

    def freeze_charge(self, request: ChargeRequest) -> bytes:
        return _freeze(request)

    def freeze_refund(self, request: RefundRequest) -> bytes:
        return _freeze(request)

    def begin_checkout(self, frozen: bytes, *, key: str) -> CheckoutSession | Unknown:
        return self._once("checkout", frozen, key, self._open_session)

    def charge(self, frozen: bytes, *, key: str):
        return self._once("charge", frozen, key, self._charge)

    def refund(self, frozen: bytes, *, key: str):
        return self._once("refund", frozen, key, self._refund)

    def _once(self, kind: str, frozen: bytes, key: str, act: Callable[[dict[str, Any], Any], ProviderRecord]):
        self.slow()
        with self._lock:
            self.calls.append((kind, key))
            step = self.script.pop(0) if self.script else "ok"
            if self.down or step == "lost_before":
                return Unknown(Reason.TIMEOUT)
            if isinstance(step, Reason):
                return Unknown(step)
            if isinstance(step, Exception):
                raise step
            if key in self.answers and self.now() - self.answers[key][2] < self.key_life(Operation(kind)):
                standing, answer, _ = self.answers[key]
                return answer if standing == frozen else Unknown(Reason.KEY_MISMATCH)
            record = act(json.loads(frozen), step)
            self.records[record.object_id] = record
            self.answers[key] = (frozen, record, self.now())
            return Unknown(Reason.CONNECTION) if step == "lost_after" else record

    def _open_session(self, body: dict[str, Any], step: Any) -> CheckoutSession:
        number = self._number("cs")
        return CheckoutSession(
            number, f"https://pay.example/{number}", "open", datetime.fromisoformat(body["expires_at"]),
            self.now(), _ours(body),
        )  # fmt: skip

    def _charge(self, body: dict[str, Any], step: Any) -> ProviderRecord:
        number, amount, ours = self._number("ch"), _money(body), _ours(body)
        if isinstance(step, Decline):
            return Declined(number, amount, self.now(), ours, step, hard=step is Decline.EXPIRED_CARD)
        saved = SavedInstrument(
            body["instrument"], "card", "Visa ending 4242", (2030, 2)
        )  # as services name what they charged
        return Succeeded(number, amount, self.now(), ours, fee=Money(10, amount.currency), instrument=saved)

    def _refund(self, body: dict[str, Any], step: Any) -> ProviderRecord:
        charge = self.records[body["charge_id"]]
        assert isinstance(charge, Succeeded)
        return Refunded(self._number("re"), charge.object_id, _money(body), self.now(), _ours(body))

    def _number(self, prefix: str) -> str:
        return f"{prefix}_{len(self.records) + 1}"

    # --- The reader on the hosted page, and others who act at the provider ---

    def pay(self, session: CheckoutSession | str, *, token: str = "tok_1") -> Succeeded:  # noqa: S107
        session_id = session if isinstance(session, str) else session.object_id
        page = self.records[session_id]
        assert isinstance(page, CheckoutSession) and page.state == "open"
        body = next(json.loads(frozen) for frozen, answer, _ in self.answers.values() if answer.object_id == session_id)
        saved = SavedInstrument(token, "card", "Visa ending 4242", (2030, 2)) if body["save_instrument"] else None
        charge = Succeeded(self._number("ch"), _money(body), self.now(), page.ours, Money(10, _money(body).currency),
                           saved, session_id)  # fmt: skip
        self.records[charge.object_id] = charge
        self.records[session_id] = replace(page, state="complete")
        return charge

    def approve(self, session_id: str) -> CheckoutSession:
        """The reader agrees on the page of a service that takes the money only when we say so."""
        page = self.records[session_id]
        assert isinstance(page, CheckoutSession) and page.state == "open"
        approved = replace(page, state="approved")
        self.records[session_id] = approved
        return approved

    def save_card(self, session_id: str, token: str) -> None:
        page = self.records[session_id]
        assert isinstance(page, CheckoutSession)
        self.records[session_id] = replace(
            page, state="complete", instrument=SavedInstrument(token, "card", "Visa ending 1111", (2031, 1))
        )

    def decline_on_page(self, session_id: str, code: Decline = Decline.CARD_DECLINED) -> Declined:
        page = self.records[session_id]
        assert isinstance(page, CheckoutSession)
        record = Declined(self._number("ch"), Money(200, "USD"), self.now(), page.ours, code, False,
                          session_id=session_id, final=False)  # fmt: skip
        self.records[record.object_id] = record
        return record

    def second_charge(self, first: Succeeded) -> Succeeded:
        """A success too many, as a broken service or a lost key makes it."""
        record = replace(first, object_id=self._number("ch"), fee=None)
        self.records[record.object_id] = record
        return record

    def dispute(
        self, charge: Succeeded, state: str = "open", *, number: str = "dp_1", fee_back: bool = False
    ) -> Disputed:
        """The payer's bank disputes a charge, or decides. `fee_back`: the service gives its fee back with a win."""
        fee, due_by = Money(1500, charge.amount.currency), self.now() + timedelta(days=14)
        record = Disputed(
            number, charge.object_id, charge.amount, self.now(), None, state, fee, due_by,  # type: ignore[arg-type]
            fee if fee_back else None,
        )  # fmt: skip
        self.records[record.object_id] = record
        return record

    def send_back(
        self, charge: Succeeded, code: Decline = Decline.INSUFFICIENT_FUNDS, *, hard: bool = False
    ) -> Returned:
        """The payer's bank takes a debit back, weeks later."""
        fee = Money(500, charge.amount.currency)
        record = Returned(self._number("rt"), charge.object_id, charge.amount, self.now(), charge.ours, code, hard, fee)
        self.records[record.object_id] = record
        return record

    def pay_out(self, *parts: PayoutPart, currency: str = "USD", bank: Money | None = None) -> Payout:
        """Pay out just these parts; without any: everything of this currency that no payout took yet."""
        taken = {part.object_id for listed in self.parts.values() for part in listed}
        mine = list(parts) or [part for part in self._lines(currency) if part.object_id not in taken]
        amount = Money(sum(part.net_minor for part in mine), currency)
        payout = Payout(f"po_{len(self.payouts) + 1}", amount, bank or amount, self.now(), self.now().date(), "paid")
        self.payouts[payout.object_id], self.parts[payout.object_id] = payout, mine
        return payout

    def _lines(self, currency: str) -> Iterator[PayoutPart]:
        for record in self.records.values():
            if not isinstance(record, Succeeded | Refunded | Disputed | Returned) or record.amount.currency != currency:
                continue
            sign = 1 if isinstance(record, Succeeded) else -1
            fee = 0 if isinstance(record, Refunded) or record.fee is None else record.fee.minor
            charge_id = "" if isinstance(record, Succeeded) else record.charge_id
            yield PayoutPart(
                f"bt_{record.object_id}", PART_KINDS[type(record)], record.object_id, charge_id,
                sign * record.amount.minor, fee, record.created_at, record.ours,
            )  # fmt: skip

    # --- Reading ---

    def expire_session(self, session_id: str) -> CheckoutSession | Unknown:
        if self.down:
            return Unknown(Reason.TIMEOUT)
        page = self.records[session_id]
        assert isinstance(page, CheckoutSession)
        if page.state in {"open", "approved"}:
            self.records[session_id] = replace(page, state="expired")
        return self.records[session_id]  # type: ignore[return-value]

    def complete_session(self, session_id: str, *, key: str):
        """Takes what was approved, once. `script` decides as for charges; a setup page saves the card."""
        self.completed.append((session_id, key))
        step = self.script.pop(0) if self.script else "ok"
        if self.down or step == "lost_before":
            return Unknown(Reason.TIMEOUT)
        if isinstance(step, Reason):
            return Unknown(step)
        page = self.records[session_id]
        assert isinstance(page, CheckoutSession)
        answer: Any = page
        if page.state == "approved" and isinstance(step, Decline):
            answer = Declined(f"declined_{key[:8]}", Money(200, "USD"), self.now(), page.ours, step, False)
        elif page.state == "approved" and page.ours is not None and page.ours.payment:
            self.records[session_id] = replace(page, state="open")
            answer = self.pay(session_id)
        elif page.state == "approved":
            self.save_card(session_id, "tok_approved")
            answer = self.records[session_id]
        return Unknown(Reason.CONNECTION) if step == "lost_after" else answer

    def revoke_instrument(self, token: str) -> Revoked | Unknown:
        if self.down:
            return Unknown(Reason.TIMEOUT)
        self.revoked.append(token)
        return Revoked(token)

    def look_up(self, ours: Ours, session_id: str = "") -> list[ProviderRecord]:
        self._check_up()

        def matches(record: ProviderRecord) -> bool:
            theirs = record.ours
            if theirs is None or theirs.installation != ours.installation:
                return False
            if not ours.payment:
                return not theirs.payment and theirs.pledge == ours.pledge
            return (theirs.payment, theirs.attempt) == (ours.payment, ours.attempt)

        return [] if self.blind else [record for record in self.records.values() if matches(record)]

    def fetch(self, object_id: str) -> ProviderRecord | None:
        self._check_up()
        return None if self.blind else self.records.get(object_id)

    def list_window(self, start: datetime, end: datetime) -> Iterator[ProviderRecord]:
        self._check_up()
        return iter([] if self.blind else [r for r in self.records.values() if start <= r.created_at < end])

    def list_payouts(self, start: datetime, end: datetime) -> Iterator[Payout]:
        self._check_up()
        return iter([payout for payout in self.payouts.values() if start <= payout.created_at < end])

    def payout_parts(self, payout_id: str) -> Iterator[PayoutPart]:
        self._check_up()
        return iter(self.parts[payout_id])

    def list_instruments(self, start: datetime, end: datetime) -> Iterator[ListedInstrument]:
        self._check_up()
        saved = [(r, r.instrument) for r in self.records.values() if isinstance(r, Succeeded | CheckoutSession)]
        return iter([
            ListedInstrument(one.token, one.token not in self.revoked, record.created_at, record.ours)
            for record, one in saved if one is not None and start <= record.created_at < end
        ])  # fmt: skip

    def _check_up(self) -> None:
        if self.down:
            raise ProviderUnavailable(Reason.TIMEOUT)

    def verify_event(self, headers: Mapping[str, str], body: bytes, now: datetime, *, mark: str = "") -> Event:
        if headers.get("signature") == "unreadable":
            raise ProviderUnavailable(Reason.CONNECTION)
        if headers.get("signature") != "good":
            raise EventRefused("forged")
        event = json.loads(body)
        return Event(event["id"], event["kind"], event["object"], now, None)

    @property
    def successes(self) -> list[Succeeded]:
        return [record for record in self.records.values() if isinstance(record, Succeeded)]


def _freeze(request: Any) -> bytes:
    return json.dumps(asdict(request), default=str, sort_keys=True).encode()


def _money(body: dict[str, Any]) -> Money:
    return Money(body["amount"]["minor"], body["amount"]["currency"])


def _ours(body: dict[str, Any]) -> Ours:
    return Ours(**body["ours"])
