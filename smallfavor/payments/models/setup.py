"""A hosted page on which the reader saves another way to pay. No money moves on it."""

import uuid

from django.db import models

from smallfavor.payments.models.pledge import Pledge
from smallfavor.payments.models.provider import ProviderAccount


class SetupState(models.TextChoices):
    PLANNED = "planned"
    AWAITING_PAYER = "awaiting_payer"
    DONE = "done"
    EXPIRED = "expired"


class InstrumentSetup(models.Model):
    """One change of a pledge's instrument. `n` numbers them within the pledge and is part of the key."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    pledge = models.ForeignKey(Pledge, on_delete=models.PROTECT, related_name="setups")
    n = models.PositiveIntegerField()
    provider_account = models.ForeignKey(ProviderAccount, on_delete=models.PROTECT)
    method = models.CharField(max_length=40, blank=True, help_text="Which way to pay its page saves")
    idem_key = models.CharField(max_length=64, unique=True)
    frozen_body = models.BinaryField()
    state = models.CharField(max_length=20, choices=SetupState.choices, default=SetupState.PLANNED)
    session_id = models.CharField(max_length=200, blank=True)
    session_url = models.TextField(blank=True)
    expires_at = models.DateTimeField()
    look_after = models.DateTimeField(help_text="Looked up not before this")
    created_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["pledge", "n"], name="setup_pledge_n")]
        indexes = [
            models.Index(
                fields=["look_after"],
                condition=models.Q(state__in=[SetupState.PLANNED, SetupState.AWAITING_PAYER]),
                name="setup_open",
            ),
        ]

    def __str__(self) -> str:
        return f"setup {self.uuid}"
