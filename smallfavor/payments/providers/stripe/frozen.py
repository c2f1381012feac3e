"""Our requests as the exact bytes of Stripe's form encoding. Pure: no network, no clock.

The parameters are built as the SDK's own typed dictionaries, so that mypy holds them against the API version that the
SDK is pinned to; then they are encoded here, sorted by name, once. These bytes are what is stored and what is sent, the
first time and at a replay (sdk.py): Stripe compares the parameters of a replay with those of the first call, and an SDK
that encoded them another way next month would turn a replay into a key mismatch.

No contact data: Stripe's page asks the reader for the address that its own receipt and mandate mails need.
"""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, quote

from smallfavor.core.money import Money
from smallfavor.payments.providers.base import ChargeRequest, CheckoutRequest, Ours, RefundRequest, RequestInvalid
from smallfavor.payments.providers.stripe.currencies import MINIMUM_MINOR, maximum_minor, to_stripe
from smallfavor.payments.providers.stripe.fields import as_seconds
from smallfavor.payments.providers.stripe.instruments import SEPA_DEBIT, Token
from smallfavor.payments.providers.stripe.records import ON_PAGE

if TYPE_CHECKING:
    from stripe.params import PaymentIntentCreateParams, RefundCreateParams
    from stripe.params.checkout import SessionCreateParams, SessionCreateParamsPaymentIntentData

LOCALES = {
    "bg", "cs", "da", "de", "el", "en", "en-GB", "es", "es-419", "et", "fi", "fil", "fr", "fr-CA", "hi-IN", "hr", "hu",
    "id", "it", "ja", "ko", "lt", "lv", "ms", "mt", "nb", "nl", "pl", "pt", "pt-BR", "ro", "ru", "sk", "sl", "sv", "th",
    "tr", "vi", "zh", "zh-HK", "zh-TW",
}  # fmt: skip
CHARGE_EXPANDED = "latest_charge.balance_transaction"  # the answer tells Stripe's fee at once
LONGEST_METADATA_NAME, LONGEST_METADATA_VALUE, METADATA_MAX = 40, 500, 50
LONGEST_DESCRIPTION = 250


def checkout_bytes(request: CheckoutRequest, setup_currency: str) -> bytes:
    """A hosted page. `setup_currency`: by which Stripe chooses the methods of a page without an amount.

    Raises RequestInvalid.
    """
    if (request.amount is None) != (request.mode == "setup"):
        raise RequestInvalid("a payment has an amount, a setup has none")
    params: SessionCreateParams = {
        "mode": request.mode,
        "success_url": request.return_url,
        "cancel_url": request.cancel_url,
        "expires_at": as_seconds(request.expires_at),
        "locale": _locale(request.language),
        "metadata": _metadata(request.ours),
    }
    if request.mode == "setup" or request.save_instrument:
        # A saved payment method can be charged later only together with the customer whom it belongs to.
        params["customer_creation"] = "always"
    if request.method == SEPA_DEBIT:
        params["allowed_payment_method_types"] = [SEPA_DEBIT]
    if request.amount is None:
        params["setup_intent_data"] = {"metadata": _metadata(request.ours), "description": _description(request)}
        if request.method != SEPA_DEBIT:
            params["currency"] = setup_currency.lower()
    else:
        params["line_items"] = [
            {
                "quantity": 1,
                "price_data": {
                    "currency": request.amount.currency.lower(),
                    "unit_amount": _sent(request.amount),
                    "product_data": {"name": _description(request)},
                },
            }
        ]
        params["payment_intent_data"] = _intent_of_page(request)
    return _encoded(params)


def charge_bytes(request: ChargeRequest) -> bytes:
    """A PaymentIntent, made and confirmed in one call, while the reader is not there. Raises RequestInvalid."""
    token = Token.read(request.instrument)
    params: PaymentIntentCreateParams = {
        "amount": _sent(request.amount),
        "currency": request.amount.currency.lower(),
        "confirm": True,
        "description": _description(request),
        "expand": [CHARGE_EXPANDED],
        "metadata": _metadata(request.ours),
        "off_session": True,
        "payment_method": token.payment_method,
        "allowed_payment_method_types": [token.kind],
    }
    if token.customer:
        params["customer"] = token.customer
    return _encoded(params)


def refund_bytes(request: RefundRequest) -> bytes:
    """Raises RequestInvalid."""
    if request.amount.minor <= 0:
        raise RequestInvalid("a refund is a positive amount")
    params: RefundCreateParams = {
        "charge": request.charge_id,
        "amount": _counted(request.amount),
        "metadata": _metadata(request.ours),
    }
    return _encoded(params)


def read_back(frozen: bytes) -> dict[str, str]:
    """The fields of frozen bytes, by their encoded names."""
    return dict(parse_qsl(frozen.decode(), keep_blank_values=True, strict_parsing=True))


def ours_of(fields: Mapping[str, str]) -> Ours | None:
    """Whose request these fields are."""
    own = {name[len("metadata[") : -1]: value for name, value in fields.items() if name.startswith("metadata[")}
    return Ours.read(own)


def _intent_of_page(request: CheckoutRequest) -> "SessionCreateParamsPaymentIntentData":
    told: SessionCreateParamsPaymentIntentData = {
        "description": _description(request),
        "metadata": {**_metadata(request.ours), ON_PAGE: "1"},
    }
    if request.save_instrument:
        told["setup_future_usage"] = "off_session"
    return told


def _metadata(ours: Ours) -> dict[str, str]:
    # Stripe drops a pair without a value; reading it back gives the same.
    told = {name: value for name, value in ours.as_metadata().items() if value}
    if len(told) > METADATA_MAX - 1 or any(
        len(name) > LONGEST_METADATA_NAME or len(value) > LONGEST_METADATA_VALUE for name, value in told.items()
    ):
        raise RequestInvalid("more metadata than Stripe takes")
    return told


def _sent(amount: Money) -> int:
    least = MINIMUM_MINOR.get(amount.currency)
    if least is None or amount.minor < least:
        raise RequestInvalid("the amount is below Stripe's minimum, or in a currency that is not offered")
    if amount.minor > maximum_minor(amount.currency):
        raise RequestInvalid("the amount is above Stripe's maximum")
    return _counted(amount)


def _counted(amount: Money) -> int:
    try:
        return to_stripe(amount.minor, amount.currency)
    except ValueError as error:
        raise RequestInvalid(str(error)) from error


def _description(request: CheckoutRequest | ChargeRequest) -> str:
    return request.description[:LONGEST_DESCRIPTION] or "–"


def _locale(language: str) -> Any:
    """A word of the API's own list; where Stripe's page does not speak the language, the browser's is taken."""
    base = language.partition("-")[0]
    return language if language in LOCALES else base if base in LOCALES else "auto"


def _encoded(params: Mapping[str, Any]) -> bytes:
    """Form encoding with Stripe's brackets for what is nested, sorted by name."""
    pairs = sorted(_pairs("", params))
    return "&".join(f"{quote(name, safe='[]')}={quote(value, safe='')}" for name, value in pairs).encode()


def _pairs(name: str, value: object) -> Iterator[tuple[str, str]]:
    if isinstance(value, Mapping):
        for key, inner in value.items():
            yield from _pairs(f"{name}[{key}]" if name else str(key), inner)
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from _pairs(f"{name}[{index}]", inner)
    elif isinstance(value, bool):
        yield name, "true" if value else "false"
    else:
        yield name, str(value)
