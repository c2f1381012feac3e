"""SEPA direct debit by file behind the contract (providers/base.py). The bank's counter (app `bank`) is the service.

A checkout is our own mandate page; a charge orders a debit, which settles when the bank's statement says so.
"""

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from django.urls import reverse

from smallfavor.bank.actions.end_mandate import end_named_mandate
from smallfavor.bank.actions.open_page import KeyReused, PageMissing, PageOrder, close_page, open_page
from smallfavor.bank.actions.order_collection import CollectionOrder, MandateMissing, order_collection
from smallfavor.bank.away import AWAY
from smallfavor.bank.queries import record as bank_record
from smallfavor.bank.queries.creditor import creditor_of
from smallfavor.bank.rules.iban import LENGTHS
from smallfavor.bank.rules.names import collection_of_return
from smallfavor.core import clock
from smallfavor.core.money import Money
from smallfavor.core.tokens import make_token
from smallfavor.payments.providers import counter, looks
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
from smallfavor.payments.providers.sepa_file import wire

DEBIT = Method(
    wire.METHOD,
    frozenset({"once", "monthly", "yearly"}),
    {"EUR": 100},
    looks.BANK_DEBIT,
    maximum_minor={"EUR": 1_000_000},
    countries=frozenset(LENGTHS),
    reversible_for=timedelta(days=8 * 7),
)
GET_BACK = "a debit is given back by a transfer at the bank"
PAGE = "mandate"
TOKEN_LIFE = timedelta(days=1)


def build(account_code: str) -> "SepaFileProvider":
    return SepaFileProvider(account_code)


class SepaFileProvider:
    """See `Provider`."""

    name = "sepa_file"
    is_sandbox = False

    def __init__(self, account: str) -> None:
        self._account = account

    def capabilities(self) -> Capabilities:
        return Capabilities(methods=(DEBIT,), hosted_origins=(), refunds=False, settles_in="EUR")

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
                "saves": request.save_instrument or request.mode == "setup",
                "return_url": request.return_url,
                "cancel_url": request.cancel_url,
                "language": request.language,
                "expires_at": request.expires_at.isoformat(),
                "metadata": request.ours.as_metadata(),
            }
        )

    def freeze_charge(self, request: ChargeRequest) -> bytes:
        interval = request.ours.extra.get("interval", "monthly")
        _check(request.method, request.amount, interval)
        return counter.frozen(
            {
                **_amount(request.amount),
                "interval": interval,
                "mandate": request.instrument,
                "description": request.description,
                "metadata": request.ours.as_metadata(),
            }
        )

    def freeze_refund(self, request: RefundRequest) -> bytes:
        raise RequestInvalid(GET_BACK)

    # --- Orders ---

    def begin_checkout(self, frozen: bytes, *, key: str) -> CheckoutSession | Unknown:
        body = counter.read_body(frozen)
        fields, ours, now = body.fields, body.ours, clock.utcnow()
        order = PageOrder(
            account=self._account,
            key=key,
            fingerprint=body.fingerprint,
            metadata=body.metadata,
            payment=ours.payment,
            attempt=ours.attempt,
            pledge=ours.pledge,
            amount=body.amount,
            interval=str(fields["interval"]),
            saves=bool(fields["saves"]),
            return_url=str(fields["return_url"]),
            cancel_url=str(fields["cancel_url"]),
            language=str(fields["language"]),
            expires_at=datetime.fromisoformat(str(fields["expires_at"])),
        )
        try:
            page = open_page(order, now=now)
            return self._session_of(page.object_id, now)
        except KeyReused:
            return Unknown(Reason.KEY_MISMATCH)
        except AWAY as error:
            return counter.no_answer(error)

    def charge(self, frozen: bytes, *, key: str) -> ChargeOutcome | Unknown:
        body = counter.read_body(frozen)
        order = CollectionOrder(
            account=self._account,
            key=key,
            fingerprint=body.fingerprint,
            metadata=body.metadata,
            payment=body.ours.payment,
            attempt=body.ours.attempt,
            mandate=str(body.fields["mandate"]),
            amount=body.money,
            interval=str(body.fields["interval"]),
            period_due=wire.period_due(body),
            description=str(body.fields["description"]),
        )
        try:
            made = order_collection(order, creditor_of(self._account), now=clock.utcnow())
            found = bank_record.collection_of(self._account, made.end_to_end_id)
        except KeyReused:
            return Unknown(Reason.KEY_MISMATCH)
        except MandateMissing:
            return Unknown(Reason.NOT_FOUND, "no such mandate")
        except AWAY as error:
            return counter.no_answer(error)
        return Unknown(Reason.NOT_FOUND) if found is None else wire.outcome(found)

    def refund(self, frozen: bytes, *, key: str) -> Refunded | Unknown:
        return Unknown(Reason.REFUSED, GET_BACK)

    def expire_session(self, session_id: str) -> CheckoutSession | Unknown:
        try:
            page = close_page(self._account, session_id)
            return self._session_of(page.object_id, clock.utcnow())
        except PageMissing:
            return Unknown(Reason.NOT_FOUND)
        except AWAY as error:
            return counter.no_answer(error)

    def complete_session(self, session_id: str, *, key: str) -> CheckoutSession | Unknown:
        """Nothing waits for our word here: the page as it is."""
        return page_as_it_is(self, session_id)

    def revoke_instrument(self, token: str) -> Revoked | Unknown:
        try:
            end_named_mandate(self._account, token, actor="worker", reason="revoked", now=clock.utcnow())
        except AWAY as error:
            return counter.no_answer(error)
        return Revoked(token)

    # --- Reading ---

    def look_up(self, ours: Ours, session_id: str = "") -> list[ProviderRecord]:
        with counter.readable():
            pages = bank_record.pages_of(
                self._account, payment=ours.payment, attempt=ours.attempt, pledge=ours.pledge, now=clock.utcnow()
            )
            found: list[ProviderRecord] = [self._session(page) for page in pages]
            if ours.payment:
                debits = bank_record.collections_of(self._account, payment=ours.payment, attempt=ours.attempt)
                found += [record for debit in debits for record in wire.records(debit)]
        return [record for record in found if record.ours and record.ours.installation == ours.installation]

    def fetch(self, object_id: str) -> ProviderRecord | None:
        with counter.readable():
            page = bank_record.page_of(self._account, object_id, now=clock.utcnow())
            if page is not None:
                return self._session(page)
            debit = bank_record.collection_of(self._account, collection_of_return(object_id) or object_id)
        if debit is None:
            return None
        return wire.came_back(debit) if collection_of_return(object_id) else wire.outcome(debit)

    def list_window(self, start: datetime, end: datetime) -> Iterator[ProviderRecord]:
        with counter.readable():
            pages = bank_record.pages_between(self._account, start, end, now=clock.utcnow())
            found: list[ProviderRecord] = [self._session(page) for page in pages]
            for debit in bank_record.collections_between(self._account, start, end):
                found += wire.records(debit)
        return iter(sorted((one for one in found if start <= one.created_at < end), key=lambda one: one.created_at))

    def list_instruments(self, start: datetime, end: datetime) -> Iterator[ListedInstrument]:
        with counter.readable():
            return iter([wire.listed(one) for one in bank_record.mandates_between(self._account, start, end)])

    def list_payouts(self, start: datetime, end: datetime) -> Iterator[Payout]:
        """The account is the bank's own: nothing is paid out of it to us."""
        return iter(())

    def payout_parts(self, payout_id: str) -> Iterator[PayoutPart]:
        return iter(())

    def verify_event(self, headers: Mapping[str, str], body: bytes, now: datetime, *, mark: str = "") -> Event:
        """A bank calls nobody."""
        raise EventRefused("unsigned")

    def _session_of(self, object_id: str, now: datetime) -> CheckoutSession | Unknown:
        page = bank_record.page_of(self._account, object_id, now=now)
        return Unknown(Reason.NOT_FOUND) if page is None else self._session(page)

    def _session(self, page: bank_record.PageRecord) -> CheckoutSession:
        """The page's address is made of its own moments, so that it is the same whenever it is asked for."""
        parts = urlsplit(page.return_url)
        token = make_token(PAGE, f"{self._account}:{page.object_id}", now=page.created_at)
        return wire.session(page, f"{parts.scheme}://{parts.netloc}{reverse('giving:mandate', args=[token])}")


def _check(method: str, amount: Money | None, interval: str) -> None:
    if method != DEBIT.code:
        raise RequestInvalid(f"direct debit only, not {method}")
    if amount is not None and not DEBIT.takes(amount, interval):
        raise RequestInvalid("direct debits are from 1 to 10,000 euro")


def _amount(amount: Money) -> dict[str, object]:
    return {"amount_minor": amount.minor, "currency": amount.currency}
