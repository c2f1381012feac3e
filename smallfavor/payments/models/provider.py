"""Provider accounts, saved instruments, and what the providers did."""

import uuid

from django.db import models

from smallfavor.ledger.models import Entry
from smallfavor.supporters.models import Supporter


class ProviderAccount(models.Model):
    """One account of ours at one provider. `provider` names the folder under payments/providers/."""

    code = models.SlugField(max_length=40, unique=True)
    provider = models.CharField(max_length=40)
    enabled = models.BooleanField(default=True)
    stopped_reason = models.TextField(blank=True, help_text="Not empty: nothing is sent (breaker, restore)")
    retired_at = models.DateTimeField(
        null=True, help_text="Closed to new payments for good; refunds, look-ups and webhooks go on"
    )
    trusted_from = models.DateTimeField(null=True, help_text="A person accepted all objects made before this")
    faults_in_row = models.PositiveIntegerField(default=0, help_text="Calls in a row that got no answer")
    paused_until = models.DateTimeField(null=True, help_text="The database's clock; nothing is sent before this")

    def __str__(self) -> str:
        return self.code


class ProviderPace(models.Model):
    """How far ahead the calls of one operation reach that were granted on an account (rules/pace.py)."""

    provider_account = models.ForeignKey(ProviderAccount, on_delete=models.CASCADE, related_name="paces")
    operation = models.CharField(max_length=20)
    spent_until = models.DateTimeField(help_text="The database's clock")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["provider_account", "operation"], name="pace_once")]

    def __str__(self) -> str:
        return f"{self.provider_account_id} {self.operation}"


class Instrument(models.Model):
    """A saved way to pay: the provider's token, never card data."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    supporter = models.ForeignKey(Supporter, on_delete=models.PROTECT, related_name="instruments")
    provider_account = models.ForeignKey(ProviderAccount, on_delete=models.PROTECT)
    token = models.CharField(max_length=200)
    method = models.CharField(max_length=40, default="card")
    label = models.CharField(max_length=80, blank=True, help_text="As the reader knows it: Visa ending 4242")
    expires = models.DateField(null=True, help_text="Last day the card is good")
    end_noted_on = models.DateField(
        null=True, help_text="When its coming end was looked at: one mail, if a charge falls after it"
    )
    created_at = models.DateTimeField()
    copy_of = models.ForeignKey(
        "self", null=True, on_delete=models.PROTECT, related_name="copies", help_text="Where it was moved from"
    )
    revoke_after = models.DateTimeField(null=True, help_text="To be revoked at the provider, not tried before this")
    revoked_at = models.DateTimeField(null=True, help_text="The provider confirmed it")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["provider_account", "token"], name="instrument_token")]
        indexes = [
            models.Index(
                fields=["revoke_after"],
                condition=models.Q(revoke_after__isnull=False, revoked_at__isnull=True),
                name="instrument_to_revoke",
            ),
            models.Index(
                fields=["expires"],
                condition=models.Q(end_noted_on__isnull=True, revoke_after__isnull=True, revoked_at__isnull=True),
                name="instrument_ends",
            ),
        ]

    def __str__(self) -> str:
        return self.label or self.method


class ObjectKind(models.TextChoices):
    SUCCESS = "success"
    DECLINE = "decline"
    REFUND = "refund"
    DISPUTE = "dispute"
    RETURN = "return"


class ProviderObject(models.Model):
    """Something final that the provider did: a charge, a decline, a refund, a dispute, a return. Inserted once."""

    provider_account = models.ForeignKey(ProviderAccount, on_delete=models.PROTECT, db_index=False)
    object_id = models.CharField(max_length=200)
    kind = models.CharField(max_length=20, choices=ObjectKind.choices)
    payment = models.ForeignKey("payments.Payment", on_delete=models.PROTECT, related_name="provider_objects")
    attempt = models.ForeignKey(
        "payments.Attempt", null=True, on_delete=models.PROTECT, related_name="provider_objects"
    )
    charge = models.ForeignKey(
        "self", null=True, on_delete=models.PROTECT, related_name="undone_by", help_text="What went back"
    )
    entry = models.OneToOneField(Entry, null=True, on_delete=models.PROTECT, related_name="+")
    duplicate = models.BooleanField(default=False, help_text="A success after the first: booked, and given back")
    came_back = models.BooleanField(
        default=False, help_text="A success that the bank sent back whole: another try may take its place"
    )
    amount_minor = models.BigIntegerField()
    currency = models.CharField(max_length=3)
    decline_code = models.CharField(max_length=60, blank=True)
    dispute_state = models.CharField(max_length=10, blank=True)
    due_by = models.DateTimeField(null=True, help_text="Of a dispute: until then the service takes evidence")
    fee_minor = models.BigIntegerField(null=True, help_text="Of a dispute or a return: the service's own")
    created_at = models.DateTimeField(help_text="By the provider's clock")
    seen_at = models.DateTimeField(db_index=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["provider_account", "object_id"], name="provider_object_once"),
            models.UniqueConstraint(
                fields=["payment"],
                condition=models.Q(kind=ObjectKind.SUCCESS, duplicate=False, came_back=False),
                name="provider_object_one_kept_success",
            ),
            models.CheckConstraint(condition=models.Q(amount_minor__gt=0), name="provider_object_amount_positive"),
            models.CheckConstraint(
                condition=models.Q(kind=ObjectKind.DECLINE) | models.Q(entry__isnull=False),
                name="provider_object_money_is_booked",
            ),
        ]
        indexes = [models.Index(fields=["provider_account", "created_at"], name="provider_object_when")]

    def __str__(self) -> str:
        return self.object_id


class InboxEvent(models.Model):
    """A webhook that was verified: its id alone. What it means is looked up afresh."""

    provider_account = models.ForeignKey(ProviderAccount, on_delete=models.PROTECT, db_index=False)
    event_id = models.CharField(max_length=200)
    object_id = models.CharField(max_length=200, blank=True)
    received_at = models.DateTimeField()
    tries = models.PositiveIntegerField(default=0)
    try_after = models.DateTimeField(help_text="Not settled before this; early events wait for their row")
    settled_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["provider_account", "event_id"], name="inbox_event_once")]
        indexes = [
            models.Index(fields=["try_after"], condition=models.Q(settled_at__isnull=True), name="inbox_open"),
        ]

    def __str__(self) -> str:
        return self.event_id
