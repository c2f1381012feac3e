"""Transfers that payers were asked for, what came of them, and what is to be sent back by hand."""

from django.db import models

from smallfavor.bank.models.statement import BankLine
from smallfavor.core.money import Money


class TransferReference(models.Model):
    """A structured reference (ISO 11649). One that recurs is a standing order's: the same in every period."""

    account = models.CharField(max_length=40)
    code = models.CharField(max_length=25, unique=True)
    recurs = models.BooleanField()
    saved_at = models.DateTimeField(null=True, help_text="When it became a way to pay that goes on")
    revoked_at = models.DateTimeField(null=True)
    metadata = models.JSONField(default=dict, help_text="Of the page that showed it; nothing personal")
    created_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.code


class OrderKind(models.TextChoices):
    PAGE = "page"  # a page that tells where to transfer to
    SETUP = "setup"  # the same, for a standing order from the next period on
    PERIOD = "period"  # one period of a standing order


class OrderState(models.TextChoices):
    OPEN = "open"
    COMPLETE = "complete"  # a setup whose payer says that it is done
    RECEIVED = "received"
    EXPIRED = "expired"
    MISSED = "missed"  # the period is over, and nothing came
    REFUSED = "refused"  # the reference was revoked before


class ExpectedTransfer(models.Model):
    """What a payer was asked for. Late money still counts, whatever the state."""

    account = models.CharField(max_length=40)
    object_id = models.CharField(max_length=40, unique=True)
    kind = models.CharField(max_length=10, choices=OrderKind.choices)
    key = models.CharField(max_length=64)
    fingerprint = models.CharField(max_length=64, help_text="Of the bytes that asked for it")
    metadata = models.JSONField(default=dict)
    payment = models.CharField(max_length=40, blank=True, help_text="What the metadata says that it is for")
    attempt = models.PositiveIntegerField(default=0)
    pledge = models.CharField(max_length=40, blank=True)
    reference = models.ForeignKey(TransferReference, on_delete=models.PROTECT, related_name="orders")
    amount_minor = models.BigIntegerField(null=True)
    currency = models.CharField(max_length=3)
    interval = models.CharField(max_length=10, blank=True)
    return_url = models.TextField(blank=True)
    cancel_url = models.TextField(blank=True)
    language = models.CharField(max_length=10, blank=True)
    state = models.CharField(max_length=10, choices=OrderState.choices, default=OrderState.OPEN)
    expires_at = models.DateTimeField(null=True)
    due_on = models.DateField(help_text="The paper's day on which it was asked for")
    late_at = models.DateTimeField(null=True, help_text="Statements far enough had been read, and it was not there")
    missed_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["account", "key"], name="expected_transfer_once"),
            models.CheckConstraint(
                condition=models.Q(amount_minor__gt=0) | models.Q(kind="setup", amount_minor__isnull=True),
                name="expected_transfer_has_an_amount",
            ),
        ]
        indexes = [
            models.Index(fields=["payment", "attempt"], name="expected_transfer_of_attempt"),
            models.Index(fields=["pledge"], condition=~models.Q(pledge=""), name="expected_transfer_of_pledge"),
            models.Index(fields=["account", "created_at"], name="expected_transfer_when"),
            models.Index(fields=["account", "due_on"], condition=models.Q(state="open"), name="expected_transfer_open"),
        ]

    def __str__(self) -> str:
        return self.object_id

    @property
    def amount(self) -> Money | None:
        return None if self.amount_minor is None else Money(self.amount_minor, self.currency)


class ReceivedTransfer(models.Model):
    """Money that came for a reference. Without an order it has come early: its period is not due yet.

    `object_id` is its order's for a period, its own otherwise. `received_at`: noon of the bank's day, as far as it is
    over.
    """

    account = models.CharField(max_length=40)
    object_id = models.CharField(max_length=40, null=True, unique=True)
    reference = models.ForeignKey(TransferReference, on_delete=models.PROTECT, related_name="received")
    order = models.ForeignKey(ExpectedTransfer, null=True, on_delete=models.PROTECT, related_name="received")
    line = models.OneToOneField(BankLine, on_delete=models.PROTECT, related_name="transfer")
    amount_minor = models.BigIntegerField()
    fee_minor = models.BigIntegerField(default=0)
    currency = models.CharField(max_length=3)
    received_at = models.DateTimeField()
    matched_by = models.CharField(max_length=40)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(amount_minor__gt=0), name="received_transfer_amount_positive"),
            models.CheckConstraint(
                condition=models.Q(order__isnull=True, object_id__isnull=True)
                | models.Q(order__isnull=False, object_id__isnull=False),
                name="received_transfer_named_with_its_order",
            ),
        ]
        indexes = [models.Index(fields=["account", "received_at"], name="received_transfer_when")]

    def __str__(self) -> str:
        return self.object_id or f"early {self.pk}"

    @property
    def amount(self) -> Money:
        return Money(self.amount_minor, self.currency)


class TransferBack(models.Model):
    """Money that is to go back to its payer. A person orders it at the bank; a statement shows that it went."""

    account = models.CharField(max_length=40)
    object_id = models.CharField(max_length=40, unique=True)
    key = models.CharField(max_length=64)
    fingerprint = models.CharField(max_length=64)
    metadata = models.JSONField(default=dict)
    payment = models.CharField(max_length=40)
    attempt = models.PositiveIntegerField()
    received = models.ForeignKey(ReceivedTransfer, on_delete=models.PROTECT, related_name="backs")
    reference = models.CharField(max_length=25, unique=True, help_text="To be put on the transfer back")
    amount_minor = models.BigIntegerField()
    currency = models.CharField(max_length=3)
    created_at = models.DateTimeField()
    line = models.OneToOneField(BankLine, null=True, on_delete=models.PROTECT, related_name="transfer_back")
    done_at = models.DateTimeField(null=True)
    done_by = models.CharField(max_length=40, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["account", "key"], name="transfer_back_once"),
            models.CheckConstraint(condition=models.Q(amount_minor__gt=0), name="transfer_back_amount_positive"),
        ]
        indexes = [models.Index(fields=["payment", "attempt"], name="transfer_back_of_attempt")]

    def __str__(self) -> str:
        return self.object_id

    @property
    def amount(self) -> Money:
        return Money(self.amount_minor, self.currency)
