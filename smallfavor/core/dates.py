"""Days as people write them in their language. Not here: arithmetic with days (clock.py)."""

from datetime import date

from babel.dates import format_date, format_skeleton

# Where CLDR's long form is American, or ends with an abbreviation that stands badly at a sentence's end.
_OWN_PATTERNS = {"en": "d MMMM y", "ru": "d MMMM y"}


def day_text(day: date, language: str) -> str:
    """ "23 November 2026", "23 ноября 2026": always with its year, since a letter is read later."""
    return format_date(day, _OWN_PATTERNS.get(language, "long"), locale=language.replace("-", "_"))


def near_day_text(day: date, language: str) -> str:
    """ "23 November", "23 ноября": for a day in the next months, beside others."""
    if language in _OWN_PATTERNS:
        return format_date(day, "d MMMM", locale=language)
    return format_skeleton("MMMMd", day, locale=language.replace("-", "_"))
