"""Gifts that were taken by hand and noted at the desk, and what corrects them. Never changed, never deleted."""

from django.conf import settings
from django.db import models

from smallfavor.core.money import Money


class SlipState(models.TextChoices):
    OPEN = "open"  # the slip is made, and not filled in
    NOTED = "noted"
    EXPIRED = "expired"


class NotedGift(models.Model):
    """Cash, a cheque, a card at a terminal. A slip is opened, then filled in by a person, once.

    `receipt`: the number in the paper's own receipt book, each used once.
    """

    account = models.CharField(max_length=40)
    object_id = models.CharField(max_length=40, unique=True)
    key = models.CharField(max_length=64)
    fingerprint = models.CharField(max_length=64, help_text="Of the bytes that asked for it")
    metadata = models.JSONField(default=dict)
    payment = models.CharField(max_length=40, help_text="What the metadata says that it is for")
    attempt = models.PositiveIntegerField()
    method = models.CharField(max_length=40)
    amount_minor = models.BigIntegerField()
    currency = models.CharField(max_length=3)
    cancel_url = models.TextField(blank=True)
    state = models.CharField(max_length=10, choices=SlipState.choices, default=SlipState.OPEN)
    expires_at = models.DateTimeField()
    created_at = models.DateTimeField()
    given_on = models.DateField(null=True)
    receipt = models.CharField(max_length=40, null=True)
    note = models.CharField(max_length=200, blank=True, help_text="Nothing personal")
    noted_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    noted_at = models.DateTimeField(null=True)

    class Meta:
        permissions = [("note_gift", "Can note gifts in cash, by cheque or at a terminal")]
        constraints = [
            models.UniqueConstraint(fields=["account", "key"], name="noted_gift_once"),
            models.UniqueConstraint(fields=["account", "receipt"], name="noted_gift_receipt_once"),
            models.CheckConstraint(condition=models.Q(amount_minor__gt=0), name="noted_gift_amount_positive"),
            models.CheckConstraint(
                condition=~models.Q(state="noted")
                | models.Q(
                    given_on__isnull=False, receipt__isnull=False, noted_by__isnull=False, noted_at__isnull=False
                ),
                name="noted_gift_says_who_and_when",
            ),
        ]
        indexes = [
            models.Index(fields=["payment", "attempt"], name="noted_gift_of_attempt"),
            models.Index(fields=["account", "created_at"], name="noted_gift_made"),
            models.Index(fields=["account", "noted_at"], name="noted_gift_when"),
        ]

    def __str__(self) -> str:
        return self.object_id

    @property
    def amount(self) -> Money:
        return Money(self.amount_minor, self.currency)


class NotedReversal(models.Model):
    """Takes a noted gift back, in part or whole: it was noted wrongly, or the money was handed back."""

    object_id = models.CharField(max_length=40, unique=True)
    gift = models.ForeignKey(NotedGift, on_delete=models.PROTECT, related_name="reversals")
    key = models.CharField(max_length=64)
    fingerprint = models.CharField(max_length=64)
    metadata = models.JSONField(default=dict)
    attempt = models.PositiveIntegerField()
    amount_minor = models.BigIntegerField()
    currency = models.CharField(max_length=3)
    reversed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["gift", "key"], name="noted_reversal_once"),
            models.CheckConstraint(condition=models.Q(amount_minor__gt=0), name="noted_reversal_amount_positive"),
        ]

    def __str__(self) -> str:
        return self.object_id

    @property
    def amount(self) -> Money:
        return Money(self.amount_minor, self.currency)
