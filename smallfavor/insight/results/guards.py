"""What a wording must not hurt while it earns: the number of gifts, pledges of every month, readers' patience."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from smallfavor.appeals.models import Appeal
from smallfavor.appeals.queries.counts import sums_of
from smallfavor.appeals.queries.testing import published_shares
from smallfavor.appeals.rules.shares import fractions
from smallfavor.insight.learning.arms import Aim, Arm, Gifts
from smallfavor.insight.learning.guardrails import Guardrail, guardrail
from smallfavor.insight.results.arms import Cells, Measure, Shares, arms_of, by_gifts, by_monthly
from smallfavor.insight.results.gifts import Window

GIFTS, MONTHLY, DISMISSED = "gifts", "monthly", "dismissed"
_MEASURES: Mapping[str, Measure] = {GIFTS: by_gifts, MONTHLY: by_monthly}


@dataclass(frozen=True)
class Guarded:
    """One figure of one wording. Of `dismissed`, where less is better, the comparison stands the other way round."""

    what: str
    variant: str
    control: str
    rail: Guardrail


def guards(
    appeal: Appeal, window: Window, cells: Cells, shares: Shares, variants: Sequence[str], *, aim: Aim
) -> list[Guarded]:
    """Every guardrail of every wording but the first, which is the control."""
    control, *others = variants
    found = []
    for what, measure in _MEASURES.items():
        arms = arms_of(cells, shares, variants, measure)
        found += [
            Guarded(what, other, control, guardrail(arms[control], arms[other], aim=aim)) for other in others
        ]  # fmt: skip
    arms = _dismissals(appeal, window, variants)
    found += [Guarded(DISMISSED, other, control, guardrail(arms[other], arms[control], aim=aim)) for other in others]
    return found


def _dismissals(appeal: Appeal, window: Window, variants: Sequence[str]) -> dict[str, Arm]:
    """Dismissals by version. Whoever dismisses is left alone, so that one reader counts about once."""
    counts = sums_of(appeal.slug, by=("version", "variant"), since=window.first_day, until=window.last_day)
    published = published_shares(appeal.slug, (version for version, _variant in counts))
    arms = {}
    for slug in variants:
        by_version = {}
        for version, shares in published.items():
            share = fractions(shares).get(slug, 0.0)
            if share > 0:
                sums = counts.get((version, slug))
                times = sums.dismissals if sums else 0
                by_version[version] = Gifts(share=share, value=times, squares=times, count=times)
        arms[slug] = Arm(slug, by_version)
    return arms
