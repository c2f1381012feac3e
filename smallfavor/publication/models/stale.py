"""What must be baked again: written in the transaction that changes a page, worked off by a job."""

from django.db import models


class Stale(models.Model):
    """`page_id` is a number, not a foreign key: the page may be gone. Null: everything."""

    page_id = models.BigIntegerField(null=True)
