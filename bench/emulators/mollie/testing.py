"""A running emulator for tests: a process of its own on a free loopback port.

In the root `conftest.py` this module is a pytest plugin: `mollie_server` is one process for the whole run, `mollie` the
same with an empty record, healthy again afterwards.
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


@dataclass
class RunningMollie(RunningService):
    """One emulator. `folder` keeps its record over restarts."""

    module = "bench.emulators.mollie"
    start_timeout_s = 40

    api_key: str = field(default_factory=lambda: f"test_{secrets.token_hex(15)}")
    access_token: str = field(default_factory=lambda: f"access_{secrets.token_hex(15)}")
    retry_s: float = 60.0
    arguments: tuple[str, ...] = ()

    def secrets(self) -> dict[str, str]:
        return {"MOLLIE_API_KEY": self.api_key, "MOLLIE_ACCESS_TOKEN": self.access_token}

    def arguments_told(self) -> list[str]:
        return ["--retry-s", str(self.retry_s), *self.arguments]

    def call(self, method: str, path: str, body: Any = None, *, key: str = "") -> httpx.Response:
        """One call with the account's key; errors are answers here."""
        headers = {"Authorization": f"Bearer {self.api_key}"} | ({"Idempotency-Key": key} if key else {})
        return httpx.request(method, f"{self.url}{path}", json=body, headers=headers, timeout=10, trust_env=False)

    def backstage(self, what: str, **asked: Any) -> dict[str, Any]:
        """What the outside world does (see backstage.py)."""
        answer: dict[str, Any] = self.call("POST", f"/backstage/{what}", asked).raise_for_status().json()
        return answer

    def fault(self, where: str, what: str, **settings: Any) -> None:
        """Order a fault (see sandbox_processor/faults.py)."""
        self.call("POST", "/faults", {"where": where, "what": what, **settings}).raise_for_status()

    def healthy(self) -> None:
        """Take all faults back."""
        self.call("DELETE", "/faults").raise_for_status()

    def forget(self) -> None:
        """Empty its record, as on its first day."""
        self.backstage("forget")

    def send_webhooks_to(self, origin: str) -> None:
        """Where the host of all webhook addresses is; "" delivers nothing."""
        self.backstage("send_webhooks_to", origin=origin)

    def record(self, kind: str = "", **metadata: str) -> list[dict[str, Any]]:
        """All that it knows, in order; of one kind, of this metadata."""
        return [
            thing
            for thing in self.backstage("record")["data"]
            if kind in {"", thing["kind"]}
            and all((thing.get("metadata") or {}).get(name) == value for name, value in metadata.items())
        ]

    def pay(
        self, url: str, card: str = "success", *, confirm: bool = True, method: str = "", what: str = "paid"
    ) -> str:
        """Walk the page as a reader would. Returns where the reader is sent; "" when the page stays."""
        with httpx.Client(trust_env=False, timeout=30) as reader:
            page = reader.get(url)
            if page.is_redirect:
                return page.headers["location"]
            chosen = method or page.text.partition("?method=")[2].partition('"')[0]
            chosen = chosen or page.text.partition('name="method" value="')[2].partition('"')[0]
            typed = {"method": chosen, "card": card, "what": what}
            answer = reader.post(url, data=typed)
            if not answer.is_redirect and 'name="confirm"' in answer.text:
                answer = reader.post(url, data={**typed, "confirm": "approve" if confirm else "deny"})
            return answer.headers["location"] if answer.is_redirect else ""


@contextlib.contextmanager
def running_mollie(**settings: Any) -> Iterator[RunningMollie]:
    """An emulator of one's own, ended and swept away afterwards."""
    folder = Path(tempfile.mkdtemp(prefix="smallfavor-mollie-"))
    mollie = RunningMollie(folder=folder, port=free_port(), **settings)
    try:
        mollie.start()
        yield mollie
    finally:
        mollie.stop()
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def mollie_server() -> Iterator[RunningMollie]:
    """One real process for the whole run."""
    with running_mollie() as mollie:
        yield mollie


@pytest.fixture
def mollie(mollie_server: RunningMollie, settings: Any) -> Iterator[RunningMollie]:
    """The emulator with an empty record, and an account `mollie` of the paper's that points at it."""
    mollie_server.forget()
    settings.PROVIDER_SETTINGS = {**settings.PROVIDER_SETTINGS, "mollie": account_settings(mollie_server)}
    yield mollie_server
    mollie_server.healthy()
    mollie_server.send_webhooks_to("")


def account_settings(mollie: RunningMollie, **changes: str) -> dict[str, str]:
    """What an account at this emulator is told."""
    told = {
        "api_key": mollie.api_key, "webhook_secret": "not-guessed-" + mollie.api_key[-8:],
        "access_token": mollie.access_token, "methods": "card,ideal,sepa_debit", "mandate_by": "ideal,bancontact",
        "currencies": "EUR,USD,GBP,JPY", "page_origins": mollie.url, "api_url": mollie.url,
    }  # fmt: skip
    return told | changes
