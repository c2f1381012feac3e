"""What PayPal's refusals mean: which is a decline, and why an answer is none. Pure.

A decline is only what PayPal says about the payer and their money, with 422, in the words listed here. Everything else
leaves the outcome unknown.
"""

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any

from smallfavor.payments.providers.base import Decline, Reason

# PayPal's word: (ours, whether the same account could be tried again in vain only).
DECLINES: Mapping[str, tuple[Decline, bool]] = {
    "INSTRUMENT_DECLINED": (Decline.CARD_DECLINED, False),
    "REDIRECT_PAYER_FOR_ALTERNATE_FUNDING": (Decline.CARD_DECLINED, False),
    "PAYER_CANNOT_PAY": (Decline.CARD_DECLINED, False),
    "PAYER_ACTION_REQUIRED": (Decline.AUTHENTICATION_REQUIRED, False),
    "CARD_EXPIRED": (Decline.EXPIRED_CARD, True),
    "CARD_CLOSED": (Decline.INSTRUMENT_GONE, True),
    "PAYER_ACCOUNT_LOCKED_OR_CLOSED": (Decline.INSTRUMENT_GONE, True),
    "PAYER_ACCOUNT_RESTRICTED": (Decline.INSTRUMENT_GONE, True),
    "AGREEMENT_ALREADY_CANCELLED": (Decline.INSTRUMENT_GONE, True),
    "TRANSACTION_REFUSED": (Decline.OTHER, False),
    "MAX_NUMBER_OF_PAYMENT_ATTEMPTS_EXCEEDED": (Decline.PROCESSING_ERROR, False),
}
MISMATCHES = {"DUPLICATE_REQUEST_ID", "PAYPAL_REQUEST_ID_ALREADY_USED"}
AT_WORK = {"PREVIOUS_REQUEST_IN_PROGRESS"}
NOT_THERE = {"TOKEN_ID_NOT_FOUND", "INVALID_RESOURCE_ID"}
COMPLETED = {"ORDER_ALREADY_CAPTURED", "ORDER_ALREADY_COMPLETED", "ORDER_COMPLETED_OR_VOIDED"}
NOT_APPROVED = {"ORDER_NOT_APPROVED", "ACTION_DOES_NOT_MATCH_INTENT", "ORDER_EXPIRED"}


class NoAnswer(Exception):
    """Raised when a call got no answer that says anything. `reason` is why; the money may have moved all the same.

    `issues`: PayPal's own words, for those that mean something after all. `answered_at`: PayPal's clock.
    """

    def __init__(
        self,
        reason: Reason,
        detail: str = "",
        *,
        retry_after_s: float | None = None,
        issues: tuple[str, ...] = (),
        answered_at: datetime | None = None,
    ) -> None:
        super().__init__(f"{reason}: {detail}")
        self.reason = reason
        self.detail = detail
        self.retry_after_s = retry_after_s
        self.issues = issues
        self.answered_at = answered_at

    def says(self, words: set[str]) -> bool:
        return any(issue in words for issue in self.issues)

    @property
    def decline(self) -> str:
        """PayPal's word for a decline; empty where this is none."""
        is_about_the_payer = self.reason is Reason.REFUSED and self.answered_at is not None
        return next((issue for issue in self.issues if issue in DECLINES), "") if is_about_the_payer else ""


class TokenRefused(NoAnswer):
    """Raised when PayPal does not know our access token any more: nothing was done, and a new one is wanted."""


def refusal(status: int, headers: Mapping[str, str], content: bytes) -> NoAnswer:
    """What an answer with this status says, which is not 2xx."""
    body = _read(content)
    issues = _issues(body) if status in {400, 404, 409, 422} else ()
    detail = " ".join([str(status), *issues])[:120]
    if status == 401 and body.get("error") == "invalid_token":
        return TokenRefused(Reason.BUSY, detail)
    return NoAnswer(
        _reason(status, issues),
        detail,
        retry_after_s=_retry_after_s(headers),
        issues=issues if status != 400 else (),
        answered_at=_moment(headers) if status == 422 else None,
    )


def _reason(status: int, issues: tuple[str, ...]) -> Reason:
    if MISMATCHES.intersection(issues):
        return Reason.KEY_MISMATCH
    if AT_WORK.intersection(issues):
        return Reason.CONFLICT
    if NOT_THERE.intersection(issues):
        return Reason.NOT_FOUND
    known = {
        401: Reason.NO_ACCESS,
        403: Reason.NO_ACCESS,
        404: Reason.NOT_FOUND,
        408: Reason.TIMEOUT,
        409: Reason.CONFLICT,
        429: Reason.BUSY,
    }
    if status in known:
        return known[status]
    if 400 <= status < 500:
        return Reason.REFUSED
    return Reason.SERVER_ERROR if status >= 500 else Reason.MALFORMED


def _read(content: bytes) -> dict[str, Any]:
    try:
        body = json.loads(content)
    except (ValueError, RecursionError):
        return {}
    return body if isinstance(body, dict) else {}


def _issues(body: Mapping[str, Any]) -> tuple[str, ...]:
    details = body.get("details")
    told = [one.get("issue") for one in details if isinstance(one, dict)] if isinstance(details, list) else []
    return tuple(word[:60] for word in [*told, body.get("name")] if isinstance(word, str) and word.isascii())[:10]


def _retry_after_s(headers: Mapping[str, str]) -> float | None:
    text = headers.get("retry-after", "")
    return float(text) if text.isascii() and text.isdigit() and len(text) < 6 else None


def _moment(headers: Mapping[str, str]) -> datetime | None:
    try:
        moment = parsedate_to_datetime(headers.get("date", ""))
    except (TypeError, ValueError):
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
