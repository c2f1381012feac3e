"""Counts that come back from browsers. Never a person: a row has nothing but what is listed here."""

from django.contrib.postgres.indexes import BrinIndex
from django.db import models


class Tally(models.Model):
    """How often `event` happened, per manifest version, appeal, variant, country, ordinal and day.

    `ordinal` is the how-manieth exposure of that reader it was, 1 to 8 (8 means 8 or more). From the counts c_k of
    ordinal k: impressions = sum of c_k, readers = c_1, sum of squares per reader = sum of (2k-1) c_k.

    The cell itself is the row's key: a number of its own would tell which cells were counted first.
    """

    pk = models.CompositePrimaryKey("appeal", "day", "version", "variant", "country", "event", "ordinal")
    day = models.DateField(help_text="In the paper's zone")
    version = models.CharField(max_length=40)
    appeal = models.CharField(max_length=60)
    variant = models.CharField(max_length=40)
    country = models.CharField(max_length=2, blank=True, help_text="Empty: unknown")
    event = models.CharField(max_length=10)
    ordinal = models.PositiveSmallIntegerField()
    count = models.BigIntegerField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(ordinal__gte=1, ordinal__lte=8), name="tally_ordinal_bound"),
        ]
        indexes = [BrinIndex(fields=["day"], name="tally_day", autosummarize=True, pages_per_range=32)]

    def __str__(self) -> str:
        return f"{self.appeal}/{self.variant} {self.event}: {self.count}"
