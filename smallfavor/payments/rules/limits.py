"""The least and the most that a reader can give. In prose: docs/rules/amounts.md."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from smallfavor.core.money import Money, parse_major


@dataclass(frozen=True)
class CurrencyLimits:
    """What the paper takes in one currency, by interval; minor units."""

    currency: str
    minimum_minor: Mapping[str, int]
    maximum_minor: int
    presets_minor: Mapping[str, Sequence[int]]

    def least(self, interval: str, *, provider_minimum_minor: int) -> Money:
        """The higher of the paper's own minimum and the provider's: a gift can be as small as both bear."""
        return Money(max(self.minimum_minor[interval], provider_minimum_minor), self.currency)

    @property
    def most(self) -> Money:
        return Money(self.maximum_minor, self.currency)


def read_limits(giving: Mapping[str, Mapping[str, object]]) -> dict[str, CurrencyLimits]:
    """The GIVING setting, in minor units, by currency. Raises KeyError, TypeError or ValueError where it is wrong."""
    return {currency: _read_one(currency, written) for currency, written in giving.items()}


def _read_one(currency: str, written: Mapping[str, object]) -> CurrencyLimits:
    minimum, presets = written["minimum"], written["presets"]
    if not isinstance(minimum, Mapping) or not isinstance(presets, Mapping):
        raise TypeError(f"GIVING: minimum and presets of {currency} are given by interval")
    intervals = ("once", "monthly", "yearly")
    return CurrencyLimits(
        currency=currency,
        minimum_minor={interval: _minor(minimum[interval], currency) for interval in intervals},
        maximum_minor=_minor(written["maximum"], currency),
        presets_minor={interval: tuple(_minor(x, currency) for x in presets[interval]) for interval in intervals},
    )


def _minor(text: object, currency: str) -> int:
    return parse_major(str(text), currency).minor
