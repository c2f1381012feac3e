"""What came of comparing the providers' records with ours. Not here: comparing (actions/reconcile.py)."""

from django.db import models


class Comparison(models.Model):
    """One run over at least the usual days. The desk shows the newest one's faults; each is a sentence about numbers of
    objects and payments, with nothing personal."""

    since = models.DateTimeField()
    ended_at = models.DateTimeField(db_index=True)
    compared = models.PositiveIntegerField()
    settled = models.PositiveIntegerField(help_text="What we had missed and booked then")
    faults = models.JSONField(default=list, help_text="The first sentences, without what the desk says anyway")
    faults_count = models.PositiveIntegerField(default=0)

    class Meta:
        default_permissions = ("view",)

    def __str__(self) -> str:
        return f"{self.ended_at:%Y-%m-%d %H:%M}, {self.faults_count} faults"
