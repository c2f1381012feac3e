"""The money's rows: pledges, payments, attempts, what providers did, and what changed when."""

from smallfavor.payments.models.attempt import Attempt, AttemptState
from smallfavor.payments.models.event import StateChange
from smallfavor.payments.models.impact import ImpactNote
from smallfavor.payments.models.payment import Payment, PaymentState
from smallfavor.payments.models.pledge import Interval, Pledge, PledgeState
from smallfavor.payments.models.provider import InboxEvent, Instrument, ProviderAccount, ProviderObject

__all__ = [
    "Attempt",
    "AttemptState",
    "ImpactNote",
    "InboxEvent",
    "Instrument",
    "Interval",
    "Payment",
    "PaymentState",
    "Pledge",
    "PledgeState",
    "ProviderAccount",
    "ProviderObject",
    "StateChange",
]
