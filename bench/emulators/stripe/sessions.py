"""Checkout Sessions: opened by the paper, paid or left by the reader, closed by time. Not here: HTML and HTTP."""

from dataclasses import dataclass
from typing import Any, Literal

from stripe.params.checkout import SessionCreateParams, SessionUpdateParams

from bench.emulators.stripe import setups
from bench.emulators.stripe.banks import DECLINES, MESSAGES, Account, is_card
from bench.emulators.stripe.charges import Circumstances, take
from bench.emulators.stripe.intents import cancel, check_amount, method_types, new_intent
from bench.emulators.stripe.known import only, with_metadata
from bench.emulators.stripe.methods import attach, make_account, make_card, make_customer
from bench.emulators.stripe.refusals import invalid
from bench.emulators.stripe.settings import Settings
from bench.emulators.stripe.shapes import Wire
from bench.emulators.stripe.store import Books
from sandbox_processor.cards import Card, card_named

LONGEST_PAGE_S = 24 * 3600
CREATED_BY = (
    "mode", "line_items", "success_url", "cancel_url", "expires_at", "metadata", "payment_intent_data",
    "setup_intent_data", "customer", "customer_email", "customer_creation", "client_reference_id", "currency", "locale",
    "submit_type", "ui_mode", "allowed_payment_method_types", "excluded_payment_method_types", "origin_context",
)  # fmt: skip
OF_THE_INTENT = ("description", "metadata", "setup_future_usage", "statement_descriptor_suffix")


@dataclass(frozen=True)
class Paid:
    """What the reader has filled in: a test card with its date, or a test account; and who they say that they are."""

    card: Card | None = None
    expiry: tuple[int, int] = (2034, 12)
    account: Account | None = None
    email: str = ""
    name: str = ""


@dataclass(frozen=True)
class PageOutcome:
    """What the reader's click led to. `decline`: a sentence to be told on the page."""

    session: Wire
    step: Literal["return", "challenge", "declined", "ended"]
    decline: str = ""


def open_session(books: Books, params: SessionCreateParams, settings: Settings) -> Wire:
    """A page on which one payment can be made, or (mode "setup") one payment method saved. Raises Refused."""
    only(params, *CREATED_BY)
    mode = params.get("mode")
    if mode not in ("payment", "setup"):
        raise invalid("The emulator opens sessions in payment and setup mode.", param="mode")
    if params.get("ui_mode", "hosted_page") != "hosted_page" or not params.get("success_url"):
        raise invalid("You must provide a success_url.", param="success_url", code="parameter_missing")
    if params.get("customer"):
        books.existing("customer", params["customer"], param="customer")
    expires_at = params.get("expires_at", books.now_s + LONGEST_PAGE_S)
    if not books.now_s + settings.shortest_page_s <= expires_at + 1 or expires_at > books.now_s + LONGEST_PAGE_S + 60:
        raise invalid(
            "The `expires_at` timestamp must be between 30 minutes and 24 hours from Checkout Session creation.",
            param="expires_at",
        )
    session = _new_session(books, params, expires_at)
    if mode == "payment":
        items = _line_items(books, params)
        total = sum(item["amount_total"] for item in items)
        check_amount(total, items[0]["currency"], param="line_items")
        kinds = method_types(settings, items[0]["currency"], params)
        session |= {
            "amount_subtotal": total, "amount_total": total, "currency": items[0]["currency"],
            "payment_method_types": kinds,
            "total_details": {"amount_discount": 0, "amount_shipping": 0, "amount_tax": 0},
        }  # fmt: skip
        only(params.get("payment_intent_data", {}), *OF_THE_INTENT, where="payment_intent_data")
        data: Any = {**params.get("payment_intent_data", {})}
    else:
        items, data = [], {}
        session |= _setup(books, session, params, settings)
    session["url"] = f"{settings.public_url}/c/pay/{session['id']}"
    return books.add(session, due_ms=expires_at * 1000, items=items, intent=data)


def _setup(books: Books, session: Wire, params: SessionCreateParams, settings: Settings) -> Wire:
    if params.get("line_items") or not (params.get("currency") or params.get("allowed_payment_method_types")):
        raise invalid("A session in setup mode has no line items, and a currency.", param="currency")
    only(params.get("setup_intent_data", {}), "description", "metadata", where="setup_intent_data")
    kinds = method_types(settings, params.get("currency", "eur"), params)
    data: Any = params.get("setup_intent_data", {})
    setup = setups.make_setup(
        books, kinds, session=session["id"], customer=session["customer"], description=data.get("description"),
        metadata=with_metadata({}, data),
    )  # fmt: skip
    return {
        "setup_intent": setup["id"], "payment_method_types": kinds, "currency": params.get("currency"),
        "payment_status": "no_payment_required",
    }  # fmt: skip


def update_session(books: Books, session_id: str, params: SessionUpdateParams) -> Wire:
    only(params, "metadata")
    session = books.existing("checkout.session", session_id)
    session["metadata"] = with_metadata(session["metadata"], params)
    return books.save(session)


def find_session(books: Books, session_id: str) -> Wire | None:
    """The session as it is now: one past its time is closed on the way."""
    session = books.find(session_id, "checkout.session")
    if session is not None and session["status"] == "open" and session["expires_at"] * 1000 <= books.now_ms:
        close(books, session)
    return session


def expire_session(books: Books, session_id: str) -> Wire:
    """Close an open page. Raises Refused where it is not open any more."""
    session = find_session(books, books.existing("checkout.session", session_id)["id"])
    if session is None or session["status"] != "open":
        status = session["status"] if session else "gone"
        raise invalid(
            'Only Checkout Sessions with a status in ["open"] can be expired. This Checkout Session has a status of '
            f"`{status}`."
        )
    close(books, session)
    return session


def close(books: Books, session: Wire) -> None:
    """Nothing is taken on it any more; what it had begun is canceled with it."""
    session |= {"status": "expired", "url": None}
    books.save(session, challenged=None)
    books.wait(session["id"], None)
    if session["payment_intent"]:
        intent = books.existing("payment_intent", session["payment_intent"])
        if intent["status"] == "requires_payment_method":
            cancel(books, intent, "expired")
    if session["setup_intent"]:
        setup = books.existing("setup_intent", session["setup_intent"])
        if setup["status"] != "succeeded":
            setups.cancel(books, setup, None)
    books.emit("checkout.session.expired", session)


def pay(books: Books, session_id: str, paid: Paid, settings: Settings) -> PageOutcome:
    """The reader has filled in the page. A card that wants a confirmation waits on the session until it is given."""
    session = find_session(books, session_id)
    if session is None or session["status"] != "open":
        return PageOutcome(session or {}, "ended")
    billing = {"email": paid.email or session["customer_email"], "name": paid.name or None}
    method = _method(books, paid, billing)
    if paid.card is not None and paid.card.challenge:
        books.save(session, challenged=method["id"])
        return PageOutcome(session, "challenge")
    return _take(books, session, method, settings)


def answer_challenge(books: Books, session_id: str, *, approved: bool, settings: Settings) -> PageOutcome:
    """The reader has confirmed the payment at the bank, or has refused."""
    session = find_session(books, session_id)
    waiting = books.inner(session_id).get("challenged")
    if session is None or session["status"] != "open" or not waiting:
        return PageOutcome(session or {}, "ended")
    books.save(session, challenged=None)
    return _take(books, session, books.existing("payment_method", waiting), settings, denied=not approved)


def bank_has_answered(books: Books, intent: Wire) -> None:
    """A page that was complete with a debit on its way: it is paid now, or it failed."""
    session_id = books.inner(intent["id"]).get("session")
    session = books.find(session_id, "checkout.session") if session_id else None
    if session is None or session["payment_status"] != "unpaid":
        return
    if intent["status"] == "succeeded":
        session["payment_status"] = "paid"
        books.save(session)
        books.emit("checkout.session.async_payment_succeeded", session)
    else:
        books.emit("checkout.session.async_payment_failed", session)


def _take(books: Books, session: Wire, method: Wire, settings: Settings, *, denied: bool = False) -> PageOutcome:
    billing = method["billing_details"]
    session["customer_details"] = {
        "address": None, "email": billing["email"], "name": billing["name"], "phone": None, "tax_exempt": "none",
        "tax_ids": [],
    }  # fmt: skip
    if session["mode"] == "setup":
        return _save_method(books, session, method, denied=denied)
    intent = _intent_of(books, session)
    if session["customer"] is None and _wants_customer(session, intent):
        session["customer"] = make_customer(books, email=billing["email"], name=billing["name"])["id"]
    intent["customer"] = session["customer"]
    how = Circumstances(denied=denied, session=session["id"], sepa_s=settings.sepa_s)
    charge = take(books, intent, method, how)
    session["payment_intent"] = intent["id"]
    if charge["status"] == "failed":
        books.save(session)
        return PageOutcome(session, "declined", str(charge["failure_message"]))
    if intent["customer"] and intent["setup_future_usage"]:
        attach(books, method, intent["customer"])
    else:
        books.save(method, spent=True)
    _complete(books, session, paid=charge["status"] == "succeeded")
    return PageOutcome(session, "return")


def _save_method(books: Books, session: Wire, method: Wire, *, denied: bool) -> PageOutcome:
    setup = books.existing("setup_intent", session["setup_intent"])
    inner = books.inner(method["id"])
    decline = "authentication_failed" if denied else _decline_of(inner)
    if decline:
        code = DECLINES[decline][0].replace("payment_intent", "setup_intent")
        setups.fail(books, setup, method, code, MESSAGES[decline])
        books.save(session)
        return PageOutcome(session, "declined", MESSAGES[decline])
    if session["customer"] is None and session["customer_creation"] == "always":
        billing = method["billing_details"]
        session["customer"] = make_customer(books, email=billing["email"], name=billing["name"])["id"]
    setup["customer"] = session["customer"]
    setups.succeed(books, setup, method)
    _complete(books, session, paid=None)
    return PageOutcome(session, "return")


def _decline_of(inner: dict[str, Any]) -> str:
    return card_named(inner["card"]).first.decline if is_card(inner) else ""


def _complete(books: Books, session: Wire, *, paid: bool | None) -> None:
    session |= {"status": "complete", "url": None}
    if paid is not None:
        session["payment_status"] = "paid" if paid else "unpaid"
    books.save(session)
    books.wait(session["id"], None)
    books.emit("checkout.session.completed", session)


def _intent_of(books: Books, session: Wire) -> Wire:
    """The session's PaymentIntent: made when the reader first pays, the same one for every further card."""
    if session["payment_intent"]:
        return books.existing("payment_intent", session["payment_intent"])
    data = books.inner(session["id"])["intent"]
    intent = new_intent(
        books, session["amount_total"], session["currency"], session["payment_method_types"],
        description=data.get("description"), metadata=data.get("metadata", {}),
        setup_future_usage=data.get("setup_future_usage"),
        statement_descriptor_suffix=data.get("statement_descriptor_suffix"),
    )  # fmt: skip
    books.add(intent, session=session["id"])
    books.emit("payment_intent.created", intent)
    return intent


def _wants_customer(session: Wire, intent: Wire) -> bool:
    return session["customer_creation"] == "always" or bool(intent["setup_future_usage"])


def _method(books: Books, paid: Paid, billing: Wire) -> Wire:
    if paid.card is not None:
        return make_card(books, paid.card, paid.expiry, billing)
    if paid.account is None:
        raise invalid("Nothing was filled in.")
    return make_account(books, paid.account, billing)


def _line_items(books: Books, params: SessionCreateParams) -> list[Wire]:
    items = []
    for number, line in enumerate(params.get("line_items", [])):
        where = f"line_items[{number}]"
        only(line, "price_data", "quantity", where=where)
        price: Any = line.get("price_data") or {}
        only(price, "currency", "unit_amount", "product_data", where=f"{where}[price_data]")
        if "unit_amount" not in price or "product_data" not in price:
            raise invalid("Missing required param: line_items[0][price_data].", param=where, code="parameter_missing")
        quantity = line.get("quantity", 1)
        total = price["unit_amount"] * quantity
        items.append({
            "id": books.new_id("li"), "object": "item", "amount_discount": 0, "amount_subtotal": total,
            "amount_tax": 0, "amount_total": total, "currency": price["currency"],
            "description": price["product_data"]["name"], "quantity": quantity,
        })  # fmt: skip
    if not items or len({item["currency"] for item in items}) > 1:
        raise invalid("A session in payment mode has line items, all of one currency.", param="line_items")
    return items


def _new_session(books: Books, params: SessionCreateParams, expires_at: int) -> Wire:
    creation = params.get("customer_creation", "if_required")
    return {
        "id": f"cs_test_{books.new_id('x')[2:]}", "object": "checkout.session", "after_expiration": None,
        "allow_promotion_codes": None, "amount_subtotal": None, "amount_total": None,
        "automatic_tax": {"enabled": False, "liability": None, "status": None}, "billing_address_collection": None,
        "cancel_url": params.get("cancel_url"), "client_reference_id": params.get("client_reference_id"),
        "client_secret": None, "consent": None, "consent_collection": None, "created": books.now_s, "currency": None,
        "custom_fields": [], "custom_text": {}, "customer": params.get("customer"),
        "customer_creation": None if params.get("customer") else creation, "customer_details": None,
        "customer_email": params.get("customer_email"), "expires_at": expires_at, "invoice": None, "livemode": False,
        "locale": params.get("locale"), "metadata": with_metadata({}, params), "mode": params.get("mode"),
        "payment_intent": None, "payment_link": None, "payment_method_collection": "always",
        "payment_method_options": {}, "payment_method_types": [], "payment_status": "unpaid",
        "phone_number_collection": {"enabled": False}, "recovered_from": None, "setup_intent": None,
        "shipping_cost": None, "shipping_options": [], "status": "open", "submit_type": params.get("submit_type"),
        "subscription": None, "success_url": params.get("success_url"), "total_details": None,
        "ui_mode": "hosted_page", "url": None,
    }  # fmt: skip
