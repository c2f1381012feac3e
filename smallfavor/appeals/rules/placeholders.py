"""Placeholders in a plea's words: which exist, and which may have nothing to stand for. Pure.

The browser leaves out a paragraph whose placeholder has no value for this reader, and with it a whole heading. So what
an audience or a schedule must give ({articles}, {country}, {days_left}, {goal_left}) is refused where they don't; and
what can run out while the plea is shown (a goal is reached, a deadline passes) may stand in a paragraph beside others,
never in the heading, the signature or the only paragraph.
"""

import re
from collections.abc import Mapping
from enum import Enum

from smallfavor.appeals.rules.draft import WEEKS_KEPT, AppealDraft

ALWAYS_KNOWN = frozenset({"paper", "years", "currency", "weekday", "minimum"})
CONDITIONAL = frozenset({"articles", "country", "days_left", "goal_left"})
KNOWN = ALWAYS_KNOWN | CONDITIONAL
ARTICLES_WORTH_SAYING = 2

_BRACES = re.compile(r"\{([^{}]*)\}")


class Certainty(Enum):
    """Has every reader who is shown the plea a value for this placeholder?"""

    ALWAYS = "always"
    AT_FIRST = "at first"  # until the goal is reached, or the deadline has passed
    NO = "no"


def names_in(text: str) -> list[str]:
    """The placeholders of a text, in order: `{paper}` gives "paper"."""
    return _BRACES.findall(text)


def unknown_in(text: str) -> list[str]:
    """What stands in braces and is no placeholder. A brace without its pair is reported as itself."""
    strange = [f"{{{name}}}" for name in names_in(text) if name not in KNOWN]
    rest = _BRACES.sub("", text)
    return strange + [brace for brace in "{}" if brace in rest]


def certainties(draft: AppealDraft, *, has_goal: bool) -> Mapping[str, Certainty]:
    """For each conditional placeholder. `has_goal`: the appeal's campaign has one."""
    # A rule of reading holds for nobody who is not counted: the number of articles is then known, too.
    has_read = any(
        rule.min is not None and rule.min >= ARTICLES_WORTH_SAYING and rule.weeks <= WEEKS_KEPT
        for rule in draft.audience.reading
    )
    return {
        "articles": Certainty.ALWAYS if has_read else Certainty.NO,
        "country": Certainty.ALWAYS if draft.audience.countries else Certainty.NO,
        "days_left": _days_left(draft),
        "goal_left": Certainty.AT_FIRST if has_goal else Certainty.NO,
    }


def _days_left(draft: AppealDraft) -> Certainty:
    if draft.deadline is None:
        return Certainty.ALWAYS if draft.ends_at else Certainty.NO
    return Certainty.ALWAYS if draft.ends_at and draft.ends_at <= draft.deadline else Certainty.AT_FIRST
