"""Placeholders in a plea's words: which exist, and which may have nothing to stand for. Pure.

The browser leaves out a paragraph whose placeholder has no value for this reader ({articles} before the first article
is counted, {country} where it is unknown). So these two may stand in a paragraph, never in the heading, the
signature or the only paragraph.
"""

import re
from collections.abc import Iterable

ALWAYS_KNOWN = frozenset({"paper", "years", "currency", "weekday", "minimum"})
SOMETIMES_UNKNOWN = frozenset({"articles", "country"})
KNOWN = ALWAYS_KNOWN | SOMETIMES_UNKNOWN

_BRACES = re.compile(r"\{([^{}]*)\}")


def names_in(text: str) -> list[str]:
    """The placeholders of a text, in order: `{paper}` gives "paper"."""
    return _BRACES.findall(text)


def unknown_in(text: str) -> list[str]:
    """What stands in braces and is no placeholder. A brace without its pair is reported as itself."""
    strange = [f"{{{name}}}" for name in names_in(text) if name not in KNOWN]
    rest = _BRACES.sub("", text)
    return strange + [brace for brace in "{}" if brace in rest]


def may_be_empty(text: str, certain: Iterable[str] = ()) -> list[str]:
    """The placeholders of `text` that some readers have no value for. `certain` ones the audience guarantees."""
    doubtful = SOMETIMES_UNKNOWN - set(certain)
    return [f"{{{name}}}" for name in names_in(text) if name in doubtful]
