from dataclasses import replace
from datetime import timedelta

import pytest

from smallfavor.appeals.rules.draft import AppealDraft, Audience, PleaText, VariantDraft
from smallfavor.appeals.rules.problems import Setting, problems
from smallfavor.appeals.sample import SAMPLE
from smallfavor.appeals.tests.drafts import NOW, TEXT, draft, variant

SETTING = Setting(languages=["en", "ru"], paper_language="en", years=32)


def codes(one: AppealDraft, setting: Setting = SETTING) -> list[tuple[str, str]]:
    return [(each.where, each.code) for each in problems(one, setting)]


def with_text(**fields: str) -> AppealDraft:
    return draft(variants=(variant(text=replace(TEXT, **fields)),))


def test_a_whole_draft_has_no_problem() -> None:
    assert codes(draft()) == []


@pytest.mark.parametrize("one", SAMPLE, ids=lambda one: one.slug)
def test_the_sample_pleas_may_be_published(one: AppealDraft) -> None:
    assert codes(one) == []


@pytest.mark.parametrize("one", SAMPLE, ids=lambda one: one.slug)
def test_the_sample_pleas_have_ninety_words_at_most(one: AppealDraft) -> None:
    for each in one.variants:
        for text in each.texts.values():
            assert len(f"{text.heading} {text.body}".split()) <= 90


def test_an_unknown_placeholder_is_refused() -> None:
    assert codes(with_text(body="Dear {name}")) == [("control/en/body", "placeholder_unknown")]


def test_a_brace_without_its_pair_is_refused() -> None:
    assert codes(with_text(heading="Support {paper")) == [("control/en/heading", "placeholder_unknown")]


@pytest.mark.parametrize("name", ["heading", "signature"])
def test_a_placeholder_that_may_be_empty_is_refused_outside_paragraphs(name: str) -> None:
    assert codes(with_text(**{name: "You read {articles}"})) == [(f"control/en/{name}", "placeholder_may_be_empty")]


def test_one_paragraph_may_hold_what_may_be_empty_as_long_as_another_does_not() -> None:
    assert codes(with_text(body="You read {articles}.\n\nPlease help.")) == []
    assert codes(with_text(body="You read {articles}.\n\nIn {country}.")) == [
        ("control/en/body", "every_paragraph_may_be_empty")
    ]


def test_the_country_is_certain_where_the_audience_names_countries() -> None:
    one = with_text(heading="To our readers in {country}")
    assert codes(one) == [("control/en/heading", "placeholder_may_be_empty")]
    assert codes(replace(one, audience=Audience(countries=("LV", "EE")))) == []


def test_years_are_refused_for_a_paper_of_one_year() -> None:
    one = with_text(body="For {years} years.")
    assert codes(one, replace(SETTING, years=1)) == [("control/en/body", "paper_too_young")]


def test_an_asterisk_needs_its_partner() -> None:
    assert codes(with_text(body="This is *strong.")) == [("control/en/body", "emphasis_open")]


def test_words_are_needed_where_the_placement_shows_them() -> None:
    assert codes(with_text(heading="", body="")) == [
        ("control/en/heading", "words_missing"),
        ("control/en/body", "words_missing"),
    ]
    assert codes(replace(with_text(body=""), placement="header")) == []


def test_every_variant_needs_every_language_of_the_plea() -> None:
    both = VariantDraft("both", texts={"en": TEXT, "ru": TEXT})
    assert codes(draft(variants=(both, variant("english")))) == [("english/ru", "text_missing")]


def test_the_papers_own_language_is_needed_unless_the_audience_speaks_others() -> None:
    russian = draft(variants=(VariantDraft("control", texts={"ru": TEXT}),))
    assert codes(russian) == [("control/en", "text_missing")]
    assert codes(replace(russian, audience=Audience(languages=("ru",)))) == []


def test_an_audience_of_nobody_is_refused() -> None:
    nobody = Audience(sections=("news",), not_sections=("news", "sport"))
    assert codes(draft(audience=nobody)) == [("audience", "nobody_left")]


def test_an_audience_of_unknown_kinds_is_refused() -> None:
    strange = Audience(countries=("Latvia",), languages=("de",), devices=("fridge",))
    assert [code for _where, code in codes(draft(audience=strange))] == [
        "country_unknown",
        "language_unknown",
        "device_unknown",
        "text_missing",
    ]


def test_an_end_before_the_start_is_refused() -> None:
    assert codes(draft(starts_at=NOW, ends_at=NOW - timedelta(days=1))) == [("ends_at", "ends_before_start")]


def test_shares_of_zero_alone_are_refused() -> None:
    assert codes(draft(variants=(variant(share=0),))) == [("variants", "no_share")]
    assert codes(draft(variants=())) == [("variants", "no_variant")]
    assert codes(draft(variants=(variant(), variant()))) == [("variants", "variant_twice")]


def test_half_a_cap_is_refused() -> None:
    assert codes(draft(cap_views=3)) == [("cap_views", "cap_half")]


def test_a_very_long_plea_is_refused() -> None:
    assert codes(with_text(body="word " * 201)) == [("control/en/body", "too_long")]


def test_a_draft_survives_json() -> None:
    one = draft(starts_at=NOW, audience=Audience(topics=("port",)), cap_views=2, cap_days=7)
    assert AppealDraft.from_json(one.to_json()) == one


def test_a_revision_of_a_newer_shape_can_still_be_read() -> None:
    value = {**draft().to_json(), "colour": "red", "audience": {"moods": ["grim"]}}
    assert AppealDraft.from_json(value) == draft()


def test_paragraphs_are_parted_by_empty_lines_alone() -> None:
    assert PleaText(body="  One\nline.\n \n\nTwo. ").paragraphs == ["One line.", "Two."]
