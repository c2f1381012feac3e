"""Stripe behind the contract (providers/base.py says what each method promises; failures.py, what counts as a decline).

**is_sandbox** lets schedules be moved by hand (`--as-of`) and lets tests kill processes between two steps. A test key
alone does not: a paper that is being set up, or was left on a test key by mistake, has real readers with real pledges.
So the account must also be named as one for tests (`FOR_TESTS=yes`); with a live key that word has no effect.
"""

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from urllib.parse import quote

from django.conf import settings

from smallfavor.core.money import Money
from smallfavor.payments.providers import looks
from smallfavor.payments.providers.base import (
    ChargeOutcome,
    ChargeRequest,
    CheckoutRequest,
    CheckoutSession,
    Declined,
    Event,
    ListedInstrument,
    Operation,
    Ours,
    Processing,
    ProviderRecord,
    ProviderUnavailable,
    Reason,
    Refunded,
    RefundRequest,
    RequestInvalid,
    Revoked,
    Succeeded,
    Unknown,
)
from smallfavor.payments.providers.capabilities import Capabilities, Limits, Method
from smallfavor.payments.providers.payouts import Payout, PayoutPart
from smallfavor.payments.providers.stripe import events, failures, frozen, records
from smallfavor.payments.providers.stripe.currencies import MINIMUM_MINOR, maximum_minor
from smallfavor.payments.providers.stripe.fields import Thing, Unreadable, an_object, id_of
from smallfavor.payments.providers.stripe.instruments import CARD, SEPA_DEBIT, Token
from smallfavor.payments.providers.stripe.reading import EXPAND_CHARGE, EXPAND_CHARGE_OF, EXPAND_SESSION, Lists
from smallfavor.payments.providers.stripe.transport import NoAnswer, Transport

EVERY_INTERVAL = frozenset({"once", "monthly", "yearly"})
SEPA_MOST_MINOR = 1_000_000
SEPA_COUNTRIES = frozenset({
    "AD", "AT", "BE", "BG", "CH", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GB", "GI", "GR", "HR", "HU", "IE",
    "IS", "IT", "LI", "LT", "LU", "LV", "MC", "MT", "NL", "NO", "PL", "PT", "RO", "SE", "SI", "SK", "SM", "VA",
})  # fmt: skip
# By the beginning of an id: where the object is, and what it must be expanded by to be read whole.
PLACES: dict[str, tuple[str, list[str]]] = {
    "cs": ("/v1/checkout/sessions", EXPAND_SESSION),
    "ch": ("/v1/charges", EXPAND_CHARGE),
    "py": ("/v1/charges", EXPAND_CHARGE),
    "pi": ("/v1/payment_intents", ["latest_charge.balance_transaction"]),
    "re": ("/v1/refunds", EXPAND_CHARGE_OF),
    "pyr": ("/v1/refunds", EXPAND_CHARGE_OF),
    "dp": ("/v1/disputes", EXPAND_CHARGE_OF),
    "du": ("/v1/disputes", EXPAND_CHARGE_OF),
    "pm": ("/v1/payment_methods", []),
}


def build(account_code: str) -> "StripeProvider":
    """The provider of one account, as its settings say."""
    return StripeProvider(settings.PROVIDER_SETTINGS[account_code])


class StripeProvider:
    """See `Provider`."""

    name = "stripe"

    def __init__(self, told: Mapping[str, str]) -> None:
        self._told = told
        self._transport = Transport(told["api_url"], told["api_key"])

    @property
    def is_sandbox(self) -> bool:
        return not self._is_live and self._told["for_tests"].lower() in {"yes", "true", "1"}

    def capabilities(self) -> Capabilities:
        currencies, offered = self._listed("currencies"), {word.lower() for word in self._listed("methods")}
        least = {code: MINIMUM_MINOR[code] for code in currencies if code in MINIMUM_MINOR}
        most = {code: maximum_minor(code) for code in least}
        euro = {code: minor for code, minor in least.items() if code == "EUR"}
        card = Method(CARD, EVERY_INTERVAL, least, looks.CARD, most, offered=CARD in offered)
        debit = Method(
            SEPA_DEBIT, EVERY_INTERVAL, euro, looks.BANK_DEBIT, dict.fromkeys(euro, SEPA_MOST_MINOR), SEPA_COUNTRIES,
            offered=SEPA_DEBIT in offered, reversible_for=timedelta(days=396),
        )  # fmt: skip
        return Capabilities(
            methods=(card, debit),
            hosted_origins=(self._told["checkout_origin"].rstrip("/"),),
            settles_in=currencies[0] if len(currencies) == 1 else "",
        )

    def limits(self) -> Limits:
        # A card's bank may take ten seconds. Stripe bears 100 calls a second of a live account, 25 in test mode.
        return Limits(timeout_s=60, concurrency=16, calls_per_s=40 if self._is_live else 20)

    def key_life(self, operation: Operation) -> timedelta:
        return timedelta(hours=24)  # Stripe may forget a key after that

    def horizon(self, operation: Operation) -> timedelta:
        return timedelta(hours=48)

    # --- Frozen bytes ---

    def freeze_checkout(self, request: CheckoutRequest) -> bytes:
        self._check(request.method, request.amount)
        return frozen.checkout_bytes(request, setup_currency=self._listed("currencies")[0])

    def freeze_charge(self, request: ChargeRequest) -> bytes:
        self._check(request.method, request.amount)
        return frozen.charge_bytes(request)

    def freeze_refund(self, request: RefundRequest) -> bytes:
        return frozen.refund_bytes(request)

    # --- Calls that may move money ---

    def begin_checkout(self, frozen: bytes, *, key: str) -> CheckoutSession | Unknown:
        found = self._send("/v1/checkout/sessions", frozen, key)
        return found if isinstance(found, CheckoutSession | Unknown) else _unreadable(found)

    def charge(self, frozen: bytes, *, key: str) -> ChargeOutcome | Unknown:
        try:
            found = _read(self._transport.post("/v1/payment_intents", frozen, key=key))
        except NoAnswer as failure:
            found = (
                failures.read_decline(failure, self._look)
                or failures.read_refusal(failure, frozen, self._transport)
                or failures.unknown(failure)
            )
        return found if isinstance(found, Succeeded | Declined | Processing | Unknown) else _unreadable(found)

    def refund(self, frozen: bytes, *, key: str) -> Refunded | Unknown:
        found = self._send("/v1/refunds", frozen, key)
        return found if isinstance(found, Refunded | Unknown) else _unreadable(found)

    def expire_session(self, session_id: str) -> CheckoutSession | Unknown:
        found = self._send(f"/v1/checkout/sessions/{_quoted(session_id)}/expire", b"")
        if isinstance(found, Unknown) and found.reason is Reason.REFUSED:
            found = self._look(session_id)  # no page that is paid or over can be expired: it says what it is
        return found if isinstance(found, CheckoutSession | Unknown) else _unreadable(found)

    def complete_session(self, session_id: str, *, key: str) -> CheckoutSession | Unknown:
        """Stripe's pages complete by themselves: the page as it is."""
        found = self._look(session_id)
        return found if isinstance(found, CheckoutSession | Unknown) else _unreadable(found)

    def revoke_instrument(self, token: str) -> Revoked | Unknown:
        method_id = Token.read(token).payment_method
        try:
            answer = self._transport.post(f"/v1/payment_methods/{_quoted(method_id)}/detach")
        except NoAnswer as failure:
            if failure.reason is Reason.NOT_FOUND or (
                failure.reason is Reason.REFUSED and failures.is_detached(method_id, self._transport)
            ):
                return Revoked(token)
            return failures.unknown(failure)
        is_gone = isinstance(answer, dict) and answer.get("id") == method_id and not answer.get("customer")
        return Revoked(token) if is_gone else Unknown(Reason.MALFORMED, "not the detached payment method")

    # --- Reading ---

    def look_up(self, ours: Ours, session_id: str = "") -> list[ProviderRecord]:
        look = self._lists.of_payment if ours.payment else self._lists.session_of
        return look(ours, session_id)

    def fetch(self, object_id: str) -> ProviderRecord | None:
        place, expand = PLACES.get(object_id.partition("_")[0], ("", []))
        if not place:
            return None
        try:
            thing = an_object(self._transport.get(f"{place}/{_quoted(object_id)}", {"expand": expand}))
            return records.read_record(thing, self._session_of(thing))
        except NoAnswer as failure:
            if failure.reason is Reason.NOT_FOUND:
                return None
            raise ProviderUnavailable(failure.reason, failure.detail) from failure
        except Unreadable as error:
            raise ProviderUnavailable(Reason.MALFORMED, str(error)) from error

    def list_window(self, start: datetime, end: datetime) -> Iterator[ProviderRecord]:
        return self._lists.window(start, end)

    def list_instruments(self, start: datetime, end: datetime) -> Iterator[ListedInstrument]:
        return self._lists.instruments(start, end)

    def list_payouts(self, start: datetime, end: datetime) -> Iterator[Payout]:
        return self._lists.payouts(start, end)

    def payout_parts(self, payout_id: str) -> Iterator[PayoutPart]:
        return self._lists.payout_parts(payout_id)

    def verify_event(self, headers: Mapping[str, str], body: bytes, now: datetime, *, mark: str = "") -> Event:
        return events.verify(headers, body, self._told["webhook_secret"], now, live=self._is_live)

    # --- What the above share ---

    @property
    def _is_live(self) -> bool:
        return not self._told["api_key"].startswith(("sk_test_", "rk_test_"))

    @property
    def _lists(self) -> Lists:
        return Lists(self._transport)

    def _listed(self, setting: str) -> list[str]:
        return [word.strip().upper() for word in self._told[setting].split(",") if word.strip()]

    def _check(self, code: str, amount: Money | None) -> None:
        method = self.capabilities().method(code)
        if method is None:
            raise RequestInvalid(f"Stripe takes no {code} here")
        if amount is not None and not method.takes(amount, "once"):
            raise RequestInvalid("the amount is below Stripe's minimum or above its maximum, or in another currency")

    def _send(self, path: str, frozen: bytes, key: str = "") -> ProviderRecord | Unknown | None:
        try:
            return _read(self._transport.post(path, frozen, key=key))
        except NoAnswer as failure:
            return failures.unknown(failure)

    def _look(self, object_id: str) -> ProviderRecord | Unknown | None:
        try:
            return self.fetch(object_id)
        except ProviderUnavailable as error:
            return Unknown(error.reason, str(error))

    def _session_of(self, thing: Thing) -> str:
        """The page that a charge was paid on; Stripe names it by the PaymentIntent alone."""
        if thing.get("object") != "charge" or not records.is_on_page(thing):
            return ""
        about = {"payment_intent": id_of(thing, "payment_intent")}
        return next((id_of(page, "id") for page in self._lists.pages("/v1/checkout/sessions", about, [])), "")


def _read(thing: object) -> ProviderRecord | Unknown | None:
    try:
        return records.read_record(thing)
    except Unreadable as error:
        return Unknown(Reason.MALFORMED, str(error))


def _unreadable(found: object) -> Unknown:
    return Unknown(Reason.MALFORMED, f"answered with {type(found).__name__}")


def _quoted(object_id: str) -> str:
    return quote(object_id, safe="")
