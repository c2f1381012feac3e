"""The SDK as we use it, against a small server of our own: our bytes, one bounded call, and nothing else told."""

import json
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from smallfavor.payments.providers.base import Reason
from smallfavor.payments.providers.stripe import sdk
from smallfavor.payments.providers.stripe.transport import NoAnswer, Transport, reason_of

BODY = b"amount=200&description=%41+odd%20~text&metadata[payment]=8a6e&zero="


@dataclass
class Server:
    """Answers every call with `status` and `answer`, and keeps what was asked."""

    url: str = ""
    status: int = 200
    answer: bytes = b'{"id": "pi_1"}'
    headers: dict[str, str] = field(default_factory=dict)
    drip_s: float = 0
    asked: list[tuple[str, dict[str, str], bytes]] = field(default_factory=list)

    @property
    def way(self) -> Transport:
        return Transport(self.url, "sk_test_key")


@pytest.fixture
def server() -> Iterator[Server]:
    state = Server()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            told = {name.lower(): value for name, value in self.headers.items()}
            state.asked.append((f"{self.command} {self.path}", told, body))
            self.send_response(state.status)
            for name, value in {"Content-Length": str(len(state.answer)), **state.headers}.items():
                self.send_header(name, value)
            self.end_headers()
            for place in range(0, len(state.answer), 4 if state.drip_s else 1 << 20):
                self.wfile.write(state.answer[place : place + (4 if state.drip_s else 1 << 20)])
                self.wfile.flush()
                time.sleep(state.drip_s)

        do_GET = do_POST

        def log_message(self, format: str, *args: Any) -> None:
            pass

    running = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    running.handle_error = lambda *_: None  # type: ignore[method-assign]
    state.url = f"http://127.0.0.1:{running.server_port}"
    thread = threading.Thread(target=running.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    yield state
    running.shutdown()
    running.server_close()
    thread.join(5)
    sdk._client.cache_clear()


def failure(server: Server) -> NoAnswer:
    with pytest.raises(NoAnswer) as raised:
        server.way.post("/v1/payment_intents", BODY, key="k-1")
    return raised.value


def test_exactly_our_bytes_are_sent_the_first_time_and_again(server: Server) -> None:
    for _ in range(2):
        assert server.way.post("/v1/payment_intents", BODY, key="k-1") == {"id": "pi_1"}
    first, again = server.asked
    assert first[0] == again[0] == "POST /v1/payment_intents"
    assert first[2] == again[2] == BODY
    assert first[1] == again[1]
    assert first[1]["idempotency-key"] == "k-1"
    assert first[1]["content-type"] == "application/x-www-form-urlencoded"
    assert first[1]["stripe-version"] == "2026-10-28.endive"


def test_nothing_is_told_about_this_machine(server: Server, tmp_path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    server.way.post("/v1/payment_intents", BODY, key="k-1")
    server.way.get("/v1/charges", {"limit": "1"})
    usual = {"host", "accept", "accept-encoding", "connection", "content-length", "user-agent"}
    for _, headers, _ in server.asked:
        assert set(headers) - usual <= sdk.SENT_HEADERS
        assert headers["user-agent"].startswith("Stripe/v1 PythonBindings/")
    assert list(tmp_path.iterdir()) == []


def test_questions_are_asked_in_the_address(server: Server) -> None:
    server.way.get("/v1/charges", {"created[gte]": "5", "expand": ["data.balance_transaction"]})
    [(asked, _, body)] = server.asked
    assert asked == "GET /v1/charges?created[gte]=5&expand[0]=data.balance_transaction"
    assert body == b""


@pytest.mark.parametrize("status", [409, 429, 500, 503])
def test_nothing_is_tried_twice_whatever_stripe_advises(server: Server, status: int) -> None:
    server.status, server.headers = status, {"Stripe-Should-Retry": "true", "Retry-After": "7"}
    server.answer = b'{"error": {"type": "api_error"}}'
    assert failure(server).retry_after_s == 7
    assert len(server.asked) == 1


@pytest.mark.parametrize(
    ("status", "error", "reason"),
    [
        (400, {"type": "invalid_request_error", "code": "parameter_missing"}, Reason.REFUSED),
        (400, {"type": "idempotency_error"}, Reason.KEY_MISMATCH),
        (409, {"type": "idempotency_error", "code": "idempotency_key_in_use"}, Reason.CONFLICT),
        (400, {"type": "invalid_request_error", "code": "rate_limit"}, Reason.BUSY),
        (429, {"type": "invalid_request_error", "code": "lock_timeout"}, Reason.BUSY),
        (401, {"type": "invalid_request_error"}, Reason.NO_ACCESS),
        (402, {"type": "card_error", "code": "card_declined"}, Reason.REFUSED),
        (403, {"type": "invalid_request_error"}, Reason.NO_ACCESS),
        (404, {"type": "invalid_request_error", "code": "resource_missing"}, Reason.NOT_FOUND),
        (500, {"type": "api_error"}, Reason.SERVER_ERROR),
    ],
)
def test_errors_are_named(server: Server, status: int, error: dict[str, str], reason: Reason) -> None:
    server.status, server.answer = status, json.dumps({"error": error}).encode()
    raised = failure(server)
    assert (raised.reason, dict(raised.error)) == (reason, error)


@pytest.mark.parametrize(
    ("status", "answer", "reason"),
    [
        (200, b"<html>", Reason.MALFORMED),
        (200, b"\xff\xfe", Reason.MALFORMED),
        (200, b"[" * 50_000, Reason.MALFORMED),
        (302, b"", Reason.MALFORMED),
        (502, b"<html>bad gateway", Reason.SERVER_ERROR),
        (500, b'{"error": "oops"}', Reason.SERVER_ERROR),
        (401, b"", Reason.NO_ACCESS),
        (403, b'["no"]', Reason.NO_ACCESS),
        (400, b'{"error": []}', Reason.REFUSED),
    ],
)
def test_answers_that_nobody_can_read_are_named_by_their_status(
    server: Server, status: int, answer: bytes, reason: Reason
) -> None:
    server.status, server.answer, server.headers = status, answer, {"Location": "http://127.0.0.1:9/"}
    assert failure(server).reason is reason
    assert len(server.asked) == 1


def test_a_service_that_drips_is_cut_off(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sdk, "WHOLE_CALL_S", 0.4)
    server.answer, server.drip_s = b'{"id": "' + b"x" * 400 + b'"}', 0.05
    begun = time.monotonic()
    assert failure(server).reason is Reason.TIMEOUT
    assert time.monotonic() - begun < 2


def test_an_answer_without_an_end_is_cut_off(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sdk, "LARGEST_ANSWER", 1000)
    server.answer = b'{"id": "' + b"x" * 5000 + b'"}'
    assert failure(server).reason is Reason.MALFORMED


def test_nobody_there_is_a_connection_that_failed() -> None:
    with pytest.raises(NoAnswer) as raised:
        Transport("http://127.0.0.1:9", "sk_test_key").post("/v1/refunds", BODY, key="k-1")
    assert raised.value.reason is Reason.CONNECTION


def test_the_key_is_not_shown() -> None:
    assert "sk_live" not in repr(Transport("https://api.stripe.com", "sk_live_secret"))


def test_a_strange_status_is_never_taken_for_an_answer() -> None:
    assert reason_of(0, "", "") is Reason.MALFORMED
    assert reason_of(302, "", "") is Reason.MALFORMED
    assert reason_of(418, "", "") is Reason.REFUSED
