"""What core itself must remember: which letters went out."""

from django.db import models


class Sending(models.Model):
    """One letter, named by its cause ("receipt:<payment uuid>"). Knows nothing of who got it."""

    cause = models.CharField(max_length=120, unique=True)
    claimed_until = models.DateTimeField(null=True)
    tries = models.PositiveIntegerField(default=0)
    sent_at = models.DateTimeField(null=True)
    refused_at = models.DateTimeField(
        null=True, help_text="There was nobody to write to, or it was not wanted any more"
    )

    def __str__(self) -> str:
        return self.cause
