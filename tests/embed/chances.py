"""Random manifests, readers, pages and moments, from a seed: likely enough to pass and to fail each condition.

Not here: what must be decided of them (oracle.py).
"""

import random
from itertools import accumulate
from typing import Any

from smallfavor.appeals.rules.referrers import PATTERNS

Json = dict[str, Any]

APPEALS = ["spring", "winter", "school", "port", "link"]
SECTIONS = ["news", "culture", "sport"]
TOPICS = ["port", "war", "trams", "grief"]
COUNTRIES = ["LV", "EE", "FR", "US", "BY", "@baltic", "@west"]
GROUPS = {"baltic": ["EE", "LT", "LV"], "west": ["FR", "US"]}
ZONES = {"Europe/Riga": "LV", "Europe/Paris": "FR", "Europe/Minsk": "BY", "Asia/Tokyo": "JP", "Asia/Calcutta": "IN"}
COUNTED = ["s:culture", "s:news", "t:port", "t:war"]
SEGMENTS = ["members", "guests", "staff"]
FROM = ["", "", "courier.example", "www.google.com", "t.co", "l.facebook.com", "mail.google.com", "blog.example"]
REFERRERS = ["search", "social", "mail", "internal", "direct", "other"]
CONSENTS = ["granted", "assumed", "denied", "required"]
# Around month ends, leap days, the year's end and the change of clocks.
MOMENTS = [1_772_319_600, 1_774_746_000, 1_796_083_200, 1_798_758_000, 1_835_438_400, 1_856_303_999]


class Chances:
    """Everything of one batch lies within a few days of `base`, so that marks and windows matter."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self.base = self.random.choice(MOMENTS)
        self.day = self.base // 86_400
        self.week = (self.day + 3) // 7

    def likely(self, chance: float) -> bool:
        return self.random.random() < chance

    def some(self, values: list[Any], most: int = 3) -> list[Any]:
        return self.random.sample(values, self.random.randint(1, min(most, len(values))))

    def now(self) -> int:
        return self.base + self.random.randint(-100_000, 100_000)

    def manifest(self) -> Json:
        names = self.random.sample(APPEALS, self.random.randint(1, 4))
        return {
            "format": 2 if self.likely(0.97) else 1,
            "expires": self.base + (900_000 if self.likely(0.95) else self.random.randint(-50_000, 50_000)),
            "off": self.likely(0.03),
            "consent": self.random.choice(["assumed", "assumed", "required"]),
            "risk": ["BY"],
            "paper": {"language": "en"},
            "zones": ZONES,
            "groups": GROUPS,
            "counted": COUNTED,
            "referrers": PATTERNS,
            **({"sensitive_topics": ["grief"]} if self.likely(0.7) else {}),
            **({"cap": self.limit()} if self.likely(0.5) else {}),
            "appeals": [self.appeal(name) for name in names],
        }

    def limit(self) -> Json:
        return {"views": self.random.randint(1, 4), "days": self.random.choice([1, 7, 30]), "gap_days": self.gap()}

    def gap(self) -> int:
        return self.random.choice([0, 0, 1, 3])

    def appeal(self, name: str) -> Json:
        languages = self.random.choice([["en"], ["en", "ru"], ["ru", "pt-br"], ["en", "pt"]])
        slugs = ["control", "b", "c"][: self.random.randint(1, 3)]
        optional: Json = {
            "from": self.now() - 80_000,
            "until": self.now() + 80_000,
            "cap": {"views": self.random.randint(1, 3), "days": self.random.choice([1, 7, 30])},
            "gap_days": self.random.choice([0, 1, 3, 7, 14]),
            "gentle": True,
            "holdback": self.random.choice([0.05, 0.3, 0.5, 1]),
            "unit": "reader-week",
        }
        rare = {"from", "until", "holdback"}
        return {
            "id": name,
            "placement": "header" if name == "link" else self.random.choice(["epic", "epic", "epic", "banner"]),
            "audience": self.audience(),
            "salt": f"{self.random.randrange(1 << 24):x}",
            **{key: value for key, value in optional.items() if self.likely(0.2 if key in rare else 0.5)},
            "variants": [
                {
                    "id": slug,
                    "share": self.random.choice([0, 1, 1, 3, 0.2]),
                    "texts": {language: f"{name}-{slug}-{language}" for language in languages},
                }
                for slug in slugs
            ],
        }

    def audience(self) -> Json:
        parts: Json = {
            "sections": self.some(SECTIONS), "not_sections": self.some(SECTIONS, 1),
            "topics": self.some(TOPICS), "not_topics": self.some(TOPICS, 1),
            "articles": self.some(["1", "2", "3"]), "not_articles": self.some(["1", "2", "3"], 1),
            "countries": self.some(COUNTRIES, 4), "not_countries": self.some(COUNTRIES, 1),
            "devices": self.some(["phone", "tablet", "desktop"], 2),
            "segments": self.some(SEGMENTS, 2), "not_segments": self.some(SEGMENTS, 1),
            "referrers": self.some(REFERRERS, 4),
            "consent": self.some(CONSENTS),
            "signed_in": self.likely(0.5),
            "left_form": True,
            "reading": [self.rule() for _ in range(self.random.randint(1, 2))],
        }  # fmt: skip
        return {key: value for key, value in parts.items() if self.likely(0.12)}

    def rule(self) -> Json:
        rule: Json = {"weeks": self.random.choice([1, 2, 4, 26, 52])}
        if self.likely(0.6):
            rule["min"] = self.random.randint(0, 6)
        if self.likely(0.5):
            rule["max"] = self.random.randint(1, 12)
        if self.likely(0.4):
            rule["of"] = self.random.choice(COUNTED)
        return rule

    def visitor(self) -> Json:
        days = sorted(
            self.day - self.random.choice([0, 1, 2, 6, 7, 29, 30, 31]) for _ in range(self.random.randint(0, 4))
        )
        return {
            "id": f"{self.random.random()}" if self.likely(0.9) else "",
            "quiet": self.day + self.random.choice([-400, -30, -1, 0, 1, 30, 500] if self.likely(0.2) else [-9]),
            "remind": [self.day + self.random.randint(-2, 2), self.random.choice(["", *APPEALS])]
            if self.likely(0.1)
            else [],
            "consent": self.random.choice(["", "", "", "granted", "denied"]),
            "uncounted": self.likely(0.08),
            "views": {name: [len(days), *days] for name in APPEALS if self.likely(0.4)},
            "asked": [each for each in days if self.likely(0.7)],
            "form": self.day - self.random.choice([-1, 0, 5, 13, 14, 20_000]),
            "weeks": {key: self.sums() for key in ("all", *COUNTED) if self.likely(0.8)},
            "seen": [],
        }

    def sums(self) -> list[int]:
        """The week, then how many were opened in the last 1, 2, ... 52 weeks."""
        last = self.week - self.random.choice([0, 0, 0, 1, 3, 40, 60])
        sparse = self.random.choice([0.02, 0.1, 0.5])
        return [last, *accumulate(self.random.randint(1, 3) if self.likely(sparse) else 0 for _ in range(52))]

    def page(self) -> Json:
        page: Json = {
            "placements": self.some(["epic", "epic", "banner", "header"], 3),
            "language": self.random.choice(["en", "en", "en", "en-GB", "ru", "ru", "pt-BR", "lv", ""]),
            "zone": self.random.choice([*ZONES, "UTC", "Europe/Riga"]),
            "device": self.random.choice(["phone", "tablet", "desktop"]),
            "offset": self.random.choice([-720, -600, 0, 120, 330, 540, 840]),
            "from": self.random.choice(FROM),
            "host": "courier.example",
        }
        optional: Json = {
            "section": self.random.choice(SECTIONS),
            "topics": " ".join(self.some(TOPICS)),
            "article": self.random.choice(["1", "2", "3", "4"]),
            "segment": " ".join(self.some(SEGMENTS, 2)),
        }
        rare: Json = {
            "country": self.random.choice(["LV", "US", "BY", "LT"]),
            "consent": self.random.choice(["granted", "denied"]),
            "sensitive": self.random.choice(["yes", "no", ""]),
            "signedin": self.random.choice(["yes", "no"]),
        }
        page |= {key: value for key, value in optional.items() if self.likely(0.8)}
        page |= {key: value for key, value in rare.items() if self.likely(0.2)}
        page["placements"] = list(dict.fromkeys(page["placements"]))
        return page
