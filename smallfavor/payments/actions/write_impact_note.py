"""Writes the line that receipts of renewals carry: what readers' money did lately."""

from datetime import datetime

from smallfavor.payments.models import ImpactNote


class NoteEmpty(ValueError):
    """Raised when a note has no words."""

    code = "note_empty"


def write_impact_note(
    note: ImpactNote, *, language: str, text: str, live_from: datetime, ended_at: datetime | None, author: str
) -> ImpactNote:
    """Save a new note or a corrected one. Receipts that went out stay as they are. `author`: desk:<user id>, or sample.

    Raises NoteEmpty.
    """
    words = "\n".join(line.strip() for line in text.strip().splitlines())
    if not words:
        raise NoteEmpty("a note needs words")
    note.language, note.text, note.live_from, note.ended_at, note.written_by = (
        language, words, live_from, ended_at, author[:80],
    )  # fmt: skip
    note.save()
    return note
