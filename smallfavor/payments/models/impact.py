"""What the money did, in an editor's own words: the line that receipts of renewals carry."""

from django.db import models


class ImpactNote(models.Model):
    """The newest live note of a language goes into renewals' receipts; older ones stay as they were sent."""

    language = models.CharField(max_length=10)
    text = models.TextField(help_text="One or two sentences: what readers' money made possible lately")
    live_from = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True, help_text="Not used from then on")
    written_by = models.CharField(max_length=80, blank=True, help_text="desk:<user id>")

    class Meta:
        verbose_name = "receipt line"
        indexes = [models.Index(fields=["language", "-live_from"], name="impact_note_newest")]

    def __str__(self) -> str:
        return self.text[:60]
