"""System checks of the settings: each says what is wrong and what would be right. A serious one stops the start.

Not here: whether the installation works (doctor.py).
"""

import re
from collections.abc import Callable, Iterator, Mapping
from types import SimpleNamespace
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import available_timezones

from babel.core import Locale
from django.conf import settings
from django.core.checks import CheckMessage, Error, Warning, register
from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from smallfavor.core.clock import utcnow
from smallfavor.core.colour import is_colour
from smallfavor.core.money import AmountInvalid, is_currency, parse_major
from smallfavor.payments import providers
from smallfavor.payments.rules.accounts import read_accounts

INTERVALS = ("once", "monthly", "yearly")
STATEMENT_NAME = re.compile(r"[A-Za-z0-9 .&-]{5,22}")
LOCAL_HOSTS = {"localhost", "127.0.0.1", "::1"}


@register()
def check_settings(**options: Any) -> list[CheckMessage]:
    return [message for check in CHECKS for message in check()]


def _base_url() -> Iterator[CheckMessage]:
    parts = urlsplit(settings.BASE_URL)
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.path or parts.query:
        yield Error(
            f"BASE_URL is {settings.BASE_URL!r}, which is not the address of a site.",
            hint="Scheme and host alone, as in BASE_URL=https://courier.example",
            id="smallfavor.E001",
        )
    elif parts.scheme == "http" and parts.hostname not in LOCAL_HOSTS:
        yield Warning(
            "BASE_URL is not encrypted: readers type their addresses here.",
            hint="Put a web server with a certificate in front and set BASE_URL=https://...",
            id="smallfavor.W001",
        )


def _paper() -> Iterator[CheckMessage]:
    if settings.PAPER_TIME_ZONE not in available_timezones():
        yield Error(
            f"PAPER_TIME_ZONE is {settings.PAPER_TIME_ZONE!r}, which is no time zone.",
            hint="A name of the tz database, as in PAPER_TIME_ZONE=Europe/Riga",
            id="smallfavor.E002",
        )
    if not is_colour(settings.PAPER_ACCENT):
        yield Error(
            f"PAPER_ACCENT is {settings.PAPER_ACCENT!r}, which is no colour.",
            hint="Six hexadecimal digits, as in PAPER_ACCENT=#8a1c2b",
            id="smallfavor.E003",
        )
    if not 1600 <= settings.PAPER_FOUNDED <= utcnow().year:
        yield Error(
            f"PAPER_FOUNDED is {settings.PAPER_FOUNDED}, which can't be.",
            hint="The year in which the paper began, as in PAPER_FOUNDED=1994",
            id="smallfavor.E004",
        )
    if not STATEMENT_NAME.fullmatch(settings.PAPER_STATEMENT_NAME):
        yield Error(
            f"PAPER_STATEMENT_NAME is {settings.PAPER_STATEMENT_NAME!r}; card networks would refuse or cut it.",
            hint="5 to 22 Latin letters, digits and spaces, as in PAPER_STATEMENT_NAME='HARBOUR MEDIA'",
            id="smallfavor.E005",
        )
    if settings.LANGUAGE_CODE not in dict(settings.LANGUAGES):
        yield Error(
            f"PAPER_LANGUAGE is {settings.LANGUAGE_CODE!r}, in which the readers' pages are not written.",
            hint=f"One of {', '.join(dict(settings.LANGUAGES))}",
            id="smallfavor.E006",
        )


def _asking() -> Iterator[CheckMessage]:
    if settings.CONSENT not in {"assumed", "required"}:
        yield Error(
            f"CONSENT is {settings.CONSENT!r}.",
            hint="CONSENT=required where the law wants a reader's yes before anything is stored, else CONSENT=assumed",
            id="smallfavor.E007",
        )
    known = {code for code in Locale("en").territories if re.fullmatch("[A-Z]{2}", str(code))}
    strange = [code for code in [settings.PAPER_COUNTRY, *settings.RISK_COUNTRIES] if code not in known]
    if strange:
        yield Error(
            f"PAPER_COUNTRY or RISK_COUNTRIES names {', '.join(map(repr, strange))}, which is no country.",
            hint="Two capital letters each, as in RISK_COUNTRIES=BY,RU",
            id="smallfavor.E008",
        )


def _giving() -> Iterator[CheckMessage]:
    if not isinstance(settings.GIVING, Mapping) or not settings.GIVING:
        yield _giving_error("it is not a list of currencies")
        return
    for currency, written in settings.GIVING.items():
        fault = _fault_of_currency(currency, written)
        if fault:
            yield _giving_error(f"{currency}: {fault}")


def _base_currency() -> Iterator[CheckMessage]:
    if not is_currency(settings.BASE_CURRENCY):
        yield Error(
            f"BASE_CURRENCY is {settings.BASE_CURRENCY!r}, which is no currency.",
            hint="Three capital letters, as in BASE_CURRENCY=EUR",
            id="smallfavor.E030",
        )


def _giving_error(fault: str) -> CheckMessage:
    return Error(
        f"GIVING can't be used: {fault}.",
        hint='As in GIVING=\'{"USD": {"minimum": {"once": "1", "monthly": "2", "yearly": "10"}, "maximum": "10000", '
        '"presets": {"once": ["10", "25", "50"], "monthly": ["2", "5", "10"], "yearly": ["20", "50", "100"]}}}\'',
        id="smallfavor.E009",
    )


def _fault_of_currency(currency: str, written: Any) -> str:
    """What is wrong with one currency's amounts, in a few words; empty where nothing is."""
    if not is_currency(currency):
        return "no such currency"
    try:
        most = parse_major(str(written["maximum"]), currency).minor
        for interval in INTERVALS:
            least = parse_major(str(written["minimum"][interval]), currency).minor
            presets = [parse_major(str(preset), currency).minor for preset in written["presets"][interval]]
            if len(presets) != 3:
                return f"{interval} needs three presets"
            if presets != sorted(presets) or not least <= presets[0] <= presets[-1] <= most or least == 0:
                return f"the presets for {interval} must rise, from the minimum to the maximum"
    except AmountInvalid as error:
        return f"{error}"
    except (KeyError, TypeError) as error:
        return f"{error} is missing"
    return ""


def _paying() -> Iterator[CheckMessage]:
    named = read_accounts(settings.PROVIDERS)
    unknown = sorted(set(named.values()) - providers.names())
    if unknown or not settings.PROVIDERS:
        yield Error(
            f"PROVIDERS names {', '.join(unknown) or 'nobody'}.",
            hint=f"There are: {', '.join(sorted(providers.names()))}",
            id="smallfavor.E010",
        )
    playing = [code for code, provider in named.items() if provider not in unknown and _plays(code, provider)]
    if playing and urlsplit(settings.BASE_URL).hostname not in LOCAL_HOSTS:
        yield Warning(
            f"Among PROVIDERS, {', '.join(playing)} thanks readers and takes no money.",
            hint="Leave it out where real readers come, or give it live keys",
            id="smallfavor.W002",
        )


def _plays(code: str, provider: str) -> bool:
    """True where no real money moves."""
    return providers.get(SimpleNamespace(code=code, provider=provider)).is_sandbox


def _mail() -> Iterator[CheckMessage]:
    for name in ("MAIL_FROM", "MAIL_REPLY_TO"):
        try:
            validate_email(getattr(settings, name))
        except ValidationError:
            yield Error(
                f"{name} is not a mail address.", hint=f"As in {name}=letters@courier.example", id="smallfavor.E011"
            )


CHECKS: tuple[Callable[[], Iterator[CheckMessage]], ...] = (
    _base_url,
    _paper,
    _asking,
    _giving,
    _base_currency,
    _paying,
    _mail,
)
