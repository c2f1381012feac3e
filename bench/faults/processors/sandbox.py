"""The sandbox processor as the harness sees it. Not here: the process itself (sandbox_processor/testing.py)."""

import contextlib
import json
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

from bench.faults.processors import SOMEBODY_ELSE, Record
from bench.faults.processors.own_record import OwnRecord
from sandbox_processor.cards import card_named
from sandbox_processor.charges import Take, refund_charge, save_instrument, take_money
from sandbox_processor.courier import signature
from sandbox_processor.objects import Instrument
from sandbox_processor.refusals import Fields
from sandbox_processor.store import Books, Store
from sandbox_processor.testing import RunningSandbox

CHARGED_AGAIN = ("instrument", "amount_minor", "currency", "metadata")


def build(*, folder: Path, port: int, key_life_s: int) -> "SandboxProcessor":
    return SandboxProcessor(folder=folder, port=port, key_life_s=key_life_s)


class SandboxProcessor(OwnRecord, RunningSandbox):
    """See `Processor`."""

    FILE = "sandbox.sqlite3"

    name = "sandbox"

    def settings(self) -> dict[str, str]:
        return {
            "SANDBOX_URL": self.url,
            "SANDBOX_API_KEY": self.api_key,
            "SANDBOX_WEBHOOK_SECRET": self.webhook_secret,
        }

    def save_cards(self, cards: list[str]) -> list[str]:
        with self._store() as store, store.transaction() as books:
            return [save_instrument(books, card_named(card), (2034, 12), {"harness": "card"}).id for card in cards]

    def sell_to_others(self, count: int) -> None:
        with self._store() as store, store.transaction() as books:
            for n in range(count):
                metadata = (
                    SOMEBODY_ELSE if n % 2 else {"installation": f"{n:032x}", "payment": "theirs", "attempt": "1"}
                )
                card = save_instrument(books, card_named("success"), (2034, 12), metadata)
                charge = _charge_others(books, card, metadata, 1000 + n)
                if n % 10 == 0:
                    refund_charge(books, Fields({"charge": charge, "amount_minor": 500, "metadata": dict(metadata)}))
            # Nobody waits for their events: they are years old.
            books.sql.execute("UPDATE event SET next_ms = NULL")

    def read_record(self, installation: str) -> Record:
        charges, refunds, others = [], [], []
        ours: set[str] = set()
        with self.read_file() as file:
            for (body,) in file.execute("SELECT body FROM object WHERE kind IN ('charge', 'refund') ORDER BY seq"):
                thing = json.loads(body)
                if thing["metadata"].get("installation") == installation or thing.get("charge") in ours:
                    ours.add(thing["id"])
                    (charges if thing["object"] == "charge" else refunds).append(thing)
                else:
                    others.append(thing)
        return Record(charges, refunds, others)

    def undelivered(self) -> list[str]:
        with self.read_file() as file:
            return [row[0] for row in file.execute("SELECT id FROM event WHERE next_ms IS NOT NULL")]

    def some_events(self, numbers: list[int]) -> list[str]:
        with self.read_file() as file:
            [(count,)] = file.execute("SELECT count(*) FROM event")
            found = [
                file.execute("SELECT id FROM event WHERE seq = ?", (1 + number % count,)).fetchone()
                for number in numbers
                if count
            ]
        return [row[0] for row in found if row]

    def pages(self) -> int:
        return len(self.record("session"))

    def charge_again(self, charge_id: str) -> bytes:
        charge = self.call("GET", f"/v1/objects/{charge_id}").json()
        if not charge.get("instrument"):
            return b""
        body = {name: charge[name] for name in CHARGED_AGAIN}
        return _event(self.call("POST", "/v1/charges", body, key=uuid4().hex).json())

    def deliver(self, event_id: str) -> None:
        self.call("POST", f"/v1/events/{event_id}/deliver", {})

    def lie(self, metadata: dict[str, str]) -> bytes:
        return _event({
            "object": "charge", "id": f"ch_{uuid4().hex[:24]}", "state": "succeeded", "amount_minor": 700,
            "currency": "USD", "created_ms": time.time_ns() // 1_000_000, "metadata": metadata, "fee_minor": 50,
            "session": "", "instrument": "",
        })  # fmt: skip

    def signed(self, body: bytes, at_s: float, *, forged: bool = False) -> dict[str, str]:
        secret = "not the secret" if forged else self.webhook_secret
        return {"Sandbox-Signature": signature(secret, int(at_s), body)}

    @contextlib.contextmanager
    def _store(self) -> Iterator[Store]:
        store = Store(self.folder / self.FILE, lambda: time.time_ns() // 1_000_000)
        try:
            yield store
        finally:
            store.close()


def _charge_others(books: Books, card: Instrument, metadata: dict[str, str], minor: int) -> str:
    take = Take(minor, "USD", "subscription", dict(metadata), instrument=card.id)
    named = card_named(card.card)
    return take_money(books, take, named, named.later).id


def _event(charge: dict[str, Any]) -> bytes:
    told = {"id": f"evt_{uuid4().hex[:24]}", "type": "charge.succeeded", "created_ms": time.time_ns() // 1_000_000}
    return json.dumps({**told, "object": charge}).encode()
