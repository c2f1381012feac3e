"""Provider accounts, saved instruments, and what the providers did."""

import uuid

from django.db import models

from smallfavor.supporters.models import Supporter


class ProviderAccount(models.Model):
    """One account of ours at one provider. `provider` names the folder under payments/providers/."""

    code = models.SlugField(max_length=40, unique=True)
    provider = models.CharField(max_length=40)
    enabled = models.BooleanField(default=True)
    stopped_reason = models.TextField(blank=True, help_text="Not empty: nothing is sent (breaker, restore)")

    def __str__(self) -> str:
        return self.code


class Instrument(models.Model):
    """A saved way to pay: the provider's token, never card data."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    supporter = models.ForeignKey(Supporter, on_delete=models.PROTECT, related_name="instruments")
    provider_account = models.ForeignKey(ProviderAccount, on_delete=models.PROTECT)
    token = models.CharField(max_length=200)
    method = models.CharField(max_length=40, default="card")
    label = models.CharField(max_length=80, blank=True, help_text="As the reader knows it: Visa ending 4242")
    expires = models.DateField(null=True, help_text="Last day the card is good")
    created_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["provider_account", "token"], name="instrument_token")]

    def __str__(self) -> str:
        return self.label or self.method


class ProviderObject(models.Model):
    """Something that the provider did: a charge, a decline, a refund, a dispute. Inserted once."""

    provider_account = models.ForeignKey(ProviderAccount, on_delete=models.PROTECT)
    object_id = models.CharField(max_length=200)
    kind = models.CharField(max_length=20)
    attempt = models.ForeignKey(
        "payments.Attempt", null=True, on_delete=models.PROTECT, related_name="provider_objects"
    )
    amount_minor = models.BigIntegerField()
    currency = models.CharField(max_length=3)
    created_at = models.DateTimeField(help_text="By the provider's clock")
    seen_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["provider_account", "object_id"], name="provider_object_once")]

    def __str__(self) -> str:
        return self.object_id


class InboxEvent(models.Model):
    """A webhook that was verified: its id alone. What it means is looked up afresh."""

    provider_account = models.ForeignKey(ProviderAccount, on_delete=models.PROTECT)
    event_id = models.CharField(max_length=200)
    object_id = models.CharField(max_length=200, blank=True)
    received_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["provider_account", "event_id"], name="inbox_event_once")]

    def __str__(self) -> str:
        return self.event_id
