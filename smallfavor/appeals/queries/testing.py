"""Reads tests of appeals, and the shares that are set beside their drafts.

Not here: what a test has found (insight).
"""

from collections.abc import Iterable, Mapping

from smallfavor.appeals.models import Allocation, Appeal, AppealTest, ManifestVersion, ShareSetting
from smallfavor.appeals.rules.draft import AppealDraft
from smallfavor.appeals.rules.shares import SetShares, shares_of, with_shares


def open_test(appeal: Appeal) -> AppealTest | None:
    """The test that is under way; None between tests."""
    return AppealTest.objects.filter(appeal=appeal, ended_at__isnull=True).select_related("appeal").first()


def open_tests() -> list[AppealTest]:
    """All tests that are under way, with their appeals."""
    tests = AppealTest.objects.filter(ended_at__isnull=True).order_by("appeal__slug")
    return list(tests.select_related("appeal__live_revision", "appeal__campaign"))


def as_published(drafts: Iterable[AppealDraft]) -> list[AppealDraft]:
    """Live drafts with the shares, and the unit of sharing out, that readers get."""
    drafts = list(drafts)
    slugs = [each.slug for each in drafts]
    settings = _newest_settings(slugs)
    adaptive = set(
        AppealTest.objects.filter(
            appeal__slug__in=slugs, ended_at__isnull=True, allocation=Allocation.BANDIT
        ).values_list("appeal__slug", flat=True)
    )
    return [with_shares(each, settings.get(each.slug), adaptive=each.slug in adaptive) for each in drafts]


def current_shares(draft: AppealDraft) -> dict[str, int]:
    """The shares that readers get of this live draft."""
    return shares_of(as_published([draft])[0])


def published_shares(appeal: str, versions: Iterable[str]) -> dict[str, Mapping[str, int]]:
    """{version: {variant: share}} of an appeal, of those versions that are known and hold it."""
    rows = ManifestVersion.objects.filter(version__in=set(versions)).values_list("version", "shares")
    return {version: shares[appeal] for version, shares in rows if appeal in shares}


def _newest_settings(slugs: list[str]) -> dict[str, SetShares]:
    rows = ShareSetting.objects.filter(appeal__slug__in=slugs).order_by("appeal_id", "-pk").distinct("appeal_id")
    return {slug: SetShares(shares, over) for slug, shares, over in rows.values_list("appeal__slug", "shares", "over")}
