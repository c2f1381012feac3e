"""From drafts to the files a browser reads: manifest format 2 and its text files. Pure: bytes out, nothing written.

Not here: where they are written (actions/publish_manifest.py).
"""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from babel import Locale

from smallfavor.appeals.rules.designs import style_of, tokens_of
from smallfavor.appeals.rules.draft import AppealDraft, Audience, PleaText, VariantDraft
from smallfavor.appeals.rules.groups import countries_in, expanded, is_group
from smallfavor.appeals.rules.referrers import PATTERNS
from smallfavor.appeals.rules.zones import countries_of, zones_of
from smallfavor.core.money import parse_major

FORMAT = 2
QUIET_DAYS = {"once": 90, "monthly": 365, "yearly": 365, "dismiss": 30}
CAP = {"views": 4, "days": 30, "gap_days": 0}  # over all appeals together, the link in the masthead apart


@dataclass(frozen=True)
class Frame:
    """What the manifest says besides the appeals: the paper, its money, its links. `paper` is as the format has it;
    `style` is the style sheet of every plea."""

    paper: Mapping[str, Any]
    origins: Sequence[str]
    consent: str
    giving: Mapping[str, Mapping[str, Any]]
    digits: Mapping[str, int]
    labels: Mapping[str, Mapping[str, str]] = field(repr=False)
    methods: Mapping[str, str]
    risk_countries: Sequence[str]
    today: date
    sensitive_topics: Sequence[str] = ()
    accent: str = "#8a1c2b"
    style: str = field(default="", repr=False)


@dataclass(frozen=True)
class Compiled:
    """`manifest` lacks only "expires" and "token"; `texts` are the text files by their path under /appeals/."""

    version: str
    manifest: dict[str, Any]
    texts: dict[str, bytes]

    def with_expiry(
        self, expires: datetime, *, token: str = "", tickers: Mapping[str, Mapping[str, Any]] | None = None
    ) -> bytes:
        """The manifest as it is written, with what is no part of the version. Without a token nothing is counted."""
        shown = {"tickers": dict(tickers)} if tickers else {}
        return to_bytes({**self.manifest, **shown, "expires": int(expires.timestamp()), "token": token})

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
    return _compiled(live, frame, off=off)


def compile_forced(draft: AppealDraft, variant: str, frame: Frame, *, off: bool) -> Compiled:
    """The manifest of a preview: this one appeal, over or not, shown in this wording whatever its filters say.

    They are all in it, so that the panel can say what each would have said.
    """
    return _compiled([draft], frame, off=off, force={"appeal": draft.slug, "variant": variant})


def _compiled(live: Sequence[AppealDraft], frame: Frame, *, off: bool, **more: Any) -> Compiled:
    texts: dict[str, bytes] = {}
    appeals = [_appeal(each, frame, texts) for each in live]
    audiences = [each.audience for each in live]
    named = {code for each in audiences for code in (*each.countries, *each.not_countries)}
    money = _money(frame)
    manifest: dict[str, Any] = {
        "format": FORMAT,
        "off": off,
        "paper": dict(frame.paper),
        "links": {
            "support": "/support/", "remind": "/remind/", "tally": "/appeals/tally", "origins": list(frame.origins),
        },
        "consent": frame.consent,
        "zones": zones_of(sorted({*expanded(named), *frame.risk_countries, *money["countries"]})),
        "quiet": QUIET_DAYS,
        "cap": CAP,
        **_where_asked_for({
            "groups": {code[1:]: countries_in(code) for code in sorted(named) if is_group(code)},
            "counted": sorted({rule.counted for each in audiences for rule in each.reading} - {""}),
            "referrers": PATTERNS if any(each.referrers for each in audiences) else {},
            "sensitive_topics": sorted(frame.sensitive_topics),
        }),
        "money": money,
        "tally_share": 1.0,
        "appeals": appeals,
        "risk": sorted(frame.risk_countries),
        **more,
    }  # fmt: skip
    version = hashlib.sha256(to_bytes(manifest)).hexdigest()[:12]
    return Compiled(version, {**manifest, "version": version}, texts)


def _where_asked_for(parts: Mapping[str, Any]) -> dict[str, Any]:
    """The parts that hold something: what nothing asks for is left out."""
    return {name: value for name, value in parts.items() if value}


def _appeal(draft: AppealDraft, frame: Frame, texts: dict[str, bytes]) -> dict[str, Any]:
    """One appeal; what is as everywhere is left out."""
    optional = _where_asked_for({
        "from": _unix(draft.starts_at),
        "until": _unix(draft.ends_at),
        "deadline": _unix(draft.deadline),
        "audience": _audience(draft.audience),
        "cap": {"views": draft.cap_views, "days": draft.cap_days} if draft.cap_views else None,
        "gap_days": draft.gap_days,
        "quiet_days": draft.quiet_days,
        "gentle": draft.gentle,
        "holdback": draft.holdback_percent / 100,
        "unit": draft.unit if draft.unit != "reader" else None,
        "campaign": draft.campaign,
    })  # fmt: skip
    return {
        "id": draft.slug,
        "placement": draft.placement,
        **optional,
        "salt": draft.salt,
        "variants": [_variant(draft, each, _languages(draft), frame, texts) for each in draft.variants],
    }


def _audience(audience: Audience) -> dict[str, Any]:
    """As the draft has it, but for the languages, which the texts tell, and for what a rule of reading counts."""
    found = audience.to_json()
    found.pop("languages", None)
    if audience.reading:
        found["reading"] = [
            {name: value for name, value in rule.to_json().items() if name not in ("section", "topic")}
            | ({"of": rule.counted} if rule.counted else {})
            for rule in audience.reading
        ]
    return found


def _languages(draft: AppealDraft) -> list[str]:
    """The wanted languages that every variant speaks: else a test would compare readers of different languages."""
    spoken = [{code for code, text in each.texts.items() if not text.is_empty} for each in draft.variants]
    common = set[str].intersection(*spoken) if spoken else set()
    return sorted(common & set(draft.audience.languages) if draft.audience.languages else common)


def _variant(
    draft: AppealDraft, variant: VariantDraft, languages: Iterable[str], frame: Frame, texts: dict[str, bytes]
) -> dict[str, Any]:
    paths = {}
    for language in languages:
        text = variant.texts[language]
        body = to_bytes(text_file(draft, variant, language, text, frame))
        path = f"texts/{hashlib.sha256(body).hexdigest()[:16]}.json"
        texts[path] = body
        paths[language] = path
    return {"id": variant.slug, "share": variant.share, "texts": paths}


def text_file(draft: AppealDraft, variant: VariantDraft, language: str, text: PleaText, frame: Frame) -> dict[str, Any]:
    """One text file's content, as the script reads it. Where the editor names no ways to pay, the paper's own stand.

    What is as usual is left out: a note, a ticker, writing from right to left, digits other than 0 to 9 (then amounts
    are left to the browser, too). The link in the masthead has the page's own style.
    """
    locale = Locale.parse(language.replace("-", "_"))
    numerals = locale.default_numbering_system.replace("latn", "")
    optional = {
        "note": text.note.strip(),
        "ticker": variant.ticker and bool(draft.campaign),
        "dir": "rtl" if locale.text_direction == "rtl" else "",
        "numerals": numerals,
        "amounts": {} if numerals else written_amounts(frame.giving, language),
        "style": frame.style if draft.placement != "header" else "",
    }
    return {
        "language": language,
        "heading": text.heading.strip(),
        "paragraphs": text.paragraphs,
        "signature": text.signature.strip(),
        "methods": text.methods.strip() or frame.methods.get(language, ""),
        "interval": variant.interval,
        "amount_index": variant.amount_index,
        "choice": variant.choice_at(draft.placement),
        "design": style_of(tokens_of(variant.design, paper_accent=frame.accent, own_accent=variant.accent)),
        **{name: value for name, value in optional.items() if value},
        "labels": dict(frame.labels.get(language, {})),
    }


def written_amounts(giving: Mapping[str, Mapping[str, Any]], language: str) -> dict[str, dict[str, str]]:
    """The amounts of all buttons and the smallest ones as people write them: {"EUR": {"2.50": "2,50 €"}}.

    As on the form, and as the browser would write them; but there the first one takes tens of milliseconds on a slow
    phone.
    """
    named = {
        code: {*rule["minimum"].values(), *(each for presets in rule["presets"].values() for each in presets)}
        for code, rule in giving.items()
    }
    return {
        code: {each: parse_major(each, code).format(language) for each in sorted(amounts, key=Decimal)}
        for code, amounts in named.items()
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
