"""The desk's first screen: which plea works, in words."""

from typing import Any

from wagtail.admin.ui.components import Component

from smallfavor.appeals.queries.drafts import asking_is_off
from smallfavor.core.clock import utcnow
from smallfavor.core.paper import current_paper
from smallfavor.insight.queries.pleas import PleaResult, plea_results

DAYS = 30
SHOWN = 4


class PleasPanel(Component):
    """How often each live plea was seen and followed, and how many gifts came by it."""

    name = "pleas"
    order = 55
    template_name = "desk/pleas/panel.html"

    def get_context_data(self, parent_context: dict[str, Any]) -> dict[str, Any]:
        results = plea_results(now=utcnow(), days=DAYS, zone=current_paper().zone)[:SHOWN]
        return {
            "off": asking_is_off(),
            "days": DAYS,
            "results": [(each, result_sentence(each)) for each in results],
        }


def result_sentence(result: PleaResult) -> str:
    """“seen 4,321 times, followed 17 times, 5 gifts”."""
    if not result.seen and not result.gifts:
        return "not seen yet"
    gifts = "1 gift" if result.gifts == 1 else f"{result.gifts or 'no'} gifts"
    return ", ".join([_times("seen", result.seen), _times("followed", result.clicked), gifts])


def _times(deed: str, count: int) -> str:
    if not count:
        return f"never {deed}"
    return f"{deed} once" if count == 1 else f"{deed} {count:,} times"
