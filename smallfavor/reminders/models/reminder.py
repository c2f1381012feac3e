"""One promise to write once. The address is the supporter's, sealed (supporters)."""

import uuid

from django.db import models

from smallfavor.supporters.models import Supporter


class ReminderState(models.TextChoices):
    WAITING = "waiting"
    MUTED = "muted"  # the address had said never: looks like waiting to whoever asked, and is not sent
    QUEUED = "queued"  # the mail is on its way
    SENT = "sent"
    DROPPED = "dropped"  # taken back by the reader
    SPARED = "spared"  # not needed: gives meanwhile, said never, or another reminder of the same day went out


class Reminder(models.Model):
    """Asked once, sent once. What the form will be filled in with stands here; nothing else of the reader."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    supporter = models.ForeignKey(Supporter, on_delete=models.PROTECT, related_name="reminders")
    request_key = models.CharField(max_length=64, unique=True, help_text="One showing of the form: two clicks, one row")
    state = models.CharField(max_length=10, choices=ReminderState.choices, default=ReminderState.WAITING)
    due = models.DateField(help_text="In the paper's zone")
    language = models.CharField(max_length=10)
    interval = models.CharField(max_length=10, blank=True)
    amount = models.CharField(max_length=20, blank=True, help_text="In major units, as the form takes it")
    currency = models.CharField(max_length=3, blank=True)
    appeal = models.CharField(max_length=80, blank=True)
    variant = models.CharField(max_length=80, blank=True)
    manifest_version = models.CharField(max_length=80, blank=True)
    asked_at = models.DateTimeField(db_index=True)
    settled_at = models.DateTimeField(null=True, help_text="When it was queued, sent, dropped or spared")

    class Meta:
        indexes = [models.Index(fields=["due"], condition=models.Q(state="waiting"), name="reminder_due")]

    def __str__(self) -> str:
        return f"reminder {self.uuid}"
