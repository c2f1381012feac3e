from dataclasses import replace
from typing import Any

import pytest

from smallfavor.appeals.queries.words import sentence
from smallfavor.appeals.rules.audience_problems import problems_of_audience
from smallfavor.appeals.rules.draft import FIRST_TIME, REGULAR, RETURNING, Audience, Reading
from smallfavor.appeals.rules.problem import Setting

SETTING = Setting(languages=["en", "ru"], paper_language="en", years=32, risk=["BY"])


def codes(setting: Setting = SETTING, **parts: Any) -> list[str]:
    return [each.code for each in problems_of_audience(Audience(**parts), setting)]


@pytest.mark.parametrize("parts", [
    {},
    {"sections": ("news",), "not_topics": ("war",)},
    {"countries": ("LV", "@eu"), "not_countries": ("EE",)},
    {"segments": ("members",), "signed_in": True},
    {"reading": (FIRST_TIME,)}, {"reading": (RETURNING, REGULAR)}, {"reading": (Reading(4, 2, 2),)},
    {"reading": (Reading(52, 5, section="news"), Reading(4, None, 3))},
    {"reading": (Reading(52, 5), Reading(52, None, 3, section="news"))},
    {"consent": ("granted",), "left_form": True}, {"consent": ("denied",)}, {"referrers": ("search", "direct")},
])  # fmt: skip
def test_an_audience_that_somebody_can_be_in_has_no_problem(parts: dict[str, Any]) -> None:
    assert codes(**parts) == []


@pytest.mark.parametrize(("parts", "code"), [
    ({"countries": ("Latvia",)}, "country_unknown"),
    ({"not_countries": ("@narnia",)}, "group_unknown"),
    ({"languages": ("de",)}, "language_unknown"),
    ({"devices": ("fridge",)}, "device_unknown"),
    ({"referrers": ("pigeon",)}, "referrer_unknown"),
    ({"consent": ("maybe",)}, "consent_unknown"),
    ({"segments": ("two words",)}, "segment_not_a_word"),
    ({"sections": ("news",), "not_sections": ("news", "sport")}, "nobody_left"),
    ({"segments": ("a",), "not_segments": ("a",)}, "nobody_left"),
    ({"countries": ("LV", "EE"), "not_countries": ("@eu",)}, "nobody_left"),
    ({"countries": ("BY",)}, "countries_of_risk"),
    ({"reading": (Reading(0, 1),)}, "reading_weeks"),
    ({"reading": (Reading(53, 1),)}, "reading_weeks"),
    ({"reading": (Reading(4),)}, "reading_without_bounds"),
    ({"reading": (Reading(4, -1),)}, "reading_negative"),
    ({"reading": (Reading(4, 3, 2),)}, "reading_min_above_max"),
    ({"reading": (Reading(4, 1, section="news", topic="war"),)}, "reading_section_and_topic"),
    ({"reading": (Reading(4, 5), Reading(52, None, 3))}, "reading_contradiction"),
    ({"reading": (Reading(4, 5, section="news"), Reading(4, None, 3))}, "reading_contradiction"),
    ({"consent": ("required",)}, "consent_never_so"),
    ({"consent": ("denied",), "left_form": True}, "consent_and_memory"),
    ({"consent": ("denied",), "reading": (FIRST_TIME,)}, "consent_and_memory"),
])  # fmt: skip
def test_an_audience_that_cannot_be_is_refused_in_words(parts: dict[str, Any], code: str) -> None:
    assert codes(**parts) == [code]
    [problem] = problems_of_audience(Audience(**parts), SETTING)
    assert "%(" not in sentence(problem)


def test_which_states_of_consent_occur_is_the_papers_choice() -> None:
    asking = replace(SETTING, consent="required")
    assert codes(asking, consent=("required",)) == []
    assert codes(asking, consent=("assumed",)) == ["consent_never_so"]
