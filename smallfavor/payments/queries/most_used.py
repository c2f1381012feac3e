"""Which ways to pay readers choose: what the form shows first. Counts of gifts, never of people."""

import time
from collections import Counter
from datetime import datetime, timedelta

from django.db.models import F
from django.db.models.fields.json import KeyTextTransform

from smallfavor.payments.models import Payment

SINCE = timedelta(days=90)
NEWEST = 2_000  # no more gifts of a currency are counted
ENOUGH = 20  # fewer gifts from a country say nothing about it, and could say something about a person
FRESH_S = 600.0

_counted: dict[str, tuple[float, Counter[tuple[str, str]]]] = {}


def most_used(currency: str, country: str, *, now: datetime) -> list[str]:
    """Method codes by how many gifts in this currency were begun with each in 90 days, the most first; ties by code.

    From this country alone where there are enough, else from everywhere. Up to ten minutes old.
    """
    gifts = _gifts(currency, now=now)
    here = Counter({method: number for (method, place), number in gifts.items() if place == country})
    counts = here if country and here.total() >= ENOUGH else _everywhere(gifts)
    return sorted(counts, key=lambda code: (-counts[code], code))


def forget_counts() -> None:
    """Count afresh at the next question."""
    _counted.clear()


def _everywhere(gifts: Counter[tuple[str, str]]) -> Counter[str]:
    counts: Counter[str] = Counter()
    for (method, _), number in gifts.items():
        counts[method] += number
    return counts


def _gifts(currency: str, *, now: datetime) -> Counter[tuple[str, str]]:
    """Gifts by method and country."""
    at, standing = _counted.get(currency, (0.0, None))
    if standing is None or time.monotonic() > at + FRESH_S:
        standing = Counter(_newest(currency, now=now))
        _counted[currency] = (time.monotonic(), standing)
    return standing


def _newest(currency: str, *, now: datetime) -> list[tuple[str, str]]:
    """Only what a reader chose on the form: a renewal is no choice."""
    chosen = Payment.objects.filter(
        currency=currency, request_key__isnull=False, paid_at__isnull=False, paid_at__gt=now - SINCE
    )
    rows = chosen.order_by("-paid_at").annotate(place=KeyTextTransform("country", F("form")))
    return [(method, place or "") for method, place in rows.values_list("method", "place")[:NEWEST]]
