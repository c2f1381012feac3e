"""What providers paid out to the paper's bank, part by part, and what on our accounts is not ours."""

from django.db import models

from smallfavor.core.money import Money
from smallfavor.ledger.models import Entry
from smallfavor.payments.models.provider import ProviderAccount, ProviderObject


class PayoutState(models.TextChoices):
    ON_ITS_WAY = "on_its_way"
    PAID = "paid"
    FAILED = "failed"


class Payout(models.Model):
    """Money that left a provider for the bank. Booked once its parts add up to it, never before."""

    provider_account = models.ForeignKey(ProviderAccount, on_delete=models.PROTECT)
    object_id = models.CharField(max_length=200)
    amount_minor = models.BigIntegerField()
    currency = models.CharField(max_length=3)
    bank_minor = models.BigIntegerField(help_text="What arrives at the bank, in its currency")
    bank_currency = models.CharField(max_length=3)
    state = models.CharField(max_length=10, choices=PayoutState.choices)
    arrives_on = models.DateField()
    created_at = models.DateTimeField(help_text="By the provider's clock")
    seen_at = models.DateTimeField()
    entry = models.OneToOneField(Entry, null=True, on_delete=models.PROTECT, related_name="+")
    reversal = models.OneToOneField(
        Entry, null=True, on_delete=models.PROTECT, related_name="+", help_text="The bank sent it back"
    )
    doubt = models.CharField(max_length=200, blank=True, help_text="Not empty: why it is not booked")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["provider_account", "object_id"], name="payout_once"),
            models.CheckConstraint(
                condition=models.Q(amount_minor__gt=0, bank_minor__gt=0), name="payout_amount_positive"
            ),
            models.CheckConstraint(
                condition=models.Q(entry__isnull=False) | ~models.Q(doubt=""), name="payout_booked_or_in_doubt"
            ),
        ]
        indexes = [models.Index(fields=["-created_at"], name="payout_newest")]

    def __str__(self) -> str:
        return self.object_id

    @property
    def amount(self) -> Money:
        return Money(self.amount_minor, self.currency)

    @property
    def bank(self) -> Money:
        return Money(self.bank_minor, self.bank_currency)


class ForeignObject(models.Model):
    """A movement on our account at a provider that is not ours. Never charged, refunded or counted as a fault.

    A person may book it as other income. `kind` as in providers.base.PartKind; `amount_minor` is signed, as the balance
    saw it. `entry` empty: not booked.
    """

    provider_account = models.ForeignKey(ProviderAccount, on_delete=models.PROTECT)
    object_id = models.CharField(max_length=200)
    kind = models.CharField(max_length=20)
    charge_id = models.CharField(max_length=200, blank=True, help_text="What it undid")
    amount_minor = models.BigIntegerField()
    fee_minor = models.BigIntegerField(default=0)
    currency = models.CharField(max_length=3)
    created_at = models.DateTimeField(help_text="By the provider's clock")
    seen_at = models.DateTimeField()
    entry = models.OneToOneField(Entry, null=True, on_delete=models.PROTECT, related_name="+")
    booked_by = models.CharField(max_length=80, blank=True, help_text="desk:<user id>, or who heard what followed")
    booked_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = "other payment"
        permissions = [("book_other_income", "Can book other payments as other income")]
        constraints = [
            models.UniqueConstraint(fields=["provider_account", "object_id", "kind"], name="foreign_object_once"),
            models.CheckConstraint(condition=~models.Q(amount_minor=0), name="foreign_object_moves_money"),
            models.CheckConstraint(
                condition=models.Q(entry__isnull=True, booked_by="", booked_at__isnull=True)
                | (models.Q(entry__isnull=False, booked_at__isnull=False) & ~models.Q(booked_by="")),
                name="foreign_object_booked_by_somebody",
            ),
        ]
        indexes = [
            models.Index(fields=["-created_at"], name="foreign_object_newest"),
            models.Index(fields=["provider_account", "charge_id"], name="foreign_object_undone"),
        ]

    def __str__(self) -> str:
        return self.object_id


class PayoutPart(models.Model):
    """One movement that a payout consists of, and which of our rows it is. Signed, in the payout's currency.

    `why` is empty where the part is on our books as the provider has it, or is foreign. `as_foreign`: its money went
    over `liabilities:foreign`, because nobody had booked it when the payout was.
    """

    payout = models.ForeignKey(Payout, on_delete=models.PROTECT, related_name="parts")
    part_id = models.CharField(max_length=200)
    kind = models.CharField(max_length=20)
    object_id = models.CharField(max_length=200, blank=True)
    charge_id = models.CharField(max_length=200, blank=True)
    gross_minor = models.BigIntegerField()
    fee_minor = models.BigIntegerField()
    net_minor = models.BigIntegerField()
    created_at = models.DateTimeField()
    provider_object = models.ForeignKey(ProviderObject, null=True, on_delete=models.PROTECT, related_name="parts")
    foreign = models.ForeignKey(ForeignObject, null=True, on_delete=models.PROTECT, related_name="parts")
    as_foreign = models.BooleanField(default=False)
    why = models.CharField(max_length=200, blank=True, help_text="Not empty: what is wrong with it")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["payout", "part_id"], name="payout_part_once"),
            models.CheckConstraint(
                condition=models.Q(net_minor=models.F("gross_minor") - models.F("fee_minor")),
                name="payout_part_net_is_gross_less_fee",
            ),
            models.CheckConstraint(
                condition=models.Q(provider_object__isnull=True) | models.Q(foreign__isnull=True),
                name="payout_part_is_ours_or_foreign",
            ),
        ]
        indexes = [models.Index(fields=["object_id"], name="payout_part_object")]

    def __str__(self) -> str:
        return self.part_id
