"""One try of a payment at one provider account."""

from django.db import models

from smallfavor.payments.models.payment import Payment
from smallfavor.payments.models.provider import Instrument, ProviderAccount, ProviderObject


class AttemptState(models.TextChoices):
    PLANNED = "planned"
    SENDING = "sending"
    UNKNOWN = "unknown"  # no answer, or one that says nothing about the money. Never a failure
    AWAITING_PAYER = "awaiting_payer"
    PROCESSING = "processing"
    SUCCEEDED = "succeeded"
    DECLINED = "declined"
    EXPIRED = "expired"
    GIVEN_UP = "given_up"  # never sent and not wanted any more, or looked up past the horizon and not found


class AttemptOperation(models.TextChoices):
    CHECKOUT = "checkout"
    CHARGE = "charge"
    REFUND = "refund"


IN_FLIGHT = [AttemptState.PLANNED, AttemptState.SENDING, AttemptState.UNKNOWN]
OPEN = [*IN_FLIGHT, AttemptState.AWAITING_PAYER, AttemptState.PROCESSING]
WAITING = [AttemptState.AWAITING_PAYER, AttemptState.PROCESSING]  # for a reader, or for a bank


class Attempt(models.Model):
    """Carries the idempotency key and the frozen request. At most one is in flight per payment; refunds apart.

    `n` numbers a payment's attempts, refunds included; it is part of the key, so that no number is used twice.
    """

    payment = models.ForeignKey(Payment, on_delete=models.PROTECT, related_name="attempts")
    n = models.PositiveIntegerField()
    provider_account = models.ForeignKey(ProviderAccount, on_delete=models.PROTECT, db_index=False)
    operation = models.CharField(max_length=20, choices=AttemptOperation.choices)
    instrument = models.ForeignKey(
        Instrument,
        null=True,
        on_delete=models.PROTECT,
        related_name="charges",
        db_index=False,
        help_text="What a charge without the reader is taken from",
    )
    refund_of = models.ForeignKey(ProviderObject, null=True, on_delete=models.PROTECT, related_name="refund_attempts")
    amount_minor = models.BigIntegerField()
    idem_key = models.CharField(max_length=64)
    frozen_body = models.BinaryField(help_text="The exact bytes that are sent, and sent again. No contact data")
    state = models.CharField(max_length=20, choices=AttemptState.choices, default=AttemptState.PLANNED)
    send_after = models.DateTimeField(help_text="The next step not before this; retries and back-off")
    first_sent_at = models.DateTimeField(null=True, help_text="The database's clock")
    lease_until = models.DateTimeField(null=True, help_text="The database's clock; who holds the row works on it")
    looked_up_at = models.DateTimeField(null=True)
    look_ups = models.PositiveIntegerField(default=0)
    unknown_reason = models.CharField(max_length=40, blank=True)
    look_up_only = models.BooleanField(default=False, help_text="The same bytes must not be sent again")
    doubt = models.CharField(max_length=200, blank=True, help_text="Not empty: a person decides")
    session_id = models.CharField(max_length=200, blank=True, help_text="The hosted page at the provider")
    session_url = models.TextField(blank=True)
    decline_code = models.CharField(max_length=60, blank=True)
    created_at = models.DateTimeField()

    class Meta:
        permissions = [("decide_doubt", "Can decide about payments in doubt")]
        constraints = [
            models.UniqueConstraint(fields=["payment", "n"], name="attempt_payment_n"),
            models.UniqueConstraint(fields=["idem_key"], name="attempt_idem_key"),
            models.UniqueConstraint(
                fields=["payment"],
                condition=models.Q(state__in=IN_FLIGHT) & ~models.Q(operation=AttemptOperation.REFUND),
                name="attempt_one_in_flight",
            ),
            models.UniqueConstraint(
                fields=["refund_of"], condition=models.Q(state__in=IN_FLIGHT), name="attempt_one_refund_in_flight"
            ),
            models.CheckConstraint(
                condition=models.Q(operation=AttemptOperation.REFUND, refund_of__isnull=False)
                | (~models.Q(operation=AttemptOperation.REFUND) & models.Q(refund_of__isnull=True)),
                name="attempt_refund_of_something",
            ),
            models.CheckConstraint(condition=models.Q(amount_minor__gt=0), name="attempt_amount_positive"),
        ]
        indexes = [
            # Each of the worker's questions has an index of its own over open rows alone: the years cost nothing.
            models.Index(
                fields=["provider_account", "operation", "send_after", "id"],
                condition=models.Q(state=AttemptState.PLANNED),
                name="attempt_planned",
            ),
            models.Index(
                fields=["created_at"],
                condition=models.Q(state=AttemptState.PLANNED, operation=AttemptOperation.CHECKOUT),
                name="attempt_unsent_checkout",
            ),
            models.Index(
                fields=["provider_account", "lease_until"],
                condition=models.Q(state=AttemptState.SENDING),
                name="attempt_sending",
            ),
            models.Index(
                fields=["provider_account", "send_after", "id"],
                condition=models.Q(state=AttemptState.UNKNOWN),
                name="attempt_unknown",
            ),
            models.Index(
                fields=["provider_account", "send_after", "id"],
                condition=models.Q(state__in=WAITING),
                name="attempt_waiting",
            ),
            models.Index(
                fields=["instrument", "first_sent_at"],
                condition=models.Q(instrument__isnull=False),
                name="attempt_of_card",
            ),
        ]

    def __str__(self) -> str:
        return f"attempt {self.payment_id}/{self.n}"
