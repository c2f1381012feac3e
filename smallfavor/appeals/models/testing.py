"""Tests of an appeal's variants, and the shares that were set beside the draft's own. Both stay for good.

Not here: what a test has found (insight) and the shares that each manifest was published with (history.py).
"""

from django.conf import settings
from django.db import models

from smallfavor.appeals.models.appeal import Appeal


class Allocation(models.TextChoices):
    HAND = "hand", "By hand"
    EVEN = "even", "Evenly"
    BANDIT = "bandit", "More for what earns more"


class AppealTest(models.Model):
    """One test of an appeal, from its start to its end. What is frozen at the start never moves.

    `variants` are the slugs that it began with, the control first. `plan` is what was expected at the start:
    {"days", "gifts_per_day", "kappa"}. An alarm is kept until the test ends: no later count takes it back.
    """

    appeal = models.ForeignKey(Appeal, on_delete=models.CASCADE, related_name="tests")
    started_at = models.DateTimeField()
    started_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    variants = models.JSONField()
    minimum_effect = models.FloatField(help_text="The least difference worth finding: 0.15 is 15 %")
    months_expected = models.FloatField(help_text="Of its first twelve, how many months a monthly pledge is paid")
    cap_minor = models.BigIntegerField(help_text="A gift's value counts up to this")
    currency = models.CharField(max_length=3, help_text="The base currency when the test began")
    allocation = models.CharField(max_length=8, choices=Allocation.choices)
    plan = models.JSONField(default=dict)
    winner = models.CharField(max_length=40, blank=True, help_text="Named at the end; empty: none")
    share_evidence = models.FloatField(null=True, help_text="The newest check: evidence against the shares, 1: none")
    share_checked_at = models.DateTimeField(null=True)
    alarmed_at = models.DateTimeField(null=True, help_text="When readers were first found not to come as published")

    class Meta:
        ordering = ["-started_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["appeal"], condition=models.Q(ended_at__isnull=True), name="appeal_one_open_test"
            ),
            models.CheckConstraint(
                condition=models.Q(ended_at__isnull=True) | models.Q(ended_at__gte=models.F("started_at")),
                name="appeal_test_ends_after_start",
            ),
            models.CheckConstraint(
                condition=models.Q(minimum_effect__gt=0, minimum_effect__lte=3), name="appeal_test_effect_bound"
            ),
            models.CheckConstraint(
                condition=models.Q(months_expected__gte=1, months_expected__lte=12), name="appeal_test_months_bound"
            ),
            models.CheckConstraint(condition=models.Q(cap_minor__gt=0), name="appeal_test_cap_positive"),
            models.CheckConstraint(
                condition=models.Q(allocation__in=Allocation.values), name="appeal_test_allocation_known"
            ),
            models.CheckConstraint(
                condition=models.Q(winner="") | models.Q(ended_at__isnull=False), name="appeal_test_winner_at_the_end"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.appeal_id} from {self.started_at:%Y-%m-%d}"

    @property
    def control(self) -> str:
        return str(self.variants[0])

    @property
    def is_open(self) -> bool:
        return self.ended_at is None


class ShareSetting(models.Model):
    """Shares that stand for the draft's own: {variant: share}, as whole numbers against each other.

    `over` are the draft's shares that they were set over: when an editor publishes others, those count again.
    """

    class By(models.TextChoices):
        HAND = "hand", "By hand"
        TEST = "test", "A test began"
        BANDIT = "bandit", "By what they earned"
        WINNER = "winner", "A test ended: shown to everyone"

    appeal = models.ForeignKey(Appeal, on_delete=models.CASCADE, related_name="share_settings")
    shares = models.JSONField()
    over = models.JSONField()
    by = models.CharField(max_length=8, choices=By.choices)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    set_at = models.DateTimeField()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(by__in=["hand", "test", "bandit", "winner"]), name="share_setting_by_known"
            ),
        ]
        indexes = [models.Index(fields=["appeal", "-id"], name="share_setting_newest")]

    def __str__(self) -> str:
        return f"{self.appeal_id}: {self.shares}"
