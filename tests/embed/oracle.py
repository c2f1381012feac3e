"""What the browser must decide, told slowly and plainly: written from the rules, not from the script.

A reader comes to a page at a moment; `decide` says which appeal stands at each of its places. `verdicts` says of one
appeal which of its conditions hold. Nothing here is fast, compiled or shared with embed/src.
"""

import math
import re
from typing import Any

Json = dict[str, Any]

LONGEST_QUIET_DAYS = 400
FORM_DAYS = 14


def decide(manifest: Json, visitor: Json, page: Json, now: int) -> Json:
    """{place: {appeal, variant, text, counted}} as the script's `decide` gives it."""
    answer: Json = {}
    for place in page["placements"]:
        here = [appeal for appeal in manifest["appeals"] if appeal["placement"] == place]
        willing = [each for each in here if all(verdicts(each, manifest, visitor, page, now).values())]
        # Whoever wished to be asked again gets the appeal of their wish, if it may be shown at all.
        wished = [each for each in willing if is_wished_for(each, visitor, page, now)]
        for appeal in (wished or willing)[:1]:
            variant = variant_for(appeal, manifest, visitor, page, now)
            answer[place] = {
                "appeal": appeal["id"],
                "variant": variant["id"],
                "text": text_for(variant, manifest, page),
                "counted": bool(known_id(manifest, visitor, page)),
            }
    return answer


def verdicts(appeal: Json, manifest: Json, visitor: Json, page: Json, now: int) -> dict[str, bool]:
    """Every condition by name: all must hold."""
    audience = appeal.get("audience", {})
    day = day_of(now, page)
    topics = words_of(page.get("topics"))
    segments = words_of(page.get("segment"))
    country = country_of(manifest, page)
    consent = consent_of(manifest, visitor, page)
    views = days_seen(appeal, manifest, visitor, page)
    is_wished = is_wished_for(appeal, visitor, page, now)

    is_wanted_page = (
        page.get("section") in audience.get("sections", [])
        or any(topic in audience.get("topics", []) for topic in topics)
        or page.get("article") in audience.get("articles", [])
    )
    names_pages = any(audience.get(kind) for kind in ("sections", "topics", "articles"))
    is_left_out = (
        page.get("section") in audience.get("not_sections", [])
        or any(topic in audience.get("not_topics", []) for topic in topics)
        or page.get("article") in audience.get("not_articles", [])
        or country in countries(manifest, audience.get("not_countries", []))
        or any(segment in audience.get("not_segments", []) for segment in segments)
    )
    is_sensitive = page.get("sensitive") not in (None, "no") or any(
        topic in manifest.get("sensitive_topics", []) for topic in topics
    )
    is_signed_in = page.get("signedin") == "yes"
    has_left_form = bool(known_id(manifest, visitor, page)) and 0 <= day - visitor["form"] < FORM_DAYS

    return {
        "on": manifest["format"] == 2 and not manifest["off"],
        "fresh": now < manifest["expires"],
        "safe": country not in manifest["risk"],
        "quiet": not day < visitor["quiet"] <= day + LONGEST_QUIET_DAYS,
        "schedule": appeal.get("from", 0) <= now < appeal.get("until", math.inf),
        "content": is_wanted_page or not names_pages,
        "language": text_for(appeal["variants"][0], manifest, page) is not None,
        "country": not audience.get("countries") or country in countries(manifest, audience["countries"]),
        "device": not audience.get("devices") or page["device"] in audience["devices"],
        "segment": not audience.get("segments") or any(each in audience["segments"] for each in segments),
        "referrer": not audience.get("referrers") or referrer_of(manifest, page) in audience["referrers"],
        "consent": not audience.get("consent") or consent in audience["consent"],
        "signed_in": audience.get("signed_in") is None or audience["signed_in"] == is_signed_in,
        "left_form": not audience.get("left_form") or has_left_form,
        "excluded": not is_left_out,
        "gentle": appeal.get("gentle", False) or not is_sensitive,
        "holdback": not is_held_back(appeal, manifest, visitor, page),
        "reading": all(has_read(rule, manifest, visitor, page, now) for rule in audience.get("reading", [])),
        "pace": is_wished or appeal["placement"] == "header" or not is_asked_enough(manifest, visitor, page, day),
        "gap": is_wished or not views or is_past(appeal.get("gap_days", 0), views[-1], day),
        "cap": is_wished
        or not appeal.get("cap")
        or sum(day - each < appeal["cap"]["days"] for each in views) < appeal["cap"]["views"],
    }


# --- The reader -----------------------------------------------------------------------------------------------------


def consent_of(manifest: Json, visitor: Json, page: Json) -> str:
    """The host page's word goes before the reader's, and that before the paper's setting."""
    return str(page.get("consent") or visitor["consent"] or manifest["consent"])


def known_id(manifest: Json, visitor: Json, page: Json) -> str:
    """ "" for a reader who may not be remembered, or can't be."""
    return str(visitor["id"]) if consent_of(manifest, visitor, page) in ("granted", "assumed") else ""


def days_seen(appeal: Json, manifest: Json, visitor: Json, page: Json) -> list[int]:
    """The days on which this reader had this appeal in view; nothing is known of who may not be remembered."""
    if not known_id(manifest, visitor, page):
        return []
    _times, *days = visitor["views"].get(appeal["id"], [0])
    return list(days)


def is_asked_enough(manifest: Json, visitor: Json, page: Json, day: int) -> bool:
    """By all appeals together: too often lately, or too short a while ago."""
    if not known_id(manifest, visitor, page) or not manifest.get("cap"):
        return False
    limit = manifest["cap"]
    lately = [each for each in visitor["asked"] if day - each < limit["days"]]
    is_too_soon = bool(visitor["asked"]) and not is_past(limit.get("gap_days", 0), visitor["asked"][-1], day)
    return len(lately) >= limit["views"] or is_too_soon


def is_past(gap_days: int, last: int, day: int) -> bool:
    """No gap is always past, even where the last view was "tomorrow": travellers cross the date line."""
    return not gap_days or day - last >= gap_days


def is_wished_for(appeal: Json, visitor: Json, page: Json, now: int) -> bool:
    """The reader asked to be asked again, with this appeal or with any, and the day has come."""
    if not visitor["remind"]:
        return False
    day, wish = visitor["remind"]
    return bool(day <= day_of(now, page) and wish in ("", appeal["id"]))


def has_read(rule: Json, manifest: Json, visitor: Json, page: Json, now: int) -> bool:
    """Has the reader opened as many articles as the rule says? Of who is not counted that is never known."""
    if not known_id(manifest, visitor, page) or visitor["uncounted"]:
        return False
    week, *sums = visitor["weeks"].get(rule.get("of", "all"), [0])
    weeks_of_the_list = rule["weeks"] - (week_of(day_of(now, page)) - week)
    count = sums[weeks_of_the_list - 1] if 1 <= weeks_of_the_list <= len(sums) else 0
    return bool(rule.get("min", 0) <= count <= rule.get("max", math.inf))


def is_held_back(appeal: Json, manifest: Json, visitor: Json, page: Json) -> bool:
    reader = known_id(manifest, visitor, page)
    return bool(reader) and draw(fnv(reader), ~fnv(appeal["salt"])) < appeal.get("holdback", 0)


def variant_for(appeal: Json, manifest: Json, visitor: Json, page: Json, now: int) -> Json:
    """The variant whose slice of the shares the reader's draw falls in; the first one for who can't be remembered."""
    variants: list[Json] = appeal["variants"]
    reader = known_id(manifest, visitor, page)
    number = fnv(reader)
    if appeal.get("unit") == "reader-week":
        number ^= week_of(day_of(now, page))
    point = draw(number, fnv(appeal["salt"])) * sum(each["share"] for each in variants) if reader else 0.0
    for variant in variants:
        point -= variant["share"]
        if point < 0:
            return variant
    return variants[0]


# --- The page -------------------------------------------------------------------------------------------------------


def words_of(text: str | None) -> list[str]:
    return (text or "").split(" ")


def country_of(manifest: Json, page: Json) -> str:
    """As the page says, else by the time zone, else unknown."""
    return str(page.get("country") or manifest["zones"].get(page["zone"], ""))


def countries(manifest: Json, codes: list[str]) -> list[str]:
    """With every group spelt out."""
    return [country for code in codes for country in (manifest["groups"][code[1:]] if code[0] == "@" else [code])]


def text_for(variant: Json, manifest: Json, page: Json) -> str | None:
    """The text in the page's language, or the paper's: for the region if there is one, else for the language."""
    language = (page["language"] or manifest["paper"]["language"]).lower()
    texts: dict[str, str] = variant["texts"]
    return texts.get(language) or texts.get(language.split("-")[0])


def referrer_of(manifest: Json, page: Json) -> str:
    if not page["from"]:
        return "direct"
    if page["from"] == page["host"]:
        return "internal"
    for kind, pattern in manifest.get("referrers", {}).items():
        if re.search(pattern, page["from"]):
            return str(kind)
    return "other"


# --- Days and draws -------------------------------------------------------------------------------------------------


def day_of(now: int, page: Json) -> int:
    """The reader's own calendar day, from 1 January 1970."""
    return math.floor((now + page["offset"] * 60) / 86_400)


def week_of(day: int) -> int:
    """Weeks begin on Monday; day 0 was a Thursday, in week 0."""
    return (day + 3) // 7


def fnv(text: str) -> int:
    """FNV-1a of 32 bits over the UTF-16 units of a text."""
    number = 0x811C9DC5
    units = text.encode("utf-16-le")
    for low, high in zip(units[::2], units[1::2], strict=True):
        number = (number ^ (low | high << 8)) * 0x01000193 % 2**32
    return number


def draw(one: int, other: int) -> float:
    """A number in [0, 1) from two: MurmurHash3's finisher over their exclusive or."""
    number = (one ^ other) % 2**32
    number = (number ^ number >> 16) * 0x85EBCA6B % 2**32
    number = (number ^ number >> 13) * 0xC2B2AE35 % 2**32
    return (number ^ number >> 16) / 2**32
