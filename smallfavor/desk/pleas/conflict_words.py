"""Conflicts of pleas in words. Not here: what a conflict is (appeals/rules/conflicts.py)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from smallfavor.appeals.models import Appeal
from smallfavor.appeals.queries.drafts import live_drafts
from smallfavor.appeals.rules.conflicts import ASIDE, NEVER, Conflict, conflicts
from smallfavor.appeals.rules.draft import AppealDraft
from smallfavor.desk.pleas.reader_words import either

_ASIDE = {
    "cap": "has seen that one as often as it may be shown",
    "gap": "has seen that one a few days ago",
    "holdback": "is one of those whom that one leaves out",
}


@dataclass(frozen=True)
class Told:
    """A conflict as an editor reads it: `before`, the other plea's name as a link, `after`."""

    kind: str
    before: str
    other: str
    other_name: str
    after: str


def conflicts_now(now: datetime) -> dict[str, list[Told]]:
    """Of what readers get now: for each plea that suffers, by what."""
    names = _names()
    found: dict[str, list[Told]] = {}
    for each in conflicts(live_drafts(), now=now):
        found.setdefault(each.loser, []).append(_told_of_loser(each, names))
    return found


def conflicts_if_published(draft: AppealDraft, *, now: datetime) -> list[Told]:
    """What this draft would suffer if readers got it as it is written, and what others would suffer from it."""
    names = _names() | {draft.slug: draft.name}
    others = [each for each in live_drafts() if each.slug != draft.slug]
    before = {(each.loser, each.winner) for each in conflicts(live_drafts(), now=now)}
    told = []
    for each in conflicts([*others, draft], now=now):
        if each.loser == draft.slug:
            told.append(_told_of_loser(each, names))
        elif each.winner == draft.slug and each.kind == NEVER:
            verb = " never shows" if (each.loser, each.winner) in before else " would never show any more"
            told.append(
                Told(NEVER, "", each.loser, names.get(each.loser, each.loser), f"{verb}: this one always wins.")
            )
    return told


def _told_of_loser(conflict: Conflict, names: Mapping[str, str]) -> Told:
    winner = names.get(conflict.winner, conflict.winner)
    if conflict.kind == NEVER:
        return Told(NEVER, "This one will never show: ", conflict.winner, winner, " always wins.")
    if conflict.kind == ASIDE:
        return Told(
            ASIDE, "Steps behind ", conflict.winner, winner, f": shows only when a reader {_why(conflict.because)}."
        )
    return Told(conflict.kind, "Same priority as ", conflict.winner, winner, ", which is shown where both fit.")


def _why(because: Sequence[str]) -> str:
    return either(_ASIDE[each] for each in because)


def _names() -> dict[str, str]:
    return dict(Appeal.objects.values_list("slug", "name"))
