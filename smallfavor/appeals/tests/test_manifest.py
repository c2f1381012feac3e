import json
from dataclasses import replace
from datetime import date, timedelta

from smallfavor.appeals.rules.draft import AppealDraft, Audience, Reading, VariantDraft
from smallfavor.appeals.rules.manifest import Compiled, Frame, compile_manifest
from smallfavor.appeals.rules.referrers import PATTERNS
from smallfavor.appeals.rules.zones import countries_of, zones_of
from smallfavor.appeals.scripts import SOURCE
from smallfavor.appeals.tests.drafts import NOW, TEXT, draft, variant

PRESETS = {"once": ["10"], "monthly": ["2"], "yearly": ["20"]}
MINIMUM = {"once": "1", "monthly": "2", "yearly": "10"}
FRAME = Frame(
    paper={"name": "The Harbour Courier", "language": "en", "founded": 1994, "country": "LV", "zone": "Europe/Riga"},
    origins=["https://courier.example"],
    consent="assumed",
    giving={code: {"presets": PRESETS, "minimum": MINIMUM} for code in ("USD", "GBP", "JPY")},
    digits={"USD": 2, "GBP": 2, "JPY": 0},
    labels={"en": {"close": "Close"}, "ru": {"close": "Закрыть"}},
    methods={"en": "card:Bank card"},
    risk_countries=["BY"],
    today=date(2026, 11, 23),
)


def compiled(*drafts: AppealDraft, off: bool = False) -> Compiled:
    return compile_manifest(drafts, FRAME, off=off, now=NOW)


def test_the_manifest_has_the_shape_that_the_browser_reads() -> None:
    one = draft(starts_at=NOW, cap_views=2, cap_days=7, holdback_percent=5, audience=Audience(sections=("news",)))
    manifest = compiled(one).manifest
    assert manifest["format"] == 2
    assert manifest["off"] is False
    assert manifest["quiet"] == {"once": 90, "monthly": 365, "yearly": 365, "dismiss": 30}
    assert manifest["risk"] == ["BY"]
    appeal = manifest["appeals"][0]
    assert appeal == {
        "id": "spring",
        "placement": "epic",
        "from": int(NOW.timestamp()),
        "audience": {"sections": ["news"]},
        "cap": {"views": 2, "days": 7},
        "salt": "salt",
        "holdback": 0.05,
        "variants": appeal["variants"],
    }
    assert appeal["variants"][0]["id"] == "control"


def test_texts_are_named_by_their_hash_and_carry_the_labels() -> None:
    made = compiled(draft())
    [path] = made.texts
    assert made.manifest["appeals"][0]["variants"][0]["texts"] == {"en": path}
    text = json.loads(made.texts[path])
    assert text["paragraphs"] == ["One paragraph.", "Another, *strong* one."]
    assert text["labels"] == {"close": "Close"}
    assert text["interval"] == "monthly"
    assert text["methods"] == "card:Bank card"


def test_compiling_the_same_again_gives_the_same_version() -> None:
    assert compiled(draft()).version == compiled(draft()).version
    assert compiled(draft()).version != compiled(draft(priority=51, gap_days=1)).version


def test_higher_priority_comes_first() -> None:
    manifest = compiled(
        draft(slug="low", priority=1), draft(slug="high", priority=90), draft(slug="also-low", priority=1)
    )
    assert [each["id"] for each in manifest.manifest["appeals"]] == ["high", "also-low", "low"]


def test_what_has_ended_is_left_out_and_what_will_begin_is_in() -> None:
    ended = draft(slug="ended", ends_at=NOW)
    later = draft(slug="later", starts_at=NOW + timedelta(days=2))
    assert [each["id"] for each in compiled(ended, later).manifest["appeals"]] == ["later"]


def test_off_means_no_appeal_at_all() -> None:
    made = compiled(draft(), off=True)
    assert made.manifest["off"] is True
    assert made.manifest["appeals"] == []
    assert made.texts == {}


def test_empty_texts_are_not_published() -> None:
    two = VariantDraft("control", texts={"en": TEXT, "ru": type(TEXT)()})
    assert list(compiled(draft(variants=(two,))).manifest["appeals"][0]["variants"][0]["texts"]) == ["en"]


def test_only_zones_that_matter_are_in_the_manifest() -> None:
    zones = compiled(draft(audience=Audience(countries=("IN",)))).manifest["zones"]
    assert zones["Asia/Kolkata"] == zones["Asia/Calcutta"] == "IN"
    assert zones["Europe/Minsk"] == "BY"
    assert zones["Asia/Tokyo"] == "JP"
    assert "America/New_York" not in zones
    assert "UTC" not in zones


def test_countries_are_listed_for_other_currencies_than_the_default() -> None:
    money = compiled().manifest["money"]
    assert money["default"] == "USD"
    assert money["countries"]["GB"] == "GBP"
    assert money["countries"]["JP"] == "JPY"
    assert "US" not in money["countries"]


def test_shares_are_kept_with_the_version() -> None:
    made = compiled(draft(variants=(variant("control", share=3), variant("bold", share=1))))
    assert made.shares() == {"spring": {"control": 3, "bold": 1}}


def test_old_names_of_zones_are_known() -> None:
    zones = zones_of(["UA", "VN"])
    assert zones["Europe/Kiev"] == zones["Europe/Kyiv"] == "UA"
    assert zones["Asia/Saigon"] == "VN"


def test_a_countrys_currency_is_todays() -> None:
    assert "LV" in countries_of("EUR", date(2026, 1, 1))
    assert "LV" not in countries_of("EUR", date(2013, 1, 1))


def test_what_is_as_everywhere_is_left_out() -> None:
    manifest = compiled(draft()).manifest
    assert set(manifest["appeals"][0]) == {"id", "placement", "salt", "variants"}
    assert {"groups", "counted", "referrers", "sensitive_topics"}.isdisjoint(manifest)


def test_all_that_an_appeal_may_say_reaches_the_browser() -> None:
    audience = Audience(
        segments=("members",), not_segments=("staff",), referrers=("mail",), consent=("granted",), signed_in=False,
        left_form=True, reading=(Reading(4, 5), Reading(52, None, 0, section="culture"), Reading(1, 1, topic="war")),
    )  # fmt: skip
    one = draft(
        audience=audience, deadline=NOW, quiet_days=7, gentle=True, unit="reader-week", campaign="winter", gap_days=2
    )
    manifest = compiled(one).manifest
    appeal = manifest["appeals"][0]
    assert appeal["audience"] == {
        "segments": ["members"],
        "not_segments": ["staff"],
        "referrers": ["mail"],
        "consent": ["granted"],
        "signed_in": False,
        "left_form": True,
        "reading": [
            {"weeks": 4, "min": 5},
            {"weeks": 52, "max": 0, "of": "s:culture"},
            {"weeks": 1, "min": 1, "of": "t:war"},
        ],
    }
    said = {name: appeal[name] for name in ("deadline", "quiet_days", "gentle", "unit", "campaign", "gap_days")}
    assert said == {
        "deadline": int(NOW.timestamp()), "quiet_days": 7, "gentle": True, "unit": "reader-week", "campaign": "winter",
        "gap_days": 2,
    }  # fmt: skip
    assert manifest["counted"] == ["s:culture", "t:war"]
    assert set(manifest["referrers"]) == {"mail", "search", "social"}


def test_a_group_of_countries_is_written_out_once_with_its_zones() -> None:
    wanted = [draft(slug=f"n{number}", audience=Audience(countries=("@baltic",))) for number in range(2)]
    manifest = compiled(*wanted).manifest
    assert manifest["groups"] == {"baltic": ("EE", "LT", "LV")}
    assert manifest["appeals"][1]["audience"] == {"countries": ["@baltic"]}
    assert manifest["zones"]["Europe/Vilnius"] == "LT"


def test_only_wanted_languages_that_every_variant_speaks_are_published() -> None:
    both = VariantDraft("control", texts={"en": TEXT, "ru": TEXT})
    english = VariantDraft("b", texts={"en": TEXT})

    def languages(*variants: VariantDraft, **audience: tuple[str, ...]) -> list[set[str]]:
        made = compiled(draft(variants=variants, audience=Audience(**audience)))  # type: ignore[arg-type]
        return [set(each["texts"]) for each in made.manifest["appeals"][0]["variants"]]

    assert languages(both) == [{"en", "ru"}]
    assert languages(both, english) == [{"en"}, {"en"}]
    assert languages(both, languages=("ru",)) == [{"ru"}]


def test_sensitive_topics_come_from_the_papers_setting() -> None:
    manifest = compile_manifest([], replace(FRAME, sensitive_topics=["war", "grief"]), off=False, now=NOW).manifest
    assert manifest["sensitive_topics"] == ["grief", "war"]


def test_the_golden_cases_use_the_patterns_that_readers_get() -> None:
    base = json.loads((SOURCE.parent / "cases" / "base.json").read_text("utf-8"))
    assert base["manifest"]["referrers"] == PATTERNS


def test_texts_carry_the_style_and_every_amount_as_people_write_it() -> None:
    [body] = compile_manifest([draft()], replace(FRAME, style="p{}"), off=False, now=NOW).texts.values()
    text = json.loads(body)
    assert text["style"] == "p{}"
    assert text["amounts"]["GBP"] == {"1": "£1", "2": "£2", "10": "£10", "20": "£20"}
    assert list(text["amounts"]) == ["USD", "GBP", "JPY"]
    assert "numerals" not in text


def test_the_link_in_the_masthead_brings_no_style() -> None:
    link = draft(placement="header")
    [body] = compile_manifest([link], replace(FRAME, style="p{}"), off=False, now=NOW).texts.values()
    assert "style" not in json.loads(body)


def test_a_language_with_digits_of_its_own_says_so() -> None:
    spoken = replace(variant(), texts={"fa": TEXT})
    [body] = compile_manifest([draft(variants=(spoken,))], FRAME, off=False, now=NOW).texts.values()
    text = json.loads(body)
    assert text["numerals"] == "arabext"
    assert "amounts" not in text
