"""The contract between the money engine and a payment provider. Not here: any one provider, or what its answers cause.

A provider is a folder beside this file with a module `provider` that has `build(account_code) -> Provider`, and, where
it has settings, a module `settings` that names them (see settings.py beside this file). It talks to one service and
translates; it knows no models, saves nothing, starts no thread, reads no clock but for time-outs. Nothing outside the
folder names it. The service may be a bank that is reached by files: then our side of the counter (the app `bank`) is
the service, and keeps its record.

**What a provider may say about money.** Only two things are answers: money was taken (`Succeeded`), or the service
*recorded* that it was not (`Declined`, which has an object of its own at the service). `Processing` says that the
bank takes its time. Everything else is `Unknown`: a time-out, a broken connection, 400, 401, 403, 409, 429, 5xx, an
answer we can't read, a key that was used for another body. `Unknown` is never a failure: money may have moved. A
provider never guesses, never retries by itself, and never turns an error into `Declined`.

**Checkouts.** `begin_checkout` opens a page and takes no money. The page is the service's own; or, where there is no
service to show one, a page of ours on which the payer signs a mandate or reads where to transfer to: then `url` is at
the origin of `return_url`. The engine does not see the difference: `open` until the payer has done their part, then
`complete` with the charge beside it (`Succeeded`, or `Processing` while the bank takes its time), or `expired`. A
service that waits for our word after the payer has agreed shows the page as `approved`: `complete_session` gives it,
and the engine alone decides to. No look-up, list or event ever takes the money by itself.

**Frozen bytes.** `freeze_*` turn a request into the exact bytes of the call: pure, no clock, no randomness, no
contact data. The engine stores them before anything is sent; `begin_checkout`, `charge` and `refund` send just
these bytes under the given idempotency key. The same bytes with the same key, sent again within
`key_life(operation)`, have no further effect and bring the first answer again. Past that age the engine never sends
them; it looks up.

**Ours.** Each request carries `Ours` as metadata and each record brings it back. A record without it (`ours is
None`) belongs to somebody else on a shared account: listed, never touched.

**Looking up.** `look_up`, `fetch`, `list_window` and `list_instruments` only read. They raise
`ProviderUnavailable` when the service did not answer; an empty list means "not found yet" and proves nothing before
`horizon(operation)` has passed. A list may tell less of a record than `fetch` does (no instrument, no session).

**Events.** `verify_event` checks a webhook's signature and age and returns what it is about. It is a hint to look,
never evidence: the engine fetches the object afresh. Order and number of deliveries mean nothing. A service that signs
nothing is given an address for each payment, whose last part, the `mark`, only we and the service know.

**Payouts** (payouts.py). `list_payouts` and `payout_parts` only read, as look-ups do. The parts of a payout are final
once it is listed, and their nets add up to its amount to the cent. Foreign parts are told too: whose they are is not
for the provider to say.

**Amounts** are in minor units; **times** are aware and the service's own.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Literal, Protocol

from smallfavor.core.money import Money
from smallfavor.payments.providers.capabilities import Capabilities, Limits
from smallfavor.payments.providers.payouts import Payout, PayoutPart


class ProviderUnavailable(Exception):
    """Raised when a look-up got no usable answer. Says nothing about money; try again later."""

    def __init__(self, reason: "Reason", detail: str = "") -> None:
        super().__init__(f"{reason}: {detail}" if detail else str(reason))
        self.reason = reason


class EventRefused(Exception):
    """Raised when a webhook is not the service's own, too old, from the future, or unreadable. `code` is stable."""

    def __init__(self, code: Literal["unsigned", "forged", "stale", "future", "malformed"]) -> None:
        super().__init__(code)
        self.code = code


class RequestInvalid(ValueError):
    """Raised by `freeze_*` alone, before anything is sent: this provider can't do that (currency, method, amount)."""


class Operation(StrEnum):
    CHECKOUT = "checkout"
    CHARGE = "charge"
    REFUND = "refund"


class Reason(StrEnum):
    """Why an outcome is unknown."""

    TIMEOUT = "timeout"
    CONNECTION = "connection"
    SERVER_ERROR = "server_error"  # 5xx
    BUSY = "busy"  # 429
    CONFLICT = "conflict"  # 409: the same key is at work elsewhere
    REFUSED = "refused"  # 400, 422: sent again it would be refused again; look up, then a person decides
    NOT_FOUND = "not_found"  # 404: what the call was about is not there
    KEY_MISMATCH = "key_mismatch"  # the key was used for other bytes: look-up only, never send again
    NO_ACCESS = "no_access"  # 401, 403: opens the breaker of the account
    MALFORMED = "malformed"  # an answer that we can't read


class Decline(StrEnum):
    """Why no money was taken, in words that our own pages know. Providers map their codes to these."""

    CARD_DECLINED = "card_declined"
    INSUFFICIENT_FUNDS = "insufficient_funds"
    EXPIRED_CARD = "expired_card"
    INCORRECT_DETAILS = "incorrect_details"
    AUTHENTICATION_REQUIRED = "authentication_required"  # the payer must be there
    AUTHENTICATION_FAILED = "authentication_failed"  # the payer was there and refused, or failed
    INSTRUMENT_GONE = "instrument_gone"  # revoked, closed, reported lost
    PROCESSING_ERROR = "processing_error"
    NOT_RECEIVED = "not_received"  # the payer was to send it, and it did not come
    OTHER = "other"  # the provider's own word is in `provider_code`


@dataclass(frozen=True)
class Ours:
    """The metadata that every object of ours carries, and which decides that it is ours.

    `payment` is empty for a setup page (it saves an instrument for `pledge`). `extra` is what a rebuild after a lost
    database needs (rules/rebuilding.py); never a name, an address or anything personal.
    """

    installation: str
    payment: str = ""
    attempt: int = 0
    pledge: str = ""
    extra: Mapping[str, str] = field(default_factory=dict, hash=False)

    def as_metadata(self) -> dict[str, str]:
        """Flat text pairs, as services take them."""
        own = {"installation": self.installation, "payment": self.payment, "attempt": str(self.attempt)}
        if self.pledge:
            own["pledge"] = self.pledge
        return {**{f"x_{name}": value for name, value in self.extra.items()}, **own}

    @staticmethod
    def read(metadata: Mapping[str, object]) -> "Ours | None":
        """The reverse; None where the object is somebody else's or its metadata can't be ours."""
        installation, attempt = metadata.get("installation"), metadata.get("attempt")
        if not isinstance(installation, str) or not installation:
            return None
        if not isinstance(attempt, str) or not attempt.isascii() or not attempt.isdigit() or len(attempt) > 9:
            return None
        payment, pledge = metadata.get("payment", ""), metadata.get("pledge", "")
        extra = {name[2:]: str(value) for name, value in metadata.items() if name.startswith("x_")}
        return Ours(installation, str(payment), int(attempt), str(pledge), extra)


# --- Requests --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class CheckoutRequest:
    """A hosted page on which the reader pays, or (`mode` "setup", `amount` None) only saves an instrument.

    `return_url` is where the reader comes back to after paying and after a decline; `cancel_url` after leaving the
    page. `save_instrument`: later periods are charged without the reader. After `expires_at` the page takes nothing.
    """

    ours: Ours
    mode: Literal["payment", "setup"]
    amount: Money | None
    method: str
    interval: Literal["once", "monthly", "yearly"]
    description: str
    return_url: str
    cancel_url: str
    language: str
    expires_at: datetime
    save_instrument: bool = False


@dataclass(frozen=True)
class ChargeRequest:
    """A charge of a saved instrument, without the reader."""

    ours: Ours
    amount: Money
    instrument: str
    method: str
    description: str


@dataclass(frozen=True)
class RefundRequest:
    ours: Ours
    charge_id: str
    amount: Money


# --- What the service has --------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class SavedInstrument:
    """A way to pay that can be charged again. `label` as the reader knows it; `expires`: year and month, or None."""

    token: str
    method: str
    label: str
    expires: tuple[int, int] | None = None


@dataclass(frozen=True)
class ListedInstrument:
    """A saved instrument as the service lists it. Not `active`: it was revoked and can't be charged any more."""

    token: str
    active: bool
    created_at: datetime
    ours: Ours | None


@dataclass(frozen=True)
class InstrumentUpdated:
    """A saved instrument as it looks now: its bank gave it another number or date. `object_id` is its token.

    Nothing about money. `fetch` tells it after an event, and only where a service hears of such things at all.
    """

    object_id: str
    created_at: datetime
    instrument: SavedInstrument
    ours: None = None  # whose it is our own row says


@dataclass(frozen=True)
class CheckoutSession:
    """A hosted page. `open`: the reader may still pay. `complete`: see the charge (or `instrument`, after a setup).

    `approved`: the payer has agreed, and nothing is taken (or saved) before `complete_session`. `expired`: it takes
    no money any more, and took none; declines that were recorded on it stay what they are.
    `instructions`: where the payer has to send the money by themselves, what they need for it, as (code, text):
    beneficiary, iban, bic, reference. Money that is sent after the end still counts.
    """

    object_id: str
    url: str
    state: Literal["open", "approved", "complete", "expired"]
    expires_at: datetime
    created_at: datetime
    ours: Ours | None
    instrument: SavedInstrument | None = None
    instructions: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Succeeded:
    """Money was taken. `fee` is what the service keeps of it, None where it is not known yet.

    `refunded` and `disputed` say what has become of it since; the refunds and disputes are records of their own.
    """

    object_id: str
    amount: Money
    created_at: datetime
    ours: Ours | None
    fee: Money | None = None
    instrument: SavedInstrument | None = None
    session_id: str = ""
    method: str = "card"


@dataclass(frozen=True)
class Declined:
    """No money was taken, and the service recorded that. `hard`: trying the same instrument again is no use.

    Where `lists_declines` is False (capabilities.py) the service says so in its answer to our key, for good, and keeps
    no object of it: `object_id` is then derived from the key.

    `final` False: the reader still stands before an open page and may try another card, so the attempt goes on.
    `card`: the service's fingerprint of the card, the same wherever it is tried, where it tells one. It is counted
    under a salted hash for some hours and stored nowhere.
    `tries_most`: how often the service lets one period be asked for; None: as often as docs/rules/retries.md does.
    """

    object_id: str
    amount: Money
    created_at: datetime
    ours: Ours | None
    code: Decline
    hard: bool
    provider_code: str = ""
    session_id: str = ""
    final: bool = True
    tries_most: int | None = None
    card: str = field(default="", repr=False)


@dataclass(frozen=True)
class Processing:
    """On its way at the bank; settles later as `Succeeded` or `Declined` under the same object.

    `expected_on`: the day on which the bank is to take it, where the service says so. `late`: its payer was to send it,
    and it should have come by now. A refund that a person carries out is on its way too; it settles as `Refunded`.
    """

    object_id: str
    amount: Money
    created_at: datetime
    ours: Ours | None
    session_id: str = ""
    expected_on: date | None = None
    late: bool = False


@dataclass(frozen=True)
class Refunded:
    """Money given back, in part or whole; `charge_id` names what of."""

    object_id: str
    charge_id: str
    amount: Money
    created_at: datetime
    ours: Ours | None


@dataclass(frozen=True)
class Disputed:
    """The payer's bank took money back. `won`: it came back to us. `fee` is the service's for the trouble.

    `due_by`: evidence is taken until then, where the service says so. `fee_returned`: what of the fee came back with a
    dispute that was won; it is told with the win, never later.
    """

    object_id: str
    charge_id: str
    amount: Money
    created_at: datetime
    ours: Ours | None
    state: Literal["open", "won", "lost"]
    fee: Money | None = None
    due_by: datetime | None = None
    fee_returned: Money | None = None


@dataclass(frozen=True)
class Returned:
    """The payer's bank sent a debit back, up to weeks after it had succeeded. For good: nobody decides about it.

    `code` and `hard` say why, in a decline's words. `fee` is what the service takes for it. `tries_most`: how often the
    same period may be asked for in all; what came back for lack of money is then tried again.
    """

    object_id: str
    charge_id: str
    amount: Money
    created_at: datetime
    ours: Ours | None
    code: Decline
    hard: bool
    fee: Money | None = None
    tries_most: int = 1


@dataclass(frozen=True)
class Unknown:
    """No answer about the money. Look up, then replay the same bytes while the key lives."""

    reason: Reason
    detail: str = ""
    retry_after_s: float | None = None

    @property
    def opens_breaker(self) -> bool:
        return self.reason is Reason.NO_ACCESS

    @property
    def look_up_only(self) -> bool:
        """True when the same bytes must not be sent again."""
        return self.reason in {Reason.KEY_MISMATCH, Reason.REFUSED, Reason.NOT_FOUND}


@dataclass(frozen=True)
class Revoked:
    """The instrument can't be charged any more (or never could, or was gone already)."""

    token: str


ChargeOutcome = Succeeded | Declined | Processing
ProviderRecord = (
    CheckoutSession | Succeeded | Declined | Processing | Refunded | Disputed | Returned | InstrumentUpdated
)


@dataclass(frozen=True)
class Event:
    """A verified webhook: look at this object (empty: it is about nothing that `fetch` knows).

    `ours` as the event says, None where it does not say.
    """

    event_id: str
    kind: str
    object_id: str
    created_at: datetime
    ours: Ours | None


class Provider(Protocol):
    """One account at one service."""

    name: str  # its folder
    is_sandbox: bool  # no real money: tests and `--as-of` are allowed

    def capabilities(self) -> Capabilities: ...

    def limits(self) -> Limits: ...

    def key_life(self, operation: Operation) -> timedelta:
        """How long the service surely remembers an idempotency key of this operation."""
        ...

    def horizon(self, operation: Operation) -> timedelta:
        """After that long, an effect that no look-up shows did not happen."""
        ...

    def freeze_checkout(self, request: CheckoutRequest) -> bytes:
        """The bytes of the call. Raises RequestInvalid."""
        ...

    def freeze_charge(self, request: ChargeRequest) -> bytes:
        """The bytes of the call. Raises RequestInvalid."""
        ...

    def freeze_refund(self, request: RefundRequest) -> bytes:
        """The bytes of the call. Raises RequestInvalid."""
        ...

    def begin_checkout(self, frozen: bytes, *, key: str) -> CheckoutSession | Unknown:
        """Open the hosted page. Takes no money."""
        ...

    def charge(self, frozen: bytes, *, key: str) -> ChargeOutcome | Unknown:
        """Charge a saved instrument. May take money even when the answer is Unknown."""
        ...

    def refund(self, frozen: bytes, *, key: str) -> Refunded | Processing | Unknown:
        """Give money back, or have it given back. May have done so even when the answer is Unknown."""
        ...

    def expire_session(self, session_id: str) -> CheckoutSession | Unknown:
        """Close a hosted page. The answer may be `complete`: the reader was faster, and the money counts.

        A page that was answered as `expired` takes nothing any more, not by `complete_session` either.
        """
        ...

    def complete_session(self, session_id: str, *, key: str) -> ChargeOutcome | CheckoutSession | Unknown:
        """Take the money that the payer has approved on this page, or save the instrument: once for each page.

        However often it is called, under whatever key: a page that is complete already answers with what it brought,
        one that is not approved with itself, and nothing moves. May take money even when the answer is Unknown. A
        service whose pages complete by themselves answers with the page as it is.
        """
        ...

    def revoke_instrument(self, token: str) -> Revoked | Unknown:
        """Make an instrument unusable. Repeating it does no harm."""
        ...

    def look_up(self, ours: Ours, session_id: str = "") -> list[ProviderRecord]:
        """Everything that carries this installation, payment and attempt (without payment: this pledge), oldest first.

        `session_id`: the attempt's page, where the engine knows it, for services that can't be asked for a page by
        metadata. Raises ProviderUnavailable.
        """
        ...

    def fetch(self, object_id: str) -> ProviderRecord | None:
        """One object as it is now; None where there is none, or it says nothing about money.

        Raises ProviderUnavailable.
        """
        ...

    def list_window(self, start: datetime, end: datetime) -> Iterator[ProviderRecord]:
        """All objects created in [start, end), foreign ones too, oldest first. Raises ProviderUnavailable."""
        ...

    def list_payouts(self, start: datetime, end: datetime) -> Iterator[Payout]:
        """Payouts created in [start, end) as they are now, oldest first. Raises ProviderUnavailable."""
        ...

    def payout_parts(self, payout_id: str) -> Iterator[PayoutPart]:
        """All that a payout consists of, oldest first, foreign parts too. Raises ProviderUnavailable."""
        ...

    def list_instruments(self, start: datetime, end: datetime) -> Iterator[ListedInstrument]:
        """All instruments saved in [start, end), revoked and foreign ones too. Raises ProviderUnavailable."""
        ...

    def verify_event(self, headers: Mapping[str, str], body: bytes, now: datetime, *, mark: str = "") -> Event:
        """Check a webhook. `mark`: the last part of the address that it came to, "" at the plain one.

        One event is looked at once: deliveries that may each tell something new have an `event_id` of their own.
        Raises EventRefused; ProviderUnavailable when the check itself can't be made just now.
        """
        ...
