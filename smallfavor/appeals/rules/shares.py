"""Shares that are set beside an appeal's draft: which count, which are allowed, when they differ. Pure.

Not here: which shares would be best (insight/learning/bandit.py).
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from smallfavor.appeals.rules.draft import AppealDraft

SHARE_MAX = 10_000
CONTROL_FLOOR = 0.2
MATERIAL = 0.01  # a hundredth of the readers: less is not worth a new manifest
ADAPTIVE_UNIT = "reader-week"  # so that readers who come back can move


class SharesInvalid(ValueError):
    """Raised for shares that can't be published: a strange variant, below zero, or none above it."""

    code = "shares_invalid"


@dataclass(frozen=True)
class SetShares:
    """`shares` by variant, whole numbers against each other; `over` are the draft's that they were set over."""

    shares: Mapping[str, int]
    over: Mapping[str, int]


def shares_of(draft: AppealDraft) -> dict[str, int]:
    """The draft's own shares by variant."""
    return {each.slug: each.share for each in draft.variants}


def shown_variants(draft: AppealDraft) -> list[str]:
    """The variants that readers get by the draft, the control first."""
    return [each.slug for each in draft.variants if each.share > 0]


def with_shares(draft: AppealDraft, setting: SetShares | None, *, adaptive: bool) -> AppealDraft:
    """The draft as it is to be published: with the shares of `setting`, by reader-weeks where shares adapt.

    The draft's own shares count where the editor has published others since, and where the setting would leave nobody.
    A variant that was added since gets as much as the others have on average.
    """
    if adaptive:
        draft = replace(draft, unit=ADAPTIVE_UNIT)
    own = shares_of(draft)
    if setting is None or any(own[slug] != share for slug, share in setting.over.items() if slug in own):
        return draft
    kept = {slug: share for slug, share in setting.shares.items() if slug in own}
    given = [share for share in kept.values() if share > 0]
    if not given:
        return draft
    usual = max(1, round(sum(given) / len(given)))
    variants = tuple(
        replace(each, share=kept.get(each.slug, usual if each.share > 0 else 0)) for each in draft.variants
    )
    return replace(draft, variants=variants)


def checked(shares: Mapping[str, int], variants: list[str]) -> dict[str, int]:
    """`shares` of every one of `variants`, none of others. Raises SharesInvalid."""
    if set(shares) != set(variants):
        raise SharesInvalid("every variant that readers get has a share, and no other one")
    if any(type(share) is not int or not 0 <= share <= SHARE_MAX for share in shares.values()):
        raise SharesInvalid(f"a share is a whole number from 0 to {SHARE_MAX}")
    if not any(shares.values()):
        raise SharesInvalid("at least one variant needs a share above zero")
    return {slug: shares[slug] for slug in variants}


def in_percent(parts: Mapping[str, float]) -> dict[str, int]:
    """Parts of 1 as whole percents that add up to 100; who has any part keeps at least one."""
    percents = {name: max(1, round(100 * part)) if part > 0 else 0 for name, part in parts.items()}
    largest = max(percents, key=lambda name: percents[name])
    percents[largest] += 100 - sum(percents.values())
    return percents


def fractions(shares: Mapping[str, float]) -> dict[str, float]:
    """Shares as parts of 1; all 0 where none is above it."""
    whole = sum(shares.values())
    return {name: share / whole if whole else 0.0 for name, share in shares.items()}


def differ(before: Mapping[str, float], after: Mapping[str, float]) -> bool:
    """Whether a share moves by more than a hundredth of all readers, or the variants are others."""
    old, new = fractions(before), fractions(after)
    return old.keys() != new.keys() or any(abs(old[name] - new[name]) > MATERIAL + 1e-9 for name in new)
