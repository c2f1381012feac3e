"""A payer's word that we may ask their bank, and the page on which they give it."""

from django.db import models

from smallfavor.supporters.models import Supporter


class MandateState(models.TextChoices):
    ACTIVE = "active"
    ENDED = "ended"


class Mandate(models.Model):
    """One SEPA Core mandate. Who signed it and for which account opens with the supporter's own key alone."""

    account = models.CharField(max_length=40, help_text="The provider account's code")
    reference = models.CharField(max_length=35, unique=True)
    supporter = models.ForeignKey(Supporter, on_delete=models.PROTECT, related_name="mandates")
    holder_sealed = models.BinaryField(null=True)
    iban_sealed = models.BinaryField(null=True)
    label = models.CharField(max_length=40, blank=True, help_text="DE•• •••• 3000, never whole")
    language = models.CharField(max_length=10, default="en")
    text_version = models.CharField(max_length=40, help_text="Of the mandate text that was signed")
    recurs = models.BooleanField(help_text="False: for one debit")
    signed_on = models.DateField(help_text="The paper's own date")
    created_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=MandateState.choices, default=MandateState.ACTIVE)
    ended_at = models.DateTimeField(null=True)
    end_reason = models.CharField(max_length=80, blank=True)
    last_used_on = models.DateField(null=True, help_text="The latest day for which the bank was asked under it")
    series_minor = models.BigIntegerField(null=True, help_text="The amount that was announced for every period")
    metadata = models.JSONField(default=dict, help_text="Of the page that it was signed on; nothing personal")

    class Meta:
        permissions = [("end_mandate", "Can end mandates for direct debit")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state=MandateState.ENDED) | models.Q(iban_sealed__isnull=False),
                name="mandate_active_has_an_account",
            ),
        ]
        indexes = [
            models.Index(fields=["account", "created_at"], name="mandate_when"),
            models.Index(fields=["signed_on"], condition=models.Q(state=MandateState.ACTIVE), name="mandate_alive"),
        ]

    def __str__(self) -> str:
        return self.reference


class PageState(models.TextChoices):
    OPEN = "open"
    COMPLETE = "complete"
    EXPIRED = "expired"


class MandatePage(models.Model):
    """A page of ours on which a mandate is signed: for a payment, or (`amount_minor` None) to save a way to pay."""

    account = models.CharField(max_length=40)
    object_id = models.CharField(max_length=40, unique=True)
    key = models.CharField(max_length=64)
    fingerprint = models.CharField(max_length=64, help_text="Of the bytes that asked for it")
    metadata = models.JSONField(default=dict)
    payment = models.CharField(max_length=40, blank=True, help_text="What the metadata says that it is for")
    attempt = models.PositiveIntegerField(default=0)
    pledge = models.CharField(max_length=40, blank=True)
    amount_minor = models.BigIntegerField(null=True)
    currency = models.CharField(max_length=3, blank=True)
    interval = models.CharField(max_length=10)
    saves = models.BooleanField(help_text="Further debits follow without the payer")
    return_url = models.TextField()
    cancel_url = models.TextField()
    language = models.CharField(max_length=10)
    state = models.CharField(max_length=10, choices=PageState.choices, default=PageState.OPEN)
    expires_at = models.DateTimeField()
    created_at = models.DateTimeField()
    mandate = models.OneToOneField(Mandate, null=True, on_delete=models.PROTECT, related_name="page")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["account", "key"], name="mandate_page_once"),
            models.CheckConstraint(
                condition=models.Q(state=PageState.COMPLETE, mandate__isnull=False)
                | (~models.Q(state=PageState.COMPLETE) & models.Q(mandate__isnull=True)),
                name="mandate_page_complete_means_signed",
            ),
        ]
        indexes = [
            models.Index(fields=["account", "created_at"], name="mandate_page_when"),
            models.Index(fields=["payment", "attempt"], name="mandate_page_of_attempt"),
            models.Index(fields=["pledge"], condition=~models.Q(pledge=""), name="mandate_page_of_pledge"),
        ]

    def __str__(self) -> str:
        return self.object_id
