"""What a provider tells of its payouts: a part of the contract in base.py, which says how they are read."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Literal

from smallfavor.core.money import Money

if TYPE_CHECKING:
    from smallfavor.payments.providers.base import Ours  # which needs this module itself


@dataclass(frozen=True)
class Payout:
    """Money that left the service for the paper's bank, of one currency. `failed`: the bank sent it back.

    `bank` is what arrives there: the same amount, or another currency at the service's rate.
    """

    object_id: str
    amount: Money
    bank: Money
    created_at: datetime
    arrives_on: date
    state: Literal["on_its_way", "paid", "failed"]


class PartKind(StrEnum):
    """What a movement of the balance was about."""

    CHARGE = "charge"
    REFUND = "refund"
    DISPUTE = "dispute"
    DISPUTE_WON = "dispute_won"
    RETURN = "return"
    FEE = "fee"  # of the account itself, not of any one payment
    ADJUSTMENT = "adjustment"  # a correction that no payment explains
    PAYOUT_FAILED = "payout_failed"  # an earlier payout came back


@dataclass(frozen=True)
class PayoutPart:
    """One movement that a payout consists of, in minor units of its currency: `net` = `gross` - `fee`, signed.

    `object_id`: what it is about, empty for fees and adjustments of the account; `charge_id`: what that undid.
    """

    part_id: str
    kind: PartKind
    object_id: str
    charge_id: str
    gross_minor: int
    fee_minor: int
    created_at: datetime
    ours: "Ours | None"

    @property
    def net_minor(self) -> int:
        return self.gross_minor - self.fee_minor
