"""The keyring: supporters' keys and the list of erasures, in a schema of its own that ordinary backups leave out.

No foreign key leads out of it or into it, so that either side can be restored without the other.
"""

import uuid

from django.db import models


class SupporterKey(models.Model):
    """The key that opens one supporter's sealed values, wrapped by the installation's key. Gone = erased."""

    supporter_uuid = models.UUIDField(primary_key=True)
    name = models.UUIDField(unique=True, default=uuid.uuid4, help_text="The name that sealed values carry")
    wrapped = models.BinaryField()
    created_at = models.DateTimeField()

    class Meta:
        managed = False  # the migration writes its SQL: Django knows no schemas
        db_table = '"keyring"."supporter_key"'

    def __str__(self) -> str:
        return f"key of {self.supporter_uuid}"


class Erasure(models.Model):
    """A supporter whose key was destroyed. After a restore of older data the erasure is done again from here."""

    supporter_uuid = models.UUIDField(primary_key=True)
    erased_at = models.DateTimeField()

    class Meta:
        managed = False
        db_table = '"keyring"."erasure"'

    def __str__(self) -> str:
        return f"erasure of {self.supporter_uuid}"
