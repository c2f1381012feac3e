"""What a plea's wordings did and earned, gathered for its page. Words, pictures and tables are made from this alone.

Not here: the sums themselves (gifts.py, appeals/queries/counts.py) and the statistics (insight/learning).
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings

from smallfavor.appeals.models import Appeal, AppealTest
from smallfavor.appeals.queries.counts import Sums, exposure_batches, sums_of
from smallfavor.appeals.queries.drafts import published_draft
from smallfavor.appeals.queries.testing import current_shares, published_shares
from smallfavor.appeals.rules.shares import fractions
from smallfavor.core.money import exponent
from smallfavor.insight.learning.arms import Aim, Arm
from smallfavor.insight.learning.intervals import Comparison, compare
from smallfavor.insight.learning.share_check import ShareBatch, ShareCheck, share_check
from smallfavor.insight.learning.value import CAP_MINOR
from smallfavor.insight.results.arms import arms_of
from smallfavor.insight.results.gifts import GiftSums, Unpriced, Window, Worth, gift_sums, unpriced_gifts
from smallfavor.insight.results.guards import Guarded, guards
from smallfavor.insight.results.history import DayOfTest, history
from smallfavor.insight.results.retention import months_of_a_pledge
from smallfavor.insight.results.share_history import SharePoint, share_history

# Without a test nothing is concluded, and a season is enough to look at.
LOOKED_BACK = timedelta(days=90)
NOTHING = Sums()
NO_GIFTS = GiftSums()


@dataclass(frozen=True)
class Wording:
    """One variant: what readers' browsers counted, and what it brought. `share`: of the readers, now; 0 to 1."""

    slug: str
    is_control: bool
    share: float
    counts: Sums = NOTHING
    gifts: GiftSums = NO_GIFTS

    @property
    def per_thousand(self) -> float | None:
        """Value by 1,000 times that it was seen, in minor units of the base; None where it was not seen."""
        return 1000 * self.gifts.value / self.counts.impressions if self.counts.impressions else None


@dataclass(frozen=True)
class Place:
    """One country (empty: unknown), by variant."""

    country: str
    counts: Mapping[str, Sums]
    gifts: Mapping[str, GiftSums]

    @property
    def impressions(self) -> int:
        return sum(each.impressions for each in self.counts.values())

    def per_thousand(self, slug: str) -> float | None:
        seen = self.counts.get(slug, NOTHING).impressions
        return 1000 * self.gifts.get(slug, GiftSums()).value / seen if seen else None


@dataclass(frozen=True)
class Found:
    """All of a plea's page. Without a test there are sums and no conclusions.

    `comparisons`: each wording that was in the test against the control. `history` by the other wording.
    `strangers`: gifts whose link named a version or wording that was never published; they are in no sum.
    `joined`: wordings that were added while the test ran.
    """

    appeal: Appeal
    test: AppealTest | None
    window: Window
    worth: Worth
    wordings: Sequence[Wording]
    places: Sequence[Place]
    shares: Sequence[SharePoint]
    unpriced: Sequence[Unpriced]
    strangers: int
    comparisons: Sequence[Comparison] = ()
    guarded: Sequence[Guarded] = ()
    history: Mapping[str, Sequence[DayOfTest]] = field(default_factory=dict)
    check: ShareCheck | None = None
    joined: Sequence[str] = ()

    @property
    def control(self) -> str:
        return self.wordings[0].slug if self.wordings else ""

    @property
    def days(self) -> float:
        return (self.window.end - self.window.start) / timedelta(days=1)

    @property
    def has_anything(self) -> bool:
        return any(each.counts != NOTHING or each.gifts != GiftSums() for each in self.wordings)


def cap_minor(currency: str) -> int:
    """The usual bound of a gift's value: 250 of the base currency, in its minor units."""
    return int(CAP_MINOR * 10 ** (exponent(currency) - 2)) if exponent(currency) >= 2 else CAP_MINOR // 100


def usual_worth(now: datetime) -> Worth:
    """How gifts are valued where no test has frozen it."""
    currency = settings.BASE_CURRENCY
    return Worth(months=months_of_a_pledge(now), cap_minor=cap_minor(currency), currency=currency)


def window_of(test: AppealTest | None, now: datetime) -> Window:
    """The time that a test's results are of; without one, the last 90 days."""
    if test is None:
        return Window(now - LOOKED_BACK, now)
    return Window(test.started_at, test.ended_at or now)


def worth_of(test: AppealTest | None, now: datetime) -> Worth:
    """As the test has frozen it; as usual without one."""
    return Worth(test.months_expected, test.cap_minor, test.currency) if test else usual_worth(now)


def aim_of(test: AppealTest, variants: int) -> Aim:
    """`variants`: all that were ever in the test, so that one which is added makes each comparison stricter."""
    return Aim(minimum_effect=test.minimum_effect, variants=max(2, variants))


def found_for(appeal: Appeal, *, test: AppealTest | None, now: datetime) -> Found:
    """Everything about one plea: of `test`, or of the last 90 days where there is none."""
    window, worth = window_of(test, now), worth_of(test, now)
    by_country = gift_sums([appeal.slug], by=("version", "variant", "day", "country"), window=window, worth=worth)
    cells = _folded(by_country, lambda key: key[:3])
    counted = sums_of(appeal.slug, by=("variant",), since=window.first_day, until=window.last_day)
    counts = {slug: sums for (slug,), sums in counted.items()}
    shares = published_shares(appeal.slug, (version for version, _variant, _day in cells))
    known = {key: sums for key, sums in cells.items() if key[1] in shares.get(key[0], {})}
    order = _order(appeal, test, seen={*counts, *(variant for _version, variant, _day in known)})
    totals = _folded(known, lambda key: key[1])
    placed = {key: sums for key, sums in by_country.items() if key[:3] in known}
    basis = Found(
        appeal=appeal,
        test=test,
        window=window,
        worth=worth,
        wordings=[
            Wording(slug, number == 0, share, counts.get(slug, NOTHING), totals.get(slug, GiftSums()))
            for number, (slug, share) in enumerate(order.items())
        ],
        places=_places(appeal, window, _folded(placed, lambda key: (key[3], key[1])), set(order)),
        shares=share_history(appeal, window, is_open=test is None or test.is_open),
        unpriced=unpriced_gifts([appeal.slug], window=window, worth=worth) if _lacks_rates(cells) else [],
        strangers=_total(cells).gifts - _total(known).gifts,
    )
    return _concluded(basis, test, known, shares) if test is not None and len(order) > 1 else basis


def _concluded(
    basis: Found, test: AppealTest, cells: Mapping[tuple[str, str, date], GiftSums],
    shares: Mapping[str, Mapping[str, int]],
) -> Found:  # fmt: skip
    slugs = [each.slug for each in basis.wordings]
    arms = arms_of(cells, shares, slugs)
    control, others = arms[test.control], [arms[slug] for slug in slugs if slug != test.control]
    aim = aim_of(test, len(slugs))
    return Found(
        **{
            **vars(basis),
            "comparisons": [compare(control, other, aim=aim) for other in others],
            "guarded": guards(basis.appeal, basis.window, cells, shares, slugs, aim=aim),
            "history": {
                other.variant: history(cells, shares, test.control, other.variant, aim=aim, window=basis.window)
                for other in others
            },
            "check": shares_checked(test, basis.window),
            "joined": [slug for slug in slugs if slug not in test.variants],
        }
    )


def shares_checked(test: AppealTest, window: Window) -> ShareCheck | None:
    """Whether readers came to the wordings as published, in every batch of the test; None before the first reader."""
    batches = exposure_batches(test.appeal.slug, since=window.first_day)
    given = [ShareBatch(batch.shares, batch.exposed) for batch in batches if batch.day <= window.last_day]
    return share_check(given) if given else None


def arms_so_far(test: AppealTest, *, variants: Sequence[str], now: datetime) -> list[Arm]:
    """What the variants of a test that is under way have earned by version, as shares are made from."""
    window, worth = window_of(test, now), worth_of(test, now)
    cells = gift_sums([test.appeal.slug], by=("version", "variant", "day"), window=window, worth=worth)
    shares = published_shares(test.appeal.slug, (version for version, _variant, _day in cells))
    arms = arms_of(cells, shares, variants)
    return [arms[slug] for slug in variants]


def _order(appeal: Appeal, test: AppealTest | None, *, seen: set[str]) -> dict[str, float]:
    """Variants in the page's order, the control first, with their share now (0 for those that are gone)."""
    draft = published_draft(appeal)
    now = fractions(current_shares(draft)) if draft else {}
    begun = list(test.variants) if test else []
    if test is not None and not test.is_open:
        now = {slug: share for slug, share in now.items() if slug in {*begun, *seen}}
    return {slug: now.get(slug, 0.0) for slug in dict.fromkeys([*begun, *now, *sorted(seen)])}


def _folded(cells: Mapping[Any, GiftSums], key_of: Callable[[Any], Any]) -> dict[Any, GiftSums]:
    """Sums of the cells that have the same key."""
    sums: dict[Any, GiftSums] = {}
    for key, cell in cells.items():
        wanted = key_of(key)
        sums[wanted] = sums[wanted] + cell if wanted in sums else cell
    return sums


def _total(cells: Mapping[tuple[str, str, date], GiftSums]) -> GiftSums:
    return sum(cells.values(), GiftSums())


def _lacks_rates(cells: Mapping[tuple[str, str, date], GiftSums]) -> bool:
    return any(cell.unpriced for cell in cells.values())


def _places(appeal: Appeal, window: Window, gifts: Mapping[tuple[str, str], GiftSums], slugs: set[str]) -> list[Place]:
    """Countries by how often the plea was seen there, most first."""
    counts = sums_of(appeal.slug, by=("country", "variant"), since=window.first_day, until=window.last_day)
    found = [
        Place(
            country,
            {slug: sums for (place, slug), sums in counts.items() if place == country and slug in slugs},
            {slug: sums for (place, slug), sums in gifts.items() if place == country and slug in slugs},
        )
        for country in {country for country, _variant in (*counts, *gifts)}
    ]
    return sorted(found, key=lambda place: (-place.impressions, place.country))
