"""What the processor keeps: sessions, instruments, charges, what undoes them, payouts. Plain rows; ms since 1970."""

from dataclasses import asdict, dataclass, field
from typing import Any, Literal

Metadata = dict[str, str]


@dataclass(kw_only=True)
class Session:
    """A hosted page."""

    id: str
    created_ms: int
    metadata: Metadata
    mode: Literal["payment", "setup"]
    amount_minor: int  # 0 in setup mode
    currency: str
    interval: Literal["once", "monthly", "yearly"]
    description: str
    save_instrument: bool
    return_url: str
    cancel_url: str
    on_decline: Literal["retry", "return"]
    language: str
    expires_ms: int
    state: Literal["open", "complete", "expired"] = "open"
    url: str = ""
    charge: str = ""
    instrument: str = ""
    challenged: dict[str, Any] = field(default_factory=dict)  # the card that waits for the reader's confirmation
    object: str = "session"


@dataclass(kw_only=True)
class Instrument:
    """A saved card: which test card, never a number."""

    id: str
    created_ms: int
    metadata: Metadata
    card: str
    brand: str
    last4: str
    expiry_year: int
    expiry_month: int
    state: Literal["active", "revoked"] = "active"
    object: str = "instrument"


@dataclass(kw_only=True)
class Charge:
    """Money that was taken, refused, or is on its way. `fee_minor` is what we keep of it."""

    id: str
    created_ms: int
    metadata: Metadata
    amount_minor: int
    currency: str
    description: str
    state: Literal["succeeded", "declined", "processing"]
    card: str
    fee_minor: int = 0
    decline_code: str = ""
    hard: bool = False
    final: bool = True
    session: str = ""
    instrument: str = ""
    settles_ms: int = 0
    disputed_ms: int = 0
    refunded_minor: int = 0
    gone_minor: int = 0  # disputed and not won, or returned by the bank
    object: str = "charge"


@dataclass(kw_only=True)
class Refund:
    id: str
    created_ms: int
    metadata: Metadata
    charge: str
    amount_minor: int
    currency: str
    state: Literal["succeeded"] = "succeeded"
    object: str = "refund"


@dataclass(kw_only=True)
class Dispute:
    id: str
    created_ms: int
    metadata: Metadata
    charge: str
    amount_minor: int
    currency: str
    fee_minor: int
    due_ms: int = 0  # evidence is taken until then
    fee_returned_minor: int = 0  # of a dispute that was won
    state: Literal["open", "won", "lost"] = "open"
    object: str = "dispute"


@dataclass(kw_only=True)
class Return:
    """A debit that the payer's bank took back, up to weeks after it succeeded. There is nothing to be won."""

    id: str
    created_ms: int
    metadata: Metadata
    charge: str
    amount_minor: int
    currency: str
    fee_minor: int
    code: str
    hard: bool
    state: Literal["returned"] = "returned"
    object: str = "return"


@dataclass(kw_only=True)
class Payout:
    """What left for the paper's bank; `bank_minor` of `bank_currency` arrives there."""

    id: str
    created_ms: int
    metadata: Metadata
    amount_minor: int
    currency: str
    bank_minor: int
    bank_currency: str
    arrives_ms: int
    state: Literal["on_its_way", "paid", "failed"] = "on_its_way"
    object: str = "payout"


Thing = Session | Instrument | Charge | Refund | Dispute | Return | Payout
KINDS: dict[str, type[Thing]] = {
    "session": Session,
    "instrument": Instrument,
    "charge": Charge,
    "refund": Refund,
    "dispute": Dispute,
    "return": Return,
    "payout": Payout,
}
PREFIXES = {
    "session": "cs", "instrument": "pm", "charge": "ch", "refund": "re", "dispute": "dp", "return": "rt",
    "payout": "po",
}  # fmt: skip


def as_json(thing: Thing) -> dict[str, Any]:
    """As the API shows it: what only the page needs is left out."""
    shown = asdict(thing)
    shown.pop("challenged", None)
    return shown
