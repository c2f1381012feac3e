"""One call to Stripe, as the provider sees it: an answer, or `NoAnswer` with its reason. Not here: the SDK (sdk.py).

The SDK takes more than a second to import. So it is fetched at the first call, and not by a page that only wants to
know what Stripe can do.
"""

import importlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol, cast

from smallfavor.payments.providers.base import Reason

Query = Mapping[str, str | list[str]]


class NoAnswer(Exception):
    """Raised when a call got no answer that says anything. `reason` is why; the money may have moved all the same.

    `error` is what Stripe says of it (a card error carries the payment it is about); `headers` are those of the answer.
    """

    def __init__(
        self,
        reason: Reason,
        detail: str = "",
        *,
        error: Mapping[str, Any] | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(f"{reason}: {detail}")
        self.reason = reason
        self.detail = detail
        self.error: Mapping[str, Any] = error or {}
        self.headers: Mapping[str, str] = headers or {}

    @property
    def retry_after_s(self) -> float | None:
        text = self.headers.get("retry-after", "")
        return float(text) if text.isascii() and text.isdigit() and len(text) < 6 else None


class Calls(Protocol):
    """What sdk.py gives."""

    def post(self, api_url: str, api_key: str, path: str, body: bytes, key: str) -> Any: ...

    def get(self, api_url: str, api_key: str, path: str, query: Query) -> Any: ...


@dataclass(frozen=True)
class Transport:
    """The way to one Stripe account. The key never shows."""

    api_url: str
    api_key: str = field(repr=False)

    def post(self, path: str, body: bytes = b"", *, key: str = "") -> Any:
        """Sends just these bytes. Raises NoAnswer."""
        return _calls().post(self.api_url, self.api_key, path, body, key)

    def get(self, path: str, query: Query | None = None) -> Any:
        """Raises NoAnswer."""
        return _calls().get(self.api_url, self.api_key, path, query or {})


def _calls() -> Calls:
    return cast(Calls, importlib.import_module(f"{__package__}.sdk"))


def reason_of(status: int, kind: str, code: str) -> Reason:
    """Why there is no answer, from the status and Stripe's own words (`error.type`, `error.code`)."""
    if kind == "idempotency_error":
        # 409 while the first call is still at work; anything else: the key was used for other bytes.
        return Reason.CONFLICT if status == 409 else Reason.KEY_MISMATCH
    if code in {"rate_limit", "lock_timeout"}:
        return Reason.BUSY
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
