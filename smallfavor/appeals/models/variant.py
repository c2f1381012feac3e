"""The wordings of an appeal, as they are being written."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from smallfavor.appeals.models.appeal import Appeal


class Variant(models.Model):
    """One wording of an appeal. `share` counts against the other variants' shares."""

    class Interval(models.TextChoices):
        ONCE = "once", _("Once")
        MONTHLY = "monthly", _("Every month")
        YEARLY = "yearly", _("Every year")

    appeal = models.ForeignKey(Appeal, on_delete=models.CASCADE, related_name="variants")
    slug = models.SlugField(max_length=40)
    share = models.PositiveSmallIntegerField(default=1)
    interval = models.CharField(max_length=10, choices=Interval.choices, default=Interval.MONTHLY)
    amount_index = models.PositiveSmallIntegerField(default=0, help_text="Which preset is chosen at first")
    design = models.CharField(max_length=20, default="page", help_text="One of rules.designs.DESIGNS")
    accent = models.CharField(max_length=7, blank=True, help_text="#rrggbb; empty: the paper's own")
    choice = models.CharField(max_length=10, blank=True, help_text="form, cards or button; empty: as suits the place")
    ticker = models.BooleanField(default=False, help_text="The campaign's goal and what was raised stand in it")
    position = models.PositiveSmallIntegerField(default=0, help_text="The first is the control")

    class Meta:
        ordering = ["position", "pk"]
        constraints = [models.UniqueConstraint(fields=["appeal", "slug"], name="variant_slug")]

    def __str__(self) -> str:
        return self.slug


class VariantText(models.Model):
    """The words of one variant in one language.

    `body` is plain text: an empty line parts paragraphs, *so* is strong. The button's words are not here: it says what
    it does.
    """

    variant = models.ForeignKey(Variant, on_delete=models.CASCADE, related_name="texts")
    language = models.CharField(max_length=10)
    heading = models.CharField(max_length=200, blank=True)
    body = models.TextField(blank=True)
    signature = models.CharField(max_length=200, blank=True)
    methods = models.CharField(max_length=200, blank=True)
    note = models.CharField(max_length=60, blank=True, help_text="Beside the amount that is chosen at first")

    class Meta:
        ordering = ["language"]
        constraints = [models.UniqueConstraint(fields=["variant", "language"], name="variant_text_language")]

    def __str__(self) -> str:
        return f"{self.variant_id} {self.language}"
