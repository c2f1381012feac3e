"""Exchange rates, each of one day."""

from django.db import models


class Rate(models.Model):
    """What one unit of `currency` was worth on `day`, in units of the base currency `base`."""

    day = models.DateField()
    currency = models.CharField(max_length=3)
    base = models.CharField(max_length=3)
    worth = models.DecimalField(max_digits=30, decimal_places=15)
    source = models.CharField(max_length=80, help_text="The file's name, or who typed it")
    noted_at = models.DateTimeField()

    class Meta:
        default_permissions = ("add", "view")
        constraints = [
            models.UniqueConstraint(fields=["base", "currency", "day"], name="rate_once_a_day"),
            models.CheckConstraint(condition=models.Q(worth__gt=0), name="rate_positive"),
            models.CheckConstraint(condition=~models.Q(base=models.F("currency")), name="rate_of_another_currency"),
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.currency}"
