"""From sums of gifts to what the statistics take: each variant's gifts by version, with the shares of that version."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from smallfavor.appeals.rules.shares import fractions
from smallfavor.insight.learning.arms import Arm, Gifts
from smallfavor.insight.results.gifts import GiftSums

Cells = Mapping[tuple[str, str, date], GiftSums]
Shares = Mapping[str, Mapping[str, int]]
Measure = Callable[[GiftSums], tuple[float, float, int]]  # sum, sum of squares, how many


def by_value(sums: GiftSums) -> tuple[float, float, int]:
    """V, capped."""
    return sums.value, sums.squares, sums.gifts


def by_gifts(sums: GiftSums) -> tuple[float, float, int]:
    """How many gifts; each counts one."""
    return sums.gifts, sums.gifts, sums.gifts


def by_monthly(sums: GiftSums) -> tuple[float, float, int]:
    """How many pledges of every month."""
    return sums.monthly, sums.monthly, sums.monthly


def arms_of(cells: Cells, shares: Shares, variants: Sequence[str], measure: Measure = by_value) -> dict[str, Arm]:
    """An arm for each of `variants`. A version in which any of them earned something is in every arm that had a share.

    `shares` by version; versions that are not in it are left out.
    """
    sums: dict[tuple[str, str], GiftSums] = {}
    for (version, variant, _day), cell in cells.items():
        if version in shares:
            sums[version, variant] = sums.get((version, variant), GiftSums()) + cell
    versions = {version for version, _variant in sums}
    parts = {version: fractions(shares[version]) for version in versions}
    arms = {}
    for slug in variants:
        by_version = {}
        for version in sorted(versions):
            share = parts[version].get(slug, 0.0)
            if share > 0:
                value, squares, count = measure(sums.get((version, slug), GiftSums()))
                by_version[version] = Gifts(share=share, value=value, squares=squares, count=count)
        arms[slug] = Arm(slug, by_version)
    return arms
