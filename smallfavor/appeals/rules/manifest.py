"""From drafts to the files a browser reads: manifest format 1 and its text files. Pure: bytes out, nothing written.

Not here: where they are written (actions/publish_manifest.py).
"""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any

from smallfavor.appeals.rules.draft import AppealDraft, PleaText, VariantDraft
from smallfavor.appeals.rules.zones import countries_of, zones_of

FORMAT = 1
QUIET_DAYS = {"once": 90, "monthly": 365, "yearly": 365, "dismiss": 30}
CAP = {"views": 4, "days": 30}


@dataclass(frozen=True)
class Frame:
    """What the manifest says besides the appeals: the paper, its money, its links. `paper` is as the format has it."""

    paper: Mapping[str, Any]
    origins: Sequence[str]
    consent: str
    giving: Mapping[str, Mapping[str, Any]]
    digits: Mapping[str, int]
    labels: Mapping[str, Mapping[str, str]] = field(repr=False)
    methods: Mapping[str, str]
    risk_countries: Sequence[str]
    today: date


@dataclass(frozen=True)
class Compiled:
    """`manifest` lacks only "expires"; `texts` are the text files by their path under /appeals/."""

    version: str
    manifest: dict[str, Any]
    texts: dict[str, bytes]

    def with_expiry(self, expires: datetime) -> bytes:
        return to_bytes({**self.manifest, "expires": int(expires.timestamp())})

    def shares(self) -> dict[str, dict[str, int]]:
        """What learning from tallies needs of a version: {appeal: {variant: share}}."""
        return {
            each["id"]: {variant["id"]: variant["share"] for variant in each["variants"]}
            for each in self.manifest["appeals"]
        }


def to_bytes(value: object) -> bytes:
    """JSON without spaces. Keys keep their order: the intervals are shown in it."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def compile_manifest(drafts: Iterable[AppealDraft], frame: Frame, *, off: bool, now: datetime) -> Compiled:
    """The manifest of all live appeals, in the order in which the browser tries them.

    What has ended at `now` is left out; what has not begun is in, for the browser keeps the time. With `off` nobody
    is asked and no appeal is in the manifest. The version is a hash of all that matters, so that compiling the same
    again changes nothing.
    """
    live = [] if off else [each for each in drafts if each.ends_at is None or each.ends_at > now]
    live.sort(key=lambda each: (-each.priority, each.slug))
    texts: dict[str, bytes] = {}
    appeals = [_appeal(each, frame, texts) for each in live]
    targeted = {code for each in live for code in (*each.audience.countries, *each.audience.not_countries)}
    money = _money(frame)
    manifest: dict[str, Any] = {
        "format": FORMAT,
        "off": off,
        "paper": dict(frame.paper),
        "links": {
            "support": "/support/", "remind": "/remind/", "tally": "/appeals/tally", "origins": list(frame.origins),
        },
        "consent": frame.consent,
        "zones": zones_of(sorted({*targeted, *frame.risk_countries, *money["countries"]})),
        "quiet": QUIET_DAYS,
        "cap": CAP,
        "money": money,
        "tally_share": 1.0,
        "appeals": appeals,
        "risk": sorted(frame.risk_countries),
    }  # fmt: skip
    version = hashlib.sha256(to_bytes(manifest)).hexdigest()[:12]
    return Compiled(version, {**manifest, "version": version}, texts)


def _appeal(draft: AppealDraft, frame: Frame, texts: dict[str, bytes]) -> dict[str, Any]:
    return {
        "id": draft.slug,
        "placement": draft.placement,
        "from": _unix(draft.starts_at),
        "until": _unix(draft.ends_at),
        "audience": draft.audience.to_json(),
        "cap": {"views": draft.cap_views, "days": draft.cap_days} if draft.cap_views else None,
        "gap_days": draft.gap_days,
        "salt": draft.salt,
        "holdback": draft.holdback_percent / 100,
        "unit": "reader",
        "variants": [_variant(draft, each, frame, texts) for each in draft.variants],
    }


def _variant(draft: AppealDraft, variant: VariantDraft, frame: Frame, texts: dict[str, bytes]) -> dict[str, Any]:
    paths = {}
    for language, text in sorted(variant.texts.items()):
        if text.is_empty:
            continue
        body = to_bytes(text_file(variant, language, text, frame))
        path = f"texts/{hashlib.sha256(body).hexdigest()[:16]}.json"
        texts[path] = body
        paths[language] = path
    return {"id": variant.slug, "share": variant.share, "texts": paths}


def text_file(variant: VariantDraft, language: str, text: PleaText, frame: Frame) -> dict[str, Any]:
    """One text file's content, as the script reads it. Where the editor names no ways to pay, the paper's own stand."""
    return {
        "language": language,
        "heading": text.heading.strip(),
        "paragraphs": text.paragraphs,
        "signature": text.signature.strip(),
        "methods": text.methods.strip() or frame.methods.get(language, ""),
        "interval": variant.interval,
        "amount_index": variant.amount_index,
        "labels": dict(frame.labels.get(language, {})),
    }


def _money(frame: Frame) -> dict[str, Any]:
    """Countries are listed for the currencies that are not the default; everyone else is shown the default."""
    default = next(iter(frame.giving))
    others = [code for code in frame.giving if code != default]
    return {
        "default": default,
        "countries": {country: code for code in others for country in countries_of(code, frame.today)},
        "presets": {code: rule["presets"] for code, rule in frame.giving.items()},
        "minimum": {code: rule["minimum"] for code, rule in frame.giving.items()},
        "digits": dict(frame.digits),
    }


def _unix(moment: datetime | None) -> int | None:
    return int(moment.astimezone(UTC).timestamp()) if moment else None
