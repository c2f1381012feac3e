"""Mollie's objects and requests as its public reference describes them, strictly: what is not named here is refused.

Ours, written by hand from https://docs.mollie.com/reference as of November 2026, and only as far as we use it. It
proves that our provider and this emulator agree with our reading of the reference, not that Mollie does.
"""

import re
from collections.abc import Callable, Mapping
from typing import Any

from bench.emulators.mollie.amounts import read_minor

Check = Callable[[Any], bool]
FAILURES = {
    "authentication_abandoned", "authentication_failed", "authentication_required", "authentication_unavailable_acs",
    "card_declined", "card_expired", "inactive_card", "insufficient_funds", "invalid_cvv", "invalid_card_holder_name",
    "invalid_card_number", "invalid_card_type", "possible_fraud", "refused_by_issuer", "unknown_reason",
}  # fmt: skip
METHODS = {"creditcard", "ideal", "bancontact", "belfius", "kbc", "eps", "directdebit"}
LOCALES = {
    "en_US", "en_GB", "nl_NL", "nl_BE", "de_DE", "de_AT", "de_CH", "fr_FR", "fr_BE", "es_ES", "ca_ES", "pt_PT", "it_IT",
    "nb_NO", "sv_SE", "fi_FI", "da_DK", "is_IS", "hu_HU", "pl_PL", "lv_LV", "lt_LT",
}  # fmt: skip
LARGEST_METADATA = 1024


def text(value: Any) -> bool:
    return isinstance(value, str) and 0 < len(value) <= 2000


def maybe(check: Check) -> Check:
    return lambda value: value is None or check(value)


def one_of(*choices: str) -> Check:
    return lambda value: value in choices


def matches(pattern: str) -> Check:
    return lambda value: isinstance(value, str) and re.fullmatch(pattern, value) is not None


def identifier(prefix: str) -> Check:
    return matches(prefix + "_[A-Za-z0-9]{1,60}")


def each(check: Check) -> Check:
    return lambda value: isinstance(value, list) and bool(value) and all(map(check, value))


def either(*checks: Check) -> Check:
    return lambda value: any(check(value) for check in checks)


def plain_amount(value: Any) -> bool:
    return read_minor(value) is not None


def signed_amount(value: Any) -> bool:
    return (
        isinstance(value, dict)
        and read_minor({**value, "value": str(value.get("value")).removeprefix("-")}) is not None
    )


def link(value: Any) -> bool:
    return isinstance(value, dict) and set(value) == {"href", "type"} and url(value["href"])


def metadata(value: Any) -> bool:
    return value is None or (isinstance(value, dict | str) and len(str(value).encode()) <= LARGEST_METADATA)


MOMENT = matches(r"20[0-9]{2}-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9]\+00:00")
url = matches(r"https?://[^\s\"'<>\\]+")


class Shape:
    """An object: names with a check each; those that end in `_opt` may be missing. Any other name is refused."""

    def __init__(self, /, **fields: Check) -> None:
        self._fields = {name.removesuffix("_opt"): check for name, check in fields.items()}
        self._optional = {name.removesuffix("_opt") for name in fields if name.endswith("_opt")}

    def __call__(self, value: Any) -> bool:
        return not self.wrong(value)

    def wrong(self, value: Any) -> list[str]:
        """The names that are missing, unknown, or hold what they should not; "" where it is no object."""
        if not isinstance(value, Mapping):
            return [""]
        missing = [name for name in self._fields if name not in value and name not in self._optional]
        unknown = [str(name) for name in value if name not in self._fields]
        bad = [name for name, check in self._fields.items() if name in value and not check(value[name])]
        return [*missing, *unknown, *bad]


REQUESTS = {
    "payment": Shape(
        amount=plain_amount, description=text, redirectUrl_opt=url, cancelUrl_opt=url, webhookUrl_opt=url,
        locale_opt=one_of(*LOCALES), method_opt=either(one_of(*METHODS), each(one_of(*METHODS))),
        metadata_opt=metadata, sequenceType_opt=one_of("oneoff", "first", "recurring"),
        customerId_opt=text, mandateId_opt=text,
    ),
    "customer": Shape(name_opt=text, email_opt=text, locale_opt=one_of(*LOCALES), metadata_opt=metadata),
    "refund": Shape(amount=plain_amount, description_opt=text, metadata_opt=metadata),
}  # fmt: skip

ANSWERS = {
    "payment": Shape(
        resource=one_of("payment"), id=identifier("tr"), mode=one_of("test", "live"), createdAt=MOMENT,
        amount=plain_amount, description=text, method=maybe(one_of(*METHODS)), metadata=metadata,
        status=one_of("open", "pending", "authorized", "paid", "failed", "canceled", "expired"),
        profileId=identifier("pfl"), sequenceType=one_of("oneoff", "first", "recurring"), redirectUrl=maybe(url),
        isCancelable_opt=lambda value: isinstance(value, bool), cancelUrl_opt=url, webhookUrl_opt=url, locale_opt=text,
        customerId_opt=identifier("cst"), mandateId_opt=identifier("mdt"), settlementId_opt=identifier("stl"),
        expiresAt_opt=MOMENT, paidAt_opt=MOMENT, failedAt_opt=MOMENT, canceledAt_opt=MOMENT, expiredAt_opt=MOMENT,
        amountRefunded_opt=plain_amount, amountRemaining_opt=plain_amount, amountChargedBack_opt=plain_amount,
        details_opt=Shape(
            cardNumber_opt=matches("[0-9]{4}"), cardLabel_opt=text, cardFingerprint_opt=text,
            failureReason_opt=one_of(*FAILURES),
            consumerName_opt=text, consumerAccount_opt=text, consumerBic_opt=text,
            bankReasonCode_opt=matches("[A-Z0-9]{4}"),
        ),
        _embedded_opt=Shape(
            refunds_opt=lambda value: isinstance(value, list), chargebacks_opt=lambda value: isinstance(value, list)
        ),
        _links=Shape(
            self=link, dashboard=link, checkout_opt=link, refunds_opt=link, chargebacks_opt=link,
        ),
    ),
    "customer": Shape(
        resource=one_of("customer"), id=identifier("cst"), mode=one_of("test", "live"), name=maybe(text),
        email=maybe(text), locale=maybe(text), metadata=metadata, createdAt=MOMENT, _links=Shape(self=link),
    ),
    "mandate": Shape(
        resource=one_of("mandate"), id=identifier("mdt"), mode=one_of("test", "live"),
        status=one_of("valid", "pending", "invalid"), method=one_of("creditcard", "directdebit", "paypal"),
        details=either(
            Shape(cardHolder=text, cardNumber=matches("[0-9]{4}"), cardLabel=text, cardFingerprint=text,
                  cardExpiryDate=matches("20[0-9]{2}-[01][0-9]-[0-3][0-9]")),
            Shape(consumerName=text, consumerAccount=text, consumerBic=text),
        ),
        mandateReference=maybe(text), signatureDate=matches("20[0-9]{2}-[01][0-9]-[0-3][0-9]"), createdAt=MOMENT,
        _links=Shape(self=link, customer=link),
    ),
    "refund": Shape(
        resource=one_of("refund"), id=identifier("re"), mode=one_of("test", "live"), paymentId=identifier("tr"),
        amount=plain_amount, status=one_of("queued", "pending", "processing", "refunded", "failed", "canceled"),
        description=lambda value: isinstance(value, str), metadata=metadata, createdAt=MOMENT,
        settlementAmount_opt=signed_amount, settlementId_opt=identifier("stl"), _links=Shape(self=link, payment=link),
    ),
    "chargeback": Shape(
        resource=one_of("chargeback"), id=identifier("chb"), paymentId=identifier("tr"), amount=plain_amount,
        createdAt=MOMENT, settlementAmount_opt=signed_amount, reversedAt_opt=maybe(MOMENT),
        reason_opt=maybe(Shape(code=text, description=text)), _links=Shape(self=link, payment=link),
    ),
    "settlement": Shape(
        resource=one_of("settlement"), id=identifier("stl"), reference=maybe(text), createdAt=MOMENT,
        settledAt=maybe(MOMENT), status=one_of("open", "pending", "paidout", "failed"), amount=plain_amount,
        balanceId=identifier("bal"), periods=lambda value: isinstance(value, dict),
        _links=Shape(self=link, payments=link, refunds=link, chargebacks=link),
    ),
}  # fmt: skip


class AnswerWrong(Exception):
    """Raised when an answer of ours is not as the reference says: the emulator answers 500, and its test fails."""


def check_answer(kind: str, answer: Mapping[str, Any]) -> None:
    """Raises AnswerWrong."""
    if wrong := ANSWERS[kind].wrong(answer):
        raise AnswerWrong(f"{kind}: {', '.join(wrong)}")
