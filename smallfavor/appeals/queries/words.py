"""Problems of a draft as sentences for the editor, and the state of an appeal in words."""

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
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
        "nobody_left": _("What you include you also leave out: nobody would see it."),
        "no_variant": _("Write at least one wording."),
        "no_share": _("At least one wording needs a share above zero."),
        "variant_twice": _("Two wordings have the same name."),
        "choice_unknown": _("Choose how often, and which of the three amounts is chosen at first."),
        "text_missing": _("There are no words in %(language)s. Every wording needs all languages of this plea."),
        "words_missing": _("This can’t be empty."),
        "placeholder_unknown": _("%(value)s is not one of the placeholders."),
        "placeholder_may_be_empty": _(
            "%(value)s is not known for every reader. It may stand in a paragraph of its own: "
            "who has no value for it doesn’t see that paragraph."
        ),
        "every_paragraph_may_be_empty": _("At least one paragraph must do without {articles} and {country}."),
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
    return f"{moment.day}.{moment.month:02}.{moment.year}, {moment:%H:%M}"
