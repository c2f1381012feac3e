"""A real sandbox processor for tests: a process of its own on a free loopback port.

In the root `conftest.py` this module is a pytest plugin, so every test can take

* `sandbox_server`: one process for the whole run, a `RunningSandbox`;
* `sandbox`: the same, empty, with the paper's settings pointing at it, healthy again afterwards.

`RunningSandbox.pay(url, card="success")` walks a reader through the hosted page without a browser and returns the
address that the reader is sent back to. `fault(...)` orders a fault, `record()` reads everything that the processor
knows, `send_webhooks_to(url)` switches deliveries on (`webhook_catcher()` is a place to send them to). `start()`,
`stop()` and `kill()` are for tests of outages.
"""

import contextlib
import json
import secrets
import shutil
import socket
import tempfile
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import httpx
import pytest

from sandbox_processor.running import RunningService


@dataclass
class RunningSandbox(RunningService):
    """One processor. `folder` keeps its database over restarts."""

    module = "sandbox_processor"
    start_timeout_s = 20

    api_key: str = field(default_factory=lambda: secrets.token_urlsafe(24))
    webhook_secret: str = field(default_factory=lambda: secrets.token_urlsafe(24))
    webhook_url: str = ""
    merchant: str = "The Harbour Courier"
    key_life_s: int = 24 * 3600

    def secrets(self) -> dict[str, str]:
        return {"SANDBOX_API_KEY": self.api_key, "SANDBOX_WEBHOOK_SECRET": self.webhook_secret}

    def arguments_told(self) -> list[str]:
        return ["--webhook-url", self.webhook_url, "--merchant", self.merchant, "--key-life-s", str(self.key_life_s)]

    def call(self, method: str, path: str, body: Any = None, *, key: str = "", timeout_s: float = 10) -> httpx.Response:
        """One call of the API with the right key; errors are answers here."""
        headers = {"Authorization": f"Bearer {self.api_key}"} | ({"Idempotency-Key": key} if key else {})
        return httpx.request(
            method, f"{self.url}{path}", json=body, headers=headers, timeout=timeout_s, trust_env=False
        )

    def fault(self, where: str, what: str, **settings: Any) -> None:
        """Order a fault (see sandbox_processor/faults.py)."""
        self.call("POST", "/faults", {"where": where, "what": what, **settings}).raise_for_status()

    def healthy(self) -> None:
        """Take all faults back."""
        self.call("DELETE", "/faults").raise_for_status()

    def forget(self) -> None:
        """Empty its record, as on its first day."""
        self.call("DELETE", "/v1/record").raise_for_status()

    def send_webhooks_to(self, url: str) -> None:
        self.call("PUT", "/v1/webhook", {"url": url}).raise_for_status()

    def record(self, kind: str = "", **metadata: str) -> list[dict[str, Any]]:
        """All that the processor knows, in order; of one kind, of this metadata."""
        lines = self.call("GET", "/v1/record").text.splitlines()
        return [
            thing
            for thing in map(json.loads, lines)
            if kind in {"", thing["object"]}
            and all(thing.get("metadata", {}).get(name) == value for name, value in metadata.items())
        ]

    def pay(self, url: str, card: str = "success", *, confirm: bool = True) -> str:
        """Fill in the hosted page as a reader would. Returns where the reader is sent; "" when the page stays."""
        with httpx.Client(trust_env=False, timeout=30) as reader:
            page = reader.get(url, params={"card": card})
            if page.is_redirect:
                return page.headers["location"]
            answer = reader.post(url, data=_typed(page.text))
            if answer.is_redirect and answer.headers["location"].partition("?")[0].endswith("/confirm"):
                choice = {"answer": "approve" if confirm else "deny"}
                answer = reader.post(self.url + answer.headers["location"], data=choice)
            return answer.headers["location"] if answer.is_redirect else ""


def _typed(html: str) -> dict[str, str]:
    """What the page's fields hold."""
    found = {}
    for part in html.split("<input ")[1:]:
        attributes = dict(item.split('="', 1) for item in part.partition(">")[0].split('" ') if '="' in item)
        if "name" in attributes:
            found[attributes["name"]] = attributes.get("value", "").rstrip('"')
    return found


@dataclass
class WebhookCatcher:
    """Takes webhooks and keeps them: (headers, body). `answers` holds the statuses to answer with, then 200."""

    url: str
    calls: list[tuple[dict[str, str], bytes]] = field(default_factory=list)
    answers: list[int] = field(default_factory=list)

    def events(self) -> list[dict[str, Any]]:
        return [json.loads(body) for _, body in self.calls]

    def wait_for(self, count: int, timeout_s: float = 10) -> None:
        deadline = time.monotonic() + timeout_s
        while len(self.calls) < count:
            if time.monotonic() > deadline:
                raise TimeoutError(f"{len(self.calls)} webhooks of {count} came")
            time.sleep(0.02)


@contextlib.contextmanager
def webhook_catcher() -> Iterator[WebhookCatcher]:
    """A small server on a free port that keeps what is posted to it."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", "0")))
            catcher.calls.append((dict(self.headers.items()), body))
            self.send_response(catcher.answers.pop(0) if catcher.answers else 200)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, format: str, *args: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    catcher = WebhookCatcher(f"http://127.0.0.1:{server.server_port}/hook")
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield catcher
    finally:
        server.shutdown()
        server.server_close()
        thread.join(5)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextlib.contextmanager
def running_sandbox(**settings: Any) -> Iterator[RunningSandbox]:
    """A processor of one's own, ended and swept away afterwards."""
    folder = Path(tempfile.mkdtemp(prefix="smallfavor-sandbox-"))
    sandbox = RunningSandbox(folder=folder, port=free_port(), **settings)
    try:
        sandbox.start()
        yield sandbox
    finally:
        sandbox.stop()
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def sandbox_server() -> Iterator[RunningSandbox]:
    """One real sandbox process for the whole run."""
    with running_sandbox() as sandbox:
        yield sandbox


@pytest.fixture
def sandbox(sandbox_server: RunningSandbox, settings: Any) -> Iterator[RunningSandbox]:
    """The real sandbox, with an empty record and the paper's settings pointing at it.

    Empty, because a record of ours that the database does not know looks like a restored copy, and stops all sending.
    """
    sandbox_server.forget()
    settings.SANDBOX_URL = settings.SANDBOX_PUBLIC_URL = sandbox_server.url
    settings.SANDBOX_API_KEY = sandbox_server.api_key
    settings.SANDBOX_WEBHOOK_SECRET = sandbox_server.webhook_secret
    yield sandbox_server
    sandbox_server.healthy()
    sandbox_server.send_webhooks_to("")
