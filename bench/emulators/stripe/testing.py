"""A real emulator of Stripe for tests: a process of its own on a free loopback port.

`RunningStripe` has the doors of `sandbox_processor.testing.RunningSandbox`: `fault`, `healthy`, `forget`, `record`,
`pay`, `send_webhooks_to`, `start`, `stop`, `kill`; `client()` is the official SDK, pointed at it. `backstage(path,
**fields)` does what a real service decides by itself: disputes, payouts, a card that is replaced (backstage.py).
"""

import contextlib
import json
import secrets
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import httpx
import stripe

from sandbox_processor.cards import card_named
from sandbox_processor.running import RunningService
from sandbox_processor.testing import free_port


@dataclass
class RunningStripe(RunningService):
    """One emulator. `folder` keeps its database over restarts. `shortest_page_s` 0: pages as short as tests need."""

    module = "bench.emulators.stripe"
    start_timeout_s = 90  # the SDK alone takes more than a second of a core

    api_key: str = field(default_factory=lambda: f"sk_test_{secrets.token_hex(12)}")
    webhook_secret: str = field(default_factory=lambda: f"whsec_{secrets.token_hex(12)}")
    webhook_url: str = ""
    subscribed: str = ""
    merchant: str = "The Harbour Courier"
    methods: str = "card,sepa_debit"
    key_life_s: int = 24 * 3600
    search_lag_s: float = 1.0
    shortest_page_s: int = 0
    sepa_s: float = 2.0

    def secrets(self) -> dict[str, str]:
        return {"STRIPE_EMULATOR_API_KEY": self.api_key, "STRIPE_EMULATOR_WEBHOOK_SECRET": self.webhook_secret}

    def arguments_told(self) -> list[str]:
        return [
            "--webhook-url", self.webhook_url, "--subscribed", self.subscribed, "--merchant", self.merchant,
            "--methods", self.methods, "--key-life-s", str(self.key_life_s), "--search-lag-s", str(self.search_lag_s),
            "--shortest-page-s", str(self.shortest_page_s), "--sepa-s", str(self.sepa_s),
        ]  # fmt: skip

    def client(self, api_key: str = "") -> stripe.StripeClient:
        """The official SDK, with retries off."""
        return stripe.StripeClient(
            api_key or self.api_key,
            base_addresses={"api": self.url},
            max_network_retries=0,
            http_client=stripe.RequestsClient(timeout=10),
        )

    def call(self, method: str, path: str, body: Any = None, *, timeout_s: float = 10) -> httpx.Response:
        """One call behind the scenes, in JSON."""
        headers = {"Authorization": f"Bearer {self.api_key}"}
        return httpx.request(
            method, f"{self.url}{path}", json=body, headers=headers, timeout=timeout_s, trust_env=False
        )

    def backstage(self, path: str, **fields: Any) -> dict[str, Any]:
        """Do something that no API of Stripe does; the object that came of it."""
        answer = self.call("POST", f"/backstage/{path}", fields)
        if answer.is_error:
            raise RuntimeError(f"{path}: {answer.text}")
        return dict(answer.json())

    def fault(self, where: str, what: str, **settings: Any) -> None:
        """Order a fault (see sandbox_processor/faults.py)."""
        self.call("POST", "/faults", {"where": where, "what": what, **settings}).raise_for_status()

    def healthy(self) -> None:
        """Take all faults back."""
        self.call("DELETE", "/faults").raise_for_status()

    def forget(self) -> None:
        """Empty its record, as on its first day."""
        self.call("DELETE", "/backstage/record").raise_for_status()

    def send_webhooks_to(self, url: str) -> None:
        self.call("PUT", "/backstage/webhook", {"url": url}).raise_for_status()

    def record(self, kind: str = "", **metadata: str) -> list[dict[str, Any]]:
        """All that the emulator knows, in order; of one kind ("charge", "checkout.session"), of this metadata."""
        lines = self.call("GET", "/backstage/record").text.splitlines()
        return [
            thing
            for thing in map(json.loads, lines)
            if kind in {"", thing["object"]}
            and all((thing.get("metadata") or {}).get(name) == value for name, value in metadata.items())
        ]

    def pay(self, url: str, card: str = "success", *, iban: str = "", confirm: bool = True) -> str:
        """Fill in the hosted page as a reader would. Returns where the reader is sent; "" when the page stays."""
        with httpx.Client(trust_env=False, timeout=30) as reader:
            page = reader.get(url)
            if page.is_redirect:
                return page.headers["location"]
            typed = _typed(page.text) | {"email": "reader@example.org", "name": "A reader"}
            typed |= {"method": "sepa_debit", "iban": iban} if iban else {"method": "card"}
            answer = reader.post(url, data=typed | ({} if iban else {"number": card_named(card).spaced}))
            if answer.is_redirect and answer.headers["location"].endswith("/challenge"):
                choice = {"answer": "approve" if confirm else "deny"}
                answer = reader.post(self.url + answer.headers["location"], data=choice)
            return answer.headers["location"] if answer.is_redirect else ""


class _Inputs(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: dict[str, str] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "input" and given.get("name") and given.get("type") != "radio":
            self.found[given["name"]] = given.get("value", "")


def _typed(html: str) -> dict[str, str]:
    """What the page's fields hold."""
    inputs = _Inputs()
    inputs.feed(html)
    return inputs.found


@contextlib.contextmanager
def running_stripe(**settings: Any) -> Iterator[RunningStripe]:
    """An emulator of one's own, ended and swept away afterwards."""
    folder = Path(tempfile.mkdtemp(prefix="smallfavor-stripe-"))
    emulator = RunningStripe(folder=folder, port=free_port(), **settings)
    try:
        emulator.start()
        yield emulator
    finally:
        emulator.stop()
        shutil.rmtree(folder, ignore_errors=True)
