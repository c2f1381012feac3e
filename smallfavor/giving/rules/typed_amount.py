"""Reading an amount as people type it where they live: "2,50", "1 500", "1.500,00", "$5", "٢".

What can mean two amounts is refused, never guessed: a gift of 1,500 must not become one of 1.50. Not here: plain
decimal text of our own addresses and buttons (core.money.parse_major), and limits (offer.py).
"""

import re
import unicodedata
from functools import lru_cache

from babel.core import Locale
from babel.numbers import get_currency_symbol, get_decimal_symbol

from smallfavor.core.money import AmountInvalid, Money, parse_major

LONGEST = 40
_SPACES = re.compile(r"\s+")
_APOSTROPHES = str.maketrans(dict.fromkeys("’‘`´", "'"))
_GROUPED = re.compile(r"\d{1,3}(?:(?P<mark>[ '.,])\d{3})(?:(?P=mark)\d{3})*")
_DIGITS = re.compile(r"\d{1,9}")


def read_amount(text: str, *, currency: str, locale: str) -> Money:
    """The amount that `text` says in `currency`, for a reader of `locale`; its symbol or code may stand beside it.

    Raises AmountInvalid.
    """
    if len(text) > LONGEST:
        raise AmountInvalid("longer than any amount")
    plain = _without_currency(_plain(text), currency, locale)
    whole, fraction = _split(plain, get_decimal_symbol(locale.replace("-", "_")))
    if not fraction:
        return parse_major(whole, currency)
    return parse_major(f"{whole}.{fraction}", currency)


def _plain(text: str) -> str:
    """ASCII digits, one kind of space and of apostrophe; Arabic separators as their Latin fellows."""
    if any(sign.isdigit() and not sign.isdecimal() for sign in text):
        raise AmountInvalid("a raised or circled digit")
    folded = unicodedata.normalize("NFKC", text).translate(_APOSTROPHES)
    folded = folded.replace("\u066b", ".").replace("\u066c", "'").replace("\u060c", ",")
    digits = (str(unicodedata.decimal(sign)) if sign.isdecimal() else sign for sign in folded)
    return _SPACES.sub(" ", "".join(digits)).strip()


def _without_currency(text: str, currency: str, locale: str) -> str:
    """The number alone, where the currency's own symbol or code stands before or after it."""
    for name in _names(currency, locale):
        if text.casefold().startswith(name):
            return text[len(name) :].strip()
        if text.casefold().endswith(name):
            return text[: -len(name)].strip()
    return text


@lru_cache(maxsize=256)
def _names(currency: str, locale: str) -> tuple[str, ...]:
    """What people call the currency beside a number, the longest first, so that "US$" does not leave "US"."""
    here = Locale.parse(locale.replace("-", "_"))
    locales = (here, Locale("en"), Locale("en", "GB"))
    names = {currency, *(get_currency_symbol(currency, one) for one in locales)}
    folded = {unicodedata.normalize("NFKC", name).casefold() for name in names}
    return tuple(sorted(folded, key=len, reverse=True))


def _split(text: str, decimal: str) -> tuple[str, str]:
    """The whole part without grouping, and the decimals. `decimal` is the reader's own decimal sign."""
    last = max(text.rfind("."), text.rfind(","))
    if last == -1:
        return _ungroup(text), ""
    mark, whole, fraction = text[last], text[:last], text[last + 1 :]
    if text.count(mark) > 1:
        return _ungroup(text), ""
    if len(fraction) == 3 and _reads_as_grouped(text):
        if mark == decimal:
            raise AmountInvalid("could be thousands or decimals")
        return _ungroup(text), ""
    if not _DIGITS.fullmatch(fraction):
        raise AmountInvalid("not an amount")
    return _ungroup(whole), fraction


def _reads_as_grouped(text: str) -> bool:
    """True for "1,500" and "12.000": a lone mark with three digits behind, and no leading zero."""
    return _GROUPED.fullmatch(text) is not None and not text.startswith("0")


def _ungroup(text: str) -> str:
    if _DIGITS.fullmatch(text):
        return text
    if _GROUPED.fullmatch(text):
        return re.sub(r"\D", "", text)
    raise AmountInvalid("not an amount")
