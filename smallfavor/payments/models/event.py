"""Every change of a pledge's or payment's state, as a row of its own."""

from django.db import models

from smallfavor.payments.models.payment import Payment
from smallfavor.payments.models.pledge import Pledge


class StateChange(models.Model):
    """Who, when, why. Append-only."""

    pledge = models.ForeignKey(Pledge, null=True, on_delete=models.PROTECT, related_name="changes")
    payment = models.ForeignKey(Payment, null=True, on_delete=models.PROTECT, related_name="changes")
    state = models.CharField(max_length=20)
    actor = models.CharField(max_length=80, help_text="supporter, worker, webhook, sweep, desk:<user id>")
    reason = models.CharField(max_length=200, blank=True)
    happened_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.state
