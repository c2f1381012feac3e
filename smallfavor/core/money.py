"""Money: integer minor units and an ISO 4217 code. Never a float.

Not here: which currencies and amounts the paper takes (the GIVING setting).
"""

import re
from dataclasses import dataclass
from decimal import Decimal

from babel.core import Locale, get_global
from babel.numbers import format_currency, get_currency_precision

MINOR_MAX = 2**63 - 1  # what a column holds
_AMOUNT = re.compile(r"\d{1,9}([.,]\d{1,3})?")
_CODE_TOUCHES_NUMBER = re.compile(r"(?<=[^\W\d_])(?=\d)|(?<=\d)(?=[^\W\d_])")
# Where ISO 4217, which payment services count by, has decimals that CLDR leaves out because nobody writes them.
_ISO_EXPONENT = {
    "AFN": 2, "ALL": 2, "IQD": 3, "IRR": 2, "KPW": 2, "LAK": 2, "LBP": 2, "MGA": 2, "MMK": 2, "RSD": 2, "SOS": 2,
    "SYP": 2, "YER": 2,
}  # fmt: skip
_GROUPING = re.compile("[\\s\u00a0\u202f'’]")


class AmountInvalid(ValueError):
    """Raised when a text is not an amount of that currency."""

    code = "amount_invalid"


class NotWholeUnits(TypeError):
    """Raised when money is made of anything but a whole number of minor units: a float, NaN, a text."""

    code = "not_whole_units"


class AmountTooLarge(ValueError):
    """Raised when an amount is larger than a row could hold. No gift ever is."""

    code = "amount_too_large"


class CurrencyUnknown(ValueError):
    """Raised when a code is no ISO 4217 code."""

    code = "currency_unknown"


@dataclass(frozen=True, order=False)
class Money:
    """An amount of one currency. `minor` is in the currency's smallest unit: cents, yen."""

    minor: int
    currency: str

    def __post_init__(self) -> None:
        if type(self.minor) is not int:
            raise NotWholeUnits("money counts whole minor units")
        if abs(self.minor) > MINOR_MAX:
            raise AmountTooLarge("more than a row can hold")
        if not is_currency(self.currency):
            raise CurrencyUnknown("not an ISO 4217 code")

    def __add__(self, other: "Money") -> "Money":
        if self.currency != other.currency:
            raise ValueError("amounts of two currencies can't be added")
        return Money(self.minor + other.minor, self.currency)

    @property
    def major(self) -> Decimal:
        return Decimal(self.minor).scaleb(-exponent(self.currency))

    def major_text(self) -> str:
        """Plain decimal text, as forms and addresses carry it: "2", "2.50", "300"."""
        whole = self.major
        return str(whole.quantize(Decimal(1))) if whole == whole.to_integral_value() else str(whole)

    def format(self, locale: str) -> str:
        """As people write it in `locale`, without empty cents: $2, 2,50 €, ¥300, PLN 8."""
        digits = 0 if self.major == self.major.to_integral_value() else exponent(self.currency)
        written = format_currency(
            self.major, self.currency, locale=locale.replace("-", "_"),
            currency_digits=False, decimal_quantization=True,
            format=_pattern(locale, digits),
        )  # fmt: skip
        # CLDR's currency spacing, which Babel leaves out: a code stands apart from the number.
        return _CODE_TOUCHES_NUMBER.sub("\u00a0", written)


def is_currency(code: str) -> bool:
    return isinstance(code, str) and code in get_global("all_currencies")


def exponent(currency: str) -> int:
    """How many decimals the currency has: 2 for USD, 0 for JPY, 3 for KWD (ISO 4217)."""
    return _ISO_EXPONENT.get(currency, get_currency_precision(currency))


def parse_major(text: str, currency: str) -> Money:
    """The amount a person typed, in major units: "2", "2.50", "2,50", "1 500".

    Raises AmountInvalid for anything else, more decimals than the currency has included.
    """
    cleaned = _GROUPING.sub("", text.strip())
    if not cleaned.isascii() or not _AMOUNT.fullmatch(cleaned):
        raise AmountInvalid("not an amount")
    whole, _, decimals = cleaned.replace(",", ".").partition(".")
    # "300.00" yen is plain; whether "1.000" yen is one or a thousand, nobody can know.
    if decimals[exponent(currency) :].strip("0") or (len(decimals) == 3 and exponent(currency) < 3):
        raise AmountInvalid("more decimals than the currency has")
    decimals = decimals[: exponent(currency)]
    return Money(int(Decimal(f"{whole}.{decimals or 0}").scaleb(exponent(currency))), currency)


def _pattern(locale: str, digits: int) -> str:
    pattern = Locale.parse(locale.replace("-", "_")).currency_formats["standard"].pattern
    return re.sub(r"0\.0+", "0." + "0" * digits if digits else "0", pattern)
