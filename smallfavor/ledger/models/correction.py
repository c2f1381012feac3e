"""Corrections of the books: proposed by one person, booked when another one approves."""

import uuid

from django.conf import settings
from django.db import models

from smallfavor.ledger.models.entry import Entry


class CorrectionState(models.TextChoices):
    PROPOSED = "proposed"
    BOOKED = "booked"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"  # by the person who had proposed it


class Correction(models.Model):
    """A proposal and what became of it. The database keeps what was proposed, and decided, as it is."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    state = models.CharField(max_length=10, choices=CorrectionState.choices, default=CorrectionState.PROPOSED)
    dated = models.DateField(help_text="The day it is to be posted on; moved on where that month is closed by then")
    reason = models.CharField(max_length=500)
    about = models.ForeignKey(Entry, null=True, blank=True, on_delete=models.PROTECT, related_name="corrections")
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True)
    decision_note = models.CharField(max_length=500, blank=True)
    entry = models.OneToOneField(Entry, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        default_permissions = ("view",)
        permissions = [
            ("propose_correction", "Can propose a correction of the books"),
            ("approve_correction", "Can approve or refuse somebody else's correction"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(state__in=["booked", "refused"]) | ~models.Q(decided_by=models.F("proposed_by")),
                name="correction_needs_two_people",
            ),
            models.CheckConstraint(
                condition=models.Q(state="proposed", decided_by__isnull=True, decided_at__isnull=True)
                | (~models.Q(state="proposed") & models.Q(decided_by__isnull=False, decided_at__isnull=False)),
                name="correction_decided_by_somebody",
            ),
            models.CheckConstraint(
                condition=models.Q(state="booked", entry__isnull=False)
                | (~models.Q(state="booked") & models.Q(entry__isnull=True)),
                name="correction_booked_has_its_entry",
            ),
        ]

    def __str__(self) -> str:
        return f"correction {self.pk}"


class CorrectionLine(models.Model):
    """One amount of a proposal: from the account `credit` to the account `debit`."""

    correction = models.ForeignKey(Correction, on_delete=models.PROTECT, related_name="lines")
    debit = models.CharField(max_length=80)
    credit = models.CharField(max_length=80)
    currency = models.CharField(max_length=3)
    amount_minor = models.BigIntegerField()

    class Meta:
        default_permissions = ()
        constraints = [
            models.CheckConstraint(condition=models.Q(amount_minor__gt=0), name="correction_line_positive"),
            models.CheckConstraint(
                condition=~models.Q(debit=models.F("credit")), name="correction_line_between_two_accounts"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.debit} from {self.credit}"
