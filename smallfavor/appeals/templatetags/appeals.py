"""What every baked page carries even where no script runs: the support link and a plain plea with plain links.

Not here: the appeals of the desk, which the script shows. These two stand outside the kill switch.
"""

from urllib.parse import urlencode

from django import template
from django.conf import settings

from smallfavor.core.money import parse_major
from smallfavor.core.paper import current_paper

register = template.Library()


@register.inclusion_tag("appeals/evergreen_plea.html")
def evergreen_plea(language: str) -> dict[str, object]:
    """A plain HTML plea in `language`. The caller puts it inside <noscript>, once a page."""
    currency, rules = next(iter(settings.GIVING.items()))
    monthly, once = rules["presets"]["monthly"][0], rules["presets"]["once"][0]
    return {
        "paper": current_paper(),
        "language": language,
        "monthly_amount": parse_major(monthly, currency).format(language),
        "monthly_url": _support_url(language, interval="monthly", amount=monthly, currency=currency),
        "once_url": _support_url(language, interval="once", amount=once, currency=currency),
        "remind_url": "/remind/?" + urlencode({"lang": language}),
    }


@register.inclusion_tag("appeals/support_link.html")
def support_link(language: str) -> dict[str, object]:
    """The link at the end of the masthead. The script may replace its words by those of a header appeal."""
    return {"paper": current_paper(), "language": language, "url": _support_url(language)}


def _support_url(language: str, **fields: str) -> str:
    return "/support/?" + urlencode({**fields, "lang": language})
