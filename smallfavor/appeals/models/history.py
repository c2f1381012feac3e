"""Who changed what and when, and what readers' browsers were given. Rows are only added."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from smallfavor.appeals.models.appeal import Appeal, AppealRevision


class AppealChange(models.Model):
    """One change of an appeal."""

    class Kind(models.TextChoices):
        CREATED = "created", _("Created")
        EDITED = "edited", _("Draft edited")
        PUBLISHED = "published", _("Published")
        TAKEN_DOWN = "taken_down", _("Taken down")
        ARCHIVED = "archived", _("Archived")
        RESTORED = "restored", _("Restored")

    appeal = models.ForeignKey(Appeal, on_delete=models.CASCADE, related_name="changes")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    revision = models.ForeignKey(AppealRevision, null=True, on_delete=models.SET_NULL, related_name="+")
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    reason = models.CharField(max_length=200, blank=True)
    happened_at = models.DateTimeField()

    class Meta:
        ordering = ["-happened_at", "-pk"]

    def __str__(self) -> str:
        return self.kind


class AskingSwitch(models.Model):
    """The kill switch: the newest row says whether anybody is asked at all. No row means: ask."""

    off = models.BooleanField()
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    reason = models.CharField(max_length=200, blank=True)
    happened_at = models.DateTimeField()

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return "off" if self.off else "on"


class ManifestVersion(models.Model):
    """A manifest that browsers were given, and the shares in it: {appeal: {variant: share}}."""

    version = models.CharField(max_length=40, unique=True)
    shares = models.JSONField()
    first_published_at = models.DateTimeField()
    last_published_at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return self.version
