"""Journal entries and their transfers."""

from django.db import models

from smallfavor.ledger.models.account import Account


class EntryKind(models.TextChoices):
    CAPTURE = "capture"
    REFUND = "refund"
    DISPUTE = "dispute"
    FEE = "fee"
    DISPUTE_WON = "dispute_won"
    RETURNED = "returned"  # a bank debit that came back late
    PAYOUT = "payout"
    OTHER_INCOME = "other_income"
    EXCHANGE = "exchange"  # what changing rates made of money held in other currencies
    CORRECTION = "correction"


class Entry(models.Model):
    """One event in the books. (kind, provider_object) is unique: the same money is never booked twice."""

    kind = models.CharField(max_length=20, choices=EntryKind.choices)
    provider_object = models.CharField(max_length=200, help_text="account/object at the provider: sandbox/ch_1")
    payment_uuid = models.UUIDField(null=True, db_index=True, help_text="Ours; the books know no person")
    happened_at = models.DateTimeField(help_text="When the money moved, as the provider says")
    booked_at = models.DateTimeField(db_index=True)
    # By the paper's clock; where that month is closed, the database moves it to the first open day (migration 0004).
    posted_on = models.DateField(help_text="The day on which it stands in the books")

    class Meta:
        indexes = [models.Index(fields=["posted_on", "id"], name="entry_posted")]
        constraints = [
            models.UniqueConstraint(fields=["kind", "provider_object"], name="entry_kind_provider_object"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.provider_object}"


class Transfer(models.Model):
    """Amount moved from one account to another: it cannot be unbalanced. Both accounts carry `currency`."""

    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="transfers")
    # The database holds (account, currency) together, in migration 0002: no transfer mixes currencies.
    debit_account = models.ForeignKey(
        Account,
        on_delete=models.PROTECT,
        related_name="debits",
        db_constraint=False,
    )
    credit_account = models.ForeignKey(
        Account,
        on_delete=models.PROTECT,
        related_name="credits",
        db_constraint=False,
    )
    currency = models.CharField(max_length=3)
    amount_minor = models.BigIntegerField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(amount_minor__gt=0), name="transfer_amount_positive"),
            models.CheckConstraint(
                condition=~models.Q(debit_account=models.F("credit_account")),
                name="transfer_between_two_accounts",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.amount_minor} {self.currency}"
