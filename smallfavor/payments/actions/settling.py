"""What every settling action shares: the locked rows that a record is about, and inserting an object once."""

from dataclasses import dataclass
from datetime import datetime

from smallfavor.payments.models import Attempt, AttemptOperation, AttemptState, Payment, ProviderAccount, ProviderObject


@dataclass(frozen=True)
class Evidence:
    """A record's place: its payment and attempt, both locked by the caller. `actor` is who heard it."""

    payment: Payment
    attempt: Attempt
    account: ProviderAccount
    actor: str
    now: datetime

    def known_object(self, object_id: str) -> ProviderObject | None:
        return ProviderObject.objects.filter(provider_account=self.account, object_id=object_id).first()

    def booked_as(self, object_id: str) -> str:
        """The object's name in the books."""
        return f"{self.account.code}/{object_id}"


def close_attempt(attempt: Attempt, state: AttemptState) -> None:
    """The attempt has ended: nothing more is sent or looked up for it."""
    attempt.state = state
    attempt.lease_until = None
    attempt.save(update_fields=["state", "lease_until", "decline_code"])


def charge_of(evidence: Evidence, charge_id: str) -> ProviderObject | None:
    """The success that a refund or a dispute is of; None while we have not seen it."""
    return ProviderObject.objects.filter(
        provider_account=evidence.account, object_id=charge_id, payment=evidence.payment
    ).first()


def withdraw_unsent(payment: Payment) -> None:
    """Give up what was planned for this payment and has never been sent."""
    payment.attempts.filter(state=AttemptState.PLANNED, first_sent_at=None).exclude(
        operation=AttemptOperation.REFUND
    ).update(state=AttemptState.GIVEN_UP)
