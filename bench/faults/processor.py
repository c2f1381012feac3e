"""The sandbox as the harness sees it: prepared before its start, and its own record read from its own database.

Not here: the process itself (sandbox_processor/testing.py).
"""

import contextlib
import json
import sqlite3
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sandbox_processor.cards import card_named
from sandbox_processor.charges import Take, refund_charge, save_instrument, take_money
from sandbox_processor.objects import Instrument
from sandbox_processor.refusals import Fields
from sandbox_processor.store import Books, Store
from sandbox_processor.testing import RunningSandbox

FILE = "sandbox.sqlite3"
SOMEBODY_ELSE = {"shop": "the museum's"}


def save_cards(folder: Path, cards: list[str]) -> list[str]:
    """Saved cards of these names, made before the sandbox starts; their tokens."""
    with _store(folder) as store, store.transaction() as books:
        return [save_instrument(books, card_named(card), (2034, 12), {"harness": "card"}).id for card in cards]


def sell_to_others(folder: Path, count: int) -> None:
    """So many payments and subscriptions of other people on the same account, some given back, all in the lists."""
    with _store(folder) as store, store.transaction() as books:
        for n in range(count):
            metadata = SOMEBODY_ELSE if n % 2 else {"installation": f"{n:032x}", "payment": "theirs", "attempt": "1"}
            card = save_instrument(books, card_named("success"), (2034, 12), metadata)
            charge = _charge_others(books, card, metadata, 1000 + n)
            if n % 10 == 0:
                refund_charge(books, Fields({"charge": charge, "amount_minor": 500, "metadata": dict(metadata)}))
        # Nobody waits for their events: they are years old.
        books.sql.execute("UPDATE event SET next_ms = NULL")


def _charge_others(books: Books, card: Instrument, metadata: dict[str, str], minor: int) -> str:
    take = Take(minor, "USD", "subscription", dict(metadata), instrument=card.id)
    named = card_named(card.card)
    return take_money(books, take, named, named.later).id


@contextlib.contextmanager
def _store(folder: Path) -> Any:
    store = Store(folder / FILE, lambda: time.time_ns() // 1_000_000)
    try:
        yield store
    finally:
        store.close()


@dataclass(frozen=True)
class Record:
    """All that the sandbox knows of one installation, by its own database; `others` is what is not ours."""

    charges: list[dict[str, Any]] = field(default_factory=list)
    refunds: list[dict[str, Any]] = field(default_factory=list)
    others: list[dict[str, Any]] = field(default_factory=list)

    @property
    def successes(self) -> list[dict[str, Any]]:
        return [charge for charge in self.charges if charge["state"] == "succeeded"]


def read_record(sandbox: RunningSandbox, installation: str) -> Record:
    """The whole record, read past the sandbox's program."""
    charges, refunds, others = [], [], []
    ours: set[str] = set()
    with contextlib.closing(sqlite3.connect(f"file:{sandbox.folder / FILE}?mode=ro", uri=True, timeout=30)) as file:
        for (body,) in file.execute("SELECT body FROM object WHERE kind IN ('charge', 'refund') ORDER BY seq"):
            thing = json.loads(body)
            if thing["metadata"].get("installation") == installation or thing.get("charge") in ours:
                ours.add(thing["id"])
                (charges if thing["object"] == "charge" else refunds).append(thing)
            else:
                others.append(thing)
    return Record(charges, refunds, others)


def undelivered(sandbox: RunningSandbox) -> list[str]:
    """Events that wait for a delivery."""
    with contextlib.closing(sqlite3.connect(f"file:{sandbox.folder / FILE}?mode=ro", uri=True, timeout=30)) as file:
        return [row[0] for row in file.execute("SELECT id FROM event WHERE next_ms IS NOT NULL")]


def some_events(sandbox: RunningSandbox, numbers: list[int]) -> list[str]:
    """Ids of old events, by position from the beginning."""
    with contextlib.closing(sqlite3.connect(f"file:{sandbox.folder / FILE}?mode=ro", uri=True, timeout=30)) as file:
        [(count,)] = file.execute("SELECT count(*) FROM event")
        found = [
            file.execute("SELECT id FROM event WHERE seq = ?", (1 + number % count,)).fetchone()
            for number in numbers
            if count
        ]
    return [row[0] for row in found if row]
