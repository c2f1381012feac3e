"""Stripe's rig: a real emulator process, reached through the official SDK."""

import contextlib
import secrets
import shutil
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace
from urllib.parse import urlencode

import pytest

from bench.emulators.stripe.testing import RunningStripe
from sandbox_processor.testing import free_port, webhook_catcher
from smallfavor.core.money import Money
from smallfavor.payments import providers
from smallfavor.payments.providers.base import CheckoutSession, Succeeded
from smallfavor.payments.providers.stripe import sdk, transport
from smallfavor.payments.tests.contract.rigs.base import Rig, checkout_bytes, lacking, new_ours

RUNNING = pytest.StashKey[RunningStripe]()
REASONS = {"insufficient_funds": "insufficient_funds", "account_closed": "incorrect_account_details"}
DEBITED = Money(1000, "EUR")
ACCOUNT = "DE89370400440532013000"  # pays


@contextlib.contextmanager
def opened(request: pytest.FixtureRequest) -> Iterator["StripeRig"]:
    emulator = emulator_of(request.config)
    emulator.healthy()
    emulator.send_webhooks_to("")
    emulator.forget()
    settings = request.getfixturevalue("settings")
    settings.PROVIDER_SETTINGS = {**settings.PROVIDER_SETTINGS, "stripe": settings_for(emulator)}
    yield StripeRig(emulator, request.getfixturevalue("monkeypatch"))
    sdk._client.cache_clear()  # a test may have shortened its time-out


def settings_for(emulator: RunningStripe) -> dict[str, str]:
    """An account whose Stripe is this emulator."""
    return {
        "api_key": emulator.api_key,
        "webhook_secret": emulator.webhook_secret,
        "currencies": "USD,EUR,JPY,KWD,BHD,TND",
        "methods": "card,sepa_debit",
        "for_tests": "yes",
        "checkout_origin": emulator.url,
        "api_url": emulator.url,
    }


def emulator_of(config: pytest.Config) -> RunningStripe:
    """One for the whole run, started when it is first asked for."""
    if RUNNING not in config.stash:
        folder = Path(tempfile.mkdtemp(prefix="smallfavor-stripe-"))
        emulator = RunningStripe(folder=folder, port=free_port(), sepa_s=0.5)
        config.add_cleanup(lambda: shutil.rmtree(folder, ignore_errors=True))
        config.add_cleanup(emulator.stop)
        emulator.start()
        config.stash[RUNNING] = emulator
    return config.stash[RUNNING]


@dataclass
class StripeRig(Rig):
    """`ends_with_a_decline`: on Stripe's page the reader may try another card, so the page and the attempt go on."""

    emulator: RunningStripe
    monkeypatch: pytest.MonkeyPatch
    ends_with_a_decline = False
    tells_cards = True
    step_minor = 10  # of currencies with three decimals

    def __post_init__(self) -> None:
        self.provider = providers.get(SimpleNamespace(code="stripe", provider="stripe"))

    def pay(self, session: CheckoutSession, card: str = "success", *, confirm: bool = True) -> None:
        self.emulator.pay(session.url or f"{self.emulator.url}/c/pay/{session.object_id}", card, confirm=confirm)

    def debited(self) -> Succeeded:
        """A payment by bank debit that has succeeded."""
        ours = new_ours()
        frozen = checkout_bytes(self.provider, ours, amount=DEBITED, method="sepa_debit")
        session = self.provider.begin_checkout(frozen, key=ours.payment)
        assert isinstance(session, CheckoutSession), session
        assert self.emulator.pay(session.url, iban=ACCOUNT)
        deadline = time.monotonic() + 10
        while not (found := [one for one in self.provider.look_up(ours) if isinstance(one, Succeeded)]):
            assert time.monotonic() < deadline, "the bank has not answered"
            time.sleep(0.1)
        return found[0]

    def lose_answer(self, operation: str, *, after_effect: bool) -> None:
        self.emulator.fault(operation, "lose_after" if after_effect else "lose_before")

    def answer_with(self, operation: str, status: int, *, after_effect: bool = False) -> None:
        self.emulator.fault(operation, "status_after" if after_effect else "status", status=status)

    def answer_late(self, operation: str, *, before_effect: bool) -> None:
        self.monkeypatch.setattr(sdk, "ANSWER_S", 0.3)
        sdk._client.cache_clear()
        self.emulator.fault(operation, "delay_before" if before_effect else "delay_after", delay_ms=700)

    def lists_lag(self, seconds: float) -> None:
        self.emulator.fault("objects.list", "lag", delay_ms=int(seconds * 1000), times=-1)

    def somebody_else_pays(self) -> None:
        bought = {
            "mode": "payment", "line_items[0][quantity]": "1", "line_items[0][price_data][currency]": "eur",
            "line_items[0][price_data][unit_amount]": "4321",
            "line_items[0][price_data][product_data][name]": "A poster", "success_url": "http://shop.example/",
            "payment_intent_data[metadata][order]": "7",
        }  # fmt: skip
        where = transport.Transport(self.emulator.url, self.emulator.api_key)
        session = where.post("/v1/checkout/sessions", urlencode(bought).encode(), key=secrets.token_hex(8))
        assert self.emulator.pay(session["url"])

    def dispute(self, charge_id: str) -> None:
        self.emulator.backstage("disputes", charge=charge_id)

    def close_dispute(self, dispute_id: str, outcome: str) -> None:
        self.emulator.backstage(f"disputes/{dispute_id}/close", outcome=outcome)

    def send_back(self, charge_id: str, code: str = "insufficient_funds") -> None:
        self.emulator.backstage("disputes", charge=charge_id, reason=REASONS.get(code, "general"))

    def pay_out(self, currency: str, *, bank: str = "") -> str:
        if bank:
            lacking("Stripe changes money when it takes it, and pays out what the balance holds")
        return str(self.emulator.backstage("payouts", currency=currency)["id"])

    def fail_payout(self, payout_id: str) -> None:
        self.emulator.backstage(f"payouts/{payout_id}/close", outcome="failed")

    def true_webhook(self) -> tuple[dict[str, str], bytes, str]:
        with webhook_catcher() as catcher:
            self.emulator.send_webhooks_to(catcher.url)
            session = self.provider.begin_checkout(checkout_bytes(self.provider), key=secrets.token_hex(16))
            assert isinstance(session, CheckoutSession), session
            self.pay(session)
            deadline = time.monotonic() + 10
            while not (found := [call for call in catcher.calls if b"charge.succeeded" in call[1]]):
                assert time.monotonic() < deadline, "no webhook came"
                time.sleep(0.02)
            self.emulator.send_webhooks_to("")
            return *found[0], ""

    def small_lists(self) -> None:
        self.monkeypatch.setattr("smallfavor.payments.providers.stripe.reading.PAGE_SIZE", 2)

    def shortest_page(self) -> timedelta:
        lacking("Stripe's pages stay open for half an hour at least; what is over is told by its own tests")

    def down(self) -> None:
        self.provider._transport = transport.Transport("http://127.0.0.1:9", "sk_test_key")  # type: ignore[attr-defined]
