"""What a campaign has raised, as it was counted last, and who changed a campaign. The campaign itself: appeal.py."""

from django.conf import settings
from django.db import models

from smallfavor.appeals.models.appeal import Campaign


class CampaignTotal(models.Model):
    """The last count of a campaign; the ticker shows it. Amounts are in minor units of the campaign's currency.

    `people` are those whose gifts are in it. `without_rate` are gifts that are not, for want of a dated rate:
    {currency: how many}.
    """

    campaign = models.OneToOneField(Campaign, on_delete=models.CASCADE, related_name="total")
    raised_minor = models.BigIntegerField()
    gifts = models.PositiveIntegerField()
    people = models.PositiveIntegerField()
    without_rate = models.JSONField(default=dict, blank=True)
    counted_at = models.DateTimeField()

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.campaign_id}: {self.raised_minor}"


class CampaignChange(models.Model):
    """A campaign as it was saved, by whom. Append-only."""

    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="changes")
    content = models.JSONField(help_text="Name, goal in minor units, currency, first and last day")
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    happened_at = models.DateTimeField()

    class Meta:
        default_permissions = ()
        ordering = ["-happened_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.campaign_id} as of {self.happened_at:%Y-%m-%d %H:%M}"
