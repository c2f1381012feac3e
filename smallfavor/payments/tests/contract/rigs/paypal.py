"""PayPal's rig: a real emulator process, reached through PayPal's own SDK, with the emulator's faults."""

import contextlib
import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest
from django.conf import settings

from bench.emulators.paypal.testing import ACCOUNT, RunningPaypal
from sandbox_processor.testing import webhook_catcher
from smallfavor.core.money import Money
from smallfavor.payments import providers
from smallfavor.payments.providers.base import (
    CheckoutRequest,
    CheckoutSession,
    Ours,
    ProviderRecord,
    Unknown,
)
from smallfavor.payments.providers.paypal import certificates, transport
from smallfavor.payments.providers.paypal.provider import PaypalProvider
from smallfavor.payments.rules.keys import completion_key
from smallfavor.payments.tests.contract.rigs.base import Rig, checkout_bytes, lacking

# The contract's cards, as what the payer's PayPal account does.
PAYERS = {
    "success": "success",
    "challenge": "success",
    "processing": "processing",
    "renewal_authentication": "renewal_authentication",
    "renewal_lost": "renewal_lost",
}
NO_PAYOUT_CURRENCY = "PayPal converts in the balance, as a movement of its own, and pays out in the balance's currency"


@contextlib.contextmanager
def opened(request: pytest.FixtureRequest) -> Iterator["PaypalRig"]:
    emulator: RunningPaypal = request.getfixturevalue("paypal")
    yield PaypalRig(emulator, request.getfixturevalue("monkeypatch"))
    transport._client.cache_clear()  # a test may have shortened its time-out


class AsKept(PaypalProvider):
    """The provider as the engine has it, which keeps the page of each attempt and looks up by it."""

    def __init__(self, values: dict[str, str]) -> None:
        super().__init__(values)
        self.pages: dict[tuple[str, str, int], str] = {}

    def begin_checkout(self, frozen_bytes: bytes, *, key: str) -> CheckoutSession | Unknown:
        session = super().begin_checkout(frozen_bytes, key=key)
        if isinstance(session, CheckoutSession) and session.ours is not None:
            self.pages[session.ours.payment, session.ours.pledge, session.ours.attempt] = session.object_id
        return session

    def look_up(self, ours: Ours, session_id: str = "") -> list[ProviderRecord]:
        return super().look_up(ours, session_id or self.pages.get((ours.payment, ours.pledge, ours.attempt), ""))


@dataclass
class PaypalRig(Rig):
    emulator: RunningPaypal
    monkeypatch: pytest.MonkeyPatch
    label_end = "PayPal"
    tells_dispute_fees = False

    def __post_init__(self) -> None:
        plain = providers.get(SimpleNamespace(code=ACCOUNT, provider="paypal"))
        assert isinstance(plain, PaypalProvider)
        self.provider = AsKept(settings.PROVIDER_SETTINGS[ACCOUNT])

    def pay(self, session: CheckoutSession, card: str = "success", *, confirm: bool = True) -> None:
        """The reader agrees on PayPal's page, and then the engine takes what was agreed, as it does when it hears."""
        if not confirm:
            lacking("PayPal asks its payers itself: who does not confirm has not agreed, and the page stays open")
        if card not in PAYERS:
            lacking("PayPal tells why it takes nothing in its answer alone, and keeps no object (its own tests)")
        assert self.emulator.approve(session.url, PAYERS[card])
        answer = self.provider.complete_session(session.object_id, key=completion_key(session.object_id))
        assert not isinstance(answer, Unknown), answer

    def lose_answer(self, operation: str, *, after_effect: bool) -> None:
        self.emulator.fault(operation, "lose_after" if after_effect else "lose_before")

    def answer_with(self, operation: str, status: int, *, after_effect: bool = False) -> None:
        self.emulator.fault(operation, "status_after" if after_effect else "status", status=status)

    def answer_late(self, operation: str, *, before_effect: bool) -> None:
        self.monkeypatch.setattr(transport, "ANSWER_S", 0.3)
        self.emulator.fault(operation, "delay_before" if before_effect else "delay_after", delay_ms=700)

    def lists_lag(self, seconds: float) -> None:
        lacking("a page is asked for by its own name, which never lags; searches that lag: PayPal's own tests")

    def somebody_else_pays(self) -> None:
        other = CheckoutRequest(
            ours=Ours("somebody", "order-7"), mode="payment", amount=Money(4321, "EUR"), method="paypal",
            interval="once", description="Shop", return_url="http://shop.example/", cancel_url="http://shop.example/",
            language="en", expires_at=datetime.now(UTC) + timedelta(hours=1),
        )  # fmt: skip
        foreign = self.provider.freeze_checkout(other).replace(b'"custom_id":"1.', b'"custom_id":"')
        session = PaypalProvider.begin_checkout(self.provider, foreign, key=os.urandom(8).hex())
        assert isinstance(session, CheckoutSession), session
        self.pay(session)

    def dispute(self, charge_id: str) -> None:
        self.emulator.call("POST", "/backstage/disputes", {"capture": charge_id.removeprefix("capture_")})

    def close_dispute(self, dispute_id: str, outcome: str) -> None:
        name = dispute_id.removeprefix("dispute_")
        self.emulator.call("POST", f"/backstage/disputes/{name}", {"outcome": outcome})

    def send_back(self, charge_id: str, code: str = "insufficient_funds") -> None:
        lacking("PayPal stands between the paper and the payer's bank: what the bank takes back is a dispute")

    def pay_out(self, currency: str, *, bank: str = "") -> str:
        if bank:
            lacking(NO_PAYOUT_CURRENCY)
        made = self.emulator.call("POST", "/backstage/withdrawals", {"currency": currency})
        now = datetime.now(UTC)
        listed = self.provider.list_payouts(now - timedelta(hours=1), now + timedelta(hours=1))
        return next(payout.object_id for payout in listed if made["id"] in payout.object_id)

    def fail_payout(self, payout_id: str) -> None:
        self.emulator.call("POST", f"/backstage/withdrawals/{payout_id.split('_')[1]}", {"outcome": "failed"})

    def true_webhook(self) -> tuple[dict[str, str], bytes, str]:
        certificates.forget()
        with webhook_catcher() as catcher:
            self.emulator.send_webhooks_to(catcher.url)
            session = self.provider.begin_checkout(checkout_bytes(self.provider), key=os.urandom(16).hex())
            assert isinstance(session, CheckoutSession), session
            self.pay(session)
            catcher.wait_for(2)
            self.emulator.send_webhooks_to("")
            headers, body = next(call for call in catcher.calls if b"PAYMENT.CAPTURE.COMPLETED" in call[1])
            return headers, body, ""

    def shortest_page(self) -> timedelta:
        self.emulator.set_up(order_life_s=1.0)
        return timedelta(seconds=1)

    def small_lists(self) -> None:
        self.emulator.set_up(page_size=2)

    def down(self) -> None:
        self.provider.transport = transport.Transport("http://127.0.0.1:9", "id", "secret")
