"""The sandbox's rig: a real sandbox process, with its own faults."""

import contextlib
import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest

from sandbox_processor.testing import RunningSandbox, webhook_catcher
from smallfavor.payments import providers
from smallfavor.payments.providers.base import CheckoutSession
from smallfavor.payments.providers.sandbox import transport
from smallfavor.payments.tests.contract.rigs.base import Rig, checkout_bytes


@contextlib.contextmanager
def opened(request: pytest.FixtureRequest) -> Iterator["SandboxRig"]:
    yield SandboxRig(request.getfixturevalue("sandbox"), request.getfixturevalue("monkeypatch"))
    transport._client.cache_clear()  # a test may have shortened its time-out


@dataclass
class SandboxRig(Rig):
    sandbox: RunningSandbox
    monkeypatch: pytest.MonkeyPatch

    def __post_init__(self) -> None:
        self.provider = providers.get(SimpleNamespace(code="sandbox", provider="sandbox"))

    def pay(self, session: CheckoutSession, card: str = "success", *, confirm: bool = True) -> None:
        assert self.sandbox.pay(session.url, card, confirm=confirm)

    def lose_answer(self, operation: str, *, after_effect: bool) -> None:
        self.sandbox.fault(operation, "lose_after" if after_effect else "lose_before")

    def answer_with(self, operation: str, status: int, *, after_effect: bool = False) -> None:
        self.sandbox.fault(operation, "status_after" if after_effect else "status", status=status)

    def answer_late(self, operation: str, *, before_effect: bool) -> None:
        self.monkeypatch.setattr(transport, "ANSWER_S", 0.3)
        transport._client.cache_clear()
        self.sandbox.fault(operation, "delay_before" if before_effect else "delay_after", delay_ms=700)

    def lists_lag(self, seconds: float) -> None:
        self.sandbox.fault("objects.list", "lag", delay_ms=int(seconds * 1000), times=-1)

    def somebody_else_pays(self) -> None:
        in_an_hour_ms = int((datetime.now(UTC) + timedelta(hours=1)).timestamp() * 1000)
        body = {
            "mode": "payment", "amount_minor": 4321, "currency": "EUR", "return_url": "http://shop.example/",
            "cancel_url": "http://shop.example/", "expires_ms": in_an_hour_ms, "metadata": {"order": "7"},
        }  # fmt: skip
        answer = self.sandbox.call("POST", "/v1/sessions", body, key=secrets.token_hex(8))
        assert self.sandbox.pay(answer.raise_for_status().json()["url"])

    def dispute(self, charge_id: str) -> None:
        self.sandbox.call("POST", "/v1/disputes", {"charge": charge_id}).raise_for_status()

    def close_dispute(self, dispute_id: str, outcome: str) -> None:
        self.sandbox.call("POST", f"/v1/disputes/{dispute_id}/close", {"outcome": outcome}).raise_for_status()

    def send_back(self, charge_id: str, code: str = "insufficient_funds") -> None:
        self.sandbox.call("POST", "/v1/returns", {"charge": charge_id, "code": code}).raise_for_status()

    def pay_out(self, currency: str, *, bank: str = "") -> str:
        body: dict[str, object] = {"currency": currency}
        if bank:
            body |= {"bank_currency": bank, "rate_millionths": 900_000}
        payout = self.sandbox.call("POST", "/v1/payouts", body).raise_for_status().json()
        return str(payout["id"])

    def fail_payout(self, payout_id: str) -> None:
        self.sandbox.call("POST", f"/v1/payouts/{payout_id}/close", {"outcome": "failed"}).raise_for_status()

    def true_webhook(self) -> tuple[dict[str, str], bytes, str]:
        with webhook_catcher() as catcher:
            self.sandbox.send_webhooks_to(catcher.url)
            session = self.provider.begin_checkout(checkout_bytes(self.provider), key=secrets.token_hex(16))
            assert isinstance(session, CheckoutSession), session
            self.pay(session)
            self.sandbox.send_webhooks_to("")
            headers, body = next(call for call in catcher.calls if b"charge.succeeded" in call[1])
            return headers, body, ""

    def small_lists(self) -> None:
        self.monkeypatch.setattr("smallfavor.payments.providers.sandbox.provider.PAGE_SIZE", 2)

    def down(self) -> None:
        self.provider._transport = transport.Transport("http://127.0.0.1:9", "key")  # type: ignore[attr-defined]
