"""What surrounds the bookkeeper: readers who give, the payment service, its bank, somebody else's shop.

Not here: what the bookkeeper does about it (walk.py).
"""

import csv
import io
import time
from dataclasses import dataclass
from datetime import date
from typing import Any

from bench.faults.reader import Reader
from sandbox_processor.testing import RunningSandbox
from smallfavor.core.clock import add_months
from tests.journeys.month.desk import Desk
from tests.journeys.running_demo import Demo

HEARD_WITHIN_S = 60
Row = dict[str, str]


@dataclass(frozen=True)
class Gift:
    interval: str
    amount: str
    currency: str
    card: str = "success"


FIRST_WEEK = (
    Gift("monthly", "2", "USD"),
    Gift("monthly", "5", "USD"),
    Gift("monthly", "10", "USD", "success_mastercard"),
    Gift("monthly", "2", "USD", "renewal_insufficient"),
    Gift("once", "10", "USD"),
    Gift("once", "25", "USD"),
    Gift("once", "25", "USD"),
    Gift("monthly", "5", "EUR"),
    Gift("once", "25", "EUR", "challenge"),
    Gift("once", "1500", "JPY"),
)
SECOND_WEEK = (Gift("yearly", "100", "USD"), Gift("once", "50", "USD", "dispute"))


@dataclass
class World:
    """A demo in which one month is lived. `month` is the running one, by the paper's calendar."""

    demo: Demo
    sandbox: RunningSandbox
    bookkeeper: Desk
    lead: Desk
    month: date
    readers: int = 0

    @property
    def url(self) -> str:
        """What a `Reader` asks of the house it stands in."""
        return self.demo.paper

    @property
    def said(self) -> str:
        """What the demo has printed, for a reader who was not taken."""
        return self.demo.say

    @property
    def processor(self) -> RunningSandbox:
        """Where a `Reader` pays."""
        return self.sandbox

    @property
    def next_month(self) -> date:
        return add_months(self.month, 1)

    def give(self, gift: Gift) -> str:
        """One reader gives by the form and pays. Returns the charge's number at the service."""
        self.readers += 1
        reader = Reader(
            self, f"reader{self.readers}@example.org",
            interval=gift.interval, amount=gift.amount, currency=gift.currency,
        )  # fmt: skip
        reader.open_form()
        assert reader.send_form() == "page"
        assert reader.pay(gift.card)
        return str(self.charges()[-1]["id"])

    def charges(self) -> list[dict[str, Any]]:
        return [one for one in self.sandbox.record("charge") if one["state"] == "succeeded"]

    def charge_of(self, gift: Gift) -> dict[str, Any]:
        """The newest charge of that amount."""
        exponent = 1 if gift.currency == "JPY" else 100
        wanted = (int(gift.amount) * exponent, gift.currency)
        return next(one for one in reversed(self.charges()) if (one["amount_minor"], one["currency"]) == wanted)

    def at_the_service(self, path: str, **body: Any) -> dict[str, Any]:
        """A call that is not the paper's: of the bank, of the service itself."""
        answer = self.sandbox.call("POST", path, body)
        assert answer.status_code == 200, answer.text
        done: dict[str, Any] = answer.json()
        return done

    def shop_sells(self, amount_minor: int) -> None:
        """Somebody else takes money over the same account: a calendar from the paper's shop."""
        body = {
            "mode": "payment", "amount_minor": amount_minor, "currency": "USD", "description": "Wall calendar",
            "return_url": "http://shop.invalid/", "cancel_url": "http://shop.invalid/",
            "expires_ms": int(time.time() * 1000) + 3_600_000,
        }  # fmt: skip
        page = self.sandbox.call("POST", "/v1/sessions", body, key="shop-order-1001").json()
        assert self.sandbox.pay(page["url"])

    def journal(self, month: date | None = None) -> list[Row]:
        """The month's journal, as the desk hands it out; a row a line."""
        text = self.bookkeeper.read(f"/desk/books/journal/?month={month or self.month:%Y-%m}&export=csv")
        return list(csv.DictReader(io.StringIO(text)))

    def wait_for(self, kind: str, entries: int, month: date | None = None) -> list[Row]:
        """The lines of that kind, once there are that many entries: the service's news is heard by webhook."""
        deadline = time.monotonic() + HEARD_WITHIN_S
        while True:
            rows = [row for row in self.journal(month) if row["kind"] == kind]
            if len({row["entry"] for row in rows}) >= entries:
                return rows
            assert time.monotonic() < deadline, f"{entries} entries of {kind} were awaited, these came: {rows}"
            time.sleep(0.2)

    def command(self, *words: str) -> str:
        """A command that must succeed. What it said."""
        done = self.demo.command(*words)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout.strip()

    def refused(self, *words: str) -> str:
        """A command that must be refused. Why, in its words."""
        done = self.demo.command(*words)
        assert done.returncode != 0, done.stdout
        return done.stderr.strip()
