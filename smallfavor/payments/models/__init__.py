"""The money's rows: pledges, payments, attempts, what providers did, and what changed when."""

from smallfavor.payments.models.attempt import IN_FLIGHT, Attempt, AttemptOperation, AttemptState
from smallfavor.payments.models.comparison import Comparison
from smallfavor.payments.models.event import StateChange
from smallfavor.payments.models.guard import (
    GuardAlert,
    GuardHour,
    GuardSalt,
    GuardTry,
    GuardWork,
    HeldCheckout,
    TryState,
)
from smallfavor.payments.models.impact import ImpactNote
from smallfavor.payments.models.installation import Installation
from smallfavor.payments.models.payment import Payment, PaymentState
from smallfavor.payments.models.payout import ForeignObject, Payout, PayoutPart, PayoutState
from smallfavor.payments.models.pledge import Interval, PauseReason, Pledge, PledgeState
from smallfavor.payments.models.provider import (
    InboxEvent,
    Instrument,
    ObjectKind,
    ProviderAccount,
    ProviderObject,
    ProviderPace,
)
from smallfavor.payments.models.receipt import Receipt, ReceiptKind
from smallfavor.payments.models.setup import InstrumentSetup, SetupState

__all__ = [
    "IN_FLIGHT",
    "Attempt",
    "AttemptOperation",
    "AttemptState",
    "Comparison",
    "ForeignObject",
    "GuardAlert",
    "GuardHour",
    "GuardSalt",
    "GuardTry",
    "GuardWork",
    "HeldCheckout",
    "ImpactNote",
    "InboxEvent",
    "Installation",
    "Instrument",
    "InstrumentSetup",
    "Interval",
    "ObjectKind",
    "PauseReason",
    "Payment",
    "PaymentState",
    "Payout",
    "PayoutPart",
    "PayoutState",
    "Pledge",
    "PledgeState",
    "ProviderAccount",
    "ProviderObject",
    "ProviderPace",
    "Receipt",
    "ReceiptKind",
    "SetupState",
    "StateChange",
    "TryState",
]
