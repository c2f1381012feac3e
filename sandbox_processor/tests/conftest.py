"""The sandbox's own tests: most against one real process, those that kill it against one of their own."""

import secrets
import time
from collections.abc import Callable
from typing import Any

import httpx
import pytest

from sandbox_processor.testing import RunningSandbox

Open = Callable[..., dict[str, Any]]


@pytest.fixture
def server(sandbox_server: RunningSandbox):
    yield sandbox_server
    sandbox_server.healthy()
    sandbox_server.send_webhooks_to("")


def session_body(**changes: Any) -> dict[str, Any]:
    body = {
        "mode": "payment", "amount_minor": 200, "currency": "USD", "interval": "monthly", "save_instrument": True,
        "description": "Support", "return_url": "http://127.0.0.1:9/back", "cancel_url": "http://127.0.0.1:9/form",
        "expires_ms": int(time.time() * 1000) + 3_600_000, "metadata": {"payment": secrets.token_hex(8)},
    }  # fmt: skip
    body |= changes
    return {name: value for name, value in body.items() if value is not None}


@pytest.fixture
def open_session(server: RunningSandbox) -> Open:
    def open_it(**changes: Any) -> dict[str, Any]:
        answer = server.call("POST", "/v1/sessions", session_body(**changes), key=secrets.token_hex(8))
        return dict(answer.raise_for_status().json())

    return open_it


@pytest.fixture
def saved_instrument(server: RunningSandbox, open_session: Open) -> Callable[..., str]:
    def save(card: str = "success") -> str:
        session = open_session()
        server.pay(session["url"], card)
        return str(fetch(server, session["id"])["instrument"])

    return save


def fetch(server: RunningSandbox, object_id: str) -> dict[str, Any]:
    return dict(server.call("GET", f"/v1/objects/{object_id}").raise_for_status().json())


def charge(server: RunningSandbox, instrument: str, *, key: str = "", **changes: Any) -> httpx.Response:
    body = {"instrument": instrument, "amount_minor": 200, "currency": "USD"} | changes
    return server.call("POST", "/v1/charges", body, key=key or secrets.token_hex(8))


def code_of(answer: httpx.Response) -> tuple[int, str]:
    return answer.status_code, answer.json()["error"]["code"]
