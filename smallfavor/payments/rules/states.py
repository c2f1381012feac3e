"""Which state a payment may go to from which. Evidence of money wins over everything."""

from collections.abc import Mapping

_OPEN = frozenset({"planned", "awaiting_payer", "processing", "failed", "expired"})

# A waived period was never asked for; money for it would still be booked, and so it may become paid.
BECOMES: Mapping[str, frozenset[str]] = {
    "planned": _OPEN | {"paid", "waived"},
    "awaiting_payer": _OPEN | {"paid", "waived"},
    "processing": _OPEN | {"paid", "waived"},
    "failed": _OPEN | {"paid", "waived"},
    "expired": _OPEN | {"paid"},
    "waived": frozenset({"paid"}),
    "paid": frozenset({"refunded", "disputed"}),
    "disputed": frozenset({"paid", "refunded"}),
    "refunded": frozenset({"disputed"}),
}
HAD_MONEY = frozenset({"paid", "refunded", "disputed"})


def may_become(old: str, new: str) -> bool:
    return new in BECOMES[old]
