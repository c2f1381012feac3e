"""Filters of an audience in an editor's words: the kinds that the desk offers, and how each is called."""

from collections.abc import Iterable, Mapping

from babel import Locale

from smallfavor.appeals.rules.draft import FIRST_TIME, REGULAR, RETURNING, WEEKS_KEPT, Reading
from smallfavor.appeals.rules.groups import GROUPS, is_group

PRESETS = {"first-time": FIRST_TIME, "returning": RETURNING, "regular": REGULAR}
PRESET_CHOICES = (
    ("first-time", "first-time readers: at most 1 article in the last year"),
    ("returning", "returning readers: at least 2 articles in the last year"),
    ("regular", "regular readers: at least 5 articles in the last 4 weeks"),
)
DEVICE_WORDS = {"phone": "phones", "tablet": "tablets", "desktop": "computers"}
REFERRER_WORDS = {
    "search": "a search engine", "social": "social media", "mail": "a mail", "internal": "another page of the paper",
    "direct": "nowhere else (typed, bookmarked)", "other": "another site",
}  # fmt: skip
CONSENT_WORDS = {
    "granted": "agreed to be counted", "assumed": "are counted unasked", "denied": "refused to be counted",
    "required": "were not asked yet whether they may be counted",
}  # fmt: skip
# Babel's "EU" and the like are no countries.
COUNTRIES = {
    code: name
    for code, name in Locale("en").territories.items()
    if len(code) == 2 and code.isalpha() and code not in {"EU", "EZ", "UN", "QO", "XA", "XB", "ZZ"}
}


def country_name(code: str) -> str:
    """“Latvia” for LV, “the European Union” for @eu; an unknown code is its own name."""
    if is_group(code):
        return GROUPS.get(code[1:], (code, ""))[0]
    return COUNTRIES.get(code, code)


def either(words: Iterable[str]) -> str:
    """“a, b or c”."""
    *first, last = words
    return f"{', '.join(first)} or {last}" if first else last


def reading_words(rule: Reading, sections: Mapping[str, str]) -> str:
    """“have read at least 5 articles in the last 4 weeks, in News”."""
    bounds = []
    if rule.min is not None:
        bounds.append(f"at least {rule.min}")
    if rule.max is not None:
        bounds.append(f"at most {rule.max}")
    how_many = " and ".join(bounds) or "any number of"
    last = rule.max if rule.max is not None else rule.min
    noun = "article" if last == 1 else "articles"
    when = "in the last year" if rule.weeks >= WEEKS_KEPT else _weeks(rule.weeks)
    where = f" in {sections.get(rule.section, rule.section)}" if rule.section else ""
    where = where or (f" on {rule.topic}" if rule.topic else "")
    return f"have read {how_many} {noun} {when}{where}"


def _weeks(weeks: int) -> str:
    return "in the last week" if weeks == 1 else f"in the last {weeks} weeks"
