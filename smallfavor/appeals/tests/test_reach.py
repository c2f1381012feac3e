from dataclasses import fields
from datetime import date, timedelta

import pytest

from smallfavor.appeals.actions.save_draft import save_draft
from smallfavor.appeals.models import Tally
from smallfavor.appeals.queries.reach import _BY_COUNTRY, _PARTS, CountryReach, Reach, reach_of
from smallfavor.appeals.rules.draft import Audience
from smallfavor.appeals.tests.drafts import NOW, draft

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 23)
EVERYONE = Audience()


@pytest.fixture(autouse=True)
def pleas() -> None:
    save_draft(draft(slug="spring"), actor=None, now=NOW)
    save_draft(draft(slug="autumn"), actor=None, now=NOW)
    save_draft(draft(slug="line", placement="banner"), actor=None, now=NOW)


def seen(days_ago: int, count: int, ordinal: int = 1, appeal: str = "spring", country: str = "LV") -> None:
    day = TODAY - timedelta(days=days_ago)
    Tally.objects.create(
        day=day, version="v", appeal=appeal, variant="a", country=country, event="seen", ordinal=ordinal, count=count
    )


def reach(audience: Audience = EVERYONE, placement: str = "epic") -> Reach:
    return reach_of(placement, audience, today=TODAY)


def test_the_range_lies_between_the_same_readers_and_always_others() -> None:
    seen(7, 100)
    seen(3, 60, ordinal=2)
    seen(2, 50, appeal="autumn")
    found = reach()
    assert (found.readers_a_week_at_least, found.readers_a_week_at_most) == (100, 210)
    assert (found.readers_a_day_at_most, found.weeks) == (30, 1)


def test_an_average_week_of_four_and_never_today() -> None:
    seen(40, 999)
    for days_ago in (0, 1, 8, 15, 22):
        seen(days_ago, 10 * (days_ago + 1))
    found = reach()
    assert found.weeks == 4
    assert found.readers_a_week_at_most == round((20 + 90 + 160 + 230) / 4)


def test_eighth_views_may_all_be_of_one_reader() -> None:
    seen(7, 1)
    seen(6, 500, ordinal=8)
    assert reach().readers_a_week_at_least == 1


def test_countries_of_the_audience_alone_are_counted() -> None:
    seen(7, 70)
    seen(7, 40, country="EE")
    seen(7, 30, country="DE")
    seen(7, 20, country="")
    assert reach(Audience(countries=("@baltic", "DE"))).by == (
        CountryReach("LV", 70, 70),
        CountryReach("EE", 40, 40),
        CountryReach("DE", 30, 30),
    )
    assert reach(Audience(not_countries=("LV",))).readers_a_week_at_most == 90
    assert reach(Audience(countries=("FR",))).readers_a_week_at_most == 0


def test_what_tallies_do_not_know_is_said() -> None:
    seen(7, 70)
    [always] = reach(Audience(countries=("LV",))).unknown
    first, second = reach(Audience(sections=("culture",), not_sections=("war",), devices=("phone",))).unknown
    assert first == "Readers are not counted by devices and sections: the plea reaches only a part of these."
    assert second == always
    assert always.startswith("Readers who saw no plea here are not counted")


def test_every_part_of_an_audience_has_its_words() -> None:

    assert {each.name for each in fields(Audience)} <= {*_PARTS, *_BY_COUNTRY}


def test_nothing_is_said_of_a_placement_before_a_whole_week() -> None:
    seen(6, 70)
    seen(40, 70, appeal="line")
    found = reach()
    assert (found.readers_a_week_at_most, found.readers_a_week_at_least, found.weeks, found.by) == (None, None, 0, ())
    assert "for a whole week" in found.unknown[-1]
    assert reach(placement="header").readers_a_week_at_most is None
