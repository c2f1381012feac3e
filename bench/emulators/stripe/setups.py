"""SetupIntents: a payment method is saved, nothing is taken."""

from typing import Any

from stripe.params import SetupIntentCancelParams, SetupIntentCreateParams

from bench.emulators.stripe.intents import method_types
from bench.emulators.stripe.known import only, with_metadata
from bench.emulators.stripe.methods import attach, check_usable, mandate_for
from bench.emulators.stripe.refusals import invalid
from bench.emulators.stripe.settings import Settings
from bench.emulators.stripe.shapes import Wire
from bench.emulators.stripe.store import Books


def create_setup(books: Books, params: SetupIntentCreateParams, settings: Settings) -> Wire:
    """Raises Refused."""
    only(
        params, "allowed_payment_method_types", "excluded_payment_method_types", "confirm", "customer", "description",
        "metadata", "payment_method", "usage", "return_url",
    )  # fmt: skip
    if params.get("customer"):
        books.existing("customer", params["customer"], param="customer")
    setup = make_setup(
        books, method_types(settings, "eur", params), customer=params.get("customer"),
        description=params.get("description"), metadata=with_metadata({}, params),
        usage=params.get("usage", "off_session"),
    )  # fmt: skip
    if params.get("payment_method"):
        method = books.existing("payment_method", params["payment_method"], param="payment_method")
        check_usable(books, method)
        setup |= {"payment_method": method["id"], "status": "requires_confirmation"}
        books.save(setup)
        if params.get("confirm"):
            succeed(books, setup, method)
    return setup


def make_setup(books: Books, kinds: list[str], *, session: str = "", **known: Any) -> Wire:
    setup_id = books.new_id("seti")
    setup = {
        "id": setup_id, "object": "setup_intent", "application": None, "automatic_payment_methods": None,
        "cancellation_reason": None, "client_secret": f"{setup_id}_secret_{books.new_id('x')[2:]}",
        "created": books.now_s, "customer": None, "description": None, "flow_directions": None,
        "last_setup_error": None, "latest_attempt": None, "livemode": False, "mandate": None, "metadata": {},
        "next_action": None, "on_behalf_of": None, "payment_method": None, "payment_method_options": {},
        "payment_method_types": kinds, "single_use_mandate": None, "status": "requires_payment_method",
        "usage": "off_session", **known,
    }  # fmt: skip
    books.add(setup, session=session)
    books.emit("setup_intent.created", setup)
    return setup


def succeed(books: Books, setup: Wire, method: Wire) -> Wire:
    """The payment method hangs on the customer from now on."""
    if setup["customer"] and not method["customer"]:
        attach(books, method, setup["customer"])
    mandate = mandate_for(books, method) if method["type"] == "sepa_debit" else None
    setup |= {"status": "succeeded", "payment_method": method["id"], "mandate": mandate, "last_setup_error": None}
    books.save(setup)
    books.emit("setup_intent.succeeded", setup)
    return setup


def fail(books: Books, setup: Wire, method: Wire, code: str, message: str) -> Wire:
    """Nothing is saved; the page may go on."""
    setup["last_setup_error"] = {"code": code, "message": message, "payment_method": method, "type": "card_error"}
    books.save(setup)
    books.emit("setup_intent.setup_failed", setup)
    return setup


def cancel_setup(books: Books, setup_id: str, params: SetupIntentCancelParams) -> Wire:
    """Raises Refused where its page is open, or it has ended."""
    only(params, "cancellation_reason")
    setup = books.existing("setup_intent", setup_id)
    if books.inner(setup_id).get("session"):
        raise invalid("This SetupIntent belongs to a Checkout Session: expire the session instead.",
                      code="setup_intent_unexpected_state")  # fmt: skip
    return cancel(books, setup, params.get("cancellation_reason"))


def cancel(books: Books, setup: Wire, reason: str | None) -> Wire:
    if setup["status"] in ("succeeded", "canceled"):
        raise invalid(
            f"You cannot cancel a SetupIntent that is {setup['status']}.", code="setup_intent_unexpected_state"
        )
    setup |= {"status": "canceled", "cancellation_reason": reason}
    books.save(setup)
    books.emit("setup_intent.canceled", setup)
    return setup
