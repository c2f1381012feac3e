"""Which part of the readers each wording was published for, over the time of a test.

Not here: the parts of readers that came (the share check).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from smallfavor.appeals.models import Appeal, ManifestVersion
from smallfavor.appeals.queries.drafts import published_draft
from smallfavor.appeals.queries.testing import current_shares
from smallfavor.appeals.rules.shares import fractions
from smallfavor.insight.results.gifts import Window


@dataclass(frozen=True)
class SharePoint:
    """From `at` on, parts of 1 by variant."""

    at: datetime
    parts: Mapping[str, float]


def share_history(appeal: Appeal, window: Window, *, is_open: bool) -> list[SharePoint]:
    """Every change of shares within the window, the shares at its start first; where it is open, those of now last.

    A manifest that came back (a plea taken down and published again) counts where it came first.
    """
    rows = ManifestVersion.objects.filter(first_published_at__lt=window.end, last_published_at__gte=window.start)
    points: list[SharePoint] = []
    for at, shares in rows.order_by("first_published_at", "pk").values_list("first_published_at", "shares"):
        parts = fractions(shares.get(appeal.slug, {}))
        if any(parts.values()):
            # A test's beginning publishes its shares: what is known first holds from there.
            _add(points, SharePoint(max(at, window.start) if points else window.start, parts))
    draft = published_draft(appeal)
    if is_open and draft:
        _add(points, SharePoint(window.end, fractions(current_shares(draft))))
    return points


def _add(points: list[SharePoint], point: SharePoint) -> None:
    if points and points[-1].at == point.at:
        points.pop()
    if not points or points[-1].parts != point.parts:
        points.append(point)
