"""Fields of the audience: countries by name, topics and segments as words, articles by their address.

Not here: which sentence a field stands in (audience_form.py).
"""

import re
from difflib import get_close_matches
from functools import cache
from typing import Any
from urllib.parse import urlsplit

from django import forms
from django.core.exceptions import ValidationError

from smallfavor.appeals.rules.groups import GROUPS
from smallfavor.desk.pleas.reader_words import COUNTRIES, country_name
from smallfavor.publication.models import Article

_ALIASES = {
    "eu": "@eu", "european union": "@eu", "eea": "@eea", "uk": "GB", "great britain": "GB", "britain": "GB",
    "usa": "US", "united states of america": "US", "america": "US", "czech republic": "CZ", "turkey": "TR",
    "holland": "NL", "macedonia": "MK", "ivory coast": "CI", "burma": "MM",
}  # fmt: skip


@cache
def _known_places() -> dict[str, str]:
    """What an editor may call a country or a group, in small letters, to its code."""
    names = {_plain(name): code for code, name in COUNTRIES.items()}
    names |= {code.casefold(): code for code in COUNTRIES}
    for group, (name, _members) in GROUPS.items():
        names[_plain(name)] = names[f"@{group}"] = f"@{group}"
    return names | _ALIASES


def _plain(name: str) -> str:
    return " ".join(name.casefold().replace("&", "and").removeprefix("the ").split())


class CountriesField(forms.CharField):
    """Countries and groups of them by their names or codes, parted by commas; cleaned to a tuple of codes."""

    def __init__(self, **options: Any) -> None:
        super().__init__(required=False, **options)

    def clean(self, value: Any) -> tuple[str, ...]:
        typed = [part.strip() for part in re.split(r"[,;\n]+", str(super().clean(value))) if part.strip()]
        return tuple(dict.fromkeys(code for part in typed for code in _codes(part)))

    def prepare_value(self, value: Any) -> Any:
        return ", ".join(map(country_name, value)) if isinstance(value, list | tuple) else value


def _codes(typed: str) -> list[str]:
    """The code of a name, or the codes of several that only spaces part: "LV EE"."""
    known = _known_places()
    if _plain(typed) in known:
        return [known[_plain(typed)]]
    parts = [_plain(part) for part in typed.split()]
    if all(len(part) == 2 and part in known for part in parts):
        return [known[part] for part in parts]
    close = get_close_matches(_plain(typed), known, n=1)
    hint = f" Did you mean {country_name(known[close[0]])}?" if close else ""
    raise ValidationError("No country is called “%(typed)s”.%(hint)s", params={"typed": typed, "hint": hint})


class WordsField(forms.CharField):
    """Several words parted by commas or spaces; cleaned to a tuple, each once."""

    def __init__(self, **options: Any) -> None:
        super().__init__(required=False, **options)

    def clean(self, value: Any) -> tuple[str, ...]:
        words = re.split(r"[\s,;]+", str(super().clean(value)))
        return tuple(dict.fromkeys(word for word in words if word))

    def prepare_value(self, value: Any) -> Any:
        return ", ".join(value) if isinstance(value, list | tuple) else value


class TopicsField(WordsField):
    """Topics by their names or ids. Another site's pages may have topics of their own, so any word is taken."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.names: dict[str, str] = {}  # id to name, set by the form

    def clean(self, value: Any) -> tuple[str, ...]:
        ids = {name.casefold(): slug for slug, name in self.names.items()}
        typed = [part.strip() for part in re.split(r"[,;\n]+", str(forms.CharField.clean(self, value)))]
        found = [
            word for part in typed for word in ([ids[part.casefold()]] if part.casefold() in ids else part.split())
        ]
        return tuple(dict.fromkeys(found))

    def prepare_value(self, value: Any) -> Any:
        if not isinstance(value, list | tuple):
            return value
        return ", ".join(self.names.get(str(each), str(each)) for each in value)


class ArticlesField(forms.CharField):
    """Articles by their addresses, one a line; cleaned to a tuple of ids as text.

    Articles of another site have ids of that site's own: they are written as id:WORD, as are those that are gone.
    """

    def __init__(self, **options: Any) -> None:
        super().__init__(required=False, widget=forms.Textarea(attrs={"rows": 2}), **options)

    def clean(self, value: Any) -> tuple[str, ...]:
        return tuple(dict.fromkeys(_article_at(line) for line in str(super().clean(value)).split()))

    def prepare_value(self, value: Any) -> Any:
        if not isinstance(value, list | tuple):
            return value
        ours = Article.objects.filter(pk__in=[pk for pk in value if pk.isdecimal()])
        found = {str(each.pk): str(each.url or "") for each in ours}
        return "\n".join((found.get(pk) or f"id:{pk}") for pk in value)


def _article_at(address: str) -> str:
    if address.startswith("id:") and address[3:]:
        return address[3:]
    path = urlsplit(address).path.strip("/")
    slug = path.rpartition("/")[2]
    for article in Article.objects.filter(slug=slug):
        if article.url and article.url.strip("/") == path:
            return str(article.pk)
    raise ValidationError("No article of ours has the address %(address)s.", params={"address": address})
