"""What the contract's tests need of each provider besides the contract itself: a payer, and faults on order.

A new provider adds its rig here and passes the same tests.
"""

import secrets
import uuid
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Protocol

import pytest

from sandbox_processor.testing import RunningSandbox, webhook_catcher
from smallfavor.core.money import Money
from smallfavor.payments import providers
from smallfavor.payments.providers.base import (
    ChargeRequest,
    CheckoutRequest,
    CheckoutSession,
    Ours,
    Provider,
    RefundRequest,
)
from smallfavor.payments.providers.sandbox import transport

TWO_DOLLARS = Money(200, "USD")


class Rig(Protocol):
    """`pay` plays the reader on the hosted page. Cards are named by what they do, as in the sandbox."""

    provider: Provider

    def pay(self, session: CheckoutSession, card: str = "success", *, confirm: bool = True) -> None: ...

    def lose_answer(self, operation: str, *, after_effect: bool) -> None: ...

    def answer_with(self, operation: str, status: int, *, after_effect: bool = False) -> None: ...

    def answer_late(self, operation: str, *, before_effect: bool) -> None:
        """Later than the provider's own time-out."""
        ...

    def lists_lag(self, seconds: float) -> None: ...

    def somebody_else_pays(self) -> None:
        """A payment on the same account that is not ours."""
        ...

    def dispute(self, charge_id: str) -> None:
        """The payer's bank takes the money back."""
        ...

    def close_dispute(self, dispute_id: str, outcome: str) -> None:
        """The payer's bank decides: "won" or "lost"."""
        ...

    def send_back(self, charge_id: str, code: str = "insufficient_funds") -> None:
        """The payer's bank sends a debit back, weeks later."""
        ...

    def pay_out(self, currency: str, *, bank: str = "") -> str:
        """The service pays out what it holds in this currency; the payout's id. `bank`: into another currency."""
        ...

    def fail_payout(self, payout_id: str) -> None:
        """The bank sends a payout back."""
        ...

    def true_webhook(self) -> tuple[dict[str, str], bytes]:
        """Headers and body of a webhook just as the service sends it, about a new payment of ours."""
        ...

    def down(self) -> None:
        """Nothing answers from now on."""
        ...


@dataclass
class SandboxRig:
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

    def true_webhook(self) -> tuple[dict[str, str], bytes]:
        with webhook_catcher() as catcher:
            self.sandbox.send_webhooks_to(catcher.url)
            session = self.provider.begin_checkout(checkout_bytes(self.provider), key=secrets.token_hex(16))
            assert isinstance(session, CheckoutSession), session
            self.pay(session)
            self.sandbox.send_webhooks_to("")
            return next(call for call in catcher.calls if b"charge.succeeded" in call[1])

    def down(self) -> None:
        self.provider._transport = transport.Transport("http://127.0.0.1:9", "key")  # type: ignore[attr-defined]


def new_ours(**changes: object) -> Ours:
    return Ours(installation="courier", payment=str(uuid.uuid4()), attempt=1, **changes)  # type: ignore[arg-type]


def checkout_bytes(
    provider: Provider,
    ours: Ours | None = None,
    *,
    amount: Money | None = TWO_DOLLARS,
    save: bool = False,
    open_for: timedelta = timedelta(hours=1),
) -> bytes:
    """A checkout of ours, frozen. `amount` None: a page that only saves an instrument."""
    request = CheckoutRequest(
        ours=ours or new_ours(),
        mode="setup" if amount is None else "payment",
        amount=amount,
        method=provider.capabilities().methods[0].code,
        interval="monthly" if save else "once",
        description="Support",
        return_url="http://paper.example/support/pending/token/",
        cancel_url="http://paper.example/support/",
        language="en",
        expires_at=datetime.now(UTC) + open_for,
        save_instrument=save,
    )
    return provider.freeze_checkout(request)


def charge_bytes(provider: Provider, instrument: str, ours: Ours, amount: Money = TWO_DOLLARS) -> bytes:
    method = provider.capabilities().methods[0].code
    return provider.freeze_charge(ChargeRequest(ours, amount, instrument, method, "Support"))


def refund_bytes(provider: Provider, charge_id: str, ours: Ours, amount: Money) -> bytes:
    return provider.freeze_refund(RefundRequest(ours, charge_id, amount))
