"""The sandbox processor behind the contract (providers/base.py says what each method promises)."""

import json
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any, TypeVar
from urllib.parse import quote, urlsplit

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
from smallfavor.payments.providers.sandbox import events, wire
from smallfavor.payments.providers.sandbox.transport import LONGEST_CALL_S, NoAnswer, Transport

MINIMUM_MINOR = {
    "AUD": 50, "BHD": 250, "BRL": 50, "CAD": 50, "CHF": 50, "CZK": 1500, "DKK": 250, "EUR": 50, "GBP": 30,
    "GEL": 150, "HUF": 17500, "INR": 5000, "JPY": 50, "KWD": 200, "NOK": 300, "NZD": 50, "PLN": 200, "RUB": 5000,
    "SEK": 300, "TND": 1500, "TRY": 2000, "UAH": 2000, "USD": 50,
}  # fmt: skip
MAXIMUM_MINOR = 99_999_999
CARD = Method("card", frozenset({"once", "monthly", "yearly"}), MINIMUM_MINOR, looks.CARD)
PAGE_SIZE = 200
T = TypeVar("T")


def build(account_code: str) -> "SandboxProvider":
    """The provider of one account: its own place where SANDBOX_ACCOUNTS names it, else the one sandbox."""
    own = settings.SANDBOX_ACCOUNTS.get(account_code, {})
    url = str(own.get("url", settings.SANDBOX_URL))
    return SandboxProvider(
        Transport(url, str(own.get("api_key", settings.SANDBOX_API_KEY))),
        str(own.get("webhook_secret", settings.SANDBOX_WEBHOOK_SECRET)),
        str(own.get("public_url", url if own else settings.SANDBOX_PUBLIC_URL)),
    )


class SandboxProvider:
    """See `Provider`."""

    name = "sandbox"
    is_sandbox = True

    def __init__(self, transport: Transport, webhook_secret: str, public_url: str) -> None:
        self._transport = transport
        self._webhook_secret = webhook_secret
        self._public_url = public_url

    def capabilities(self) -> Capabilities:
        parts = urlsplit(self._public_url)
        return Capabilities(
            methods=(CARD,),
            hosted_origins=(f"{parts.scheme}://{parts.netloc}",),
            settles_in=settings.SANDBOX_SETTLES_IN,
        )

    def limits(self) -> Limits:
        return Limits(timeout_s=LONGEST_CALL_S, concurrency=32, calls_per_s=200)

    def key_life(self, operation: Operation) -> timedelta:
        return timedelta(hours=24)

    def horizon(self, operation: Operation) -> timedelta:
        return timedelta(hours=48)

    # --- Frozen bytes ---

    def freeze_checkout(self, request: CheckoutRequest) -> bytes:
        _check_method(request.method, request.amount)
        if (request.amount is None) != (request.mode == "setup"):
            raise RequestInvalid("a payment has an amount, a setup has none")
        amount = {} if request.amount is None else _amount(request.amount)
        return _frozen(
            {
                **amount,
                "mode": request.mode,
                "method": request.method,
                "interval": request.interval,
                "description": request.description,
                "save_instrument": request.save_instrument or request.mode == "setup",
                "return_url": request.return_url,
                "cancel_url": request.cancel_url,
                "on_decline": "return",  # our own form tells the decline, with everything typed still there
                "language": request.language,
                "expires_ms": wire.as_ms(request.expires_at),
                "metadata": request.ours.as_metadata(),
            }
        )

    def freeze_charge(self, request: ChargeRequest) -> bytes:
        _check_method(request.method, request.amount)
        return _frozen(
            {
                **_amount(request.amount),
                "instrument": request.instrument,
                "description": request.description,
                "metadata": request.ours.as_metadata(),
            }
        )

    def freeze_refund(self, request: RefundRequest) -> bytes:
        if request.amount.minor <= 0:
            raise RequestInvalid("a refund is a positive amount")
        return _frozen(
            {
                "charge": request.charge_id,
                "amount_minor": request.amount.minor,
                "metadata": request.ours.as_metadata(),
            }
        )

    # --- Calls that may move money ---

    def begin_checkout(self, frozen: bytes, *, key: str) -> CheckoutSession | Unknown:
        found = self._send("/v1/sessions", frozen, key)
        return found if isinstance(found, CheckoutSession | Unknown) else _unreadable(found)

    def charge(self, frozen: bytes, *, key: str) -> ChargeOutcome | Unknown:
        found = self._send("/v1/charges", frozen, key)
        if isinstance(found, Succeeded | Declined | Processing | Unknown):
            return found
        return _unreadable(found)

    def refund(self, frozen: bytes, *, key: str) -> Refunded | Unknown:
        found = self._send("/v1/refunds", frozen, key)
        return found if isinstance(found, Refunded | Unknown) else _unreadable(found)

    def expire_session(self, session_id: str) -> CheckoutSession | Unknown:
        found = self._send(f"/v1/sessions/{quote(session_id, safe='')}/expire", b"{}")
        return found if isinstance(found, CheckoutSession | Unknown) else _unreadable(found)

    def complete_session(self, session_id: str, *, key: str) -> ChargeOutcome | CheckoutSession | Unknown:
        try:
            found = self.fetch(session_id)
        except ProviderUnavailable as failure:
            return Unknown(failure.reason)
        if found is None:
            return Unknown(Reason.NOT_FOUND)
        return found if isinstance(found, CheckoutSession) else _unreadable(found)

    def revoke_instrument(self, token: str) -> Revoked | Unknown:
        try:
            answer = self._transport.post(f"/v1/instruments/{quote(token, safe='')}/revoke", b"{}")
        except NoAnswer as failure:
            if failure.reason is Reason.NOT_FOUND:
                return Revoked(token)
            return Unknown(failure.reason, failure.detail, failure.retry_after_s)
        if answer.get("id") != token or answer.get("state") != "revoked":
            return Unknown(Reason.MALFORMED, "not the revoked instrument")
        return Revoked(token)

    def _send(self, path: str, frozen: bytes, key: str = "") -> ProviderRecord | Unknown | None:
        try:
            return wire.read_record(self._transport.post(path, frozen, key=key))
        except NoAnswer as failure:
            return Unknown(failure.reason, failure.detail, failure.retry_after_s)
        except wire.Unreadable as error:
            return Unknown(Reason.MALFORMED, str(error))

    # --- Reading ---

    def look_up(self, ours: Ours, session_id: str = "") -> list[ProviderRecord]:
        query = {"metadata.installation": ours.installation}
        if ours.payment:
            query |= {"metadata.payment": ours.payment, "metadata.attempt": str(ours.attempt)}
        else:
            query |= {"metadata.payment": "", "metadata.pledge": ours.pledge}
        return list(self._records(query))

    def fetch(self, object_id: str) -> ProviderRecord | None:
        try:
            return wire.read_record(self._transport.get(f"/v1/objects/{quote(object_id, safe='')}"))
        except NoAnswer as failure:
            if failure.reason is Reason.NOT_FOUND:
                return None
            raise ProviderUnavailable(failure.reason, failure.detail) from failure
        except wire.Unreadable as error:
            raise ProviderUnavailable(Reason.MALFORMED, str(error)) from error

    def list_window(self, start: datetime, end: datetime) -> Iterator[ProviderRecord]:
        return self._records(_window(start, end))

    def list_instruments(self, start: datetime, end: datetime) -> Iterator[ListedInstrument]:
        return self._list("/v1/instruments", _window(start, end), wire.read_instrument)

    def list_payouts(self, start: datetime, end: datetime) -> Iterator[Payout]:
        return self._list("/v1/payouts", _window(start, end), wire.read_payout)

    def payout_parts(self, payout_id: str) -> Iterator[PayoutPart]:
        return self._list(f"/v1/payouts/{quote(payout_id, safe='')}/parts", {}, wire.read_part)

    def verify_event(self, headers: Mapping[str, str], body: bytes, now: datetime, *, mark: str = "") -> Event:
        return events.verify(headers, body, self._webhook_secret, now)

    def _records(self, query: Mapping[str, str]) -> Iterator[ProviderRecord]:
        listed = self._list("/v1/objects", query, wire.read_record)
        return (record for record in listed if record is not None)

    def _list(self, path: str, query: Mapping[str, str], read: Callable[[Any], T]) -> Iterator[T]:
        after = 0
        while True:
            try:
                page = self._transport.get(path, {**query, "after": str(after), "limit": str(PAGE_SIZE)})
                things = [read(thing) for thing in page["data"]]
                more, next_after = bool(page["more"]), int(page["after"])
            except NoAnswer as failure:
                raise ProviderUnavailable(failure.reason, failure.detail) from failure
            except (wire.Unreadable, KeyError, TypeError, ValueError) as error:
                raise ProviderUnavailable(Reason.MALFORMED, str(error)) from error
            yield from things
            if not more:
                return
            if next_after <= after:
                raise ProviderUnavailable(Reason.MALFORMED, "the list does not move on")
            after = next_after


def _window(start: datetime, end: datetime) -> dict[str, str]:
    return {"from_ms": str(wire.as_ms(start)), "until_ms": str(wire.as_ms(end))}


def _check_method(method: str, amount: Money | None) -> None:
    if method != CARD.code:
        raise RequestInvalid(f"the sandbox takes cards only, not {method}")
    if amount is not None and not CARD.takes(amount, "once"):
        raise RequestInvalid("the amount is below the sandbox's minimum, or in a currency that it does not take")
    if amount is not None and amount.minor > MAXIMUM_MINOR:
        raise RequestInvalid("the amount is above the sandbox's maximum")


def _amount(amount: Money) -> dict[str, Any]:
    return {"amount_minor": amount.minor, "currency": amount.currency}


def _frozen(body: Mapping[str, Any]) -> bytes:
    return json.dumps(body, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def _unreadable(found: object) -> Unknown:
    return Unknown(Reason.MALFORMED, f"answered with {type(found).__name__}")
