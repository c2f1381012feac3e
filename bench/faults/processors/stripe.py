"""Stripe's emulator as the harness sees it. Not here: the process itself (bench/emulators/stripe/testing.py)."""

import contextlib
import json
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

from bench.emulators.stripe.app import FILE
from bench.emulators.stripe.office import signature
from bench.emulators.stripe.others import save_for_later, sell_to_others
from bench.emulators.stripe.store import API_VERSION, Store
from bench.emulators.stripe.testing import RunningStripe
from bench.faults.processors import Record
from bench.faults.processors.own_record import OwnRecord
from sandbox_processor.cards import card_named

# What an endpoint of ours is subscribed to; Stripe tells much more of each payment.
SUBSCRIBED = (
    "charge.succeeded", "charge.failed", "charge.pending", "charge.dispute.created", "charge.dispute.closed",
    "checkout.session.completed", "checkout.session.expired", "refund.created", "refund.failed",
)  # fmt: skip
STATES = {"succeeded": "succeeded", "failed": "declined", "pending": "processing"}


def build(*, folder: Path, port: int, key_life_s: int) -> "StripeProcessor":
    # A search stays behind for a second: nearly three hours by the clock's scale, more than Stripe's usual minute.
    return StripeProcessor(folder=folder, port=port, key_life_s=key_life_s, subscribed=",".join(SUBSCRIBED))


class StripeProcessor(OwnRecord, RunningStripe):
    """See `Processor`."""

    FILE = FILE

    name = "stripe"

    def settings(self) -> dict[str, str]:
        return {
            "STRIPE_API_KEY": self.api_key,
            "STRIPE_WEBHOOK_SECRET": self.webhook_secret,
            "STRIPE_API_URL": self.url,
            "STRIPE_CHECKOUT_ORIGIN": self.url,
            "STRIPE_CURRENCIES": "USD,EUR",
            "STRIPE_FOR_TESTS": "yes",
        }

    def save_cards(self, cards: list[str]) -> list[str]:
        with self._store() as store, store.transaction() as books:
            saved = [save_for_later(books, card_named(card), {"harness": "card"}) for card in cards]
            books.sql.execute("UPDATE delivery SET next_ms = NULL")
        return [f"{method['customer']}:{method['id']}:card" for method in saved]

    def sell_to_others(self, count: int) -> None:
        with self._store() as store, store.transaction() as books:
            sell_to_others(books, count)
            # Nobody waits for their events: they are years old.
            books.sql.execute("UPDATE delivery SET next_ms = NULL")

    def read_record(self, installation: str) -> Record:
        charges, refunds, others = [], [], []
        ours: set[str] = set()
        query = "SELECT body, inner, created_ms FROM object WHERE kind IN ('charge', 'refund') ORDER BY seq"
        with self.read_file() as file:
            for body, inner, created_ms in file.execute(query):
                thing = json.loads(body)
                if thing["metadata"].get("installation") != installation and thing.get("charge") not in ours:
                    others.append(thing)
                    continue
                ours.add(thing["id"])
                told = _told(thing) | {"created_ms": created_ms, "session": json.loads(inner).get("session") or ""}
                (charges if thing["object"] == "charge" else refunds).append(told)
        return Record(charges, refunds, others)

    def undelivered(self) -> list[str]:
        with self.read_file() as file:
            return [row[0] for row in file.execute("SELECT event FROM delivery WHERE next_ms IS NOT NULL")]

    def some_events(self, numbers: list[int]) -> list[str]:
        query = "SELECT event FROM delivery WHERE seq >= ? AND attempts > 0 ORDER BY seq LIMIT 1"
        with self.read_file() as file:
            [(count,)] = file.execute("SELECT coalesce(max(seq), 0) FROM delivery")
            found = [file.execute(query, (1 + number % count,)).fetchone() for number in numbers if count]
        return [row[0] for row in found if row]

    def pages(self) -> int:
        return len(self.record("checkout.session"))

    def charge_again(self, charge_id: str) -> bytes:
        answer = self.call("POST", f"/backstage/charges/{charge_id}/again", {})
        return b"" if answer.is_error else _event(answer.json())

    def deliver(self, event_id: str) -> None:
        self.call("POST", f"/backstage/events/{event_id}/deliver", {})

    def lie(self, metadata: dict[str, str]) -> bytes:
        return _event({
            "object": "charge", "id": f"ch_{uuid4().hex[:24]}", "status": "succeeded", "amount": 700, "currency": "usd",
            "amount_captured": 700, "captured": True, "paid": True, "created": int(time.time()), "metadata": metadata,
        })  # fmt: skip

    def signed(self, body: bytes, at_s: float, *, forged: bool = False) -> dict[str, str]:
        secret = "not the secret" if forged else self.webhook_secret
        return {"Stripe-Signature": signature(secret, int(at_s), body)}

    @contextlib.contextmanager
    def _store(self) -> Iterator[Store]:
        store = Store(self.folder / FILE, lambda: time.time_ns() // 1_000_000)
        try:
            yield store
        finally:
            store.close()


def _told(thing: dict[str, Any]) -> dict[str, Any]:
    """A charge or a refund in the harness's words; Stripe's minor units of dollars and euros are ours."""
    return {
        "id": thing["id"], "metadata": thing["metadata"], "amount_minor": thing["amount"],
        "currency": thing["currency"].upper(), "state": STATES[thing["status"]], "charge": thing.get("charge", ""),
    }  # fmt: skip


def _event(charge: dict[str, Any]) -> bytes:
    return json.dumps({
        "id": f"evt_{uuid4().hex[:24]}", "object": "event", "api_version": API_VERSION, "created": int(time.time()),
        "data": {"object": charge}, "livemode": False, "pending_webhooks": 1, "type": "charge.succeeded",
        "request": {"id": None, "idempotency_key": None},
    }).encode()  # fmt: skip
