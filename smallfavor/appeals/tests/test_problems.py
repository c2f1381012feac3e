from dataclasses import replace
from datetime import timedelta

import pytest

from smallfavor.appeals.rules.draft import FIRST_TIME, RETURNING, AppealDraft, Audience, PleaText, Reading, VariantDraft
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


PARTS = ("heading", "body", "signature")


@pytest.mark.parametrize("part", PARTS)
def test_the_number_of_articles_is_refused_unless_the_audience_has_read_some(part: str) -> None:
    one = with_text(**{part: "You read {articles}"})
    assert codes(one) == [(f"control/en/{part}", "articles_may_be_empty")]
    assert codes(replace(one, audience=Audience(reading=(FIRST_TIME,)))) == [
        (f"control/en/{part}", "articles_may_be_empty")
    ]
    assert codes(replace(one, audience=Audience(reading=(RETURNING,)))) == []
    assert codes(replace(one, audience=Audience(reading=(Reading(4, 2, section="news"),)))) == []


@pytest.mark.parametrize("part", PARTS)
def test_the_country_is_refused_unless_the_audience_names_countries(part: str) -> None:
    one = with_text(**{part: "To our readers in {country}"})
    assert codes(one) == [(f"control/en/{part}", "country_may_be_empty")]
    assert codes(replace(one, audience=Audience(countries=("LV", "EE")))) == []
    assert codes(replace(one, audience=Audience(countries=("@eu",)))) == []
    assert codes(replace(one, audience=Audience(not_countries=("LV",)))) == [
        (f"control/en/{part}", "country_may_be_empty")
    ]


@pytest.mark.parametrize("part", PARTS)
def test_days_left_are_refused_without_a_deadline_or_an_end(part: str) -> None:
    one = with_text(**{part: "{days_left} days left"})
    assert codes(one) == [(f"control/en/{part}", "days_left_may_be_empty")]
    later = NOW + timedelta(days=9)
    assert codes(replace(one, ends_at=later)) == []
    assert codes(replace(one, ends_at=later, deadline=later)) == []


def test_days_left_to_a_deadline_before_the_end_stand_in_a_paragraph_beside_another() -> None:
    times = {"ends_at": NOW + timedelta(days=9), "deadline": NOW + timedelta(days=8)}
    heading = replace(with_text(heading="{days_left} days left"), **times)
    alone = replace(with_text(body="{days_left} days left"), **times)
    beside = replace(with_text(body="{days_left} days left\n\nPlease help."), **times)
    assert codes(heading) == [("control/en/heading", "placeholder_may_run_out")]
    assert codes(alone) == [("control/en/body", "every_paragraph_may_be_empty")]
    assert codes(beside) == []


def test_what_the_goal_lacks_needs_a_campaign_with_a_goal() -> None:
    one = replace(with_text(body="{goal_left} to go\n\nPlease help."), campaign="winter")
    assert codes(one) == [("control/en/body", "goal_left_may_be_empty")]
    assert codes(one, replace(SETTING, goals=["winter"])) == []
    assert codes(one, replace(SETTING, goals=["spring"])) == [("control/en/body", "goal_left_may_be_empty")]


def test_what_the_goal_lacks_has_no_place_in_a_heading() -> None:
    one = replace(with_text(heading="{goal_left} to go"), campaign="winter")
    assert codes(one, replace(SETTING, goals=["winter"])) == [("control/en/heading", "placeholder_may_run_out")]


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


def test_an_end_before_the_start_is_refused() -> None:
    assert codes(draft(starts_at=NOW, ends_at=NOW - timedelta(days=1))) == [("ends_at", "ends_before_start")]


def test_a_deadline_before_the_start_and_unknown_times_of_quiet_are_refused() -> None:
    assert codes(draft(starts_at=NOW, deadline=NOW)) == [("deadline", "deadline_before_start")]
    for days in (0, 366):
        assert codes(draft(quiet_days=days)) == [("quiet_days", "quiet_bound")]
    assert codes(draft(quiet_days=7, unit="reader-week")) == []
    assert codes(draft(unit="view")) == [("unit", "unit_unknown")]


def test_shares_of_zero_alone_are_refused() -> None:
    assert codes(draft(variants=(variant(share=0),))) == [("variants", "no_share")]
    assert codes(draft(variants=())) == [("variants", "no_variant")]
    assert codes(draft(variants=(variant(), variant()))) == [("variants", "variant_twice")]


def test_half_a_cap_is_refused() -> None:
    assert codes(draft(cap_views=3)) == [("cap_views", "cap_half")]


def test_a_very_long_plea_is_refused() -> None:
    assert codes(with_text(body="word " * 201)) == [("control/en/body", "too_long")]


def test_a_draft_survives_json() -> None:
    audience = Audience(
        topics=("port",), segments=("members",), reading=(Reading(4, 5, None, section="news"),), signed_in=False,
        left_form=True, consent=("granted",), referrers=("search",),
    )  # fmt: skip
    one = draft(
        starts_at=NOW, deadline=NOW + timedelta(days=1), audience=audience, cap_views=2, cap_days=7, quiet_days=9,
        gentle=True, unit="reader-week",
    )  # fmt: skip
    assert AppealDraft.from_json(one.to_json()) == one


def test_a_revision_of_before_all_this_can_still_be_read() -> None:
    old = draft(audience=Audience(sections=("news",))).to_json()
    for name in ("deadline", "quiet_days", "gentle", "unit"):
        del old[name]
    assert AppealDraft.from_json(old) == draft(audience=Audience(sections=("news",)))


def test_a_revision_of_a_newer_shape_can_still_be_read() -> None:
    value = {**draft().to_json(), "colour": "red", "audience": {"moods": ["grim"]}}
    assert AppealDraft.from_json(value) == draft()


def test_paragraphs_are_parted_by_empty_lines_alone() -> None:
    assert PleaText(body="  One\nline.\n \n\nTwo. ").paragraphs == ["One line.", "Two."]
