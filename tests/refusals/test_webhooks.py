"""What the webhook's door refuses."""

import io
import json
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client

from sandbox_processor.courier import signature
from sandbox_processor.testing import RunningSandbox
from smallfavor.core.clock import utcnow
from smallfavor.core.middleware.paths import LARGEST_WEBHOOK
from smallfavor.core.refusals import HEADER
from tests.refusals.conftest import Two
from tests.refusals.rows import digest, walk

pytestmark = pytest.mark.django_db
PATH = "/payments/webhooks/sandbox/"
JSON = "application/json"


def event(**changed: object) -> bytes:
    told = {"id": "evt_1", "type": "charge.succeeded", "created_ms": 1, "object": {"id": "ch_1"}}
    return json.dumps(told | changed).encode()


@pytest.fixture
def post(client: Client, sandbox: RunningSandbox) -> Callable[..., object]:
    """Sends a body, signed with the account's own secret unless another is given."""

    def send(
        body: bytes, *, secret: str = "", late_s: float = 0, content_type: str = JSON, header: str | None = None
    ) -> object:
        at = int((utcnow() + timedelta(seconds=late_s)).timestamp())
        signed = signature(secret or sandbox.webhook_secret, at, body) if header is None else header
        return client.post(PATH, body, content_type=content_type, headers={"Sandbox-Signature": signed})

    return send


def test_wrong_webhooks_are_refused_and_change_nothing(client: Client, post: Callable[..., object], two: Two) -> None:
    big = event() + b" " * LARGEST_WEBHOOK
    form = "application/x-www-form-urlencoded"
    rows = [
        ("signed with another secret", lambda: post(event(), secret="another"), 400, "forged"),
        ("a signature of other bytes", lambda: post(event(), header=_of_other_bytes(post)), 400, "forged"),
        ("no signature", lambda: client.post(PATH, event(), content_type=JSON), 400, "unsigned"),
        ("an empty signature", lambda: post(event(), header=""), 400, "unsigned"),
        ("Arabic digits in the stamp", lambda: post(event(), header="t=١٢٣,v1=" + "a" * 64), 400, "unsigned"),
        ("a stamp that is too long", lambda: post(event(), header=f"t={'9' * 99},v1={'a' * 64}"), 400, "unsigned"),
        ("a negative stamp", lambda: post(event(), header=f"t=-1,v1={'a' * 64}"), 400, "unsigned"),
        ("six minutes old", lambda: post(event(), late_s=-360), 400, "stale"),
        ("a year old", lambda: post(event(), late_s=-365 * 86400), 400, "stale"),
        ("six minutes ahead", lambda: post(event(), late_s=360), 400, "future"),
        ("not JSON", lambda: post(b"charge=ch_1"), 400, "malformed"),
        ("nothing", lambda: post(b""), 400, "malformed"),
        ("a list", lambda: post(b"[]"), 400, "malformed"),
        ("null", lambda: post(b"null"), 400, "malformed"),
        ("no fields", lambda: post(b"{}"), 400, "malformed"),
        ("not UTF-8", lambda: post(b"\xff\xfe\x00"), 400, "malformed"),
        ("cut short", lambda: post(event()[:-3]), 400, "malformed"),
        ("nested too deep", lambda: post(b"[" * 100_000), 400, "malformed"),
        ("an id that is a number", lambda: post(event(id=7)), 400, "malformed"),
        ("an id that is too long", lambda: post(event(id="e" * 101)), 400, "malformed"),
        ("an id with a null byte", lambda: post(event(id="evt\x00")), 400, "malformed"),
        ("an object's id with a null byte", lambda: post(event(object={"id": "ch\x00"})), 400, "malformed"),
        ("a time beyond all calendars", lambda: post(event(created_ms=10**30)), 400, "malformed"),
        ("NaN for a time", lambda: post(event(created_ms=float("nan"))), 400, "malformed"),
        ("larger than an event can be", lambda: post(big), 413, "too_large"),
        ("large, and called a form", lambda: post(big, content_type=form), 413, "too_large"),
        ("a broken upload", lambda: post(b"x", header="", content_type="multipart/form-data"), 400, "unsigned"),
        ("nobody's address", lambda: client.post("/payments/webhooks/nobody/"), 404, "provider_unknown"),
    ]  # fmt: skip
    assert walk(rows) == []


def _of_other_bytes(post: Callable[..., object]) -> str:
    return f"t={int(utcnow().timestamp())},v1={'0' * 64}"


def test_a_body_that_is_too_large_is_refused_before_it_is_read(client: Client, sandbox: RunningSandbox) -> None:
    body = io.BytesIO(b"x" * 10)
    answer = client.generic("POST", PATH, b"", content_type=JSON, CONTENT_LENGTH="999999999", **{"wsgi.input": body})
    assert (answer.status_code, answer.headers[HEADER], answer.json()) == (413, "too_large", {"error": "too_large"})
    assert body.tell() == 0


def test_a_get_is_no_webhook(client: Client, sandbox: RunningSandbox) -> None:
    before = digest()
    assert client.get(PATH).status_code == 405
    assert digest() == before
