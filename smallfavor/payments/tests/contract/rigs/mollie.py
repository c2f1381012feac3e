"""Mollie's rig: an emulator of its API, reached through its official client."""

import contextlib
import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from urllib.parse import urlsplit

import pytest

from bench.emulators.mollie.testing import RunningMollie
from sandbox_processor.testing import webhook_catcher
from smallfavor.core.money import Money
from smallfavor.payments import providers
from smallfavor.payments.providers.base import ChargeRequest, CheckoutRequest, CheckoutSession, Processing, Succeeded
from smallfavor.payments.providers.mollie import listing, seen, transport
from smallfavor.payments.tests.contract.rigs.base import Rig, checkout_bytes, lacking, new_ours

LACKING = {
    "test_a_revoked_instrument_takes_nothing_any_more": "Mollie refuses the call and records no decline",
    "test_a_webhook_is_refused_when_forged_stale_or_from_the_future": "Mollie signs nothing: it has marks",
    "test_a_payout_into_another_currency_tells_both_amounts": "Mollie pays out each balance in its own currency",
    "test_a_payout_that_failed_says_so_and_is_a_part_of_the_next": "Mollie does not say how it pays out again",
}
BANK_CODES = {"insufficient_funds": "AM04", "account_closed": "AC04"}


@contextlib.contextmanager
def opened(request: pytest.FixtureRequest) -> Iterator["MollieRig"]:
    seen.seen_by.cache_clear()
    yield MollieRig(request.getfixturevalue("mollie"), request.getfixturevalue("monkeypatch"))
    seen.seen_by.cache_clear()


@dataclass
class MollieRig(Rig):
    mollie: RunningMollie
    monkeypatch: pytest.MonkeyPatch
    fee_of_two_dollars = None
    tells_due_by = False
    tells_dispute_fees = False
    events_tell_ours = False
    tells_cards = True

    def __post_init__(self) -> None:
        self.provider = providers.get(SimpleNamespace(code="mollie", provider="mollie"))

    def pay(self, session: CheckoutSession, card: str = "success", *, confirm: bool = True) -> None:
        assert self.mollie.pay(session.url, card, confirm=confirm)

    def lose_answer(self, operation: str, *, after_effect: bool) -> None:
        self.mollie.fault(operation, "lose_after" if after_effect else "lose_before")

    def answer_with(self, operation: str, status: int, *, after_effect: bool = False) -> None:
        self.mollie.fault(operation, "status_after" if after_effect else "status", status=status)

    def answer_late(self, operation: str, *, before_effect: bool) -> None:
        self.monkeypatch.setattr(transport, "ANSWER_S", 0.3)
        self.mollie.fault(operation, "delay_before" if before_effect else "delay_after", delay_ms=700)

    def lists_lag(self, seconds: float) -> None:
        seen.seen_by.cache_clear()
        self.__post_init__()
        self.mollie.fault("objects.list", "lag", delay_ms=int(seconds * 1000), times=-1)

    def small_lists(self) -> None:
        self.monkeypatch.setattr(listing, "PAGE_SIZE", 2)

    def shortest_page(self) -> timedelta:
        self.mollie.backstage("next_page", life_ms=900)
        return timedelta(milliseconds=900)

    def somebody_else_pays(self) -> None:
        asked = {
            "amount": {"currency": "EUR", "value": "43.21"}, "description": "Order 7", "method": "ideal",
            "redirectUrl": "http://shop.example/", "metadata": {"order": "7"},
        }  # fmt: skip
        answer = self.mollie.call("POST", "/v2/payments", asked, key=secrets.token_hex(8))
        assert self.mollie.pay(answer.raise_for_status().json()["_links"]["checkout"]["href"])

    def dispute(self, charge_id: str) -> None:
        self.mollie.backstage("charge_back", payment=charge_id)

    def close_dispute(self, dispute_id: str, outcome: str) -> None:
        assert outcome == "won", "Mollie says only when a chargeback was reversed"
        self.mollie.backstage("reverse", chargeback=dispute_id.partition(".")[2])

    def debited(self) -> Succeeded:
        """A renewal of a mandate that an iDEAL payment left, after the bank has had its days."""
        ours, amount = new_ours(), Money(1000, "EUR")
        request = CheckoutRequest(
            ours, "payment", amount, "ideal", "monthly", "Support", "http://paper.example/", "http://paper.example/",
            "nl", expires_at=datetime.now(UTC) + timedelta(hours=1), save_instrument=True,
        )  # fmt: skip
        session = self.provider.begin_checkout(self.provider.freeze_checkout(request), key=secrets.token_hex(16))
        assert isinstance(session, CheckoutSession), session
        self.pay(session)
        first = next(one for one in self.provider.look_up(ours) if isinstance(one, Succeeded))
        assert first.instrument is not None and first.instrument.method == "sepa_debit"
        renewal = ChargeRequest(new_ours(), amount, first.instrument.token, "sepa_debit", "Support")
        charge = self.provider.charge(self.provider.freeze_charge(renewal), key=secrets.token_hex(16))
        assert isinstance(charge, Processing), charge
        self.mollie.backstage("end", payment=charge.object_id, status="paid")
        paid = self.provider.fetch(charge.object_id)
        assert isinstance(paid, Succeeded)
        return paid

    def send_back(self, charge_id: str, code: str = "insufficient_funds") -> None:
        self.mollie.backstage("charge_back", payment=charge_id, code=BANK_CODES.get(code, "ZZ99"))

    def pay_out(self, currency: str, *, bank: str = "") -> str:
        return str(self.mollie.backstage("pay_out", currency=currency)["id"])

    def fail_payout(self, payout_id: str) -> None:
        lacking("Mollie does not say how it pays out again")

    def true_webhook(self) -> tuple[dict[str, str], bytes, str]:
        with webhook_catcher() as catcher:
            parts = urlsplit(catcher.url)
            self.mollie.send_webhooks_to(f"{parts.scheme}://{parts.netloc}")
            session = self.provider.begin_checkout(checkout_bytes(self.provider), key=secrets.token_hex(16))
            assert isinstance(session, CheckoutSession), session
            self.pay(session)
            catcher.wait_for(1)
            self.mollie.send_webhooks_to("")
            headers, body = catcher.calls[0]
            address = self.mollie.record("payment")[-1]["webhook_url"]
            return headers, body, address.rstrip("/").rpartition("/")[2]

    def down(self) -> None:
        told = {**self.provider._account, "api_url": "http://127.0.0.1:9"}  # type: ignore[attr-defined]
        self.provider = type(self.provider)(told)  # type: ignore[call-arg]
