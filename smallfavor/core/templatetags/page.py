"""What every reader's page needs: its style sheets, the language switch, the direction of its script."""

from dataclasses import dataclass

from django import template
from django.conf import settings
from django.template import Context
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from smallfavor.core.styles import stylesheet_path

register = template.Library()


@dataclass(frozen=True)
class OtherLanguage:
    code: str
    name: str
    address: str


@register.simple_tag
def stylesheet(bundle: str) -> SafeString:
    """The link to a bundle of core/styles.py: `{% stylesheet "form" %}`."""
    return format_html('<link rel="stylesheet" href="{}">', stylesheet_path(bundle))


@register.simple_tag(takes_context=True)
def other_languages(context: Context) -> list[OtherLanguage]:
    """This page in the paper's other languages, by the `lang` parameter; what else was asked stays."""
    request = context.get("request")
    if request is None:
        return []
    others = []
    for code, name in settings.LANGUAGES:
        if code == get_language():
            continue
        asked = request.GET.copy()
        asked["lang"] = code
        others.append(OtherLanguage(code, name, f"{request.path}?{asked.urlencode()}"))
    return others
