"""The emulator's own tests: most against one real process, through the official SDK."""

import contextlib
import secrets
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import stripe

from bench.emulators.stripe.testing import RunningStripe, running_stripe

Open = Callable[..., stripe.checkout.Session]
BACK = "http://127.0.0.1:9/back"


@pytest.fixture(scope="session")
def stripe_server() -> Iterator[RunningStripe]:
    with running_stripe(search_lag_s=0.5, sepa_s=0.3, shortest_page_s=1) as server:
        yield server


@pytest.fixture
def server(stripe_server: RunningStripe) -> Iterator[RunningStripe]:
    yield stripe_server
    stripe_server.healthy()
    stripe_server.send_webhooks_to("")


@pytest.fixture
def sdk(server: RunningStripe) -> stripe.StripeClient:
    return server.client()


@pytest.fixture
def open_session(sdk: stripe.StripeClient) -> Open:
    def open_it(amount: int = 200, priced_in: str = "usd", **changes: Any) -> stripe.checkout.Session:
        ours = {"payment": secrets.token_hex(8)}
        price: Any = {"currency": priced_in, "unit_amount": amount, "product_data": {"name": "Support"}}
        params: Any = {
            "mode": "payment", "success_url": BACK, "cancel_url": BACK, "metadata": ours,
            "line_items": [{"price_data": price, "quantity": 1}],
            "payment_intent_data": {"metadata": ours, "setup_future_usage": "off_session"},
        }  # fmt: skip
        params = {name: value for name, value in {**params, **changes}.items() if value is not None}
        return sdk.v1.checkout.sessions.create(params)

    return open_it


def charge(sdk: stripe.StripeClient, saved: dict[str, Any], key: str = "", **changes: Any) -> stripe.PaymentIntent:
    """An off-session charge of a saved payment method."""
    params: Any = {
        "amount": 200, "currency": "usd", "customer": saved["customer"], "payment_method": saved["id"],
        "off_session": True, "confirm": True, "expand": ["latest_charge"], **changes,
    }  # fmt: skip
    return sdk.v1.payment_intents.create(params, {"idempotency_key": key or secrets.token_hex(8)})


def plain(metadata: Any) -> dict[str, str]:
    """Metadata as the wire has it."""
    return dict(metadata.to_dict()) if metadata is not None else {}


def refused(error: stripe.StripeError) -> tuple[int | None, str | None]:
    return error.http_status, error.code


def wait_for(happened: Callable[[], Any], within_s: float = 6) -> Any:
    deadline = time.monotonic() + within_s
    while time.monotonic() < deadline:
        with contextlib.suppress(LookupError):
            if found := happened():
                return found
        time.sleep(0.05)
    raise AssertionError("it did not happen")
