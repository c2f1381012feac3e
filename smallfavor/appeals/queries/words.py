"""Problems of a draft as sentences for the editor, and the state of an appeal in words."""

from dataclasses import dataclass
from datetime import datetime

from babel.dates import format_datetime
from django.conf import settings
from django.utils.translation import get_language, to_locale
from django.utils.translation import gettext as _

from smallfavor.appeals.models import Appeal
from smallfavor.appeals.queries.drafts import draft_of, published_draft
from smallfavor.appeals.rules.problems import Problem
from smallfavor.core.paper import current_paper


def sentence(problem: Problem) -> str:
    """What the editor reads, without the place."""
    sentences = {
        "placement_unknown": _("Choose where on the page the plea stands."),
        "ends_before_start": _("The end must be later than the beginning."),
        "cap_half": _("Say both: how many views, and in how many days."),
        "holdback_bound": _("At most 90 of 100 readers can be left out."),
        "country_unknown": _("“%(value)s” is not a country code of two letters, such as LV."),
        "language_unknown": _("The paper has no language “%(value)s”."),
        "device_unknown": _("“%(value)s” is not a kind of device."),
        "group_unknown": _("There is no group of countries “%(value)s”."),
        "segment_not_a_word": _("A segment is one word, as the page names it: “%(value)s” is not."),
        "referrer_unknown": _("“%(value)s” is not a place that readers come from."),
        "consent_unknown": _("“%(value)s” is not a state of consent."),
        "countries_of_risk": _("Nobody is asked in these countries: see RISK_COUNTRIES."),
        "consent_never_so": _("With this paper’s setting no reader’s consent is ever in that state."),
        "consent_and_memory": _(
            "Of readers who may not be remembered it isn’t known what they read or whether they opened the form."
        ),
        "reading_weeks": _("Articles are counted for 1 to %(max)s weeks."),
        "reading_without_bounds": _("Say how many articles: at least, at most, or both."),
        "reading_negative": _("Nobody has read fewer than no articles."),
        "reading_min_above_max": _("At least %(min)s and at most %(max)s articles: nobody has read so."),
        "reading_section_and_topic": _("Count in a section or on a topic, not both in one rule."),
        "reading_contradiction": _(
            "One rule wants at least %(min)s articles, another at most %(max)s in the same time: nobody has read so."
        ),
        "deadline_before_start": _("The deadline must be later than the beginning."),
        "quiet_bound": _("After a dismissal: 1 to %(max)s days."),
        "unit_unknown": _("Choose how long a reader keeps a wording."),
        "nobody_left": _("What you include you also leave out: nobody would see it."),
        "no_variant": _("Write at least one wording."),
        "no_share": _("At least one wording needs a share above zero."),
        "variant_twice": _("Two wordings have the same name."),
        "choice_unknown": _("Choose how often, and which of the three amounts is chosen at first."),
        "looks_unknown": _("Choose one of the designs, and a colour such as #8a1c2b or none."),
        "accent_too_faint": _(
            "The colour %(accent)s has a contrast of %(ratio)s:1 on the ground of this design; "
            "words need 4.5:1. %(instead)s would do."
        ),
        "ticker_without_campaign": _("The ticker needs a campaign: choose one under “Where and when”."),
        "text_missing": _("There are no words in %(language)s. Every wording needs all languages of this plea."),
        "words_missing": _("This can’t be empty."),
        "placeholder_unknown": _("%(value)s is not one of the placeholders."),
        "articles_may_be_empty": _(
            "{articles} is not known of every reader. Ask only those who have read at least two articles, "
            "or leave it out: the count stands above the plea anyway."
        ),
        "country_may_be_empty": _("{country} is not known of every reader. Name the countries that are asked."),
        "days_left_may_be_empty": _("{days_left} counts to a deadline or an end, and this plea has neither."),
        "goal_left_may_be_empty": _("{goal_left} needs a campaign with a goal, and this plea has none."),
        "placeholder_may_run_out": _(
            "%(value)s says nothing any more once the goal is reached or the deadline has passed. "
            "It may stand in a paragraph, which then goes; not here."
        ),
        "every_paragraph_may_be_empty": _("At least one paragraph must do without {days_left} and {goal_left}."),
        "paper_too_young": _("{years} would be less than two."),
        "emphasis_open": _("An asterisk has no partner: *so* is strong."),
        "too_long": _("More than %(max)s words: hardly anybody reads on."),
    }
    values = {**problem.values}
    if "language" in values:
        values["language"] = dict(settings.LANGUAGES).get(str(values["language"]), values["language"])
    return sentences[problem.code] % values if values else sentences[problem.code]


@dataclass(frozen=True)
class State:
    """`code` for colours and filters, `words` for people."""

    code: str
    words: str
    changed: bool


def state_of(appeal: Appeal, *, now: datetime, off: bool) -> State:
    """What readers get of this appeal at `now`, in words; `changed` when what is written differs from it."""
    live = published_draft(appeal)
    if appeal.archived:
        return State("archived", _("In the archive"), False)
    if live is None:
        return State("draft", _("Draft: readers don’t see it"), False)
    changed = live != draft_of(appeal)
    zone = current_paper().zone
    if live.ends_at and live.ends_at <= now:
        return State("ended", _("Ended on %s") % _day(live.ends_at.astimezone(zone)), changed)
    if live.starts_at and live.starts_at > now:
        return State("scheduled", _("Begins on %s") % _day(live.starts_at.astimezone(zone)), changed)
    if off:
        return State("stopped", _("Stopped, as all asking is"), changed)
    if live.ends_at:
        return State("live", _("Live until %s") % _day(live.ends_at.astimezone(zone)), changed)
    return State("live", _("Live"), changed)


def _day(moment: datetime) -> str:
    return format_datetime(moment, "d MMMM y, HH:mm", locale=to_locale(get_language() or "en"))
