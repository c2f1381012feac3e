"""Reading a file of exchange rates: the European Central Bank's history, or plain lines of day, currency, rate.

Not here: keeping them (actions/load_rates.py).
"""

import csv
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation

from smallfavor.core.money import is_currency

_NUMBER = re.compile(r"\d{1,12}(\.\d{1,15})?")
_PLACES = Decimal(1).scaleb(-15)
NOT_QUOTED = {"", "N/A"}


class RateFileInvalid(ValueError):
    """Raised for a file that can't be used whole, with the line and what is wrong there. Nothing of it is used."""

    code = "rate_file_invalid"


@dataclass(frozen=True)
class DayRate:
    """One unit of `currency` was worth `worth` units of the base on `day`."""

    day: date
    currency: str
    worth: Decimal


def read_rates(text: str, *, base: str) -> list[DayRate]:
    """Every rate of the file against `base`, without repetitions.

    The bank's layout begins with `Date,USD,JPY,...` and says what one euro costs; against another base it is turned
    round through the euro. The plain layout begins with `day,currency,rate` and says what one unit is worth in `base`.

    Raises RateFileInvalid.
    """
    rows = list(csv.reader(text.lstrip("\ufeff").splitlines()))
    header = [cell.strip() for cell in rows[0]] if rows else []
    numbered = [(number, [cell.strip() for cell in row]) for number, row in enumerate(rows[1:], 2) if any(row)]
    if header[:1] == ["Date"]:
        return _unique(_from_bank(header, numbered, base=base))
    if [name.lower() for name in header] == ["day", "currency", "rate"]:
        return _unique(_plain(numbered, base=base))
    raise RateFileInvalid("line 1: neither the European Central Bank's columns nor day,currency,rate")


def _from_bank(header: list[str], rows: Iterable[tuple[int, list[str]]], *, base: str) -> Iterator[tuple[int, DayRate]]:
    for number, row in rows:
        day = _day(row[0], number)
        # The bank ends each line with a comma, and so names a column that is none.
        for_one_euro = {
            currency: _number(cell, number)
            for currency, cell in zip(header[1:], row[1:], strict=False)
            if currency and cell not in NOT_QUOTED
        }
        for currency in for_one_euro:
            _known(currency, number)
        if len(row) > len(header):
            raise RateFileInvalid(f"line {number}: more cells than columns")
        if base != "EUR" and base not in for_one_euro:
            raise RateFileInvalid(f"line {number}: no rate of {base}, the base currency")
        worth_of_euro = Decimal(1) if base == "EUR" else for_one_euro[base]
        for currency, costs in {**for_one_euro, "EUR": Decimal(1)}.items():
            if currency != base:
                yield number, DayRate(day, currency, (worth_of_euro / costs).quantize(_PLACES))


def _plain(rows: Iterable[tuple[int, list[str]]], *, base: str) -> Iterator[tuple[int, DayRate]]:
    for number, row in rows:
        if len(row) != 3:
            raise RateFileInvalid(f"line {number}: three cells are wanted, day, currency, rate")
        day, currency, worth = _day(row[0], number), row[1], _number(row[2], number)
        _known(currency, number)
        if currency == base:
            raise RateFileInvalid(f"line {number}: {base} is the base currency itself")
        yield number, DayRate(day, currency, worth)


def _unique(numbered: Iterable[tuple[int, DayRate]]) -> list[DayRate]:
    found: dict[tuple[date, str], DayRate] = {}
    for number, rate in numbered:
        if found.setdefault((rate.day, rate.currency), rate) != rate:
            raise RateFileInvalid(f"line {number}: {rate.currency} on {rate.day} stood there before, with another rate")
    if not found:
        raise RateFileInvalid("line 2: no rate follows")
    return list(found.values())


def _day(text: str, number: int) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise RateFileInvalid(f"line {number}: {text[:20]!r} is not a day such as 2026-11-24") from error


def _number(text: str, number: int) -> Decimal:
    try:
        worth = Decimal(text) if _NUMBER.fullmatch(text) else Decimal(0)
    except InvalidOperation:
        worth = Decimal(0)
    if worth <= 0:
        raise RateFileInvalid(f"line {number}: {text[:20]!r} is not a rate above zero, such as 1.0853")
    return worth


def _known(currency: str, number: int) -> None:
    if not is_currency(currency):
        raise RateFileInvalid(f"line {number}: {currency[:10]!r} is not a currency's code")
