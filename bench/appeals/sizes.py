"""How large the manifest of a busy newsroom is: a hundred appeals as people write them, compressed as it is served.

Not here: the scripts' sizes.
"""

import gzip
import random
from datetime import UTC, date, datetime, timedelta
from typing import Any

from bench.goals import Goal
from smallfavor.appeals.rules.draft import (
    FIRST_TIME,
    REGULAR,
    RETURNING,
    AppealDraft,
    Audience,
    PleaText,
    Reading,
    VariantDraft,
)
from smallfavor.appeals.rules.manifest import Frame, compile_manifest

GOALS = (Goal("manifest_gz_bytes", most=10 * 1024),)
APPEALS = 100
NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
SECTIONS = ("news", "culture", "harbour", "opinion", "sport", "courts", "business", "weekend")
TOPICS = ("port", "elections", "war", "climate", "schools", "trams", "budget", "corruption")
NAMES = ("spring", "winter", "year-end", "open-to-all", "in-the-room", "investigations", "elections", "thank-you")
CURRENCIES = ("USD", "EUR", "GBP", "PLN", "CHF", "JPY")


def figures_of(seed: int) -> dict[str, Any]:
    """The manifest's size in bytes, compressed and not."""
    chance = random.Random(seed)
    compiled = compile_manifest([_draft(number, chance) for number in range(APPEALS)], _frame(), off=False, now=NOW)
    body = compiled.with_expiry(NOW + timedelta(days=3))
    return {"manifest_gz_bytes": len(gzip.compress(body, 9)), "manifest_bytes": len(body)}


def _draft(number: int, chance: random.Random) -> AppealDraft:
    """Most have two wordings in two languages; half an audience, a third a schedule, a few caps of their own."""
    starts_at = NOW + timedelta(hours=chance.randrange(-1000, 1000)) if chance.random() < 1 / 3 else None
    variants = ["control", "b", "c"][: chance.choice((1, 2, 2, 2, 3))]
    return AppealDraft(
        slug=f"{chance.choice(NAMES)}-{number}",
        name="As the desk calls it",
        placement=chance.choice(("epic", "epic", "epic", "banner", "inline", "header")),
        priority=chance.randrange(100),
        campaign=chance.choice(("", "", "winter-2026")),
        starts_at=starts_at,
        ends_at=starts_at + timedelta(days=30) if starts_at else None,
        audience=_audience(chance) if chance.random() < 1 / 2 else Audience(),
        cap_views=3 if number % 5 == 0 else None,
        cap_days=14 if number % 5 == 0 else None,
        gap_days=chance.choice((0, 0, 0, 1, 3)),
        holdback_percent=chance.choice((0, 0, 0, 0, 5)),
        salt=f"{chance.randrange(1 << 48):012x}",
        variants=tuple(_variant(each, chance) for each in variants),
    )


def _variant(slug: str, chance: random.Random) -> VariantDraft:
    texts = {code: PleaText(heading=f"{chance.random()}", body="Words.") for code in ("en", "ru")}
    return VariantDraft(slug, texts=texts)


def _audience(chance: random.Random) -> Audience:
    parts: dict[str, Any] = {
        "sections": tuple(chance.sample(SECTIONS, 2)),
        "not_sections": (chance.choice(SECTIONS),),
        "topics": tuple(chance.sample(TOPICS, 2)),
        "not_topics": (chance.choice(TOPICS),),
        "countries": chance.choice((("LV",), ("@eu",), ("LV", "EE", "LT"), ("US", "CA"))),
        "devices": (chance.choice(("phone", "desktop")),),
        "referrers": (chance.choice(("search", "social", "mail")),),
        "reading": (chance.choice((FIRST_TIME, RETURNING, REGULAR, Reading(8, 3, section=chance.choice(SECTIONS)))),),
    }
    return Audience(**{name: parts[name] for name in chance.sample(sorted(parts), chance.randrange(1, 4))})


def _frame() -> Frame:
    presets = {"once": ["10", "25", "50"], "monthly": ["2", "5", "10"], "yearly": ["20", "50", "100"]}
    minimum = {"once": "1", "monthly": "2", "yearly": "10"}
    return Frame(
        paper={
            "name": "The Harbour Courier",
            "language": "en",
            "founded": 1994,
            "country": "LV",
            "zone": "Europe/Riga",
        },
        origins=["https://courier.example", "https://courier-mirror.example"],
        consent="assumed",
        giving={code: {"presets": presets, "minimum": minimum} for code in CURRENCIES},
        digits={code: 0 if code == "JPY" else 2 for code in CURRENCIES},
        labels={},
        methods={},
        risk_countries=["BY", "RU"],
        today=date(2026, 11, 23),
        sensitive_topics=["obituaries", "suicide", "terror"],
    )
