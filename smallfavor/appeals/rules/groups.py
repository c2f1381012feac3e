"""Groups of countries that an audience may name as one, such as "@eu". Pure.

Not here: which countries exist, and their time zones (zones.py).
"""

from collections.abc import Iterable

GROUPS: dict[str, tuple[str, str]] = {
    "eu": (
        "the European Union",
        "AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK",
    ),
    "eea": (
        "the European Economic Area",
        "AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IS IT LI LT LU LV MT NL NO PL PT RO SE SI SK",
    ),
    "baltic": ("the Baltic states", "EE LT LV"),
    "nordic": ("the Nordic countries", "AX DK FI FO GL IS NO SE SJ"),
    "balkan": ("the Western Balkans", "AL BA ME MK RS XK"),
    "caucasus": ("the South Caucasus", "AM AZ GE"),
    "central-asia": ("Central Asia", "KG KZ TJ TM UZ"),
    "post-soviet": ("the countries of the former Soviet Union", "AM AZ BY EE GE KG KZ LT LV MD RU TJ TM UA UZ"),
    "german-speaking": ("German-speaking countries", "AT CH DE LI"),
    "english-speaking": ("English-speaking countries", "AU CA GB IE NZ US"),
    "north-america": ("North America", "CA MX US"),
    "latin-america": (
        "Latin America",
        "AR BO BR CL CO CR CU DO EC GT HN MX NI PA PE PR PY SV UY VE",
    ),
}


def is_group(code: str) -> bool:
    return code.startswith("@")


def countries_in(code: str) -> tuple[str, ...]:
    """The countries of "@eu"; of "LV" itself. An unknown group has none."""
    if not is_group(code):
        return (code,)
    _name, countries = GROUPS.get(code[1:], ("", ""))
    return tuple(countries.split())


def expanded(codes: Iterable[str]) -> frozenset[str]:
    """Every country that these codes and groups name."""
    return frozenset(country for code in codes for country in countries_in(code))
