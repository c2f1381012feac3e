"""Somebody asked for a link by mail. A row is made whether or not the address is known."""

import uuid

from django.db import models


class LinkRequest(models.Model):
    """The keyed hash of the address that was typed; kept for a day."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    email_lookup = models.BinaryField(db_index=True)
    language = models.CharField(max_length=10)
    asked_at = models.DateTimeField(db_index=True)
    mailed_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"link request {self.uuid}"
