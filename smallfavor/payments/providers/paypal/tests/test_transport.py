"""The way to PayPal: access tokens are kept and never shown, answers are bounded, nothing is sent twice."""

import http.server
import json
import threading
import time
from collections.abc import Iterator
from typing import Any

import pytest

from bench.emulators.paypal.testing import RunningPaypal
from smallfavor.payments.providers.base import ProviderUnavailable, Reason
from smallfavor.payments.providers.paypal import transport
from smallfavor.payments.providers.paypal.provider import PaypalProvider
from smallfavor.payments.providers.paypal.refusals import NoAnswer
from smallfavor.payments.providers.paypal.transport import Transport

ORDER = {"id": "1X"}


class Loose(http.server.BaseHTTPRequestHandler):
    """Gives a token, then answers whatever the test has said."""

    answer: Any = (200, {}, b"{}")
    asked: list[str] = []
    drip_s = 0.0

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers.get("Content-Length", "0")))
        self._answer(200, {}, json.dumps({"access_token": "t", "token_type": "Bearer", "expires_in": 900}).encode())

    def do_GET(self) -> None:
        Loose.asked.append(self.path)
        self._answer(*Loose.answer)

    def _answer(self, status: int, headers: dict[str, str], content: bytes) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        for start in range(0, len(content), 65536) if Loose.drip_s == 0 else range(len(content)):
            self.wfile.write(content[start : start + (65536 if Loose.drip_s == 0 else 1)])
            time.sleep(Loose.drip_s)

    def log_message(self, format: str, *args: Any) -> None:
        pass


@pytest.fixture
def loose() -> Iterator[Transport]:
    """A server that says anything at all."""
    Loose.answer, Loose.asked, Loose.drip_s = (200, {}, b"{}"), [], 0.0
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Loose)
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
    yield Transport(f"http://127.0.0.1:{server.server_port}", "id", "secret")
    server.shutdown()
    server.server_close()
    transport._client.cache_clear()


def refusal(way: Transport) -> NoAnswer:
    with pytest.raises(NoAnswer) as refused:
        way.ask(lambda sdk: sdk.orders.get_order(ORDER))
    return refused.value


def test_one_access_token_serves_many_calls(paypal: RunningPaypal, provider: PaypalProvider) -> None:
    provider.fetch("order_NOTHING")
    paypal.fault("access", "status", status=503, times=-1)
    assert provider.fetch("order_NOTHING") is None


def test_a_token_that_paypal_forgot_is_fetched_anew_and_stops_nothing(
    paypal: RunningPaypal, provider: PaypalProvider
) -> None:
    provider.fetch("order_NOTHING")
    paypal.set_up(forget_tokens=True)
    with pytest.raises(ProviderUnavailable) as refused:
        provider.fetch("order_NOTHING")
    assert refused.value.reason is Reason.BUSY
    assert provider.fetch("order_NOTHING") is None


@pytest.mark.parametrize(("status", "reason"), [(500, Reason.SERVER_ERROR), (429, Reason.BUSY)])
def test_no_token_is_no_answer_with_its_own_reason(
    paypal: RunningPaypal, provider: PaypalProvider, status: int, reason: Reason
) -> None:
    paypal.fault("access", "status", status=status)
    with pytest.raises(ProviderUnavailable) as refused:
        provider.fetch("order_NOTHING")
    assert refused.value.reason is reason


def test_a_wrong_secret_opens_the_breaker_and_is_told_nowhere(paypal: RunningPaypal, provider: PaypalProvider) -> None:
    wrong = Transport(paypal.url, "emulator", "not-the-secret")
    answer = refusal(wrong)
    assert answer.reason is Reason.NO_ACCESS
    for text in (repr(wrong), str(wrong), str(answer), repr(answer), repr(provider), str(vars(answer))):
        assert "not-the-secret" not in text and paypal.client_secret not in text


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        ((200, {}, b"not json"), Reason.MALFORMED),
        ((200, {}, b'{"py/object": "os.system"}'), Reason.MALFORMED),
        ((200, {}, b" " * (transport.LARGEST_ANSWER + 1)), Reason.MALFORMED),
        ((302, {"Location": "http://127.0.0.1:1/"}, b""), Reason.MALFORMED),
        ((502, {}, b"<html>"), Reason.SERVER_ERROR),
        ((503, {"Retry-After": "7"}, b""), Reason.SERVER_ERROR),
        ((429, {}, b""), Reason.BUSY),
        ((422, {}, b'{"details": [{"issue": "PREVIOUS_REQUEST_IN_PROGRESS"}]}'), Reason.CONFLICT),
        ((422, {}, b'{"details": "all"}'), Reason.REFUSED),
        ((422, {}, b"[" * 100_000), Reason.REFUSED),
    ],
)
def test_whatever_comes_has_a_reason_and_is_asked_for_once(loose: Transport, answer: Any, reason: Reason) -> None:
    Loose.answer = answer
    found = refusal(loose)
    assert found.reason is reason
    assert len(Loose.asked) == 1
    assert found.retry_after_s == (7.0 if answer[1].get("Retry-After") else None)


def test_an_answer_that_drips_is_cut_off(loose: Transport, monkeypatch: pytest.MonkeyPatch) -> None:
    loose.ask(lambda sdk: sdk.orders.get_order(ORDER))
    monkeypatch.setattr(transport, "ANSWER_S", 0.3)
    Loose.answer, Loose.drip_s = (200, {}, b" " * 100 + b"{}"), 0.05
    began = time.monotonic()
    assert refusal(loose).reason is Reason.TIMEOUT
    assert time.monotonic() - began < 3
