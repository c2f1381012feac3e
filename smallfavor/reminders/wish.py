"""What a reader had in mind when they put it off: it comes back with the reminder and fills in the form.

Every part is made harmless here: what is malformed is dropped, since nobody must be refused a reminder for it.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse

from smallfavor.core.money import AmountInvalid, Money, is_currency, parse_major

_NAME = re.compile(r"[\w.:-]{1,80}", re.ASCII)
INTERVALS = ("once", "monthly", "yearly")


@dataclass(frozen=True)
class Wish:
    """`amount` is plain major units ("2.50"); empty parts were not said."""

    interval: str = ""
    amount: str = ""
    currency: str = ""
    appeal: str = ""
    variant: str = ""
    version: str = ""

    def pairs(self) -> list[tuple[str, str]]:
        """As hidden fields and addresses carry it, without what is empty."""
        every = (
            ("interval", self.interval),
            ("amount", self.amount),
            ("currency", self.currency),
            ("appeal", self.appeal),
            ("variant", self.variant),
            ("version", self.version),
        )
        return [(name, value) for name, value in every if value]

    def money(self) -> Money | None:
        return parse_major(self.amount, self.currency) if self.amount else None

    def form_path(self, language: str) -> str:
        """The address of the form, filled in. Giving stands above this app, so it is known by its name alone."""
        return f"{reverse('giving:support')}?{urlencode([*self.pairs(), ('lang', language)])}"


def plain_form_path(language: str) -> str:
    """The address of the form, empty."""
    return f"{reverse('giving:support')}?{urlencode([('lang', language)])}"


def read_wish(given: Mapping[str, str]) -> Wish:
    """From a query or a posted form."""
    interval, currency = given.get("interval", ""), given.get("currency", "").upper()
    currency = currency if len(currency) == 3 and is_currency(currency) else ""
    amount = ""
    if currency:
        try:
            money = parse_major(given.get("amount", ""), currency)
            amount = money.major_text() if money.minor > 0 else ""
        except AmountInvalid:
            amount = ""
    return Wish(
        interval=interval if interval in INTERVALS else "",
        amount=amount,
        currency=currency if amount else "",
        appeal=_named(given.get("appeal", "")),
        variant=_named(given.get("variant", "")),
        version=_named(given.get("version", "")),
    )


def _named(text: str) -> str:
    return text if _NAME.fullmatch(text) else ""
