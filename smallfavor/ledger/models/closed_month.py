"""Months that are closed, each with its figures. Rows are only added (migration 0004)."""

from django.conf import settings
from django.db import models


class ClosedMonth(models.Model):
    """One closed month: nothing can be posted on its days, or on earlier ones, any more.

    `figures` holds every account as [code, currency, debit, credit], sums in minor units from the first entry to the
    month's last day. `digest` is made from them and from the digest of the month before.
    """

    month = models.DateField(unique=True, help_text="Its first day")
    figures = models.JSONField()
    entries = models.PositiveBigIntegerField(help_text="Entries that are posted in this month")
    digest = models.CharField(max_length=64)
    note = models.CharField(max_length=300, blank=True, help_text="What could not be done: a rate that was missing")
    closed_at = models.DateTimeField()
    closed_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        default_permissions = ("view",)
        permissions = [("close_month", "Can close a month of the books")]
        constraints = [
            models.CheckConstraint(condition=models.Q(month__day=1), name="closed_month_is_a_first"),
        ]

    def __str__(self) -> str:
        return self.month.strftime("%Y-%m")
