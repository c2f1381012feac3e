"""One debit that we ask the payer's bank for."""

from django.db import models

from smallfavor.bank.models.collection_file import CollectionFile
from smallfavor.bank.models.mandate import Mandate, MandatePage
from smallfavor.core.money import Money


class CollectionState(models.TextChoices):
    ORDERED = "ordered"
    IN_FILE = "in_file"
    REJECTED = "rejected"  # before any money moved, by the bank or by us (the mandate had ended)
    COLLECTED = "collected"
    RETURNED = "returned"


class Sequence(models.TextChoices):
    FIRST = "FRST"
    RECURRING = "RCUR"
    ONE_OFF = "OOFF"


class Collection(models.Model):
    """`settled_at` is when its present state came about, by the bank's day; None until anything is final."""

    account = models.CharField(max_length=40)
    end_to_end_id = models.CharField(max_length=35, unique=True)
    key = models.CharField(max_length=64)
    fingerprint = models.CharField(max_length=64, help_text="Of the bytes that asked for it")
    metadata = models.JSONField(default=dict)
    payment = models.CharField(max_length=40, help_text="What the metadata says that it is for")
    attempt = models.PositiveIntegerField()
    mandate = models.ForeignKey(Mandate, on_delete=models.PROTECT, related_name="collections")
    page = models.OneToOneField(MandatePage, null=True, on_delete=models.PROTECT, related_name="collection")
    amount_minor = models.BigIntegerField()
    currency = models.CharField(max_length=3)
    interval = models.CharField(max_length=10)
    sequence = models.CharField(max_length=4, choices=Sequence.choices, blank=True, help_text="Once it is in a file")
    due_on = models.DateField(help_text="The day on which the bank is to take it")
    announced = models.BooleanField(help_text="Told by the mandate's first mail; no mail of its own")
    description = models.CharField(max_length=140)
    created_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=CollectionState.choices, default=CollectionState.ORDERED)
    reason = models.CharField(max_length=10, blank=True, help_text="The bank's code")
    file = models.ForeignKey(CollectionFile, null=True, on_delete=models.PROTECT, related_name="collections")
    batch = models.CharField(max_length=35, blank=True, help_text="Which part of the file")
    settled_at = models.DateTimeField(null=True)
    credited_on = models.DateField(null=True)
    fee_minor = models.BigIntegerField(default=0, help_text="What the bank kept of it")
    returned_at = models.DateTimeField(null=True)
    returned_on = models.DateField(null=True)
    return_fee_minor = models.BigIntegerField(default=0)
    announced_return = models.CharField(max_length=10, blank=True, help_text="A reason told before the money moved")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["account", "key"], name="collection_once"),
            models.CheckConstraint(condition=models.Q(amount_minor__gt=0), name="collection_amount_positive"),
            models.CheckConstraint(
                condition=~models.Q(state="in_file") | models.Q(file__isnull=False), name="collection_in_a_file"
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=["collected", "returned"], credited_on__isnull=False)
                | ~models.Q(state__in=["collected", "returned"]),
                name="collection_credited_on_a_day",
            ),
        ]
        indexes = [
            models.Index(fields=["payment", "attempt"], name="collection_of_attempt"),
            models.Index(fields=["account", "created_at"], name="collection_when"),
            models.Index(fields=["account", "settled_at"], name="collection_settled"),
            models.Index(fields=["account", "due_on"], condition=models.Q(state="ordered"), name="collection_due"),
            models.Index(fields=["batch"], condition=models.Q(state="in_file"), name="collection_batch"),
        ]

    def __str__(self) -> str:
        return self.end_to_end_id

    @property
    def amount(self) -> Money:
        return Money(self.amount_minor, self.currency)
