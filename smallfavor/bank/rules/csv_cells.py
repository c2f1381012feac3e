"""Amounts and days as banks write them in tables. How is decided for a whole column, never for one cell alone."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from smallfavor.bank.rules.file_refused import FileRefused
from smallfavor.core.money import AmountTooLarge, Money, exponent

_SPACES = re.compile("[\\s\u00a0\u202f'’]")
_NUMBER = re.compile(r"([+\-−]?)(\d[\d.,]{0,19})([+\-−]?)")
_DOTTED = re.compile(r"\d{1,2}\.\d{1,2}\.(\d{4}|\d{2})")
_SLASHED = re.compile(r"(\d{1,2})[/\-](\d{1,2})[/\-](\d{4})")
_COMPACT = re.compile(r"\d{8}")


@dataclass(frozen=True)
class Cell:
    text: str
    line: int


def decimal_mark(cells: Iterable[Cell]) -> str:
    """ "," or ".", whichever the column uses for decimals. Raises FileRefused where two cells disagree.

    The last mark with one, two or more than three digits behind it is decimal; with three it may part thousands, and
    proves nothing. A column without proof has whole units only, or is refused by `read_amount`.
    """
    proven: dict[str, int] = {}
    for cell in cells:
        number = _SPACES.sub("", cell.text).strip("+-−")
        marks = [sign for sign in number if sign in ",."]
        if not marks:
            continue
        digits_behind = len(number) - 1 - number.rfind(marks[-1])
        if len(set(marks)) == 2 or (marks.count(marks[-1]) == 1 and digits_behind != 3):
            proven.setdefault(marks[-1], cell.line)
    if len(proven) == 2:
        raise FileRefused(max(proven.values()), "has an amount with another decimal sign than the lines before it")
    return next(iter(proven), "")


def read_amount(cell: Cell, mark: str, currency: str) -> Money:
    """Signed. Raises FileRefused."""
    match = _NUMBER.fullmatch(_SPACES.sub("", _without_currency(cell.text, currency)))
    if match is None or (match[1] and match[3]):
        raise FileRefused(cell.line, "has an amount that we can't read")
    number = match[2]
    if not mark and ("," in number or "." in number):
        raise FileRefused(cell.line, "has an amount of which nobody can say whether it means thousands or decimals")
    whole, _, decimals = number.partition(mark) if mark else (number, "", "")
    groups = whole.split("." if mark == "," else ",")
    if "," in decimals or "." in decimals or not groups[0] or not all(len(group) == 3 for group in groups[1:]):
        raise FileRefused(cell.line, "has an amount that we can't read")
    minor = Decimal(f"{''.join(groups)}.{decimals or 0}").scaleb(exponent(currency))
    if minor != minor.to_integral_value():
        raise FileRefused(cell.line, f"has an amount with more decimals than {currency} has")
    sign = -1 if "-" in match[1] + match[3] or "−" in match[1] + match[3] else 1
    try:
        return Money(sign * int(minor), currency)
    except AmountTooLarge as error:
        raise FileRefused(cell.line, "has an amount that no account holds") from error


def read_days(cells: list[Cell]) -> list[date]:
    """The days of a column. Raises FileRefused; also where a column of slashes could be read in both orders."""
    slashed = [(match, cell) for cell in cells if (match := _SLASHED.fullmatch(cell.text.strip()[:10]))]
    day_first = any(int(match[1]) > 12 for match, _ in slashed)
    month_first = any(int(match[2]) > 12 for match, _ in slashed)
    if slashed and day_first == month_first:
        different = next((cell for match, cell in slashed if match[1] != match[2]), None)
        if different:
            raise FileRefused(different.line, "has a date of which nobody can say which number is the month")
    return [_day(cell, month_first=month_first) for cell in cells]


def _day(cell: Cell, *, month_first: bool) -> date:
    text = cell.text.strip()
    try:
        if _DOTTED.fullmatch(text.split(" ")[0]):
            day, month, year = (int(part) for part in text.split(" ")[0].split("."))
            return date(year + 2000 if year < 100 else year, month, day)
        if match := _SLASHED.fullmatch(text[:10]):
            first, second, year = (int(part) for part in match.groups())
            return date(year, first, second) if month_first else date(year, second, first)
        if _COMPACT.fullmatch(text):
            return datetime.strptime(text, "%Y%m%d").date()  # noqa: DTZ007 (a day has no zone)
        return date.fromisoformat(text[:10])
    except ValueError as error:
        raise FileRefused(cell.line, "has a date that we can't read") from error


def _without_currency(text: str, currency: str) -> str:
    return text.strip().removeprefix(currency).removesuffix(currency).strip("€$£ \u00a0")
