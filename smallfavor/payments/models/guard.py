"""What the guard of checkouts remembers, for hours: tries under salted hashes, the alert, forms that wait for a link.

Not here: the rules (rules/guard.py). All tables but the hours' are unlogged: they are in no backup, and a crash of the
database empties them, which costs an attacker's record of an hour and nothing else.
"""

import uuid

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models


class TryState(models.TextChoices):
    OPEN = "open"
    PAID = "paid"
    SPOILED = "spoiled"


class GuardTry(models.Model):
    """One checkout that was let through to a provider. Every name in it is a hash that ends with its day's salt."""

    order_name = models.CharField(max_length=24)
    payment_name = models.CharField(max_length=24)
    purses = ArrayField(models.CharField(max_length=24), help_text="Kind and hash of each purse it is counted in")
    lane = models.CharField(max_length=10)
    state = models.CharField(max_length=10, choices=TryState.choices, default=TryState.OPEN)
    cards = models.PositiveIntegerField(
        default=1, help_text="Declined so far on its page, and the one that is awaited or paid"
    )
    is_small = models.BooleanField()
    begun_at = models.DateTimeField()

    class Meta:
        indexes = [
            GinIndex(fields=["purses"], name="guard_try_purses", fastupdate=False),
            models.Index(fields=["begun_at"], name="guard_try_begun"),
            models.Index(fields=["order_name"], name="guard_try_order"),
            models.Index(fields=["payment_name"], name="guard_try_payment"),
        ]

    def __str__(self) -> str:
        return f"try {self.pk}"


class GuardSalt(models.Model):
    """The day's salt: random, and gone soon after the day."""

    day = models.DateField(primary_key=True)
    salt = models.BinaryField()

    def __str__(self) -> str:
        return f"salt of {self.day}"


class GuardWork(models.Model):
    """Work that has been accepted: it counts once."""

    nonce = models.CharField(max_length=32, primary_key=True)
    done_at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return self.nonce


class GuardAlert(models.Model):
    """That readers are asked for a proof before they pay. `scope`: everybody, or who gives a small amount."""

    scope = models.CharField(max_length=10, primary_key=True)
    since = models.DateTimeField()
    until = models.DateTimeField()
    asked = models.PositiveIntegerField(default=0, help_text="How often a proof was asked for since then")

    def __str__(self) -> str:
        return f"alert for {self.scope}"


class GuardHour(models.Model):
    """What one hour without an alert was like, as sums: the paper's own measure of what is usual."""

    begun_at = models.DateTimeField(primary_key=True)
    checkouts = models.PositiveIntegerField()
    paid = models.PositiveIntegerField()
    spoiled = models.PositiveIntegerField(help_text="Cards declined, and pages left open")

    def __str__(self) -> str:
        return f"hour of {self.begun_at}"


class HeldCheckout(models.Model):
    """A filled-in form that waits for its reader to press the button behind a mailed link. Sealed; gone in a day."""

    uuid = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    email_lookup = models.BinaryField(db_index=True)
    purses = ArrayField(models.CharField(max_length=24), help_text="Who asked for the mail, as in GuardTry")
    sealed = models.BinaryField()
    language = models.CharField(max_length=10)
    held_at = models.DateTimeField(db_index=True)
    mailed_at = models.DateTimeField(null=True)
    used_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [GinIndex(fields=["purses"], name="held_checkout_purses", fastupdate=False)]

    def __str__(self) -> str:
        return f"held checkout {self.uuid}"
