"""Gifts that are taken by hand, behind the contract (providers/base.py). The app `bank` is the service.

A checkout is a slip that a person at the desk fills in; its money is there from that moment. Nothing recurs.
"""

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta

from smallfavor.bank.actions.note_gift import (
    MoreThanGiven,
    ReversalOrder,
    SlipOrder,
    close_slip,
    open_slip,
    reverse_gift,
)
from smallfavor.bank.actions.open_page import KeyReused, PageMissing
from smallfavor.bank.away import AWAY
from smallfavor.bank.queries import noted
from smallfavor.bank.queries.noted import NotedGift
from smallfavor.core import clock
from smallfavor.payments.providers import counter
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
from smallfavor.payments.providers.looks import Look
from smallfavor.payments.providers.noted import looks, wire
from smallfavor.payments.providers.pages import page_as_it_is
from smallfavor.payments.providers.payouts import Payout, PayoutPart

# About the least coin that people still give.
LEAST_MINOR = {
    "CHF": 10, "CZK": 100, "DKK": 50, "EUR": 10, "GBP": 10, "GEL": 10, "HUF": 500, "ISK": 10, "NOK": 100, "PLN": 10,
    "RON": 10, "RSD": 100, "RUB": 100, "SEK": 100, "TRY": 100, "UAH": 100, "USD": 10,
}  # fmt: skip
MOST_MINOR = dict.fromkeys(LEAST_MINOR, 99_999_999)


def _method(code: str, look: Look) -> Method:
    return Method(
        code, frozenset({"once"}), LEAST_MINOR, look, maximum_minor=MOST_MINOR, page_life=timedelta(days=1),
        offered=False, reversible_for=timedelta(0),
    )  # fmt: skip


METHODS = (_method("cash", looks.CASH), _method("cheque", looks.CHEQUE), _method("terminal", looks.TERMINAL))


def build(account_code: str) -> "NotedProvider":
    return NotedProvider(account_code)


class NotedProvider:
    """See `Provider`."""

    name = "noted"
    is_sandbox = False

    def __init__(self, account: str) -> None:
        self._account = account

    def capabilities(self) -> Capabilities:
        return Capabilities(methods=METHODS, hosted_origins=())

    def limits(self) -> Limits:
        return Limits(timeout_s=10, concurrency=8, calls_per_s=1000)

    def key_life(self, operation: Operation) -> timedelta:
        """Keys are columns of the record: they live as long as it does."""
        return timedelta(days=365)

    def horizon(self, operation: Operation) -> timedelta:
        return timedelta(days=365)

    # --- Frozen bytes ---

    def freeze_checkout(self, request: CheckoutRequest) -> bytes:
        method = self.capabilities().method(request.method)
        if method is None or request.amount is None or request.save_instrument:
            raise RequestInvalid("a gift by hand has an amount, and nothing of it recurs")
        if not method.takes(request.amount, request.interval):
            raise RequestInvalid("no amount that is given by hand")
        return counter.frozen(
            {
                "amount_minor": request.amount.minor,
                "currency": request.amount.currency,
                "method": request.method,
                "cancel_url": request.cancel_url,
                "expires_at": request.expires_at.isoformat(),
                "metadata": request.ours.as_metadata(),
            }
        )

    def freeze_charge(self, request: ChargeRequest) -> bytes:
        raise RequestInvalid("a gift by hand can't be taken without its giver")

    def freeze_refund(self, request: RefundRequest) -> bytes:
        if request.amount.minor <= 0:
            raise RequestInvalid("a reversal is a positive amount")
        return counter.frozen(
            {
                "amount_minor": request.amount.minor,
                "currency": request.amount.currency,
                "gift": request.charge_id,
                "metadata": request.ours.as_metadata(),
            }
        )

    # --- Orders ---

    def begin_checkout(self, frozen: bytes, *, key: str) -> CheckoutSession | Unknown:
        body, now = counter.read_body(frozen), clock.utcnow()
        order = SlipOrder(
            account=self._account,
            key=key,
            fingerprint=body.fingerprint,
            metadata=body.metadata,
            payment=body.ours.payment,
            attempt=body.ours.attempt,
            method=str(body.fields["method"]),
            amount=body.money,
            cancel_url=str(body.fields["cancel_url"]),
            expires_at=datetime.fromisoformat(str(body.fields["expires_at"])),
        )
        try:
            return wire.session(open_slip(order, now=now), now=now)
        except KeyReused:
            return Unknown(Reason.KEY_MISMATCH)
        except AWAY as error:
            return counter.no_answer(error)

    def charge(self, frozen: bytes, *, key: str) -> ChargeOutcome | Unknown:
        return Unknown(Reason.REFUSED, "nothing is taken without its giver")

    def refund(self, frozen: bytes, *, key: str) -> Refunded | Unknown:
        """Reverse a gift: noted wrongly, or handed back. Its row stays, with another beside it."""
        body = counter.read_body(frozen)
        order = ReversalOrder(
            account=self._account,
            key=key,
            fingerprint=body.fingerprint,
            metadata=body.metadata,
            attempt=body.ours.attempt,
            gift=str(body.fields["gift"]).removesuffix("-g"),
            amount=body.money,
        )
        try:
            return wire.reversal(reverse_gift(order, now=clock.utcnow()))
        except KeyReused:
            return Unknown(Reason.KEY_MISMATCH)
        except PageMissing:
            return Unknown(Reason.NOT_FOUND, "no such gift")
        except MoreThanGiven:
            return Unknown(Reason.REFUSED, "more than was given")
        except AWAY as error:
            return counter.no_answer(error)

    def expire_session(self, session_id: str) -> CheckoutSession | Unknown:
        try:
            return wire.session(close_slip(self._account, session_id), now=clock.utcnow())
        except PageMissing:
            return Unknown(Reason.NOT_FOUND)
        except AWAY as error:
            return counter.no_answer(error)

    def complete_session(self, session_id: str, *, key: str) -> CheckoutSession | Unknown:
        """Nothing waits for our word here: the page as it is."""
        return page_as_it_is(self, session_id)

    def revoke_instrument(self, token: str) -> Revoked | Unknown:
        """There never was one."""
        return Revoked(token)

    # --- Reading ---

    def look_up(self, ours: Ours, session_id: str = "") -> list[ProviderRecord]:
        with counter.readable():
            slips = noted.slips_of(self._account, payment=ours.payment, attempt=ours.attempt)
            reversals = noted.reversals_of(self._account, payment=ours.payment, attempt=ours.attempt)
        found = [*_records(slips), *map(wire.reversal, reversals)]
        return [one for one in found if one.ours and one.ours.installation == ours.installation]

    def fetch(self, object_id: str) -> ProviderRecord | None:
        with counter.readable():
            slip = noted.slip_named(self._account, object_id.removesuffix("-g"))
            row = noted.reversal_named(self._account, object_id)
        if slip is not None:
            return wire.success(slip) if object_id.endswith("-g") else wire.session(slip, now=clock.utcnow())
        return None if row is None else wire.reversal(row)

    def list_window(self, start: datetime, end: datetime) -> Iterator[ProviderRecord]:
        with counter.readable():
            found = [
                *_records(noted.slips_between(self._account, start, end)),
                *map(wire.reversal, noted.reversals_between(self._account, start, end)),
            ]
        return iter(sorted((one for one in found if start <= one.created_at < end), key=lambda one: one.created_at))

    def list_instruments(self, start: datetime, end: datetime) -> Iterator[ListedInstrument]:
        with counter.readable():
            noted.slips_between(self._account, end, start)  # a record that can't be read is no empty list
        return iter(())

    def list_payouts(self, start: datetime, end: datetime) -> Iterator[Payout]:
        """What is taken to the bank is booked there."""
        return iter(())

    def payout_parts(self, payout_id: str) -> Iterator[PayoutPart]:
        return iter(())

    def verify_event(self, headers: Mapping[str, str], body: bytes, now: datetime, *, mark: str = "") -> Event:
        """A till calls nobody."""
        raise EventRefused("unsigned")


def _records(slips: list[NotedGift]) -> list[ProviderRecord]:
    now = clock.utcnow()
    found: list[ProviderRecord] = []
    for slip in slips:
        money = wire.success(slip)
        found += [wire.session(slip, now=now), *([money] if money else [])]
    return found
