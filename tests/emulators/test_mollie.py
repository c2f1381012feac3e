"""The emulator of Mollie itself: keys, refusals, its record over a crash, webhooks, answers held to their shape."""

import secrets
import time
from typing import Any

import httpx
import pytest

from bench.emulators.mollie.client_names import CLASSES, names_of, strangers
from bench.emulators.mollie.schema import ANSWERS, REQUESTS, AnswerWrong, check_answer
from bench.emulators.mollie.testing import RunningMollie, running_mollie
from sandbox_processor.testing import webhook_catcher

GIFT = {
    "amount": {"currency": "EUR", "value": "10.00"}, "description": "Support", "method": "creditcard",
    "redirectUrl": "http://paper.example/back/", "webhookUrl": "http://paper.example/payments/webhooks/mollie/m/",
}  # fmt: skip


def create(mollie: RunningMollie, key: str = "", **changes: Any) -> httpx.Response:
    asked = {name: value for name, value in {**GIFT, **changes}.items() if value is not None}
    return mollie.call("POST", "/v2/payments", asked, key=key or secrets.token_hex(8))


def test_the_first_answer_is_given_again_and_says_so(mollie) -> None:
    first, again = create(mollie, "key-1"), create(mollie, "key-1")
    assert (first.status_code, again.status_code) == (201, 201)
    assert first.json() == again.json()
    assert again.headers["idempotent-replayed"] == "true"
    assert len(mollie.record("payment")) == 1


def test_a_key_is_for_one_request(mollie) -> None:
    create(mollie, "key-1")
    refused = create(mollie, "key-1", description="Another")
    assert (refused.status_code, refused.json()["title"]) == (400, "Bad Request")


def test_an_error_that_was_stored_is_stored_for_good(mollie) -> None:
    mollie.fault("sessions.create", "status_after", status=500)
    assert [create(mollie, "key-1").status_code for _ in range(3)] == [500] * 3
    assert len(mollie.record("payment")) == 1


@pytest.mark.parametrize(
    "changes",
    [
        {"amount": {"currency": "EUR", "value": "10"}}, {"amount": {"currency": "JPY", "value": "10.00"}},
        {"amount": {"currency": "EUR", "value": "0.00"}}, {"amount": {"currency": "XAF", "value": "10.00"}},
        {"amount": 10}, {"description": None}, {"redirectUrl": None}, {"method": "cash"}, {"locale": "xx"},
        {"metadata": {"long": "x" * 1100}}, {"unknown": "field"}, {"sequenceType": "second"},
        {"sequenceType": "recurring", "customerId": "cst_x", "mandateId": "mdt_x"},
    ],
)  # fmt: skip
def test_what_the_reference_does_not_allow_is_refused(mollie, changes: dict[str, Any]) -> None:
    refused = create(mollie, **changes)
    assert refused.status_code in {404, 422}
    assert {"status", "title", "detail", "_links"} <= set(refused.json())
    assert mollie.record("payment") == []


def test_only_the_organization_reads_settlements_and_it_changes_nothing(mollie) -> None:
    assert mollie.call("GET", "/v2/settlements").status_code == 403
    headers = {"Authorization": f"Bearer {mollie.access_token}"}
    assert httpx.get(f"{mollie.url}/v2/settlements", headers=headers, trust_env=False).json()["count"] == 0
    refused = httpx.post(f"{mollie.url}/v2/payments", json=GIFT, headers=headers, trust_env=False)
    assert refused.status_code == 403
    assert httpx.get(f"{mollie.url}/v2/payments", trust_env=False).status_code == 401


def test_a_webhook_holds_an_id_and_comes_again_until_it_is_taken() -> None:
    with running_mollie(retry_s=0.1) as mollie, webhook_catcher() as catcher:
        catcher.answers = [500, 503]
        mollie.send_webhooks_to(catcher.url.removesuffix("/hook"))
        payment = create(mollie).json()
        mollie.pay(payment["_links"]["checkout"]["href"])
        catcher.wait_for(3)
        assert {body for _, body in catcher.calls} == {f"id={payment['id']}".encode()}
        time.sleep(0.5)
        assert len(catcher.calls) == 3


def test_what_was_answered_is_there_after_a_crash() -> None:
    with running_mollie() as mollie:
        payment = create(mollie, "key-1").json()
        mollie.kill()
        mollie.start()
        assert mollie.call("GET", f"/v2/payments/{payment['id']}").json() == payment
        assert create(mollie, "key-1").json() == payment


def test_an_answer_of_another_shape_never_leaves() -> None:
    with pytest.raises(AnswerWrong, match="customer"):
        check_answer("customer", {"resource": "customer", "id": "tr_x"})
    assert REQUESTS["refund"].wrong({"amount": {"currency": "EUR", "value": "1.00"}, "reason": "x"}) == ["reason"]
    assert ANSWERS["mandate"].wrong([]) == [""]


def test_the_clients_objects_know_the_names_that_are_answered() -> None:
    assert set(CLASSES) == set(ANSWERS)
    assert {"id", "status", "amount", "mandateId", "sequenceType"} <= names_of("payment")
    assert strangers("payment", {"id": "tr_x", "settledEarly": True}) == {"settledEarly"}
