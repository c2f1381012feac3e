"""A date or an author that stands alone on a line of a saved page. A date inside a sentence is never the article's."""

import re
from datetime import date

_MONTHS = {
    **{
        name: number
        for number, names in enumerate(
            (
                "january jan", "february feb", "march mar", "april apr", "may", "june jun", "july jul", "august aug",
                "september sept sep", "october oct", "november nov", "december dec",
            ),
            start=1,
        )
        for name in names.split()
    },
    **{
        name: number
        for number, names in enumerate(
            (
                "января янв", "февраля фев", "марта мар", "апреля апр", "мая", "июня июн", "июля июл", "августа авг",
                "сентября сен сент", "октября окт", "ноября ноя нояб", "декабря дек",
            ),
            start=1,
        )
        for name in names.split()
    },
}  # fmt: skip
_MONTH = "(?P<month>[a-zа-яё]{3,9})"
_LEAD = (
    r"(?:(?:first |last )?(?:published|posted|updated|date)(?: on| at)?:? |(?:опубликовано|обновлено|дата)(?: в)?:? )?"
)
_WEEKDAY = (
    r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?,? |"
    r"(?:понедельник|вторник|среда|четверг|пятница|суббота|воскресенье),? )?"
)
_TIME = r"(?:,? (?:at |в )?\d{1,2}[:.]\d{2}(?::\d{2})?(?: ?[ap]\.?m\.?)?(?: ?(?:gmt|utc|msk|мск|cet|eet|est|edt|z))?)?"
_YEAR = r"(?P<year>(?:19|20)\d\d)"
_DATES = tuple(
    re.compile(_LEAD + _WEEKDAY + shape + _TIME)
    for shape in (
        rf"(?P<day>\d{{1,2}})(?:st|nd|rd|th)? {_MONTH}\.?,? {_YEAR}(?: ?(?:г\.?|года))?",
        rf"{_MONTH}\.? (?P<day>\d{{1,2}})(?:st|nd|rd|th)?,? {_YEAR}",
        rf"{_YEAR}-(?P<month>\d{{2}})-(?P<day>\d{{2}})(?:t\S{{0,30}})?",
        rf"(?P<day>\d{{2}})\.(?P<month>\d{{2}})\.{_YEAR}",
    )
)
_BYLINE = re.compile(r"(?:by|text by|author|written by|автор|текст)(?::\s*|\s+)(?P<names>\S.{2,80})", re.IGNORECASE)
_CAPITALS = "A-ZА-ЯЁÀ-ÖØ-ÞĀ-Ž"
_WORD_OF_NAME = rf"[{_CAPITALS}][\w.'’-]*"
_NAME = re.compile(rf"{_WORD_OF_NAME}(?: (?:(?:de|van|von|der|den|la|le|di|da|al|el|bin|ibn) )*{_WORD_OF_NAME}){{0,4}}")
_BETWEEN_NAMES = re.compile(r",\s*|\s+(?:and|&|и)\s+")
_LINE_MAX = 90


def date_of_line(text: str) -> date | None:
    """The date that is all there is on a line, with a time or a “Published” at most; else None."""
    line = " ".join(text.lower().split()).strip(" |·•-–—")
    if len(line) > _LINE_MAX:
        return None
    for pattern in _DATES:
        found = pattern.fullmatch(line)
        if found:
            return _date(found.group("year"), found.group("month"), found.group("day"))
    return None


def authors_of_line(text: str) -> tuple[str, ...]:
    """The names of “By Anna Ozola and Juris Kalns”; nothing where the rest of the line is not names."""
    line = " ".join(text.split()).strip(" |·•")
    found = _BYLINE.fullmatch(line) if len(line) <= _LINE_MAX else None
    if not found:
        return ()
    names = tuple(name.strip(" .") for name in _BETWEEN_NAMES.split(found.group("names")))
    return names if all(_NAME.fullmatch(name) for name in names) else ()


def _date(year: str, month: str, day: str) -> date | None:
    number = int(month) if month.isdigit() else _MONTHS.get(month)
    if number is None:
        return None
    try:
        return date(int(year), number, int(day))
    except ValueError:
        return None
