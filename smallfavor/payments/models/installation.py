"""Who we are to the providers: one row, for good."""

from django.db import models


class Installation(models.Model):
    """The id that all our objects at providers carry. Made from the installation's key once; it outlives a new key."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    code = models.CharField(max_length=32)
    place = models.TextField(blank=True, help_text="Where the database stood that sent last; elsewhere it is a copy")
    rebuild_from = models.DateTimeField(null=True, help_text="After a restore: when what was restored had been saved")

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="installation_is_one")]

    def __str__(self) -> str:
        return self.code
