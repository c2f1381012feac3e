"""A file of debits for the bank: its bytes are frozen before anybody can release it."""

from django.db import models


class FileState(models.TextChoices):
    MADE = "made"
    RELEASED = "released"
    ACCEPTED = "accepted"  # the bank has it, single debits may be rejected
    REFUSED = "refused"  # the bank took nothing of it
    WITHDRAWN = "withdrawn"  # never released


class CollectionFile(models.Model):
    """`body_sealed` holds names and accounts: sealed with the installation's key, and gone when evidence ends."""

    account = models.CharField(max_length=40)
    message_id = models.CharField(max_length=35, unique=True)
    body_sealed = models.BinaryField(null=True)
    sha256 = models.CharField(max_length=64, help_text="Of the bytes as they go to the bank")
    count = models.PositiveIntegerField()
    total_minor = models.BigIntegerField()
    currency = models.CharField(max_length=3)
    first_due_on = models.DateField()
    state = models.CharField(max_length=10, choices=FileState.choices, default=FileState.MADE)
    made_by = models.CharField(max_length=40)
    created_at = models.DateTimeField()
    released_by = models.CharField(max_length=40, blank=True)
    released_at = models.DateTimeField(null=True)
    bank_says = models.CharField(max_length=300, blank=True, help_text="The latest answer, in words")

    class Meta:
        permissions = [("release_collectionfile", "Can make and release files of direct debits")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state__in=["made", "withdrawn"]) | models.Q(released_at__isnull=False),
                name="collection_file_released_by_a_person",
            ),
        ]
        indexes = [models.Index(fields=["account", "created_at"], name="collection_file_when")]

    def __str__(self) -> str:
        return self.message_id
