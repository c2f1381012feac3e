"""What the bank told: files as they were read, their statements, and each line once, however often it is told."""

from django.db import models

from smallfavor.core.money import Money


class StatementFile(models.Model):
    """A file that was read whole. The file itself is not kept; the bank has it."""

    sha256 = models.CharField(max_length=64, unique=True)
    name = models.CharField(max_length=120, blank=True)
    columns = models.TextField(blank=True, help_text="Of a table, where a person named them")
    read_by = models.CharField(max_length=40)
    read_at = models.DateTimeField()
    lines = models.PositiveIntegerField()
    known_lines = models.PositiveIntegerField(help_text="Of these, told by another file before")

    def __str__(self) -> str:
        return self.name or self.sha256[:8]


class Statement(models.Model):
    """One account's part of a file. `until`: the last day that it is complete for; None where it does not say."""

    file = models.ForeignKey(StatementFile, on_delete=models.PROTECT, related_name="statements")
    iban = models.CharField(max_length=34)
    kind = models.CharField(max_length=12)
    bank_id = models.CharField(max_length=80, blank=True)
    currency = models.CharField(max_length=3)
    opening_minor = models.BigIntegerField(null=True)
    closing_minor = models.BigIntegerField(null=True)
    until = models.DateField(null=True)
    pending = models.PositiveIntegerField(default=0, help_text="Announced, not booked yet, and left out")

    class Meta:
        indexes = [models.Index(fields=["iban", "until"], name="statement_until")]

    def __str__(self) -> str:
        return f"{self.iban[-4:]} {self.bank_id}"


class LineState(models.TextChoices):
    OPEN = "open"  # a person decides
    LEFT = "left"  # a person has looked, and leaves it
    TAKEN = "taken"  # a debit of ours, or its return
    MATCHED = "matched"  # a transfer that we expected
    EARLY = "early"  # of a standing order; it waits for its period
    PAID_BACK = "paid_back"  # what we owed its payer
    OTHER = "other"  # booked as other income
    OUTSIDE = "outside"  # money that went out, and is none of readers' money
    TOLD_APART = "told_apart"  # a sum, of which other lines tell the parts


class BankLine(models.Model):
    """Names, accounts and words of payers are sealed with the installation's key, and forgotten after a while."""

    iban = models.CharField(max_length=34, help_text="Ours")
    line_id = models.CharField(max_length=60)
    content_id = models.CharField(max_length=60)
    entry_id = models.CharField(max_length=60, blank=True)
    is_part = models.BooleanField(default=False, help_text="Of an entry that the bank may also tell as one sum")
    statement = models.ForeignKey(Statement, null=True, on_delete=models.PROTECT, related_name="lines")
    notification = models.ForeignKey(Statement, null=True, on_delete=models.PROTECT, related_name="told_lines")
    amount_minor = models.BigIntegerField()
    currency = models.CharField(max_length=3)
    credit = models.BooleanField()
    booked_on = models.DateField()
    fee_minor = models.BigIntegerField(default=0, help_text="Kept by the bank, inside the amount")
    reference = models.CharField(max_length=35, blank=True, help_text="Of ours, where the line bears one")
    end_to_end_id = models.CharField(max_length=35, blank=True)
    return_code = models.CharField(max_length=10, blank=True)
    reversal = models.BooleanField(default=False)
    payer_hash = models.BinaryField(null=True, help_text="Keyed hash of the other side's account")
    told_sealed = models.BinaryField(null=True)
    state = models.CharField(max_length=12, choices=LineState.choices, default=LineState.OPEN)
    why = models.CharField(max_length=40, blank=True, help_text="Why it is open, or what took it")
    note = models.CharField(max_length=200, blank=True, help_text="A person's; nothing personal")
    settled_by = models.CharField(max_length=40, blank=True)
    settled_at = models.DateTimeField(null=True)
    seen_at = models.DateTimeField()

    class Meta:
        permissions = [("read_statement", "Can read bank statements in and settle their lines")]
        constraints = [
            models.UniqueConstraint(fields=["iban", "line_id"], name="bank_line_once"),
            models.CheckConstraint(condition=models.Q(amount_minor__gt=0), name="bank_line_amount_positive"),
            models.CheckConstraint(
                condition=models.Q(statement__isnull=False) | models.Q(notification__isnull=False),
                name="bank_line_was_told",
            ),
        ]
        indexes = [
            models.Index(fields=["iban", "content_id"], name="bank_line_content"),
            models.Index(fields=["iban", "entry_id"], condition=~models.Q(entry_id=""), name="bank_line_entry"),
            models.Index(fields=["payer_hash"], condition=models.Q(payer_hash__isnull=False), name="bank_line_payer"),
            models.Index(fields=["booked_on"], condition=models.Q(state="open"), name="bank_line_open"),
        ]

    def __str__(self) -> str:
        return f"line {self.pk}"

    @property
    def amount(self) -> Money:
        return Money(self.amount_minor, self.currency)

    @property
    def gross(self) -> Money:
        """Before the bank's fee."""
        return Money(self.amount_minor + (self.fee_minor if self.credit else -self.fee_minor), self.currency)
