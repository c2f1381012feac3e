"""The supporter row. The key that opens it is in schema `keyring` (see the migrations), outside ordinary backups."""

import uuid

from django.db import models


class Supporter(models.Model):
    """A person, as far as the database can tell without their key: a language, a country, dates."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    email_lookup = models.BinaryField(unique=True, null=True, help_text="Keyed hash of the normalised address")
    email_sealed = models.BinaryField(null=True)
    name_sealed = models.BinaryField(null=True)
    language = models.CharField(max_length=10, default="en")
    country = models.CharField(max_length=2, blank=True)
    created_at = models.DateTimeField()
    never_remind = models.BooleanField(default=False)
    erased_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"supporter {self.uuid}"
