"""Which live appeals can never show, because an earlier one at the same placement always wins. Pure.

The browser shows the first that passes, by priority and then by id (rules/manifest.py). "Always" is meant exactly: for
every reader, page and moment for which the later one passes, the earlier one passes too. An own cap, an own gap or a
hold-back share make the earlier one step aside now and then; that is told apart. One exception stands above all: who
asked one appeal to come back later gets that one then.

Not here: whether one audience holds another (holding.py), and the words for it (desk).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import groupby

from smallfavor.appeals.rules.draft import AppealDraft
from smallfavor.appeals.rules.holding import can_meet, holds, languages_of
from smallfavor.appeals.rules.manifest import CAP

NEVER, ASIDE, TIE = "never", "aside", "tie"
_BEGINNING = datetime.min.replace(tzinfo=UTC)
_END = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True)
class Conflict:
    """`loser` and `winner` are ids. `kind`:

    NEVER: the loser can't show. ASIDE: it shows only while the winner steps aside, by its own "cap" or "gap" or for the
    readers whom it leaves out ("holdback"): `because`. TIE: same priority, and some readers fit both: the id decides.
    """

    loser: str
    winner: str
    kind: str
    because: tuple[str, ...] = ()


def conflicts(drafts: Iterable[AppealDraft], *, now: datetime, cap: Mapping[str, int] = CAP) -> list[Conflict]:
    """What is wrong among these, all of them live. `cap` is the one over all appeals together.

    What has ended at `now` is left out. For one loser at most one NEVER or ASIDE is told: the earliest winner's, a
    NEVER before an ASIDE. A tie is told of two of which neither holds the other.
    """
    running = [each for each in drafts if _end(each) > now]
    found: list[Conflict] = []
    for _placement, group in groupby(sorted(running, key=lambda each: each.placement), key=lambda each: each.placement):
        ordered = sorted(group, key=lambda each: (-each.priority, each.slug))
        for number, loser in enumerate(ordered):
            found += _of_one(loser, ordered[:number], now, cap)
    return found


def _of_one(
    loser: AppealDraft, earlier: Iterable[AppealDraft], now: datetime, cap: Mapping[str, int]
) -> list[Conflict]:
    told: list[Conflict] = []
    ties: list[Conflict] = []
    for winner in earlier:
        if _covers(winner, loser, now):
            because = steps_aside(winner, cap)
            told.append(Conflict(loser.slug, winner.slug, ASIDE if because else NEVER, because))
        elif winner.priority == loser.priority and _meet(winner, loser, now):
            ties.append(Conflict(loser.slug, winner.slug, TIE))
    told.sort(key=lambda each: each.kind != NEVER)  # stable: the earliest winner of either kind stays first
    return told[:1] + ties


def steps_aside(draft: AppealDraft, cap: Mapping[str, int] = CAP) -> tuple[str, ...]:
    """Why a reader who fits may still not get this appeal, while others may show.

    An own cap that is reached no sooner than the one over all appeals says nothing: then nobody asks any more. The link
    in the masthead stands outside of that one.
    """
    paced = draft.placement != "header"
    why = []
    if draft.cap_views and draft.cap_days:
        is_looser = paced and draft.cap_views >= cap["views"] and draft.cap_days <= cap["days"]
        if not is_looser:
            why.append("cap")
    if draft.gap_days and not (paced and draft.gap_days <= cap["gap_days"]):
        why.append("gap")
    if draft.holdback_percent:
        why.append("holdback")
    return tuple(why)


def _covers(winner: AppealDraft, loser: AppealDraft, now: datetime) -> bool:
    """Does the winner fit whoever, wherever and whenever the loser does, from `now` on?"""
    return (
        _start(winner) <= max(now, _start(loser))
        and _end(winner) >= _end(loser)
        and (winner.gentle or not loser.gentle)
        and bool(languages_of(loser))
        and holds(winner, loser)
    )


def _meet(one: AppealDraft, other: AppealDraft, now: datetime) -> bool:
    """Is there a reader, a page and a moment from `now` on for which both fit?"""
    begin, end = max(now, _start(one), _start(other)), min(_end(one), _end(other))
    return begin < end and can_meet(one, other)


def _start(draft: AppealDraft) -> datetime:
    return draft.starts_at or _BEGINNING


def _end(draft: AppealDraft) -> datetime:
    return draft.ends_at or _END
