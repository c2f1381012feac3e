"""Who can never show: held against every reader, page and moment of a small world."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from itertools import chain, product

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from smallfavor.appeals.rules.conflicts import ASIDE, NEVER, TIE, Conflict, conflicts, steps_aside
from smallfavor.appeals.rules.draft import FIRST_TIME, REGULAR, RETURNING, AppealDraft, Audience, Reading
from smallfavor.appeals.tests.drafts import NOW, TEXT, draft, variant

HOUR = timedelta(hours=1)


def found(*drafts: AppealDraft) -> list[Conflict]:
    return conflicts(drafts, now=NOW)


def high(**fields: object) -> AppealDraft:
    return draft(**{"slug": "high", "priority": 60, **fields})


def low(**fields: object) -> AppealDraft:
    return draft(**{"slug": "low", "priority": 40, **fields})


def aimed(**audience: object) -> Audience:
    return Audience(**audience)  # type: ignore[arg-type]


# --- what an editor is told ---


def test_a_plea_for_everyone_hides_every_lower_one_at_its_place() -> None:
    assert found(low(audience=aimed(countries=("LV",))), high()) == [Conflict("low", "high", NEVER)]


def test_another_place_is_no_conflict() -> None:
    assert found(low(placement="banner"), high()) == []


@pytest.mark.parametrize(
    ("fields", "because"),
    [
        ({"cap_views": 2, "cap_days": 30}, ("cap",)),
        ({"gap_days": 7}, ("gap",)),
        ({"holdback_percent": 10}, ("holdback",)),
        ({"cap_views": 1, "cap_days": 9, "gap_days": 1, "holdback_percent": 5}, ("cap", "gap", "holdback")),
    ],
)
def test_a_winner_that_steps_aside_leaves_room(fields: dict[str, int], because: tuple[str, ...]) -> None:
    assert found(low(), high(**fields)) == [Conflict("low", "high", ASIDE, because)]


def test_a_cap_of_its_own_that_is_looser_than_the_papers_leaves_no_room() -> None:
    assert steps_aside(high(cap_views=4, cap_days=30)) == ()
    assert steps_aside(high(cap_views=3, cap_days=30)) == ("cap",)
    assert steps_aside(high(cap_views=9, cap_days=60)) == ("cap",)
    assert steps_aside(high(placement="header", cap_views=1000, cap_days=30)) == ("cap",)


def test_a_winner_that_never_steps_aside_is_named_before_one_that_does() -> None:
    assert found(low(), high(gap_days=3), high(slug="middle", priority=50)) == [
        Conflict("middle", "high", ASIDE, ("gap",)),
        Conflict("low", "middle", NEVER),
    ]


@pytest.mark.parametrize(
    ("winner", "loser", "is_hidden"),
    [
        ({"starts_at": NOW + HOUR}, {}, False),
        ({"starts_at": NOW + HOUR}, {"starts_at": NOW + HOUR}, True),
        ({"starts_at": NOW - HOUR}, {}, True),
        ({"ends_at": NOW + HOUR}, {}, False),
        ({"ends_at": NOW + HOUR}, {"ends_at": NOW + HOUR}, True),
        ({"ends_at": NOW - HOUR}, {"ends_at": NOW - HOUR}, False),
        ({"gentle": True}, {"gentle": True}, True),
        ({}, {"gentle": True}, False),
        ({"gentle": True}, {}, True),
    ],
)
def test_it_always_wins_only_while_it_runs_and_where_it_may(
    winner: dict[str, object], loser: dict[str, object], is_hidden: bool
) -> None:
    assert bool(found(high(**winner), low(**loser))) == is_hidden


def test_a_winner_in_fewer_languages_leaves_the_others() -> None:
    both = {"en": TEXT, "ru": TEXT}
    bilingual = replace(variant(), texts=both)
    assert found(high(), low(variants=(bilingual,))) == []
    assert found(high(variants=(bilingual,)), low()) == [Conflict("low", "high", NEVER)]
    assert found(high(variants=(bilingual,), audience=aimed(languages=("ru",))), low()) == []
    assert found(high(variants=(bilingual, variant("b"))), low(variants=(bilingual,))) == []


def test_a_group_of_countries_holds_its_members() -> None:
    assert found(high(audience=aimed(countries=("@baltic",))), low(audience=aimed(countries=("LV", "EE")))) == [
        Conflict("low", "high", NEVER)
    ]
    assert found(high(audience=aimed(countries=("@baltic",))), low(audience=aimed(countries=("LV", "FI")))) == []


def test_equal_priorities_are_told_where_a_reader_may_fit_both() -> None:
    one, other = draft(slug="a", audience=aimed(devices=("phone",))), draft(slug="b", audience=aimed(countries=("LV",)))
    assert found(one, other) == [Conflict("b", "a", TIE)]
    assert found(one, replace(other, audience=aimed(devices=("desktop",)))) == []
    assert found(one, replace(other, starts_at=NOW + HOUR), replace(other, slug="c", ends_at=NOW + HOUR)) == [
        Conflict("b", "a", TIE),
        Conflict("c", "a", TIE),
    ]


def test_first_time_and_returning_readers_do_not_meet() -> None:
    first, again, regular = (aimed(reading=(rule,)) for rule in (FIRST_TIME, RETURNING, REGULAR))
    assert found(draft(slug="a", audience=first), draft(slug="b", audience=again)) == []
    assert found(high(audience=again), low(audience=regular)) == [Conflict("low", "high", NEVER)]
    assert found(high(audience=regular), low(audience=again)) == []


# --- against a small world, whole ---

PLACES = [(section, topics, article) for section in ("", "s", "r") for topics in ((), ("t",), ("u",), ("t", "u"))
          for article in ("", "1", "2")]  # fmt: skip


@dataclass(frozen=True)
class Situation:
    page: tuple[str, tuple[str, ...], str] = ("", (), "")
    language: str = "en"
    country: str = ""
    device: str = "phone"
    segments: tuple[str, ...] = ()
    signed_in: bool = False
    left_form: bool = False
    sensitive: bool = False
    counted: bool = True
    read: tuple[int, int, int, int] = (0, 0, 0, 0)
    """Articles in section s and elsewhere: in the last four weeks, then before them within the year."""
    hour: int = 0


def passes(one: AppealDraft, at: Situation) -> bool:
    """What the browser asks, filter by filter, but for what makes an appeal step aside."""
    a, moment = one.audience, NOW + at.hour * HOUR
    section, topics, article = at.page
    wanted = (*((section, each) for each in a.sections), *((article, each) for each in a.articles),
              *((topic, each) for topic in topics for each in a.topics))  # fmt: skip
    languages = [code for code in ("en", "ru") if all(code in each.texts for each in one.variants)]
    return (
        (one.starts_at or NOW) <= moment
        and (one.ends_at is None or moment < one.ends_at)
        and (not (a.sections or a.topics or a.articles) or any(have == want for have, want in wanted))
        and not (section in a.not_sections or article in a.not_articles or {*topics} & {*a.not_topics})
        and at.language in languages
        and (not a.languages or at.language in a.languages)
        and (not a.countries or at.country in a.countries)
        and at.country not in a.not_countries
        and (not a.devices or at.device in a.devices)
        and (not a.segments or bool({*a.segments} & {*at.segments}))
        and not {*a.not_segments} & {*at.segments}
        and a.signed_in in (None, at.signed_in)
        and (at.left_form or not a.left_form)
        and (one.gentle or not at.sensitive)
        and (not a.reading or (at.counted and all(_reads(rule, at) for rule in a.reading)))
    )


def _reads(rule: Reading, at: Situation) -> bool:
    recent_here, recent_elsewhere, older_here, older_elsewhere = at.read
    count = recent_here + (older_here if rule.weeks > 4 else 0)
    if rule.section != "s":
        count += recent_elsewhere + (older_elsewhere if rule.weeks > 4 else 0)
    return (rule.min or 0) <= count and (rule.max is None or count <= rule.max)


def by_axis(counts: Sequence[int]) -> Iterator[list[Situation]]:
    """The world, one axis at a time: the filters of an audience are independent of each other."""
    plain = Situation()
    yield [replace(plain, page=page) for page in PLACES]
    yield [replace(plain, language=each) for each in ("en", "ru", "fr")]
    yield [replace(plain, country=each) for each in ("", "LV", "EE", "FI")]
    yield [replace(plain, device=each) for each in ("phone", "tablet", "desktop")]
    yield [replace(plain, segments=each) for each in ((), ("x",), ("y",), ("x", "y"), ("z",))]
    yield [replace(plain, signed_in=a, left_form=b) for a, b in product((False, True), repeat=2)]
    yield [replace(plain, sensitive=each) for each in (False, True)]
    yield [replace(plain, counted=a, read=b) for a in (True, False) for b in product(counts, repeat=4)]
    yield [replace(plain, hour=each) for each in range(4)]


def world() -> list[Situation]:
    """Every two axes together, which is more than enough for filters that look at one each."""
    axes = list(by_axis((0, 1, 5)))
    plain = vars(Situation())
    together = []
    for i, one in enumerate(axes):
        for other in axes[i + 1 :]:
            for a, b in product(one, other):
                changed = {name: value for name, value in vars(b).items() if value != plain[name]}
                together.append(replace(a, **changed))
    return list(dict.fromkeys(together))


WORLD = world()
ALONE = list(chain.from_iterable(by_axis((0, 1, 2, 3, 5))))


def some(*values: str) -> st.SearchStrategy[tuple[str, ...]]:
    return st.one_of(st.just(()), st.lists(st.sampled_from(values), max_size=2, unique=True).map(tuple))


RULES = st.builds(
    Reading, weeks=st.sampled_from([4, 52]), min=st.sampled_from([None, 1, 2, 5]), max=st.sampled_from([None, 1, 3]),
    section=st.sampled_from(["", "s"]),
)  # fmt: skip
AUDIENCES = st.fixed_dictionaries(
    {},
    optional={
        "sections": some("s", "r"), "not_sections": some("s", "r"), "topics": some("t", "u"),
        "not_topics": some("t", "u"), "articles": some("1", "2"), "not_articles": some("1", "2"),
        "languages": some("en", "ru"), "countries": some("LV", "EE"), "not_countries": some("LV", "EE"),
        "devices": some("phone", "tablet", "desktop"), "segments": some("x", "y"), "not_segments": some("x", "y"),
        "signed_in": st.sampled_from([None, True, False]), "left_form": st.booleans(),
        "reading": st.lists(RULES, max_size=2).map(tuple),
    },
).map(lambda fields: aimed(**fields))  # fmt: skip
NARROW = st.sampled_from([aimed(), aimed(), aimed(devices=("phone", "tablet")), aimed(not_sections=("r",))])
HOURS = st.sampled_from([None, NOW + HOUR, NOW + 2 * HOUR])
BILINGUAL = replace(variant(), texts={"en": TEXT, "ru": TEXT})


def drafts(slug: str, priority: int) -> st.SearchStrategy[AppealDraft]:
    return st.builds(
        lambda audience, start, end, gentle, texts: draft(
            slug=slug, priority=priority, audience=audience, starts_at=start, ends_at=end, gentle=gentle,
            variants=(texts,),
        ),
        st.one_of(AUDIENCES, NARROW), HOURS, st.sampled_from([None, NOW + 3 * HOUR]), st.booleans(),
        st.sampled_from([variant(), BILINGUAL, BILINGUAL]),
    )  # fmt: skip


@settings(max_examples=100, suppress_health_check=[HealthCheck.too_slow])
@given(winner=drafts("high", 60), loser=drafts("low", 40))
def test_never_means_that_no_reader_no_page_and_no_moment_shows_it(winner: AppealDraft, loser: AppealDraft) -> None:
    told = [each for each in found(winner, loser) if each.kind == NEVER]
    shown = [at for at in WORLD if passes(loser, at) and not passes(winner, at)]
    if told:
        assert shown == []


AXES: list[st.SearchStrategy[Audience]] = [
    st.builds(
        lambda *lists: aimed(**dict(zip(("sections", "not_sections", "topics", "not_topics", "articles",
                                         "not_articles"), lists, strict=True))),
        some("s", "r"), some("s", "r"), some("t", "u"), some("t", "u"), some("1", "2"), some("1", "2"),
    ),
    st.builds(lambda a, b: aimed(countries=a, not_countries=b), some("LV", "EE"), some("LV", "EE")),
    st.builds(lambda a, b: aimed(segments=a, not_segments=b), some("x", "y"), some("x", "y")),
    st.builds(lambda a: aimed(devices=a), some("phone", "tablet", "desktop")),
    st.builds(lambda a, b: aimed(signed_in=a, left_form=b), st.sampled_from([None, True, False]), st.booleans()),
    st.builds(lambda a: aimed(reading=(a,)), RULES),
]  # fmt: skip
PAIRS = st.one_of([st.tuples(axis, axis) for axis in AXES])


@settings(max_examples=300, suppress_health_check=[HealthCheck.too_slow])
@given(PAIRS)
def test_never_is_told_wherever_it_is_true(pair: tuple[Audience, Audience]) -> None:
    """For each kind of filter alone: what no situation shows is told, as long as somebody fits the loser at all."""
    winner, loser = high(audience=pair[0]), low(audience=pair[1])
    fitting = [at for at in ALONE if passes(loser, at)]
    shown = [at for at in fitting if not passes(winner, at)]
    if fitting:
        assert bool(found(winner, loser)) == (not shown)


@settings(max_examples=200, suppress_health_check=[HealthCheck.too_slow])
@given(PAIRS)
def test_a_pair_that_some_reader_fits_is_told_as_a_tie(pair: tuple[Audience, Audience]) -> None:
    one, other = draft(slug="a", audience=pair[0]), draft(slug="b", audience=pair[1])
    if any(passes(one, at) and passes(other, at) for at in ALONE):
        assert found(one, other) != []
