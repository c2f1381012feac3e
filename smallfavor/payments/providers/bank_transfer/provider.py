"""Bank transfers behind the contract (providers/base.py). The bank's counter (app `bank`) is the service.

A checkout is our own page that tells where to transfer to; a period of a standing order is expected, never taken.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from django.urls import reverse

from smallfavor.bank.actions import ask_transfer
from smallfavor.bank.actions.ask_transfer import ReferenceMissing, TransferOrder
from smallfavor.bank.actions.open_page import KeyReused, PageMissing
from smallfavor.bank.actions.order_back import BackOrder, MoreThanCame, TransferMissing, order_back
from smallfavor.bank.away import AWAY
from smallfavor.bank.queries import transfers
from smallfavor.bank.queries.receiver import receiver_of
from smallfavor.bank.queries.transfers import ExpectedTransfer, OrderKind
from smallfavor.core import clock
from smallfavor.core.money import Money
from smallfavor.core.tokens import make_token
from smallfavor.payments.providers import counter, looks
from smallfavor.payments.providers.bank_transfer import wire
from smallfavor.payments.providers.base import (
    ChargeOutcome,
    ChargeRequest,
    CheckoutRequest,
    CheckoutSession,
    Event,
    EventRefused,
    ListedInstrument,
    Operation,
    Ours,
    Processing,
    ProviderRecord,
    Reason,
    Refunded,
    RefundRequest,
    RequestInvalid,
    Revoked,
    Unknown,
)
from smallfavor.payments.providers.capabilities import Capabilities, Limits, Method
from smallfavor.payments.providers.pages import page_as_it_is
from smallfavor.payments.providers.payouts import Payout, PayoutPart

TRANSFER = Method(
    wire.METHOD,
    frozenset({"once", "monthly", "yearly"}),
    {"EUR": 100},
    looks.BANK_TRANSFER,
    maximum_minor={"EUR": 99_999_999},
    page_life=timedelta(days=60),
    pushed=True,
    reversible_for=timedelta(0),
)
PAGE = "transfer"


def build(account_code: str) -> "BankTransferProvider":
    return BankTransferProvider(account_code)


class BankTransferProvider:
    """See `Provider`."""

    name = "bank_transfer"
    is_sandbox = False

    def __init__(self, account: str) -> None:
        self._account = account

    def capabilities(self) -> Capabilities:
        return Capabilities(methods=(TRANSFER,), hosted_origins=(), settles_in="EUR")

    def limits(self) -> Limits:
        return Limits(timeout_s=10, concurrency=8, calls_per_s=1000)

    def key_life(self, operation: Operation) -> timedelta:
        """Keys are columns of the record: they live as long as it does."""
        return timedelta(days=365)

    def horizon(self, operation: Operation) -> timedelta:
        return timedelta(days=365)

    # --- Frozen bytes ---

    def freeze_checkout(self, request: CheckoutRequest) -> bytes:
        _check(request.method, request.amount, request.interval)
        if (request.amount is None) != (request.mode == "setup"):
            raise RequestInvalid("a payment has an amount, a setup has none")
        amount = {} if request.amount is None else _amount(request.amount)
        return counter.frozen(
            {
                **amount,
                "interval": request.interval,
                "recurs": request.save_instrument or request.mode == "setup",
                "return_url": request.return_url,
                "cancel_url": request.cancel_url,
                "language": request.language,
                "expires_at": request.expires_at.isoformat(),
                "metadata": request.ours.as_metadata(),
            }
        )

    def freeze_charge(self, request: ChargeRequest) -> bytes:
        _check(request.method, request.amount, "monthly")
        return counter.frozen(
            {
                **_amount(request.amount),
                "reference": request.instrument,
                "metadata": request.ours.as_metadata(),
            }
        )

    def freeze_refund(self, request: RefundRequest) -> bytes:
        if request.amount.minor <= 0:
            raise RequestInvalid("a refund is a positive amount")
        return counter.frozen(
            {
                **_amount(request.amount),
                "charge": request.charge_id,
                "metadata": request.ours.as_metadata(),
            }
        )

    # --- Orders ---

    def begin_checkout(self, frozen: bytes, *, key: str) -> CheckoutSession | Unknown:
        body, now = counter.read_body(frozen), clock.utcnow()
        order = replace(
            _order(self._account, key, body),
            interval=str(body.fields["interval"]),
            recurs=bool(body.fields["recurs"]),
            return_url=str(body.fields["return_url"]),
            cancel_url=str(body.fields["cancel_url"]),
            language=str(body.fields["language"]),
            expires_at=datetime.fromisoformat(str(body.fields["expires_at"])),
        )
        try:
            return self._session(ask_transfer.open_transfer_page(order, now=now), now)
        except KeyReused:
            return Unknown(Reason.KEY_MISMATCH)
        except AWAY as error:
            return counter.no_answer(error)

    def charge(self, frozen: bytes, *, key: str) -> ChargeOutcome | Unknown:
        """Expect a period's transfer, or count the one that came early."""
        body = counter.read_body(frozen)
        order = replace(_order(self._account, key, body), reference=str(body.fields["reference"]))
        try:
            expected = ask_transfer.expect_period(order, now=clock.utcnow())
            received = transfers.received_named(self._account, expected.object_id)
        except KeyReused:
            return Unknown(Reason.KEY_MISMATCH)
        except ReferenceMissing:
            return Unknown(Reason.NOT_FOUND, "no such standing order")
        except AWAY as error:
            return counter.no_answer(error)
        return wire.period(expected) if received is None else wire.success(received)

    def refund(self, frozen: bytes, *, key: str) -> Refunded | Processing | Unknown:
        """Have the desk transfer it back; done when a statement shows it."""
        body = counter.read_body(frozen)
        order = BackOrder(
            account=self._account,
            key=key,
            fingerprint=body.fingerprint,
            metadata=body.metadata,
            payment=body.ours.payment,
            attempt=body.ours.attempt,
            received=str(body.fields["charge"]),
            amount=body.money,
        )
        try:
            return wire.back(order_back(order, now=clock.utcnow()))
        except KeyReused:
            return Unknown(Reason.KEY_MISMATCH)
        except TransferMissing:
            return Unknown(Reason.NOT_FOUND, "no such transfer")
        except MoreThanCame:
            return Unknown(Reason.REFUSED, "more than came")
        except AWAY as error:
            return counter.no_answer(error)

    def expire_session(self, session_id: str) -> CheckoutSession | Unknown:
        try:
            return self._session(ask_transfer.close_transfer_page(self._account, session_id), clock.utcnow())
        except PageMissing:
            return Unknown(Reason.NOT_FOUND)
        except AWAY as error:
            return counter.no_answer(error)

    def complete_session(self, session_id: str, *, key: str) -> CheckoutSession | Unknown:
        """Nothing waits for our word here: the page as it is."""
        return page_as_it_is(self, session_id)

    def revoke_instrument(self, token: str) -> Revoked | Unknown:
        try:
            ask_transfer.revoke_reference(self._account, token, now=clock.utcnow())
        except AWAY as error:
            return counter.no_answer(error)
        return Revoked(token)

    # --- Reading ---

    def look_up(self, ours: Ours, session_id: str = "") -> list[ProviderRecord]:
        with counter.readable():
            record = transfers.record_of(self._account, payment=ours.payment, attempt=ours.attempt, pledge=ours.pledge)
            found = self._records(record)
        return [one for one in found if one.ours and one.ours.installation == ours.installation]

    def fetch(self, object_id: str) -> ProviderRecord | None:
        with counter.readable():
            received = transfers.received_named(self._account, object_id)
            if received is not None:
                return wire.success(received)
            order = transfers.order_named(self._account, object_id.removesuffix("-m"))
            if order is not None:
                return self._of_order(order)
            back = transfers.back_named(self._account, object_id)
            if back is not None:
                return wire.back(back)
            line = transfers.other_named(receiver_of(self._account).iban, object_id)
        return None if line is None else wire.other_income(line)

    def list_window(self, start: datetime, end: datetime) -> Iterator[ProviderRecord]:
        with counter.readable():
            iban = receiver_of(self._account).iban
            found = self._records(transfers.record_between(self._account, iban, start, end))
        return iter(sorted((one for one in found if start <= one.created_at < end), key=lambda one: one.created_at))

    def list_instruments(self, start: datetime, end: datetime) -> Iterator[ListedInstrument]:
        with counter.readable():
            return iter([wire.listed(one) for one in transfers.saved_between(self._account, start, end)])

    def list_payouts(self, start: datetime, end: datetime) -> Iterator[Payout]:
        """The account is the bank's own: nothing is paid out of it to us."""
        with counter.readable():
            transfers.saved_between(self._account, end, start)  # a record that can't be read is no empty list
        return iter(())

    def payout_parts(self, payout_id: str) -> Iterator[PayoutPart]:
        return iter(())

    def verify_event(self, headers: Mapping[str, str], body: bytes, now: datetime, *, mark: str = "") -> Event:
        """A bank calls nobody."""
        raise EventRefused("unsigned")

    def _records(self, record: transfers.TransferRecord) -> list[ProviderRecord]:
        found: list[ProviderRecord] = []
        for order in record.orders:
            found += wire.of_period(order) if order.kind == OrderKind.PERIOD else [self._session(order, clock.utcnow())]
        found += [wire.success(one) for one in record.received]
        found += [wire.back(one) for one in record.backs]
        found += [wire.other_income(line) for line in record.other]
        return sorted(found, key=lambda one: one.created_at)

    def _of_order(self, order: ExpectedTransfer) -> ProviderRecord:
        return wire.period(order) if order.kind == OrderKind.PERIOD else self._session(order, clock.utcnow())

    def _session(self, page: ExpectedTransfer, now: datetime) -> CheckoutSession:
        """The page's address is made of its own moments, so that it is the same whenever it is asked for."""
        parts = urlsplit(page.return_url)
        token = make_token(PAGE, page.object_id, now=page.created_at)
        url = f"{parts.scheme}://{parts.netloc}{reverse('giving:transfer', args=[token])}"
        return wire.session(page, url, receiver_of(self._account), now=now)


def _order(account: str, key: str, body: counter.Body) -> TransferOrder:
    """What pages and periods have in common."""
    ours = body.ours
    return TransferOrder(
        account=account,
        key=key,
        fingerprint=body.fingerprint,
        metadata=body.metadata,
        payment=ours.payment,
        attempt=ours.attempt,
        pledge=ours.pledge,
        amount=body.amount,
        currency=body.amount.currency if body.amount else "EUR",
    )


def _check(method: str, amount: Money | None, interval: str) -> None:
    if method != TRANSFER.code:
        raise RequestInvalid(f"transfers only, not {method}")
    if amount is not None and not TRANSFER.takes(amount, interval):
        raise RequestInvalid("transfers are in euro, from 1 on")


def _amount(amount: Money) -> dict[str, object]:
    return {"amount_minor": amount.minor, "currency": amount.currency}
