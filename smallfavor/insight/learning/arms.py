"""What a test is aimed at, and what its variants earned by manifest version. In prose: docs/rules/learning.md.

Pure numbers: no Django, no clock. Values are of one unit throughout (minor units of the base currency, or counts).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from math import isfinite


@dataclass(frozen=True)
class Aim:
    """What a test was set up to find; frozen when it starts.

    `minimum_effect`: the least difference worth finding, as a fraction (0.15 = +15 %). `variants` counts the control;
    with K of them each comparison with the control has `alpha` / (K - 1).
    """

    minimum_effect: float = 0.15
    alpha: float = 0.05
    power: float = 0.8
    variants: int = 2

    def __post_init__(self) -> None:
        if not 0 < self.minimum_effect < 100:
            raise ValueError("the minimum effect is a fraction above 0, such as 0.15")
        if not 0 < self.alpha < 1 or not 0 < self.power < 1:
            raise ValueError("alpha and power lie between 0 and 1")
        if self.variants < 2:
            raise ValueError("a test has at least two variants")

    @property
    def alpha_each(self) -> float:
        """The chance of error left to one comparison with the control."""
        return self.alpha / (self.variants - 1)


@dataclass(frozen=True)
class Gifts:
    """What one variant earned while one version of the manifest was out.

    `share`: its published share then, between 0 and 1 (0: not shown). `value`: sum of V; `squares`: sum of V squared
    (for counts: over readers, of each reader's count squared); `count`: how many. Money that was returned makes V, and
    so both sums, smaller; all may be 0. A gift counts for the version in its link, however late it comes.
    """

    share: float
    value: float = 0.0
    squares: float = 0.0
    count: int = 0

    def __post_init__(self) -> None:
        if not 0 <= self.share <= 1:
            raise ValueError("a share lies between 0 and 1")
        if not (isfinite(self.value) and isfinite(self.squares)) or self.squares < 0 or self.count < 0:
            raise ValueError("sums are finite numbers, and neither squares nor counts are below 0")

    @classmethod
    def of(cls, values: Iterable[float], *, share: float, cap: float | None = None) -> "Gifts":
        """Sum up single gifts, each at most `cap` (same unit; None: uncapped)."""
        kept = [value if cap is None else min(value, cap) for value in values]
        return cls(share=share, value=sum(kept), squares=sum(value * value for value in kept), count=len(kept))


@dataclass(frozen=True)
class Arm:
    """One variant of a test: `by_version` maps a manifest version to what it earned under it.

    A version in which the variant had no share, or that is missing, is the same. The order of versions means nothing.
    """

    variant: str
    by_version: Mapping[str, Gifts] = field(default_factory=dict)

    @property
    def value(self) -> float:
        return sum(each.value for each in self.by_version.values())

    @property
    def squares(self) -> float:
        return sum(each.squares for each in self.by_version.values())

    @property
    def count(self) -> int:
        return sum(each.count for each in self.by_version.values())
