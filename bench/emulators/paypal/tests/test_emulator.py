"""The emulator of PayPal keeps to PayPal's ways: keys, shapes of the SDK, approvals, faults, signed events."""

import base64
import json
import zlib
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.x509 import load_pem_x509_certificate

from bench.emulators.paypal.shapes import ShapeWrong, check_answer, check_request
from bench.emulators.paypal.testing import WEBHOOK_ID, RunningPaypal
from sandbox_processor.testing import webhook_catcher

ORDER: dict[str, Any] = {
    "intent": "CAPTURE",
    "purchase_units": [{"amount": {"currency_code": "USD", "value": "2.00"}, "invoice_id": "i-1"}],
    "payment_source": {"paypal": {"experience_context": {
        "return_url": "http://paper.example/a/", "cancel_url": "http://paper.example/b/",
    }}},
}  # fmt: skip


@pytest.fixture
def api(paypal: RunningPaypal) -> Iterator[httpx.Client]:
    """A client with an access token, which knows no SDK."""
    with httpx.Client(base_url=paypal.url, trust_env=False, timeout=20) as client:
        form = {"grant_type": "client_credentials"}
        token = client.post("/v1/oauth2/token", data=form, auth=("emulator", paypal.client_secret)).json()
        client.headers["Authorization"] = f"Bearer {token['access_token']}"
        yield client


def create(api: httpx.Client, key: str = "k-1", **changes: Any) -> httpx.Response:
    return api.post("/v2/checkout/orders", json=ORDER | changes, headers={"PayPal-Request-Id": key})


def issue(answer: httpx.Response) -> str:
    return str(answer.json()["details"][0]["issue"])


def test_nothing_is_told_without_a_token(paypal: RunningPaypal) -> None:
    answer = httpx.get(f"{paypal.url}/v2/checkout/orders/X", trust_env=False)
    assert (answer.status_code, answer.json()["error"]) == (401, "invalid_token")
    wrong = httpx.post(f"{paypal.url}/v1/oauth2/token", auth=("emulator", "wrong"), trust_env=False)
    assert (wrong.status_code, wrong.json()["error"]) == (401, "invalid_client")


def test_a_key_brings_its_first_answer_and_refuses_another_body(api: httpx.Client) -> None:
    first = create(api)
    assert first.status_code == 201
    assert create(api).json() == first.json()
    other = [{"amount": {"currency_code": "USD", "value": "3.00"}}]
    assert issue(create(api, purchase_units=other)) == "DUPLICATE_REQUEST_ID"
    assert create(api, "k-2").json()["id"] != first.json()["id"]


def test_a_stored_500_is_answered_again(api: httpx.Client, paypal: RunningPaypal) -> None:
    paypal.fault("sessions.create", "status", status=500)
    assert [create(api).status_code for _ in range(2)] == [500, 500]
    assert create(api, "k-2").status_code == 201


@pytest.mark.parametrize(
    ("changes", "status"),
    [
        ({"intent": "SELL"}, 400), ({"colour": "blue"}, 400), ({"purchase_units": []}, 400),
        ({"purchase_units": [{"amount": {"currency_code": "HUF", "value": "2.50"}}]}, 422),
        ({"purchase_units": [{"amount": {"currency_code": "KWD", "value": "2.500"}}]}, 422),
        ({"purchase_units": [{**ORDER["purchase_units"][0], "custom_id": "x" * 128}]}, 400),
    ],
)  # fmt: skip
def test_what_the_sdk_or_paypal_does_not_know_is_refused(api: httpx.Client, changes: dict, status: int) -> None:
    assert create(api, **changes).status_code == status


def test_answers_outside_of_the_sdks_models_are_this_emulators_fault() -> None:
    check_answer("order", {"id": "X", "status": "APPROVED"})
    for wrong in ({"id": "X", "status": "PAID"}, {"id": "X", "colour": "blue"}):
        with pytest.raises(ShapeWrong):
            check_answer("order", wrong)
    with pytest.raises(ShapeWrong):
        check_request("order", {"purchase_units": []})


def test_only_an_approved_order_is_captured_and_only_once(api: httpx.Client, paypal: RunningPaypal) -> None:
    order = create(api).json()
    path = f"/v2/checkout/orders/{order['id']}/capture"
    early = api.post(path, headers={"PayPal-Request-Id": "c-1"})
    assert (early.status_code, issue(early)) == (422, "ORDER_NOT_APPROVED")
    page = next(link["href"] for link in order["links"] if link["rel"] == "payer-action")
    assert paypal.approve(page).startswith("http://paper.example/a/?token=")
    assert api.post(path, headers={"PayPal-Request-Id": "c-1"}).json()["status"] == "COMPLETED"
    assert issue(api.post(path, headers={"PayPal-Request-Id": "c-2"})) == "ORDER_ALREADY_CAPTURED"
    assert len(paypal.record("moved")) == 1


def test_events_are_signed_with_the_certificate_that_the_emulator_shows(
    api: httpx.Client, paypal: RunningPaypal
) -> None:
    with webhook_catcher() as catcher:
        paypal.send_webhooks_to(catcher.url)
        paypal.fault("webhooks", "forge")
        order = create(api).json()
        paypal.approve(f"{paypal.url}/checkoutnow?token={order['id']}")
        catcher.wait_for(2)
        paypal.send_webhooks_to("")
    verdicts = [_is_genuine({k.lower(): v for k, v in headers.items()}, body) for headers, body in catcher.calls]
    assert verdicts == [False, True]
    assert json.loads(catcher.calls[1][1])["event_type"] == "CHECKOUT.ORDER.APPROVED"


def test_the_record_is_there_after_a_kill(api: httpx.Client, paypal: RunningPaypal) -> None:
    create(api)
    paypal.kill()
    paypal.start()
    assert len(paypal.record("order")) == 1


def _is_genuine(headers: dict[str, str], body: bytes) -> bool:
    pem = httpx.get(headers["paypal-cert-url"], trust_env=False).content
    key = load_pem_x509_certificate(pem).public_key()
    assert isinstance(key, RSAPublicKey)
    names = ("paypal-transmission-id", "paypal-transmission-time")
    message = "|".join([*(headers[name] for name in names), WEBHOOK_ID, str(zlib.crc32(body))]).encode()
    try:
        key.verify(base64.b64decode(headers["paypal-transmission-sig"]), message, PKCS1v15(), SHA256())
    except Exception:
        return False
    return True
