"""How the ways to pay stand on the form: as cards, each with the intervals at which it takes what is shown there.

All that readers of the country may have are in the page, for the script; those that do not fit are hidden. Not here:
which exist and in which order (offers.py), the refusal of one that does not fit (forms/support.py).
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass

from smallfavor.core.money import Money
from smallfavor.giving.forms.support import SupportForm, nothing_fits, nothing_works
from smallfavor.giving.offers import INTERVALS
from smallfavor.payments.providers.looks import Look
from smallfavor.payments.queries import OfferedMethod, PledgeWay, all_limits


@dataclass(frozen=True)
class WayCard:
    """`fits`: at which intervals it takes what the form shows for each. `icon` is our own drawing, from the code."""

    code: str
    name: str
    leads_to: str
    saves: str
    icon: str
    fits: tuple[str, ...]
    checked: bool


def ways_context(form: SupportForm, currency: str, interval: str) -> dict[str, object]:
    """`ways`, the cards; `way_alone`, the one that is no choice, or None; `takes`, the limits for the script."""
    fits = {way.code: _fits(form, way, currency) for way in form.ways}
    chosen = _chosen(form, fits, interval)
    ways = [_card(way.code, way.look, fits[way.code], way.code == chosen) for way in form.ways]
    shown = [way for way in ways if way.fits]
    return {
        "ways": ways,
        "way_alone": shown[0] if len(shown) == 1 else None,
        "ways_fit": any(interval in way.fits for way in ways),
        "nothing_fits": nothing_fits() if form.ways else nothing_works(),
        "takes": json.dumps({way.code: _takes(way) for way in form.ways}, separators=(",", ":")),
    }


def cards_for_pledge(ways: Sequence[PledgeWay], chosen: str) -> list[WayCard]:
    """The ways in which a pledge can be paid from now on."""
    codes = [way.code for way in ways]
    marked = chosen if chosen in codes else next(iter(codes), "")
    return [_card(way.code, way.look, INTERVALS, way.code == marked) for way in ways]


def _card(code: str, look: Look, fits: tuple[str, ...], checked: bool) -> WayCard:
    return WayCard(code, str(look.name), str(look.leads_to), str(look.saves), look.icon, fits, checked)


def _fits(form: SupportForm, way: OfferedMethod, currency: str) -> tuple[str, ...]:
    """At which intervals the way fits. An amount that no way takes does not count: it is refused itself."""
    return tuple(interval for interval in INTERVALS if _takes_shown(form, way, currency, interval))


def _takes_shown(form: SupportForm, way: OfferedMethod, currency: str, interval: str) -> bool:
    amount = form.amount_at(interval, currency)
    if amount is None or not any(one.takes(amount, interval) for one in form.ways):
        return way.offers(currency, interval)
    return way.takes(amount, interval)


def _chosen(form: SupportForm, fits: dict[str, tuple[str, ...]], interval: str) -> str:
    """What was chosen, while it fits; else the first that does."""
    wanted = form.shown("method")
    if interval in fits.get(wanted, ()):
        return wanted
    return next((code for code, intervals in fits.items() if interval in intervals), "")


def _takes(way: OfferedMethod) -> dict[str, list[list[object]]]:
    """By currency of the paper's: what each account takes, as [intervals, least, most or 0], in whole and parts."""
    found: dict[str, list[list[object]]] = {}
    for method in way.takers:
        for currency in method.minimum_minor.keys() & all_limits().keys():
            limits = (method.minimum_minor[currency], method.maximum_minor.get(currency, 0))
            intervals = [one for one in INTERVALS if one in method.intervals]
            found.setdefault(currency, []).append([intervals, *(_major(minor, currency) for minor in limits)])
    return found


def _major(minor: int, currency: str) -> float:
    """For comparing in the browser alone, never for counting money."""
    return float(Money(minor, currency).major)
