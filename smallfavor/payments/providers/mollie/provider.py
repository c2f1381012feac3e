"""Mollie behind the contract (providers/base.py says what each method promises)."""

import json
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.urls import reverse
from mollie.api.client import Client
from mollie.api.objects.payment import Payment

from smallfavor.payments.providers.base import (
    ChargeOutcome,
    ChargeRequest,
    CheckoutRequest,
    CheckoutSession,
    Event,
    ListedInstrument,
    Operation,
    Ours,
    ProviderRecord,
    ProviderUnavailable,
    Reason,
    Refunded,
    RefundRequest,
    Revoked,
    Unknown,
)
from smallfavor.payments.providers.capabilities import Capabilities, Limits
from smallfavor.payments.providers.mollie import freezing, marks, wire
from smallfavor.payments.providers.mollie.listing import Listing
from smallfavor.payments.providers.mollie.methods import methods_of
from smallfavor.payments.providers.mollie.reading import HORIZON, Reading, customer_at
from smallfavor.payments.providers.mollie.seen import seen_by
from smallfavor.payments.providers.mollie.settings import listed, page_origins
from smallfavor.payments.providers.mollie.settlements import Settlements
from smallfavor.payments.providers.mollie.transport import LONGEST_CALL_S, NoAnswer, Transport
from smallfavor.payments.providers.pages import page_as_it_is
from smallfavor.payments.providers.payouts import Payout, PayoutPart

KEY_LIFE = timedelta(hours=1)


def build(account_code: str) -> "MollieProvider":
    """The provider of one account, as PROVIDER_SETTINGS has it."""
    return MollieProvider(settings.PROVIDER_SETTINGS[account_code])


class MollieProvider:
    """See `Provider`."""

    name = "mollie"
    is_sandbox = False

    def __init__(self, account: Mapping[str, str]) -> None:
        self._account = account
        self._transport = Transport(account["api_url"], account["api_key"])
        self._seen = seen_by(account["api_url"], account["api_key"])
        self._reading = Reading(Listing(self._transport), self._seen)
        self._settlements = Settlements(Listing(Transport(account["api_url"], account["access_token"])))

    def capabilities(self) -> Capabilities:
        return Capabilities(methods=methods_of(self._account), hosted_origins=page_origins(self._account))

    def limits(self) -> Limits:
        """A look-up of what this process has not seen walks through Mollie's list of payments, newest first."""
        return Limits(timeout_s=LONGEST_CALL_S, concurrency=8, calls_per_s=10)

    def key_life(self, operation: Operation) -> timedelta:
        return KEY_LIFE

    def horizon(self, operation: Operation) -> timedelta:
        return HORIZON

    # --- Frozen bytes ---

    def freeze_checkout(self, request: CheckoutRequest) -> bytes:
        return freezing.freeze_checkout(request, self._terms(request.ours))

    def freeze_charge(self, request: ChargeRequest) -> bytes:
        return freezing.freeze_charge(request, self._terms(request.ours))

    def freeze_refund(self, request: RefundRequest) -> bytes:
        return freezing.freeze_refund(request)

    def _terms(self, ours: Ours) -> freezing.Terms:
        return freezing.Terms(methods_of(self._account), listed(self._account["mandate_by"]), self._webhook_url(ours))

    def _webhook_url(self, ours: Ours) -> str:
        """Of this attempt alone. Mollie refuses addresses that it can't reach: then it is told of none."""
        if not settings.BASE_URL.startswith("https://") and not self._account["api_url"]:
            return ""
        mark = marks.mark_of(ours, self._account["webhook_secret"])
        return f"{settings.BASE_URL}{reverse('payments:marked_webhook', args=[self.name, mark])}"

    # --- Calls that may move money ---

    def begin_checkout(self, frozen: bytes, *, key: str) -> CheckoutSession | Unknown:
        """Two calls where a mandate is wanted: its customer under the key's own variant, then the page."""
        body = json.loads(frozen)

        def ask(client: Client) -> Any:
            payment = body["payment"]
            if body["customer"] is not None:
                customer = client.customers.create(body["customer"], idempotency_key=f"{key}-customer")
                payment = payment | {"customerId": customer["id"]}
            return client.payments.create(payment, idempotency_key=key)

        found = self._send(ask)
        if isinstance(found, CheckoutSession) and (found.url or found.state != "open"):
            return found
        return found if isinstance(found, Unknown) else Unknown(Reason.MALFORMED, "no page, or one without an address")

    def charge(self, frozen: bytes, *, key: str) -> ChargeOutcome | Unknown:
        body = json.loads(frozen)["payment"]
        found = self._send(lambda client: client.payments.create(body, idempotency_key=key))
        return found if not isinstance(found, CheckoutSession) else Unknown(Reason.MALFORMED, "answered with a page")

    def refund(self, frozen: bytes, *, key: str) -> Refunded | Unknown:
        body = json.loads(frozen)
        if not wire.is_id(body["payment_id"], "tr"):
            return Unknown(Reason.NOT_FOUND, "no payment of Mollie's has this id")

        def ask(client: Client) -> Any:
            payment = Payment({"id": body["payment_id"]}, client)  # type: ignore[no-untyped-call]
            return payment.refunds.create(body["refund"], idempotency_key=key)

        try:
            found = wire.read_refund(self._transport.call(ask))
        except NoAnswer as failure:
            return _unknown(failure)
        except wire.Unreadable as error:
            return Unknown(Reason.MALFORMED, str(error))
        if found is None:
            return Unknown(Reason.REFUSED, "the refund was not carried out")
        self._seen.note(found.ours, found.object_id)
        return found

    def expire_session(self, session_id: str) -> CheckoutSession | Unknown:
        """Where Mollie lets nobody close the page, it is still `open`, and closes by itself within the hour."""
        place = wire.place_of(session_id)
        if place is None or place.part != wire.PAGE:
            return Unknown(Reason.NOT_FOUND, "no page of Mollie's has this id")

        def ask(client: Client) -> Any:
            payment = client.payments.get(place.payment)
            if payment["status"] == "open" and payment.get("isCancelable"):
                return client.payments.delete(place.payment)
            return payment

        found = self._send(ask)
        return found if isinstance(found, CheckoutSession | Unknown) else Unknown(Reason.NOT_FOUND, "it had no page")

    def complete_session(self, session_id: str, *, key: str) -> CheckoutSession | Unknown:
        """Mollie's pages complete by themselves: the page as it is."""
        return page_as_it_is(self, session_id)

    def revoke_instrument(self, token: str) -> Revoked | Unknown:
        customer, _, mandate = token.partition(".")
        if not wire.is_id(customer, "cst") or not wire.is_id(mandate, "mdt"):
            return Revoked(token)  # it can't be one of Mollie's, and so never could be charged
        try:
            self._transport.call(lambda client: customer_at(client, customer).mandates.delete(mandate))
        except NoAnswer as failure:
            return Revoked(token) if failure.reason is Reason.NOT_FOUND else _unknown(failure)
        return Revoked(token)

    def _send(self, ask: Callable[[Client], Any]) -> CheckoutSession | ChargeOutcome | Unknown:
        """What the answered payment is first of all: a page, or a charge that has none."""
        try:
            payment = self._transport.call(ask)
            records = wire.read_payment(payment, self._reading.mandate_of(payment))
        except NoAnswer as failure:
            return _unknown(failure)
        except ProviderUnavailable as failure:
            return Unknown(failure.reason, "its mandate can't be read")
        except wire.Unreadable as error:
            return Unknown(Reason.MALFORMED, str(error))
        for record in records:
            self._seen.note(record.ours, str(payment["id"]))
        return records[0] if records else Unknown(Reason.MALFORMED, "neither a page nor a charge")

    # --- Reading ---

    def look_up(self, ours: Ours, session_id: str = "") -> list[ProviderRecord]:
        return self._reading.look_up(ours, session_id)

    def fetch(self, object_id: str) -> ProviderRecord | None:
        return self._reading.fetch(object_id)

    def list_window(self, start: datetime, end: datetime) -> Iterator[ProviderRecord]:
        return self._reading.window(start, end)

    def list_instruments(self, start: datetime, end: datetime) -> Iterator[ListedInstrument]:
        return self._reading.instruments(start, end)

    def list_payouts(self, start: datetime, end: datetime) -> Iterator[Payout]:
        return self._settlements.payouts(start, end)

    def payout_parts(self, payout_id: str) -> Iterator[PayoutPart]:
        return self._settlements.parts(payout_id)

    def verify_event(self, headers: Mapping[str, str], body: bytes, now: datetime, *, mark: str = "") -> Event:
        return marks.read_delivery(body, mark, self._account["webhook_secret"], now)


def _unknown(failure: NoAnswer) -> Unknown:
    return Unknown(failure.reason, failure.detail, failure.retry_after_s)
