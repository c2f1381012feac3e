"""Does one audience hold another whole; do two have somebody in common? Pure.

Pages and readers are taken to be any that can be thought of: a section may hold articles on every topic, an article may
stand in any section. So what is said to be held is held; what holds only by the paper's present articles is not said.
"""

from collections.abc import Collection, Iterable

from smallfavor.appeals.rules.draft import CONSENTS, DEVICES, REFERRERS, WEEKS_KEPT, AppealDraft, Audience, Reading
from smallfavor.appeals.rules.groups import expanded


def holds(outer: AppealDraft, inner: AppealDraft) -> bool:
    """Whoever fits `inner`'s audience and speaks one of its languages fits `outer`'s and speaks one of its too."""
    one, other = outer.audience, inner.audience
    return (
        _holds_languages(outer, inner)
        and _holds_pages(one, other)
        and _holds_values(
            expanded(one.countries), expanded(one.not_countries),
            expanded(other.countries), expanded(other.not_countries),
        )
        and _holds_kinds(one.devices, other.devices, DEVICES)
        and _holds_kinds(one.referrers, other.referrers, REFERRERS)
        and _holds_kinds(one.consent, other.consent, CONSENTS)
        and _holds_segments(one, other)
        and one.signed_in in (None, other.signed_in)
        and (other.left_form or not one.left_form)
        and _holds_reading(one.reading, other.reading)
    )  # fmt: skip


def languages_of(draft: AppealDraft) -> list[str]:
    """The wanted languages that every variant speaks; in others the browser shows nothing."""
    spoken = [{code for code, text in each.texts.items() if not text.is_empty} for each in draft.variants]
    common = set.intersection(*spoken) if spoken else set()
    wanted = draft.audience.languages
    return sorted(code for code in common if not wanted or code in wanted)


def _holds_languages(outer: AppealDraft, inner: AppealDraft) -> bool:
    """A page in pt-BR takes words in pt-BR or in pt."""
    have = set(languages_of(outer))
    return all(code in have or code.split("-")[0] in have for code in languages_of(inner))


def _holds_pages(outer: Audience, inner: Audience) -> bool:
    """Of sections, topics and articles together any one is enough; what is left out wins."""
    sections, topics, articles = _pages(inner)
    is_open = not (inner.sections or inner.topics or inner.articles)
    if outer.sections or outer.topics or outer.articles:
        is_named = sections <= {*outer.sections} and topics <= {*outer.topics} and articles <= {*outer.articles}
        if is_open or not is_named:
            return False
    left_out = _beyond(outer.not_sections, inner.not_sections)
    # A page has one section: another than the wanted ones can only be met through a topic or an article.
    if left_out and (is_open or topics or articles or left_out & sections):
        return False
    if _beyond(outer.not_topics, inner.not_topics) and (is_open or sections or topics or articles):
        return False
    left_out = _beyond(outer.not_articles, inner.not_articles)
    return not (left_out and (is_open or sections or topics or left_out & articles))


def _pages(audience: Audience) -> tuple[set[str], set[str], set[str]]:
    """The sections, topics and articles that are wanted and not left out again."""
    return (
        _beyond(audience.sections, audience.not_sections),
        _beyond(audience.topics, audience.not_topics),
        _beyond(audience.articles, audience.not_articles),
    )


def _beyond(these: Iterable[str], those: Iterable[str]) -> set[str]:
    return set(these) - set(those)


def _holds_values(
    wanted: Collection[str], left_out: Collection[str], inner_wanted: Collection[str], inner_left_out: Collection[str]
) -> bool:
    """For what a reader has one of, out of more than can be listed: countries, unknown ones too."""
    if inner_wanted:
        return all(
            (not wanted or each in wanted) and each not in left_out for each in _beyond(inner_wanted, inner_left_out)
        )
    return not wanted and not _beyond(left_out, inner_left_out)


def _holds_kinds(wanted: Collection[str], inner_wanted: Collection[str], all_kinds: Collection[str]) -> bool:
    """For what a reader has one of, out of a known few: devices, ways here, consent."""
    return not wanted or set(inner_wanted or all_kinds) <= set(wanted)


def _holds_segments(outer: Audience, inner: Audience) -> bool:
    """For what a reader may have several of."""
    wanted = _beyond(inner.segments, inner.not_segments)
    if outer.segments and not (inner.segments and wanted <= {*outer.segments}):
        return False
    return not _beyond(outer.not_segments, inner.not_segments) or bool(inner.segments and not wanted)


def _holds_reading(outer: Collection[Reading], inner: Collection[Reading]) -> bool:
    """Any rule at all asks for a reader who is counted, so that without one none is held."""
    return not outer or bool(inner and all(_follows(rule, inner) for rule in outer))


def _follows(rule: Reading, given: Collection[Reading]) -> bool:
    """Both bounds of `rule` follow from these rules."""
    least, most = rule.min or 0, rule.max
    has_least = not least or any((each.min or 0) >= least and _is_within(each, rule) for each in given)
    has_most = most is None or any(
        each.max is not None and each.max <= most and _is_within(rule, each) for each in given
    )
    return has_least and has_most


def _is_within(narrow: Reading, wide: Reading) -> bool:
    """Is every article that `narrow` counts counted by `wide`?"""
    return _weeks(narrow) <= _weeks(wide) and wide.counted in ("", narrow.counted)


def _weeks(rule: Reading) -> int:
    return min(rule.weeks or WEEKS_KEPT, WEEKS_KEPT)


def can_meet(one: AppealDraft, other: AppealDraft) -> bool:
    """May one reader on one page fit both? Where that can't be told, yes."""
    a, b = one.audience, other.audience
    return (
        _share_language(languages_of(one), languages_of(other))
        and _share_pages(a, b)
        and _share_values(
            expanded(a.countries), expanded(a.not_countries), expanded(b.countries), expanded(b.not_countries)
        )
        and _share_values(a.devices, (), b.devices, ())
        and _share_values(a.referrers, (), b.referrers, ())
        and _share_values(a.consent, (), b.consent, ())
        and (a.signed_in is None or b.signed_in is None or a.signed_in == b.signed_in)
        and not _contradict((*a.reading, *b.reading))
    )


def _share_language(one: Collection[str], other: Collection[str]) -> bool:
    return any(a == b or a.split("-")[0] == b or b.split("-")[0] == a for a in one for b in other)


def _share_pages(one: Audience, other: Audience) -> bool:
    """Two that name sections alone, or articles alone, meet only where they name the same."""
    for kind in ("sections", "articles"):
        if _names_only(one, kind) and _names_only(other, kind):
            left_out = {*getattr(one, f"not_{kind}"), *getattr(other, f"not_{kind}")}
            return bool({*getattr(one, kind)} & {*getattr(other, kind)} - left_out)
    return True


def _names_only(audience: Audience, kind: str) -> bool:
    return [each for each in ("sections", "topics", "articles") if getattr(audience, each)] == [kind]


def _share_values(
    wanted: Collection[str], left_out: Collection[str], other_wanted: Collection[str], other_left_out: Collection[str]
) -> bool:
    never = {*left_out, *other_left_out}
    if wanted and other_wanted:
        return bool({*wanted} & {*other_wanted} - never)
    named = {*wanted, *other_wanted}
    return not named or bool(named - never)


def _contradict(rules: Collection[Reading]) -> bool:
    """At least five in four weeks and at most one in a year: nobody."""
    return any(
        least.min is not None and most.max is not None and least.min > most.max and _is_within(least, most)
        for least in rules
        for most in rules
    )
