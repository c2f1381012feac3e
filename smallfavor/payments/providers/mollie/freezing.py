"""Our requests in Mollie's words, as the bytes that are stored before anything is sent. Pure: no clock, no network.

The official client writes JSON itself: what is stored is what it is handed, and the same bytes lead to the same calls.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from smallfavor.core.money import Money, exponent
from smallfavor.payments.providers.base import ChargeRequest, CheckoutRequest, Ours, RefundRequest, RequestInvalid
from smallfavor.payments.providers.capabilities import Method
from smallfavor.payments.providers.mollie.methods import CARD, DEBIT, PAGE_OF

LONGEST_DESCRIPTION = 255
LARGEST_METADATA = 1024  # bytes that Mollie keeps with an object
LOCALES = {
    "ca": "ca_ES", "da": "da_DK", "de": "de_DE", "en": "en_US", "es": "es_ES", "fi": "fi_FI", "fr": "fr_FR",
    "hu": "hu_HU", "is": "is_IS", "it": "it_IT", "lt": "lt_LT", "lv": "lv_LV", "nb": "nb_NO", "nl": "nl_NL",
    "pl": "pl_PL", "pt": "pt_PT", "sv": "sv_SE",
}  # fmt: skip


@dataclass(frozen=True)
class Terms:
    """What the requests of one account have to keep to. `webhook_url` "": Mollie can't reach us."""

    methods: tuple[Method, ...]
    mandate_by: tuple[str, ...]
    webhook_url: str = ""

    def method(self, code: str) -> Method | None:
        return next((method for method in self.methods if method.code == code), None)


def freeze_checkout(request: CheckoutRequest, terms: Terms) -> bytes:
    """A page, and before it the customer who will hold the mandate: without a name or an address. Raises
    RequestInvalid."""
    if (request.amount is None) != (request.mode == "setup"):
        raise RequestInvalid("a payment has an amount, a setup has none")
    saves = request.save_instrument or request.mode == "setup"
    metadata = _metadata(request.ours)
    amount = _setup_amount(terms) if request.amount is None else _amount(request.amount)
    if request.amount is not None:
        _check(request.method, request.amount, request.interval, terms)
    payment = {
        "amount": amount,
        "cancelUrl": request.cancel_url,
        "description": request.description[:LONGEST_DESCRIPTION],
        "metadata": metadata,
        "method": _pages(request, terms),
        "redirectUrl": request.return_url,
        "sequenceType": "first" if saves else "oneoff",
    }
    locale = LOCALES.get(request.language.partition("-")[0].lower())
    if locale:
        payment["locale"] = locale
    if terms.webhook_url:
        payment["webhookUrl"] = terms.webhook_url
    return frozen({"customer": {"metadata": metadata} if saves else None, "payment": payment})


def freeze_charge(request: ChargeRequest, terms: Terms) -> bytes:
    """Raises RequestInvalid."""
    _check(request.method, request.amount, "", terms)
    customer, _, mandate = request.instrument.partition(".")
    payment = {
        "amount": _amount(request.amount),
        "customerId": customer,
        "description": request.description[:LONGEST_DESCRIPTION],
        "mandateId": mandate,
        "metadata": _metadata(request.ours),
        "sequenceType": "recurring",
    }
    if terms.webhook_url:
        payment["webhookUrl"] = terms.webhook_url
    return frozen({"payment": payment})


def freeze_refund(request: RefundRequest) -> bytes:
    """Raises RequestInvalid."""
    if request.amount.minor <= 0:
        raise RequestInvalid("a refund is a positive amount")
    return frozen(
        {
            "payment_id": request.charge_id,
            "refund": {"amount": _amount(request.amount), "metadata": _metadata(request.ours)},
        }
    )


def frozen(body: Mapping[str, Any]) -> bytes:
    return json.dumps(body, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def _pages(request: CheckoutRequest, terms: Terms) -> str | list[str]:
    """The page, or those that the reader may choose from. Only a card is saved without taking money."""
    if request.mode == "setup":
        return PAGE_OF[CARD]
    return list(terms.mandate_by) if request.method == DEBIT else PAGE_OF[request.method]


def _setup_amount(terms: Terms) -> dict[str, str]:
    card = terms.method(CARD)
    if card is None or not card.minimum_minor:
        raise RequestInvalid("only a card is saved without taking money, and this account takes no cards")
    currency = "EUR" if "EUR" in card.minimum_minor else next(iter(card.minimum_minor))
    return _amount(Money(0, currency))


def _check(code: str, amount: Money, interval: str, terms: Terms) -> None:
    method = terms.method(code)
    if method is None:
        raise RequestInvalid(f"this account does not take {code}")
    if not method.takes(amount, interval or next(iter(method.intervals))):
        raise RequestInvalid(f"this amount, currency or interval is not taken by {code}")


def _amount(amount: Money) -> dict[str, str]:
    """With exactly the currency's decimals: "10.00", and "300" yen."""
    return {"currency": amount.currency, "value": f"{amount.major:.{exponent(amount.currency)}f}"}


def _metadata(ours: Ours) -> dict[str, str]:
    metadata = ours.as_metadata()
    if len(frozen(metadata)) > LARGEST_METADATA:
        raise RequestInvalid("more metadata than Mollie keeps")
    return metadata
