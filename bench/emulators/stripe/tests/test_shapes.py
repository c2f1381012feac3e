"""The validator: what is not as the SDK's generated classes have it never leaves."""

import copy
from typing import Any

import pytest
import stripe

from bench.emulators.stripe.hints import fields_of, parameters_of
from bench.emulators.stripe.routes import CALLS, SHELVES
from bench.emulators.stripe.shapes import CLASSES, WrongShape, check_answer
from bench.emulators.stripe.testing import RunningStripe
from bench.emulators.stripe.tests.conftest import charge


@pytest.fixture
def right(server: RunningStripe, sdk: stripe.StripeClient) -> dict[str, Any]:
    """A charge just as it is answered."""
    taken = charge(sdk, server.backstage("saved")).latest_charge
    assert isinstance(taken, stripe.Charge)
    thing = server.record("charge")[-1]
    return {name: value for name, value in thing.items() if not name.startswith("_")}


def test_a_right_answer_passes(right: dict[str, Any]) -> None:
    check_answer(right)
    check_answer({"object": "list", "data": [right], "has_more": False, "url": "/v1/charges"})


@pytest.mark.parametrize(
    "path",
    [
        ("amount", "200"), ("amount", None), ("amount", True), ("paid", 1), ("status", "done"), ("captured", ...),
        ("metadata", {"a": 1}), ("metadata", []), ("nothing_of_stripe", 1), ("object", "charges"),
        ("billing_details", {"address": {"town": "Harbour"}}), ("balance_transaction", {"object": "charge"}),
        ("payment_method_details", {"type": "card", "card": {"brand": "visa"}}), ("refunds", []),
    ],
)  # fmt: skip
def test_a_wrong_answer_does_not(right: dict[str, Any], path: tuple[str, Any]) -> None:
    wrong = copy.deepcopy(right)
    name, value = path
    wrong[name] = value
    if value is ...:
        del wrong[name]
    with pytest.raises(WrongShape):
        check_answer(wrong)


def test_errors_and_lists_are_held_to_their_shape() -> None:
    check_answer({"error": {"type": "api_error", "message": "It failed."}})
    for wrong in (
        {"error": {"message": "It failed."}},
        {"error": {"type": "a_bad_day", "message": "It failed."}},
        {"object": "list", "data": [], "has_more": "no", "url": "/"},
        {"object": "list", "data": [{}], "has_more": False, "url": "/"},
        {"object": "customer", "id": "cus_1", "deleted": True, "email": "reader@example.org"},
    ):
        with pytest.raises(WrongShape):
            check_answer(wrong)


def test_every_annotation_of_the_kinds_that_we_speak_resolves() -> None:
    for kind in CLASSES.values():
        assert fields_of(kind)
    for asked in {call.asks for call in CALLS} | {shelf.lists for shelf in SHELVES if shelf.lists}:
        assert parameters_of(asked) is not None
