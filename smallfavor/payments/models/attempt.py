"""One try of a payment at one provider account."""

from django.db import models

from smallfavor.payments.models.payment import Payment
from smallfavor.payments.models.provider import ProviderAccount


class AttemptState(models.TextChoices):
    PLANNED = "planned"
    SENDING = "sending"
    UNKNOWN = "unknown"  # no answer, or one that says nothing about the money. Never a failure
    AWAITING_PAYER = "awaiting_payer"
    PROCESSING = "processing"
    SUCCEEDED = "succeeded"
    DECLINED = "declined"
    EXPIRED = "expired"
    GIVEN_UP = "given_up"  # looked up past the horizon, nothing found


class Attempt(models.Model):
    """Carries the idempotency key and the frozen request. At most one is in flight per payment."""

    payment = models.ForeignKey(Payment, on_delete=models.PROTECT, related_name="attempts")
    n = models.PositiveIntegerField()
    provider_account = models.ForeignKey(ProviderAccount, on_delete=models.PROTECT)
    operation = models.CharField(max_length=20, help_text="checkout or charge: key life and horizon differ")
    idem_key = models.CharField(max_length=64, unique=True)
    frozen_body = models.BinaryField(help_text="The exact bytes that are sent, and sent again. No contact data")
    state = models.CharField(max_length=20, choices=AttemptState.choices, default=AttemptState.PLANNED)
    send_after = models.DateTimeField(help_text="Not before; retries and back-off")
    first_sent_at = models.DateTimeField(null=True, help_text="The database's clock")
    lease_until = models.DateTimeField(null=True)
    looked_up_at = models.DateTimeField(null=True)
    session_id = models.CharField(max_length=200, blank=True, help_text="The hosted page at the provider")
    session_url = models.TextField(blank=True)
    decline_code = models.CharField(max_length=60, blank=True)
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["payment", "n"], name="attempt_payment_n"),
            models.UniqueConstraint(
                fields=["payment"],
                condition=models.Q(state__in=["planned", "sending", "unknown"]),
                name="attempt_one_in_flight",
            ),
        ]
        indexes = [
            models.Index(
                fields=["send_after"],
                condition=models.Q(state__in=["planned", "sending", "unknown", "processing"]),
                name="attempt_open",
            ),
        ]

    def __str__(self) -> str:
        return f"attempt {self.payment_id}/{self.n}"
