"""The JSON API: access, fields, keys, lists."""

import secrets
import threading
import time

import httpx
import pytest

from sandbox_processor.tests.conftest import charge, code_of, fetch, session_body


def test_without_the_key_nothing_is_told(server) -> None:
    for headers in ({}, {"Authorization": "Bearer wrong"}):
        for method, path in (("GET", "/v1/record"), ("POST", "/v1/charges"), ("GET", "/faults")):
            assert httpx.request(method, server.url + path, headers=headers, trust_env=False).status_code == 401


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"amount_minor": -1}, "amount_minor"),
        ({"amount_minor": 0}, "amount_minor"),
        ({"amount_minor": 49}, "amount_minor"),
        ({"amount_minor": 2.5}, "amount_minor"),
        ({"amount_minor": True}, "amount_minor"),
        ({"amount_minor": "200"}, "amount_minor"),
        ({"amount_minor": 10**30}, "amount_minor"),
        ({"currency": "XXX"}, "currency"),
        ({"currency": None}, "currency"),
        ({"mode": "gift"}, "mode"),
        ({"return_url": "javascript:alert(1)"}, "return_url"),
        ({"cancel_url": "/form"}, "cancel_url"),
        ({"expires_ms": 1}, "expires_ms"),
        ({"metadata": {"a b": "c"}}, "metadata"),
        ({"metadata": {"a": 1}}, "metadata"),
        ({"metadata": [1]}, "metadata"),
        ({"colour": "red"}, "colour"),
    ],
)
def test_wrong_fields_are_refused_by_name_and_the_key_stays_free(server, changes, field) -> None:
    key = secrets.token_hex(8)
    answer = server.call("POST", "/v1/sessions", session_body(**changes), key=key)
    assert code_of(answer) == (400, "invalid_request")
    assert answer.json()["error"]["field"] == field
    assert server.call("POST", "/v1/sessions", session_body(), key=key).status_code == 200


def test_bodies_that_are_not_json_or_too_large_are_refused(server) -> None:
    headers = {"Authorization": f"Bearer {server.api_key}", "Idempotency-Key": secrets.token_hex(8)}
    for content, status in ((b"{", 400), (b"[]", 400), (b"{}" + b" " * 70_000, 413)):
        answer = httpx.post(f"{server.url}/v1/charges", content=content, headers=headers, trust_env=False)
        assert answer.status_code == status


def test_a_charge_needs_a_key(server) -> None:
    answer = server.call("POST", "/v1/charges", {"instrument": "pm_1"})
    assert code_of(answer) == (400, "invalid_request")


def test_the_same_call_again_brings_the_first_answer(server, saved_instrument) -> None:
    token, key = saved_instrument(), secrets.token_hex(8)
    first, second = charge(server, token, key=key), charge(server, token, key=key)
    assert first.json() == second.json()
    assert "idempotent-replayed" not in first.headers
    assert second.headers["idempotent-replayed"] == "true"
    assert len([thing for thing in server.record("charge") if thing["instrument"] == token]) == 2  # page and charge


def test_the_key_of_another_call_is_refused(server, saved_instrument) -> None:
    token, key = saved_instrument(), secrets.token_hex(8)
    assert charge(server, token, key=key).status_code == 200
    assert code_of(charge(server, token, key=key, amount_minor=300)) == (422, "idempotency_key_reused")


def test_the_same_key_at_the_same_time_is_a_conflict(server, saved_instrument) -> None:
    token, key = saved_instrument(), secrets.token_hex(8)
    server.fault("charges.create", "delay_before", delay_ms=600)
    first: list[httpx.Response] = []
    thread = threading.Thread(target=lambda: first.append(charge(server, token, key=key)))
    thread.start()
    time.sleep(0.25)
    assert code_of(charge(server, token, key=key)) == (409, "idempotency_key_in_use")
    thread.join()
    assert charge(server, token, key=key).json() == first[0].json()


def test_a_server_error_is_stored_under_the_key(server, saved_instrument) -> None:
    token, key = saved_instrument(), secrets.token_hex(8)
    server.fault("charges.create", "status", status=500)
    assert charge(server, token, key=key).status_code == 500
    assert charge(server, token, key=key).status_code == 500
    assert charge(server, token).status_code == 200


@pytest.mark.parametrize("status", [409, 429, 503])
def test_an_error_before_anything_began_leaves_the_key_free(server, saved_instrument, status) -> None:
    token, key = saved_instrument(), secrets.token_hex(8)
    server.fault("charges.create", "status", status=status)
    assert charge(server, token, key=key).status_code == status
    assert charge(server, token, key=key).status_code == 200


def test_lists_filter_by_metadata_and_page(server, saved_instrument) -> None:
    token, name = saved_instrument(), secrets.token_hex(4)
    made = [charge(server, token, metadata={"payment": name, "attempt": str(n)}).json()["id"] for n in range(5)]
    found, after = [], 0
    while True:
        page = server.call("GET", f"/v1/objects?metadata.payment={name}&limit=2&after={after}").json()
        found += [thing["id"] for thing in page["data"]]
        after = page["after"]
        if not page["more"]:
            break
    assert found == made
    one = server.call("GET", f"/v1/objects?metadata.payment={name}&metadata.attempt=3").json()["data"]
    assert [thing["id"] for thing in one] == [made[3]]
    assert server.call("GET", f"/v1/objects?metadata.payment={name}&kind=refund").json()["data"] == []


@pytest.mark.parametrize("query", ["limit=x", "after=-1", "metadata.a';--=1", 'metadata.a"=1', "from_ms=1e9"])
def test_odd_queries_are_refused(server, query) -> None:
    assert server.call("GET", f"/v1/objects?{query}").status_code == 400


def test_refunds_stop_at_what_was_taken(server, saved_instrument) -> None:
    taken = charge(server, saved_instrument()).json()["id"]
    body = {"charge": taken, "amount_minor": 150}
    assert server.call("POST", "/v1/refunds", body, key=secrets.token_hex(8)).status_code == 200
    again = server.call("POST", "/v1/refunds", body, key=secrets.token_hex(8))
    assert code_of(again) == (400, "charge_already_refunded")
    assert fetch(server, taken)["refunded_minor"] == 150


def test_a_declined_charge_gives_nothing_back(server, saved_instrument) -> None:
    declined = charge(server, saved_instrument("renewal_insufficient")).json()
    assert declined["state"] == "declined"
    answer = server.call("POST", "/v1/refunds", {"charge": declined["id"], "amount_minor": 1}, key=secrets.token_hex(8))
    assert code_of(answer) == (400, "charge_not_refundable")


def test_disputes_open_and_close_once(server, saved_instrument) -> None:
    taken = charge(server, saved_instrument()).json()["id"]
    dispute = server.call("POST", "/v1/disputes", {"charge": taken}).json()
    assert (dispute["state"], dispute["amount_minor"], dispute["fee_minor"]) == ("open", 200, 1500)
    won = server.call("POST", f"/v1/disputes/{dispute['id']}/close", {"outcome": "won"})
    assert won.json()["state"] == "won"
    again = server.call("POST", f"/v1/disputes/{dispute['id']}/close", {"outcome": "lost"})
    assert code_of(again) == (400, "dispute_closed")


def test_fees_are_told_with_each_charge(server, saved_instrument) -> None:
    token = saved_instrument()
    assert charge(server, token, amount_minor=10_000).json()["fee_minor"] == 320
    assert charge(server, token, amount_minor=300, currency="JPY").json()["fee_minor"] == 49
    assert charge(server, token, amount_minor=2_500, currency="KWD").json()["fee_minor"] == 165


def test_the_record_holds_everything_and_no_card_number(server, saved_instrument) -> None:
    saved_instrument()
    text = server.call("GET", "/v1/record").text
    assert {thing["object"] for thing in server.record()} >= {"session", "charge", "instrument", "event"}
    assert "4242424242424242" not in text
    assert "4242 4242" not in text
