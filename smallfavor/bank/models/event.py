"""What happened to a mandate, a file or a debit: who, when, why. Never changed (the database refuses it)."""

from django.db import models

from smallfavor.bank.models.collection import Collection
from smallfavor.bank.models.collection_file import CollectionFile
from smallfavor.bank.models.mandate import Mandate


class BankEvent(models.Model):
    """`actor`: payer, desk:7, bank, worker, erasure. `reason` holds nothing personal."""

    mandate = models.ForeignKey(Mandate, null=True, on_delete=models.PROTECT, related_name="events")
    collection = models.ForeignKey(Collection, null=True, on_delete=models.PROTECT, related_name="events")
    file = models.ForeignKey(CollectionFile, null=True, on_delete=models.PROTECT, related_name="events")
    what = models.CharField(max_length=40)
    actor = models.CharField(max_length=40)
    reason = models.CharField(max_length=300, blank=True)
    happened_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.what
