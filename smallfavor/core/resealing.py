"""Values that apps seal under the installation's own key: each app says how they are brought to today's key.

Not here: supporters' keys, which `rotate-keys` itself rewraps.
"""

from collections.abc import Callable

Reseal = Callable[[], int]

_resealers: dict[str, Reseal] = {}


def register_resealer(name: str, reseal: Reseal) -> None:
    """Have `reseal()` called by `rotate-keys`; it returns how many values it brought to today's key."""
    _resealers[name] = reseal


def reseal_all() -> int:
    return sum(_resealers[name]() for name in sorted(_resealers))
