"""PayPal behind the contract (providers/base.py says what each method promises). What is read: records.py."""

import json
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime, timedelta
from functools import partial
from typing import Any, TypeVar

from django.conf import settings

from smallfavor.core.money import Money
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
    ProviderRecord,
    ProviderUnavailable,
    Reason,
    Refunded,
    RefundRequest,
    Revoked,
    Unknown,
)
from smallfavor.payments.providers.capabilities import Capabilities, Limits, Method
from smallfavor.payments.providers.payouts import Payout, PayoutPart
from smallfavor.payments.providers.paypal import amounts, events, frozen, reference, wire
from smallfavor.payments.providers.paypal.looks import PAYPAL
from smallfavor.payments.providers.paypal.records import Records
from smallfavor.payments.providers.paypal.refusals import COMPLETED, DECLINES, NOT_APPROVED, NoAnswer
from smallfavor.payments.providers.paypal.settings import (
    api_url,
    certificate_origins,
    moves_no_money,
    page_origins,
)
from smallfavor.payments.providers.paypal.transport import LONGEST_CALL_S, Transport

WALLET = Method(
    frozen.METHOD,
    frozenset({"once", "monthly", "yearly"}),
    amounts.MINIMUM_MINOR,
    PAYPAL,
    maximum_minor=dict.fromkeys(amounts.MINIMUM_MINOR, amounts.MAXIMUM_MINOR),
    page_life=wire.ORDER_LIFE,
    reversible_for=timedelta(days=180),  # so long a payer may open a dispute
)
# As PayPal documents PayPal-Request-Id: orders 6 hours, setup tokens 3 (both are our pages), refunds 45 days.
KEY_LIVES = {
    Operation.CHECKOUT: timedelta(hours=3),
    Operation.CHARGE: timedelta(hours=6),
    Operation.REFUND: timedelta(days=45),
}
HORIZONS = {
    Operation.CHECKOUT: timedelta(hours=6),  # nothing is taken on a page that we don't complete
    Operation.CHARGE: timedelta(hours=24),  # transactions show within three
    Operation.REFUND: timedelta(days=45),
}
LISTS_LAG = timedelta(hours=4)
REPRESENTED = "return=representation"
T = TypeVar("T")
Sdk = Any


def build(account_code: str) -> "PaypalProvider":
    """The provider of one account, as its settings are now."""
    return PaypalProvider(settings.PROVIDER_SETTINGS[account_code])


class PaypalProvider:
    """See `Provider`."""

    name = "paypal"

    def __init__(self, values: Mapping[str, str]) -> None:
        self.is_sandbox = moves_no_money(values)
        self._page_origin = page_origins(values)[0]
        self._certificate_origins = certificate_origins(values)
        self._webhook_id = values["webhook_id"]
        self.transport = Transport(api_url(values), values["client_id"], values["client_secret"])

    @property
    def _records(self) -> Records:
        return Records(self.transport, self._page_origin)

    def capabilities(self) -> Capabilities:
        return Capabilities(
            methods=(WALLET,), hosted_origins=(self._page_origin,), lists_declines=False, lists_lag=LISTS_LAG
        )

    def limits(self) -> Limits:
        return Limits(timeout_s=LONGEST_CALL_S, concurrency=8, calls_per_s=5)

    def key_life(self, operation: Operation) -> timedelta:
        return KEY_LIVES[operation]

    def horizon(self, operation: Operation) -> timedelta:
        return HORIZONS[operation]

    def freeze_checkout(self, request: CheckoutRequest) -> bytes:
        return frozen.freeze_checkout(request)

    def freeze_charge(self, request: ChargeRequest) -> bytes:
        return frozen.freeze_charge(request)

    def freeze_refund(self, request: RefundRequest) -> bytes:
        return frozen.freeze_refund(request)

    # --- Calls that may move money ---

    def begin_checkout(self, frozen_bytes: bytes, *, key: str) -> CheckoutSession | Unknown:
        body = frozen_bytes.decode()
        if frozen.is_setup(json.loads(body)):
            asked = {"body": body, "paypal_request_id": key}
            return self._known(lambda: self._setup(lambda sdk: sdk.vault.create_setup_token(asked)))
        return self._known(lambda: self._create(body, key).session())

    def charge(self, frozen_bytes: bytes, *, key: str) -> ChargeOutcome | Unknown:
        body = frozen_bytes.decode()
        try:
            return self._only_charge(self._create(body, key))
        except NoAnswer as failure:
            return _declined(failure, json.loads(body), key) or _unknown(failure)
        except wire.Unreadable as error:
            return Unknown(Reason.MALFORMED, str(error))

    def complete_session(self, session_id: str, *, key: str) -> ChargeOutcome | CheckoutSession | Unknown:
        if session_id.startswith("setup_"):
            return self._known(lambda: self._save(session_id.removeprefix("setup_"), key))
        return self._known(lambda: self._capture(session_id.removeprefix("order_"), key))

    def refund(self, frozen_bytes: bytes, *, key: str) -> Refunded | Unknown:
        asked = frozen.thaw_refund(frozen_bytes)
        options = {
            "capture_id": asked.capture_id,
            "body": asked.body.decode(),
            "paypal_request_id": key,
            "prefer": REPRESENTED,
        }

        def give_back() -> Refunded:
            found = wire.refund(self.transport.ask(lambda sdk: sdk.payments.refund_captured_payment(options)))
            if found is None:
                raise wire.Unreadable("a refund that is not done yet")  # looked up again, and counted when it is
            return found

        return self._known(give_back)

    def expire_session(self, session_id: str) -> CheckoutSession | Unknown:
        """Closes an order for good by changing its intent: what PayPal may not capture nobody can."""
        if session_id.startswith("setup_"):
            return self._known(lambda: self._records.setup(session_id.removeprefix("setup_")))
        order_id = session_id.removeprefix("order_")
        closing = [{"op": "replace", "path": "/intent", "value": "AUTHORIZE"}]
        options = {"id": order_id, "body": json.dumps(closing)}

        def close() -> CheckoutSession:
            if self._records.order(order_id).state in {"open", "approved"}:
                try:
                    self.transport.ask(lambda sdk: sdk.orders.patch_order(options))
                except NoAnswer as failure:
                    if not failure.says(COMPLETED):  # the payer was faster: the order tells
                        raise
            return self._records.order(order_id).session()

        return self._known(close)

    def revoke_instrument(self, token: str) -> Revoked | Unknown:
        try:
            self.transport.ask(lambda sdk: sdk.vault.delete_payment_token(token))
        except NoAnswer as failure:
            return Revoked(token) if failure.reason is Reason.NOT_FOUND else _unknown(failure)
        return Revoked(token)

    def _create(self, body: str, key: str) -> wire.Order:
        options = {"body": body, "paypal_request_id": key, "prefer": REPRESENTED}
        return wire.order(self.transport.ask(lambda sdk: sdk.orders.create_order(options)), self._page_origin)

    def _capture(self, order_id: str, key: str) -> ChargeOutcome | CheckoutSession:
        """Raises NoAnswer, wire.Unreadable."""
        options = {"id": order_id, "paypal_request_id": key, "prefer": REPRESENTED}
        try:
            self.transport.ask(lambda sdk: sdk.orders.capture_order(options))
        except NoAnswer as failure:
            if failure.decline:
                return self._declined_page(order_id, failure, key)
            if not failure.says(COMPLETED | NOT_APPROVED):
                raise
        # The order afresh: the answer to a capture leaves out some of what it had.
        order = self._records.order(order_id)
        charges = order.charges()
        return charges[-1] if charges else order.session()

    def _declined_page(self, order_id: str, failure: NoAnswer, key: str) -> Declined:
        order = self._records.order(order_id)
        return _decline(failure, order.amount, order.ours, key, session_id=f"order_{order_id}")

    def _save(self, setup_id: str, key: str) -> CheckoutSession:
        """Raises NoAnswer, wire.Unreadable."""
        page = self._records.setup(setup_id)
        if page.state == "approved":
            source = {"payment_source": {"token": {"id": setup_id, "type": "SETUP_TOKEN"}}}
            options = {"body": json.dumps(source), "paypal_request_id": key}
            self.transport.ask(lambda sdk: sdk.vault.create_payment_token(options))
            page = self._records.setup(setup_id)
        return page

    def _setup(self, ask: Callable[[Sdk], Any]) -> CheckoutSession:
        return wire.setup(self.transport.ask(ask), self._page_origin)

    def _only_charge(self, order: wire.Order) -> ChargeOutcome:
        charges = order.charges()
        if len(charges) != 1:
            raise wire.Unreadable("an order without its capture")
        return charges[0]

    def _known(self, ask: Callable[[], T]) -> T | Unknown:
        try:
            return ask()
        except NoAnswer as failure:
            return _unknown(failure)
        except wire.Unreadable as error:
            return Unknown(Reason.MALFORMED, str(error))

    # --- Reading ---

    def look_up(self, ours: Ours, session_id: str = "") -> list[ProviderRecord]:
        return _available(partial(self._records.of_attempt, ours, session_id))

    def fetch(self, object_id: str) -> ProviderRecord | None:
        return _available(partial(self._records.one, object_id))

    def list_window(self, start: datetime, end: datetime) -> Iterator[ProviderRecord]:
        return _while_available(self._records.window(start, end))

    def list_payouts(self, start: datetime, end: datetime) -> Iterator[Payout]:
        return _while_available(self._records.payouts(start, end))

    def payout_parts(self, payout_id: str) -> Iterator[PayoutPart]:
        return _while_available(self._records.parts(payout_id))

    def list_instruments(self, start: datetime, end: datetime) -> Iterator[ListedInstrument]:
        return _while_available(self._records.instruments(start, end))

    def verify_event(self, headers: Mapping[str, str], body: bytes, now: datetime, *, mark: str = "") -> Event:
        return events.verify(headers, body, self._webhook_id, self._certificate_origins, now)


def _declined(failure: NoAnswer, body: Mapping[str, Any], key: str) -> Declined | None:
    """The decline of a renewal, which PayPal keeps no object of: its amount and whose it is stand in our request."""
    if not failure.decline:
        return None
    [unit] = body["purchase_units"]
    amount = amounts.read(unit["amount"])
    more = str(unit["reference_id"]).partition(".")[2]
    return _decline(failure, amount, reference.read(unit["custom_id"], amount, more), key)


def _decline(failure: NoAnswer, amount: Money, ours: Ours | None, key: str, session_id: str = "") -> Declined:
    code, hard = DECLINES[failure.decline]
    if failure.answered_at is None:
        raise wire.Unreadable("a decline without a time")
    return Declined(
        f"declined_{key[:64]}", amount, failure.answered_at, ours, code, hard, failure.decline, session_id
    )  # fmt: skip


def _unknown(failure: NoAnswer) -> Unknown:
    return Unknown(failure.reason, failure.detail, failure.retry_after_s)


def _available(ask: Callable[[], T]) -> T:
    """Raises ProviderUnavailable."""
    try:
        return ask()
    except NoAnswer as failure:
        raise ProviderUnavailable(failure.reason, failure.detail) from failure
    except wire.Unreadable as error:
        raise ProviderUnavailable(Reason.MALFORMED, str(error)) from error


def _while_available(listed: Iterator[T]) -> Iterator[T]:
    """Raises ProviderUnavailable."""
    try:
        yield from listed
    except NoAnswer as failure:
        raise ProviderUnavailable(failure.reason, failure.detail) from failure
    except wire.Unreadable as error:
        raise ProviderUnavailable(Reason.MALFORMED, str(error)) from error
