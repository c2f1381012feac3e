"""Which state a payment may go to from which. Evidence of money wins over everything."""

from collections.abc import Mapping

_OPEN = frozenset({"planned", "awaiting_payer", "processing", "failed", "expired"})
HAD_MONEY = frozenset({"paid", "refunded", "disputed", "returned"})

# A waived period was never asked for; money for it would still be booked, and so it may become paid.
BECOMES: Mapping[str, frozenset[str]] = {
    "planned": _OPEN | {"paid", "waived"},
    "awaiting_payer": _OPEN | {"paid", "waived"},
    "processing": _OPEN | {"paid", "waived"},
    "failed": _OPEN | {"paid", "waived"},
    "expired": _OPEN | {"paid"},
    "waived": frozenset({"paid"}),
    **{state: HAD_MONEY - {state} for state in HAD_MONEY},
}


def may_become(old: str, new: str) -> bool:
    return new in BECOMES[old]
