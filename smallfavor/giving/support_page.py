"""What the page of the form shows: cards, sentences and fields, from a form that is fresh, refused or declined.

Not here: what is done with it (views/support.py), the words (wording.py).
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from babel.numbers import get_currency_name
from django.forms.utils import ErrorList
from django.utils.http import urlencode

from smallfavor.core.money import AmountInvalid, Money, parse_major
from smallfavor.giving import wording
from smallfavor.giving.forms.support import SupportForm, amount_for_field
from smallfavor.giving.marks import Marks
from smallfavor.giving.offers import INTERVALS, currency_for, risky_zones
from smallfavor.giving.rules.typed_amount import read_amount
from smallfavor.giving.ways import ways_context
from smallfavor.payments.queries import all_limits
from smallfavor.payments.rules.limits import CurrencyLimits

FIRST_INTERVAL = "monthly"


@dataclass(frozen=True)
class PresetCard:
    id: str
    value: str
    label: str
    checked: bool
    truth: str
    button: str


@dataclass(frozen=True)
class IntervalCard:
    code: str
    name: str
    question: str
    checked: bool
    presets: list[PresetCard]
    truth: str
    truth_pattern: str
    button: str
    button_pattern: str


@dataclass(frozen=True)
class Choice:
    code: str
    name: str
    checked: bool


@dataclass(frozen=True)
class Refusal:
    """One line of the error summary: where it leads, what it says."""

    field: str
    text: str


def first_values(query: Mapping[str, str], *, country: str) -> dict[str, str]:
    """What a fresh form begins with, from the link that led to it. What the link has wrong is ignored."""
    taken = all_limits()
    currency = query.get("currency", "").upper()
    if currency not in taken:
        currency = currency_for(country)
    interval = query.get("interval", "")
    if interval not in INTERVALS:
        interval = FIRST_INTERVAL
    amount = amount_values(query.get("amount", ""), taken[currency], interval)
    return {"interval": interval, "currency": currency, **amount}


def amount_values(text: str, limits: CurrencyLimits, interval: str) -> dict[str, str]:
    """The fields that show this amount: the preset of that interval, or the amount as if it were typed."""
    try:
        amount = parse_major(text, limits.currency)
    except AmountInvalid:
        return {}
    if amount.minor in limits.presets_minor[interval]:
        return {f"preset_{interval}": amount.major_text()}
    return {"amount": amount_for_field(amount)} if amount.minor else {}


def page_context(form: SupportForm, *, marks: Marks, today: date) -> dict[str, object]:
    """Everything that giving/support.html shows besides its own words."""
    taken = all_limits()
    limits = taken.get(form.shown("currency")) or taken[currency_for(marks.country)]
    chosen = form.shown("interval") if form.shown("interval") in INTERVALS else FIRST_INTERVAL
    return {
        "form": form,
        "intervals": [_interval_card(form, limits, interval, chosen == interval, today) for interval in INTERVALS],
        "currency": limits.currency,
        "currencies": [
            Choice(code, get_currency_name(code, locale=wording.language()), code == limits.currency) for code in taken
        ],
        **ways_context(form, limits.currency, chosen),
        "marks": marks,
        "remind_query": urlencode({**_gift_shown(form, limits.currency, chosen), **dict(marks.pairs())}),
        "offers": _offers_for_script(),
        "risky_zones": " ".join(risky_zones()),
        "refusals": refusals(form.errors) if form.is_bound else [],
    }


def _gift_shown(form: SupportForm, currency: str, interval: str) -> dict[str, str]:
    """The gift on the form, for the page that reminds of it later. Nothing personal."""
    shown = form.shown("amount") or form.shown(f"preset_{interval}")
    try:
        amount = {"amount": read_amount(shown, currency=currency, locale=wording.language()).major_text()}
    except AmountInvalid:
        amount = {}
    return {"interval": interval, "currency": currency, **amount}


def refusals(errors: Mapping[str, ErrorList]) -> list[Refusal]:
    return [Refusal(field, str(text)) for field, texts in errors.items() for text in texts]


def presets_of(limits: CurrencyLimits, interval: str) -> list[Money]:
    return [Money(minor, limits.currency) for minor in limits.presets_minor[interval]]


def _interval_card(
    form: SupportForm, limits: CurrencyLimits, interval: str, checked: bool, today: date
) -> IntervalCard:
    truth, button = wording.truth_pattern(interval, today), wording.button_pattern(interval)
    presets = presets_of(limits, interval)
    chosen = form.shown(f"preset_{interval}")
    if chosen not in {preset.major_text() for preset in presets}:
        chosen = presets[0].major_text()
    return IntervalCard(
        code=interval,
        name=wording.interval_name(interval),
        question=wording.amount_question(interval),
        checked=checked,
        presets=[_preset_card(preset, f"{interval}-{n}", chosen, truth, button) for n, preset in enumerate(presets, 1)],
        truth=truth.format(amount=wording.this_amount()),
        truth_pattern=truth,
        button=wording.button_without_amount(interval),
        button_pattern=button,
    )


def _preset_card(preset: Money, id: str, chosen: str, truth: str, button: str) -> PresetCard:
    label, value = wording.money(preset), preset.major_text()
    return PresetCard(id, value, label, value == chosen, truth.format(amount=label), button.format(amount=label))


def _offers_for_script() -> str:
    """The presets of every currency, in minor-unit-free text, so that the script can change cards without a request."""
    return json.dumps(
        {
            currency: {
                interval: [preset.major_text() for preset in presets_of(limits, interval)] for interval in INTERVALS
            }
            for currency, limits in all_limits().items()
        },
        separators=(",", ":"),
    )
