"""Keys, lists, searches, errors, faults, webhooks: what the wire promises."""

import secrets
import threading
import time
from typing import Any

import httpx
import pytest
import stripe

from bench.emulators.stripe.testing import RunningStripe, running_stripe
from bench.emulators.stripe.tests.conftest import BACK, Open, charge, refused, wait_for
from sandbox_processor.testing import webhook_catcher


def test_the_same_key_brings_the_first_answer_again(server: RunningStripe, sdk: stripe.StripeClient) -> None:
    saved, key = server.backstage("saved"), secrets.token_hex(8)
    first, again = charge(sdk, saved, key), charge(sdk, saved, key)
    assert first.id == again.id
    assert first.last_response is not None
    assert again.last_response is not None
    assert "idempotent-replayed" not in first.last_response.headers
    assert again.last_response.headers["idempotent-replayed"] == "true"
    assert again.last_response.headers["original-request"] == first.last_response.headers["request-id"]


def test_a_decline_is_given_again_under_its_key(server: RunningStripe, sdk: stripe.StripeClient) -> None:
    saved, key = server.backstage("saved", card="renewal_lost"), secrets.token_hex(8)
    told = []
    for _ in range(2):
        with pytest.raises(stripe.CardError) as caught:
            charge(sdk, saved, key)
        assert caught.value.error is not None
        told.append(caught.value.error.charge)
    assert told[0] == told[1]


def test_other_parameters_under_a_key_are_refused(server: RunningStripe, sdk: stripe.StripeClient) -> None:
    saved, key = server.backstage("saved"), secrets.token_hex(8)
    charge(sdk, saved, key)
    with pytest.raises(stripe.IdempotencyError) as caught:
        charge(sdk, saved, key, amount=201)
    assert caught.value.http_status == 400
    with pytest.raises(stripe.IdempotencyError):
        sdk.v1.refunds.create({"charge": "ch_1"}, {"idempotency_key": key})


def test_a_key_at_work_is_a_conflict(server: RunningStripe, sdk: stripe.StripeClient) -> None:
    saved, key = server.backstage("saved"), secrets.token_hex(8)
    server.fault("charges.create", "delay_before", delay_ms=800)
    slow = threading.Thread(target=charge, args=(server.client(), saved, key))
    slow.start()
    time.sleep(0.4)
    with pytest.raises(stripe.StripeError) as caught:
        charge(sdk, saved, key)
    slow.join()
    assert caught.value.http_status == 409
    assert caught.value.error is not None
    assert caught.value.error.code == "idempotency_key_in_use"
    assert charge(sdk, saved, key).status == "succeeded"


def test_a_server_error_is_kept_under_its_key(server: RunningStripe, sdk: stripe.StripeClient) -> None:
    saved, key = server.backstage("saved"), secrets.token_hex(8)
    server.fault("charges.create", "status", status=500)
    for _ in range(2):
        with pytest.raises(stripe.APIError):
            charge(sdk, saved, key)
    server.fault("charges.create", "status", status=503)
    other = secrets.token_hex(8)
    with pytest.raises(stripe.APIError):
        charge(sdk, saved, other)
    assert charge(sdk, saved, other).status == "succeeded"


def test_a_call_that_never_began_leaves_its_key_free(server: RunningStripe, sdk: stripe.StripeClient) -> None:
    saved, key = server.backstage("saved"), secrets.token_hex(8)
    with pytest.raises(stripe.InvalidRequestError):
        charge(sdk, saved, key, amount="much")
    assert charge(sdk, saved, key).status == "succeeded"


def test_keys_are_forgotten_after_their_life_but_not_at_a_restart() -> None:
    with running_stripe() as server:
        saved = server.backstage("saved")
        first = charge(server.client(), saved, "a key")
        server.kill()
        server.start()
        assert charge(server.client(), saved, "a key").id == first.id
        server.kill()
        server.key_life_s = 1
        server.start()
        assert charge(server.client(), saved, "a key").id != first.id


def test_answers_are_lost_before_and_after_the_effect(server: RunningStripe, sdk: stripe.StripeClient) -> None:
    saved = server.backstage("saved")
    for what, happened in (("lose_before", 0), ("lose_after", 1)):
        metadata = {"payment": secrets.token_hex(8)}
        server.fault("charges.create", what, metadata=metadata)
        with pytest.raises(stripe.APIConnectionError):
            charge(sdk, saved, metadata=metadata)
        assert len(server.record("charge", **metadata)) == happened


def test_too_many_calls_are_told_when_to_come_back(server: RunningStripe, sdk: stripe.StripeClient) -> None:
    server.fault("objects.list", "status", status=429)
    with pytest.raises(stripe.RateLimitError) as caught:
        sdk.v1.charges.list()
    assert caught.value.headers is not None
    assert caught.value.headers["retry-after"] == "1"


def test_a_restricted_key_does_what_it_may_and_no_more(server: RunningStripe) -> None:
    server.call("POST", "/backstage/keys", {"key": "rk_test_1", "rights": ["rak_charge_read"]})
    restricted = server.client("rk_test_1")
    restricted.v1.charges.list()
    with pytest.raises(stripe.PermissionError):
        restricted.v1.refunds.create({"charge": "ch_1"})
    with pytest.raises(stripe.AuthenticationError):
        server.client("sk_test_of_somebody_else").v1.charges.list()


@pytest.mark.parametrize(
    ("path", "form", "code"),
    [
        ("/v1/payment_intents", "amount=200", "parameter_missing"),
        ("/v1/payment_intents", "amount=200&currency=usd&payment_method_types[0]=card", "parameter_unknown"),
        ("/v1/payment_intents", "amount=200&currency=usd&setup_future_usage=for_ever", ""),
        ("/v1/payment_intents", "amount[a]=200&currency=usd", ""),
        ("/v1/payment_intents", "amount=200&currency=usd&shipping[name]=x&shipping[address][city]=y", ""),
        ("/v1/refunds", "metadata[a]=1&metadata[a][b]=2", ""),
        ("/v1/refunds", "=&&%%", ""),
    ],
)
def test_what_the_sdk_does_not_know_is_refused(server: RunningStripe, path: str, form: str, code: str) -> None:
    headers = {"Authorization": f"Bearer {server.api_key}", "Content-Type": "application/x-www-form-urlencoded"}
    answer = httpx.post(f"{server.url}{path}", content=form, headers=headers, trust_env=False)
    assert answer.status_code == 400
    assert answer.json()["error"].get("code", "") == code


def test_lists_go_both_ways_and_by_time(server: RunningStripe, sdk: stripe.StripeClient) -> None:
    server.forget()
    began = int(time.time())
    saved = server.backstage("saved")
    made = [charge(sdk, saved).id for _ in range(5)]
    newest_first = made[::-1]
    assert [one.id for one in sdk.v1.payment_intents.list({"limit": 2}).auto_paging_iter()] == newest_first
    page = sdk.v1.payment_intents.list({"limit": 2, "starting_after": made[3]})
    assert ([one.id for one in page.data], page.has_more) == ([made[2], made[1]], True)
    page = sdk.v1.payment_intents.list({"limit": 2, "ending_before": made[1]})
    assert ([one.id for one in page.data], page.has_more) == ([made[3], made[2]], True)
    assert len(sdk.v1.payment_intents.list({"created": {"gte": began}}).data) == 5
    assert sdk.v1.payment_intents.list({"created": {"lt": began}}).data == []
    assert len(sdk.v1.charges.list({"payment_intent": made[0]}).data) == 1
    with pytest.raises(stripe.InvalidRequestError):
        sdk.v1.payment_intents.list({"limit": 101})
    with pytest.raises(stripe.InvalidRequestError):
        sdk.v1.payment_intents.list({"starting_after": "pi_never"})


def test_a_search_stays_behind_and_a_list_does_not(server: RunningStripe, sdk: stripe.StripeClient) -> None:
    payment = secrets.token_hex(8)
    query = f"metadata['payment']:'{payment}' AND metadata['attempt']:'1'"
    intent = charge(sdk, server.backstage("saved"), metadata={"payment": payment, "attempt": "1"})
    assert sdk.v1.payment_intents.search({"query": query}).data == []
    assert sdk.v1.payment_intents.list({"limit": 1}).data[0].id == intent.id
    found = wait_for(lambda: sdk.v1.payment_intents.search({"query": query}).data)
    assert [one.id for one in found] == [intent.id]
    assert sdk.v1.payment_intents.search({"query": f"{query} AND status:'canceled'"}).data == []


@pytest.mark.parametrize("query", ["", "metadata['a']", "nothing:'x'", "status:'x' AND", "status:'x' nonsense"])
def test_a_search_that_can_not_be_read_is_refused(sdk: stripe.StripeClient, query: str) -> None:
    with pytest.raises(stripe.InvalidRequestError):
        sdk.v1.charges.search({"query": query})


def test_lists_lag_when_they_are_told_to(server: RunningStripe, sdk: stripe.StripeClient) -> None:
    saved, payment = server.backstage("saved"), secrets.token_hex(8)
    other = charge(sdk, saved).id
    server.fault("objects.list", "lag", delay_ms=60_000, times=-1, metadata={"payment": payment})
    hidden = charge(sdk, saved, metadata={"payment": payment}).id
    shown = [one.id for one in sdk.v1.payment_intents.list().data]
    assert other in shown
    assert hidden not in shown
    server.healthy()
    server.fault("objects.list", "lag", delay_ms=60_000)
    assert other not in [one.id for one in sdk.v1.payment_intents.list().data]


@pytest.mark.parametrize("path", ["amount", "latest_charge.customer.sources.data.x.y", "nothing"])
def test_what_can_not_be_expanded_is_refused(server: RunningStripe, sdk: stripe.StripeClient, path: str) -> None:
    intent = charge(sdk, server.backstage("saved"))
    with pytest.raises(stripe.InvalidRequestError):
        sdk.v1.payment_intents.retrieve(intent.id, {"expand": [path]})


def test_what_is_not_there_is_missing(sdk: stripe.StripeClient) -> None:
    with pytest.raises(stripe.InvalidRequestError) as caught:
        sdk.v1.charges.retrieve("ch_never")
    assert refused(caught.value) == (404, "resource_missing")


def test_events_are_signed_as_the_sdk_checks_them(server: RunningStripe, open_session: Open) -> None:
    with webhook_catcher() as catcher:
        catcher.answers = [500]
        server.send_webhooks_to(catcher.url)
        session = open_session()
        assert server.pay(str(session.url)) == BACK
        wait_for(lambda: len(catcher.calls) >= 7)
        kinds = set()
        for headers, body in catcher.calls:
            signed = {name.lower(): value for name, value in headers.items()}["stripe-signature"]
            event = stripe.Webhook.construct_event(body, signed, server.webhook_secret, api_key="sk")
            kinds.add(event.type)
            with pytest.raises(stripe.SignatureVerificationError):
                stripe.Webhook.construct_event(body, signed, "another secret", api_key="sk")
        assert kinds >= {"charge.succeeded", "payment_intent.succeeded", "checkout.session.completed"}


def test_webhooks_are_dropped_doubled_and_forged(server: RunningStripe, sdk: stripe.StripeClient) -> None:
    saved = server.backstage("saved")
    for what, count in (("drop", 0), ("duplicate", 2), ("forge", 2)):
        with webhook_catcher() as catcher:
            wanted: dict[str, Any] = {"payment": secrets.token_hex(8)}
            server.fault("webhooks", what, times=-1, metadata=wanted)
            server.send_webhooks_to(catcher.url)
            charge(sdk, saved, metadata=wanted)
            time.sleep(0.5)
            server.send_webhooks_to("")
            told = [one for one in catcher.events() if one["type"] == "charge.succeeded"]
            assert len([one for one in told if one["data"]["object"]["metadata"] == wanted]) == count


def test_other_versions_of_the_api_are_refused(server: RunningStripe) -> None:
    headers = {"Authorization": f"Bearer {server.api_key}", "Stripe-Version": "2020-08-27"}
    assert httpx.get(f"{server.url}/v1/charges", headers=headers, trust_env=False).status_code == 400
