"""A real emulator process for tests, on a free loopback port; the same doors as `sandbox_processor.testing`.

In the root `conftest.py` this module is a pytest plugin: `paypal` is one process for the whole run, empty and healthy,
with an account called `paypal` in the paper's settings that points at it.
"""

import contextlib
import secrets
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
import pytest

from sandbox_processor.running import RunningService
from sandbox_processor.testing import free_port

ACCOUNT = "paypal"
WEBHOOK_ID = "EMULATEDWEBHOOK"


@dataclass
class RunningPaypal(RunningService):
    """One emulator. `folder` keeps its record over restarts."""

    module = "bench.emulators.paypal"
    start_timeout_s = 30

    client_secret: str = field(default_factory=lambda: secrets.token_urlsafe(24))
    merchant: str = "The Harbour Courier"

    @property
    def settings(self) -> dict[str, str]:
        """What an account of ours reads to find this emulator."""
        return {
            "client_id": "emulator",
            "client_secret": self.client_secret,
            "webhook_id": WEBHOOK_ID,
            "mode": "sandbox",
            "api_url": self.url,
        }

    def secrets(self) -> dict[str, str]:
        return {"EMULATOR_PAYPAL_SECRET": self.client_secret}

    def arguments_told(self) -> list[str]:
        return ["--merchant", self.merchant, "--webhook-id", WEBHOOK_ID]

    def call(self, method: str, path: str, body: Any = None) -> dict[str, Any]:
        """One call behind the stage."""
        headers = {"Authorization": f"Bearer {self.client_secret}"}
        answer = httpx.request(method, f"{self.url}{path}", json=body, headers=headers, timeout=10, trust_env=False)
        found: dict[str, Any] = answer.raise_for_status().json()
        return found

    def fault(self, where: str, what: str, **settings: Any) -> None:
        """Order a fault (see sandbox_processor/faults.py)."""
        self.call("POST", "/faults", {"where": where, "what": what, **settings})

    def healthy(self) -> None:
        """Take all faults back, and settings too."""
        self.call("DELETE", "/faults")
        self.set_up(webhook_url="", order_life_s=3 * 3600, page_size=0)

    def forget(self) -> None:
        """Empty its record, as on its first day."""
        self.call("DELETE", "/backstage/record")

    def set_up(self, **changes: Any) -> None:
        """`order_life_s`, `page_size`, `forget_tokens`: every access token is unknown from now on."""
        self.call("PUT", "/backstage/settings", changes)

    def send_webhooks_to(self, url: str) -> None:
        self.set_up(webhook_url=url)

    def record(self, kind: str) -> list[dict[str, Any]]:
        """All that it keeps of one kind: order, setup, token, refund, dispute, moved."""
        found: list[dict[str, Any]] = self.call("GET", f"/backstage/record/{kind}")["things"]
        return found

    def events(self) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = self.call("GET", "/backstage/events")["things"]
        return found

    def approve(self, url: str, payer: str = "success", *, answer: str = "agree") -> str:
        """Walk a payer through the hosted page without a browser; where they are sent, "" when the page stays."""
        with httpx.Client(trust_env=False, timeout=30) as reader:
            page = reader.get(url)
            if page.is_redirect:
                return page.headers["location"]
            found = reader.post(url, data={"payer": payer, "answer": answer})
            return found.headers["location"] if found.is_redirect else ""


@contextlib.contextmanager
def running_paypal() -> Iterator[RunningPaypal]:
    """An emulator of one's own, ended and swept away afterwards."""
    folder = Path(tempfile.mkdtemp(prefix="smallfavor-paypal-"))
    emulator = RunningPaypal(folder=folder, port=free_port())
    try:
        emulator.start()
        yield emulator
    finally:
        emulator.stop()
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def paypal_server() -> Iterator[RunningPaypal]:
    """One real emulator process for the whole run."""
    with running_paypal() as emulator:
        yield emulator


@pytest.fixture
def paypal(paypal_server: RunningPaypal, settings: Any) -> Iterator[RunningPaypal]:
    """The same, with an empty record, and the paper's settings pointing at it."""
    paypal_server.forget()
    settings.PROVIDER_SETTINGS = {**settings.PROVIDER_SETTINGS, ACCOUNT: paypal_server.settings}
    yield paypal_server
    paypal_server.healthy()
