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
        BROUGHT_BACK = "brought_back", _("An earlier version made the draft")
        COPIED = "copied", _("Made as a copy")
        EXPORTED = "exported", _("Exported")
        IMPORTED = "imported", _("Imported")
        GIVEN = "given", _("Given to another owner")
        TAKEN_OVER = "taken_over", _("Taken over while somebody was writing")

    appeal = models.ForeignKey(Appeal, on_delete=models.CASCADE, related_name="changes")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    revision = models.ForeignKey(AppealRevision, null=True, on_delete=models.SET_NULL, related_name="+")
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    reason = models.CharField(max_length=200, blank=True)
    version = models.PositiveIntegerField(null=True, help_text="Of the draft that it left; null where no draft changed")
    content = models.JSONField(null=True, help_text="That draft, whole, as the JSON of rules.draft.AppealDraft")
    happened_at = models.DateTimeField()

    class Meta:
        ordering = ["-happened_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(version__isnull=True, content__isnull=True)
                | models.Q(version__isnull=False, content__isnull=False),
                name="appeal_change_version_has_content",
            ),
        ]

    def __str__(self) -> str:
        return self.kind


class AppealHold(models.Model):
    """Somebody is writing this appeal. A soft lock: it grows stale, and another person may take over."""

    appeal = models.OneToOneField(Appeal, on_delete=models.CASCADE, related_name="hold")
    holder = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    since = models.DateTimeField()
    seen_at = models.DateTimeField(help_text="When the holder was last known to write")

    def __str__(self) -> str:
        return f"{self.appeal_id} since {self.since:%Y-%m-%d %H:%M}"


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
