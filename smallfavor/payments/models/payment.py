"""Our intent to receive one contribution."""

from django.db import models

from smallfavor.core.money import Money
from smallfavor.ledger.models import Entry
from smallfavor.payments.models.pledge import Interval, Pledge
from smallfavor.supporters.models import Supporter


class PaymentState(models.TextChoices):
    PLANNED = "planned"  # an attempt is planned, sending or unknown; after a decline: a retry is
    AWAITING_PAYER = "awaiting_payer"  # a hosted page or a transfer
    PROCESSING = "processing"  # the bank takes its time
    PAID = "paid"
    FAILED = "failed"
    EXPIRED = "expired"
    WAIVED = "waived"  # a period that is not taken: after an outage, or while paused
    REFUNDED = "refunded"
    DISPUTED = "disputed"
    RETURNED = "returned"  # a bank debit that came back, weeks later perhaps


HAD_MONEY = [PaymentState.PAID, PaymentState.REFUNDED, PaymentState.DISPUTED, PaymentState.RETURNED]


class Payment(models.Model):
    """Unique per (pledge, period), or per `request_key` for one made with the form.

    `uuid` = uuid5(pledge.uuid, period) for renewals, uuid5 from the request key for the form's own.
    """

    uuid = models.UUIDField(unique=True)
    supporter = models.ForeignKey(Supporter, on_delete=models.PROTECT, related_name="payments")
    pledge = models.ForeignKey(Pledge, null=True, on_delete=models.PROTECT, related_name="payments")
    period = models.PositiveIntegerField(null=True, help_text="0 is the first payment of a pledge")
    due = models.DateField(null=True)
    request_key = models.CharField(max_length=64, null=True, unique=True)
    request_fingerprint = models.CharField(max_length=64, blank=True, help_text="Hash of the form's fields")
    form = models.JSONField(default=dict, help_text="What prefills the form after a decline; nothing personal")
    interval = models.CharField(max_length=10, choices=Interval.choices)
    amount_minor = models.BigIntegerField()
    currency = models.CharField(max_length=3)
    method = models.CharField(max_length=40, default="card")
    language = models.CharField(max_length=10, default="en")
    state = models.CharField(max_length=20, choices=PaymentState.choices, default=PaymentState.PLANNED)
    decline_code = models.CharField(max_length=60, blank=True)
    retry_on = models.DateField(null=True, help_text="After a decline: when the next try is planned for")
    confirm_by = models.DateField(
        null=True, help_text="The bank wants the payer present: the last day for it, then the pledge lapses"
    )
    expected_on = models.DateField(null=True, help_text="While a bank works on it: the day on which it is to be taken")
    paid_entry = models.OneToOneField(Entry, null=True, on_delete=models.PROTECT, related_name="+")
    paid_at = models.DateTimeField(null=True, db_index=True)
    expires_at = models.DateTimeField(null=True)
    appeal = models.CharField(max_length=80, blank=True)
    variant = models.CharField(max_length=80, blank=True)
    manifest_version = models.CharField(max_length=80, blank=True)
    created_at = models.DateTimeField(db_index=True)

    class Meta:
        permissions = [("refund_payment", "Can give payments back")]
        constraints = [
            models.UniqueConstraint(fields=["pledge", "period"], name="payment_pledge_period"),
            models.CheckConstraint(condition=models.Q(amount_minor__gt=0), name="payment_amount_positive"),
            models.CheckConstraint(
                condition=models.Q(pledge__isnull=True, period__isnull=True)
                | models.Q(pledge__isnull=False, period__isnull=False),
                name="payment_period_belongs_to_pledge",
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=HAD_MONEY, paid_entry__isnull=False)
                | (~models.Q(state__in=HAD_MONEY) & models.Q(paid_entry__isnull=True)),
                name="payment_paid_means_booked",
            ),
        ]
        indexes = [
            models.Index(
                fields=["confirm_by"],
                condition=models.Q(confirm_by__isnull=False, state=PaymentState.FAILED),
                name="payment_to_confirm",
            ),
            # What the reports of pleas ask for: the gifts that came by one, of some time.
            models.Index(
                fields=["appeal", "paid_at"],
                condition=models.Q(paid_at__isnull=False) & ~models.Q(appeal=""),
                name="payment_by_appeal",
            ),
            # The newest gifts that were chosen on the form, in one currency: which ways to pay come first there.
            models.Index(
                fields=["currency", "paid_at"],
                condition=models.Q(request_key__isnull=False, paid_at__isnull=False),
                name="payment_chosen",
            ),
        ]

    def __str__(self) -> str:
        return f"payment {self.uuid}"

    @property
    def amount(self) -> Money:
        return Money(self.amount_minor, self.currency)
