"""One line of the list of erasures: the supporter's number and when. Pure."""

from datetime import datetime
from uuid import UUID


def erasure_line(supporter: UUID, erased_at: datetime) -> str:
    return f"{supporter} {erased_at.isoformat()}\n"


def read_erasures(text: str) -> dict[UUID, datetime]:
    """What a list names. A line that was cut off by a full disk or a crash is passed over: its erasure was not done."""
    found = {}
    for line in text.splitlines():
        supporter, _, moment = line.partition(" ")
        try:
            erased_at = datetime.fromisoformat(moment)
            uuid = UUID(supporter)
        except ValueError:
            continue
        if erased_at.tzinfo is not None:
            found[uuid] = erased_at
    return found
