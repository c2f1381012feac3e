"""Structured creditor references (ISO 11649): RF, two check digits, up to 21 letters and digits."""

import re

_SHAPE = re.compile(r"RF\d\d[0-9A-Z]{1,21}")
# Looked for at every place: one may stand right behind another.
_IN_TEXT = re.compile(r"(?=(RF[\s\-./]?\d\d(?:[\s\-./]?[0-9A-Z]){1,21}))", re.IGNORECASE)
_SPACE = re.compile(r"[\s\-./]+")


def make_reference(body: str) -> str:
    """RF with its check digits for 1 to 21 letters and digits. Raises ValueError for anything else."""
    if not re.fullmatch(r"[0-9A-Z]{1,21}", body):
        raise ValueError("a reference has 1 to 21 capital letters and digits")
    return f"RF{98 - _remainder(body + 'RF00'):02}{body}"


def is_reference(text: str) -> bool:
    """True for a reference without spaces whose check digits are right."""
    return bool(_SHAPE.fullmatch(text)) and _remainder(text[4:] + text[:4]) == 1


def spaced(reference: str) -> str:
    """As people read it: groups of four."""
    return " ".join(reference[at : at + 4] for at in range(0, len(reference), 4))


def bare(text: str) -> str:
    """Without spaces and marks, in capitals: as references are compared."""
    return _SPACE.sub("", text).upper()


def references_in(text: str) -> list[str]:
    """Every right reference in what a payer wrote, longest first; spaces inside are allowed.

    Where words follow without a break, a longer reading can be right by chance: all readings are told, and only one of
    them is known.
    """
    found: list[str] = []
    for match in _IN_TEXT.finditer(text):
        whole = bare(match[1])
        readings = (whole[:length] for length in range(len(whole), 4, -1))
        found.extend(reading for reading in readings if is_reference(reading) and reading not in found)
    return found


def _remainder(text: str) -> int:
    return int("".join(str(int(character, 36)) for character in text)) % 97
