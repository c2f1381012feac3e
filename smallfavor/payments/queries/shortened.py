"""Says a few of many sentences. Not here: the sentences."""

from collections.abc import Iterable

SHOWN = 20  # of each kind; one sentence says how many more there are


def shortened(sentences: Iterable[str]) -> list[str]:
    """The first sentences, and how many more there are."""
    listed = list(sentences)
    if len(listed) <= SHOWN:
        return listed
    return [*listed[:SHOWN], f"... and {len(listed) - SHOWN} more like this"]
