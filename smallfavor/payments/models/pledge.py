"""The recurring promise."""

import uuid

from django.db import models

from smallfavor.core.money import Money
from smallfavor.payments.models.provider import Instrument, ProviderAccount
from smallfavor.supporters.models import Supporter


class Interval(models.TextChoices):
    ONCE = "once"
    MONTHLY = "monthly"
    YEARLY = "yearly"


class PledgeState(models.TextChoices):
    PENDING = "pending"  # the first payment has not settled yet
    ACTIVE = "active"
    PAUSED = "paused"
    LAPSED = "lapsed"  # the charges failed for good; a new instrument revives it
    CANCELLED = "cancelled"


# No notice has gone out for the next due date yet. In these words, so that the database finds the index for them.
AWAITS_NOTICE = models.Q(notified_due=None) | ~models.Q(notified_due=models.F("next_due"))


class Pledge(models.Model):
    """Monthly or yearly, so much. The period `n` is due on `next_due` = anchor + (n - anchor_n) intervals.

    Periods are numbered for good: 0 is the first payment, and a new anchor (another date or interval) goes on
    counting, so that no number, and so no payment's uuid, is used twice.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    supporter = models.ForeignKey(Supporter, on_delete=models.PROTECT, related_name="pledges")
    instrument = models.ForeignKey(Instrument, null=True, on_delete=models.PROTECT, related_name="pledges")
    provider_account = models.ForeignKey(ProviderAccount, on_delete=models.PROTECT)
    state = models.CharField(max_length=10, choices=PledgeState.choices, default=PledgeState.PENDING)
    interval = models.CharField(max_length=10, choices=Interval.choices)
    amount_minor = models.BigIntegerField()
    currency = models.CharField(max_length=3)
    method = models.CharField(max_length=40, default="card")
    language = models.CharField(max_length=10, default="en")
    anchor = models.DateField()
    anchor_n = models.PositiveIntegerField(default=0, help_text="The period that is due on the anchor itself")
    n = models.PositiveIntegerField(default=0, help_text="The next period to be planned")
    next_due = models.DateField(null=True)
    last_planned_on = models.DateField(null=True, help_text="By the schedule's calendar; renewals keep 20 days apart")
    paused_until = models.DateField(null=True)
    notified_due = models.DateField(null=True, help_text="The due date that the notice before a charge was sent for")
    notified_on = models.DateField(null=True, help_text="When that notice was sent, by the schedule's calendar")
    cancel_reason = models.TextField(blank=True)
    doubt = models.CharField(max_length=200, blank=True, help_text="Not empty: not planned until a person decides")
    terms_version = models.CharField(max_length=40)
    terms_accepted_at = models.DateTimeField()
    appeal = models.CharField(max_length=80, blank=True)
    variant = models.CharField(max_length=80, blank=True)
    manifest_version = models.CharField(max_length=80, blank=True)
    created_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True, help_text="When the first payment settled")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(amount_minor__gt=0), name="pledge_amount_positive"),
            models.CheckConstraint(condition=~models.Q(interval=Interval.ONCE), name="pledge_recurs"),
            models.CheckConstraint(
                condition=~models.Q(state=PledgeState.ACTIVE) | models.Q(next_due__isnull=False),
                name="pledge_active_has_a_date",
            ),
        ]
        indexes = [
            models.Index(fields=["next_due", "id"], condition=models.Q(state=PledgeState.ACTIVE), name="pledge_due"),
            models.Index(
                fields=["next_due", "id"],
                condition=models.Q(AWAITS_NOTICE, state=PledgeState.ACTIVE, interval=Interval.YEARLY),
                name="pledge_awaits_notice",
            ),
            models.Index(fields=["paused_until"], condition=models.Q(state=PledgeState.PAUSED), name="pledge_paused"),
        ]

    def __str__(self) -> str:
        return f"pledge {self.uuid}"

    @property
    def amount(self) -> Money:
        return Money(self.amount_minor, self.currency)
