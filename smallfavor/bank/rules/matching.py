"""Which expected transfers a line may be for, when its reference does not say so exactly. Suggestions, for a person.

Nothing is ever settled by what is here. In prose with worked tables: docs/rules/transfers.md.
"""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from smallfavor.bank.rules.creditor_reference import bare
from smallfavor.core.money import Money

MOST_SUGGESTIONS = 5
NEAR_DAYS = 21
PIECE = 4
LEAST_RUN = 8


class Because(StrEnum):
    REFERENCE = "reference"  # it is right; something else is not as it was asked for
    ONE_SIGN = "one_sign"  # one sign of the reference is wrong, missing, or too much
    SWAPPED = "swapped"  # two neighbours are swapped
    CUT = "cut"  # eight signs in a row are those of the reference
    SAME_PAYER = "same_payer"  # the same account has paid this before
    NAME = "name"  # the name and the amount
    AMOUNT = "amount"  # the amount, within three weeks


@dataclass(frozen=True)
class Told:
    """What the line says."""

    amount: Money
    booked_on: date
    words: str  # reference and remittance, as written
    name: str = ""
    iban: str = ""


@dataclass(frozen=True)
class Candidate:
    """One expected transfer. `name`, `ibans`: of its payer, as far as they are known."""

    key: str
    reference: str
    amount: Money | None
    asked_on: date
    name: str = ""
    ibans: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Suggestion:
    key: str
    because: Because


_STRENGTH = list(Because)


def suggest(told: Told, candidates: Sequence[Candidate]) -> list[Suggestion]:
    """The best first, at most five."""
    written = bare(told.words)
    pieces = frozenset(written[at : at + PIECE] for at in range(len(written)))
    found = [
        Suggestion(candidate.key, because)
        for candidate in candidates
        if (because := _because(told, written, pieces, candidate)) is not None
    ]
    distance = {one.key: abs((told.booked_on - one.asked_on).days) for one in candidates}
    found.sort(key=lambda one: (_STRENGTH.index(one.because), distance[one.key]))
    return found[:MOST_SUGGESTIONS]


def _because(told: Told, written: str, pieces: frozenset[str], candidate: Candidate) -> Because | None:
    near = _nearness(written, candidate.reference) if _shares_a_piece(pieces, candidate.reference) else None
    if near is not None:
        return near
    if told.iban and told.iban in candidate.ibans:
        return Because.SAME_PAYER
    if candidate.amount != told.amount:
        return None
    if told.name and candidate.name and _same_person(told.name, candidate.name):
        return Because.NAME
    is_near = timedelta(0) <= told.booked_on - candidate.asked_on <= timedelta(days=NEAR_DAYS)
    return Because.AMOUNT if is_near else None


def _shares_a_piece(pieces: frozenset[str], reference: str) -> bool:
    """One slip leaves some of a reference's pieces whole: without one, it need not be looked at closely."""
    return any(reference[at : at + PIECE] in pieces for at in range(0, len(reference) - PIECE + 1, PIECE))


def _nearness(written: str, reference: str) -> Because | None:
    if reference in written:
        return Because.REFERENCE
    length = len(reference)
    near = {_slip(written[at : at + size], reference) for size in (length, length - 1, length + 1)
            for at in range(len(written) - size + 1)}  # fmt: skip
    for because in (Because.ONE_SIGN, Because.SWAPPED):
        if because in near:
            return because
    runs = (reference[at : at + LEAST_RUN] for at in range(length - LEAST_RUN + 1))
    return Because.CUT if any(run in written for run in runs) else None


def _slip(window: str, reference: str) -> Because | None:
    """The one slip by which a window of the text differs from the reference."""
    if len(window) == len(reference):
        wrong = [at for at, (one, other) in enumerate(zip(window, reference, strict=True)) if one != other]
        if len(wrong) == 1:
            return Because.ONE_SIGN
        if len(wrong) == 2 and wrong[1] == wrong[0] + 1 and window[wrong[0]] == reference[wrong[1]]:
            return Because.SWAPPED if window[wrong[1]] == reference[wrong[0]] else None
        return None
    longer, shorter = sorted((window, reference), key=len, reverse=True)
    at = next((at for at in range(len(shorter)) if longer[at] != shorter[at]), len(shorter))
    return Because.ONE_SIGN if longer[at + 1 :] == shorter[at:] else None


def _same_person(one: str, other: str) -> bool:
    """The same words, in any order; banks write "VOS NORA", and leave titles and marks out."""
    first, second = _name_words(one), _name_words(other)
    return len(first & second) >= 2 or (bool(first) and first == second)


def _name_words(name: str) -> frozenset[str]:
    plain = unicodedata.normalize("NFKD", name.casefold())
    kept = "".join(sign if sign.isalnum() else " " for sign in plain if not unicodedata.combining(sign))
    return frozenset(word for word in kept.split() if len(word) > 1)
