"""What a provider can do, and what its service bears; part of the contract in base.py."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta

from smallfavor.core.money import Money
from smallfavor.payments.providers.looks import Look


@dataclass(frozen=True)
class Method:
    """One way to pay.

    `minimum_minor` by currency: what is not in it is not offered. `maximum_minor`: where there is a most.
    `countries`: where payers have it, two letters; empty: everywhere. `page_life`: how long its page waits for the
    payer. `pushed`: the payer sends the money; a renewal then expects it and takes nothing. `offered` False: noted at
    the desk, on no reader's form. `reversible_for`: how long a success can still be taken back by the payer's bank.
    """

    code: str
    intervals: frozenset[str]
    minimum_minor: Mapping[str, int]
    look: Look
    maximum_minor: Mapping[str, int] = field(default_factory=dict)
    countries: frozenset[str] = frozenset()
    page_life: timedelta = timedelta(hours=3)
    pushed: bool = False
    offered: bool = True
    reversible_for: timedelta = timedelta(days=120)

    def takes(self, amount: Money, interval: str) -> bool:
        least, most = self.minimum_minor.get(amount.currency), self.maximum_minor.get(amount.currency)
        fits = least is not None and least <= amount.minor and (most is None or amount.minor <= most)
        return fits and interval in self.intervals

    def known_in(self, country: str) -> bool:
        """True where payers of this country ("" when unknown) may have it."""
        return not country or not self.countries or country in self.countries


@dataclass(frozen=True)
class Capabilities:
    methods: tuple[Method, ...]
    hosted_origins: tuple[str, ...]  # where forms may lead to: for the Content-Security-Policy
    refunds: bool = True
    lists_declines: bool = True  # False: a decline is told once, in the answer, and no list shows it later
    lists_lag: timedelta = timedelta(minutes=10)  # what is younger may not be in the service's lists yet
    settles_in: str = ""  # the currency in which payouts reach the bank; empty: each currency as it came

    def method(self, code: str) -> Method | None:
        return next((method for method in self.methods if method.code == code), None)


@dataclass(frozen=True)
class Limits:
    """What the service bears. `timeout_s`: the longest that one call can take in all; leases are longer.

    `concurrency`: calls that all workers together have in hand at once. `calls_per_s`: for each operation. After
    calls in a row without an answer nothing is sent for `pause_s`, then longer, up to `longest_pause_s`.
    """

    timeout_s: float
    concurrency: int
    calls_per_s: float
    pause_s: float = 5.0
    longest_pause_s: float = 300.0
