"""Campaigns and appeals. The fields of an appeal are its draft; what readers get is `live_revision`.

Not here: the wording (variant.py) and who changed what (history.py).
"""

import secrets

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Placement(models.TextChoices):
    HEADER = "header", _("Header link")
    BANNER = "banner", _("Banner at the foot of the window")
    INLINE = "inline", _("Inside the article")
    EPIC = "epic", _("At the article's end")


class Unit(models.TextChoices):
    """For how long a reader keeps a variant."""

    READER = "reader", _("For good")
    READER_WEEK = "reader-week", _("For a week")


def fresh_salt() -> str:
    return secrets.token_hex(6)


class Campaign(models.Model):
    """A period with a goal, under which appeals stand."""

    slug = models.SlugField(max_length=60, unique=True)
    name = models.CharField(max_length=120)
    goal_minor = models.BigIntegerField(null=True, blank=True)
    currency = models.CharField(max_length=3, blank=True)
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(goal_minor__isnull=True, currency="")
                | (models.Q(goal_minor__gt=0) & ~models.Q(currency="")),
                name="campaign_goal_has_currency",
            ),
            models.CheckConstraint(
                condition=models.Q(ends_on__isnull=True)
                | models.Q(starts_on__isnull=True)
                | models.Q(ends_on__gte=models.F("starts_on")),
                name="campaign_ends_after_start",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Appeal(models.Model):
    """One plea at one placement. `slug` is its id in the manifest, in tallies and on payments: it never changes."""

    slug = models.SlugField(max_length=60, unique=True)
    name = models.CharField(max_length=120)
    placement = models.CharField(max_length=10, choices=Placement.choices)
    priority = models.PositiveSmallIntegerField(default=50, help_text="Of several that fit, the highest is shown")
    campaign = models.ForeignKey(Campaign, null=True, blank=True, on_delete=models.SET_NULL, related_name="appeals")
    starts_at = models.DateTimeField(null=True, blank=True)
    ends_at = models.DateTimeField(null=True, blank=True)
    deadline = models.DateTimeField(null=True, blank=True, help_text="What {days_left} counts to; else the end")
    audience = models.JSONField(default=dict, blank=True, help_text="The shape of rules.draft.Audience")
    cap_views = models.PositiveSmallIntegerField(null=True, blank=True)
    cap_days = models.PositiveSmallIntegerField(null=True, blank=True)
    gap_days = models.PositiveSmallIntegerField(default=0)
    quiet_days = models.PositiveSmallIntegerField(null=True, blank=True, help_text="After a dismissal; else as always")
    gentle = models.BooleanField(default=False, help_text="May stand on sensitive pages too")
    holdback_percent = models.PositiveSmallIntegerField(default=0)
    unit = models.CharField(max_length=12, choices=Unit.choices, default=Unit.READER)
    salt = models.CharField(max_length=40, default=fresh_salt, editable=False)
    archived = models.BooleanField(default=False)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    version = models.PositiveIntegerField(default=0, help_text="Counts the saved drafts, so that none is overwritten")
    live_revision = models.ForeignKey("AppealRevision", null=True, on_delete=models.PROTECT, related_name="+")
    updated_at = models.DateTimeField()

    class Meta:
        permissions = [("publish_appeal", "Can publish pleas and stop all asking")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends_at__isnull=True)
                | models.Q(starts_at__isnull=True)
                | models.Q(ends_at__gt=models.F("starts_at")),
                name="appeal_ends_after_start",
            ),
            models.CheckConstraint(
                condition=models.Q(cap_views__isnull=True, cap_days__isnull=True)
                | models.Q(cap_views__gte=1, cap_days__gte=1),
                name="appeal_cap_whole",
            ),
            models.CheckConstraint(
                condition=models.Q(quiet_days__isnull=True) | models.Q(quiet_days__gte=1, quiet_days__lte=365),
                name="appeal_quiet_days_bound",
            ),
            models.CheckConstraint(condition=models.Q(unit__in=Unit.values), name="appeal_unit_known"),
            models.CheckConstraint(condition=models.Q(holdback_percent__lte=90), name="appeal_holdback_bound"),
            models.CheckConstraint(
                condition=models.Q(archived=False) | models.Q(live_revision__isnull=True),
                name="appeal_archived_is_not_live",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class AppealRevision(models.Model):
    """What was published, whole, as the JSON of rules.draft.AppealDraft. Append-only."""

    appeal = models.ForeignKey(Appeal, on_delete=models.CASCADE, related_name="revisions")
    number = models.PositiveIntegerField()
    content = models.JSONField()
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    published_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["appeal", "number"], name="appeal_revision_number")]

    def __str__(self) -> str:
        return f"{self.appeal_id} as of {self.published_at:%Y-%m-%d %H:%M}"
