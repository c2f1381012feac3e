"""Receipts and credit notes: numbered without gaps within a year, never changed (migration 0006)."""

from django.db import models

from smallfavor.core.money import Money
from smallfavor.payments.models.payment import Payment
from smallfavor.payments.models.provider import ProviderObject


class ReceiptKind(models.TextChoices):
    RECEIPT = "receipt"
    CREDIT_NOTE = "credit_note"  # of what went back


class Receipt(models.Model):
    """One document about one movement of money. `number` reads 2026-000123, by the year in which it is issued."""

    year = models.PositiveSmallIntegerField()
    serial = models.PositiveIntegerField(help_text="1, 2, 3 ... within the year")
    kind = models.CharField(max_length=12, choices=ReceiptKind.choices)
    payment = models.ForeignKey(Payment, on_delete=models.PROTECT, related_name="receipts")
    provider_object = models.OneToOneField(ProviderObject, on_delete=models.PROTECT, related_name="receipt")
    amount_minor = models.BigIntegerField()
    currency = models.CharField(max_length=3)
    moved_on = models.DateField(help_text="When the money moved, by the paper's calendar")
    issued_on = models.DateField()
    issued_at = models.DateTimeField()

    class Meta:
        default_permissions = ("view",)
        constraints = [
            models.UniqueConstraint(fields=["year", "serial"], name="receipt_number"),
            models.CheckConstraint(condition=models.Q(serial__gt=0, amount_minor__gt=0), name="receipt_positive"),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def number(self) -> str:
        return f"{self.year}-{self.serial:06}"

    @property
    def amount(self) -> Money:
        return Money(self.amount_minor, self.currency)
