"""Is this the database that sent last, or a copy of it? A copy with live keys would charge the same readers.

The database remembers where it stood. Somewhere else, every account is stopped until a person says which one is real.
Not here: comparing with the provider's record (compare_newest), which tells a copy that nothing else could tell.
"""

import time

from django.conf import settings
from django.db import connection, transaction

from smallfavor.payments.models import Installation, ProviderAccount
from smallfavor.payments.queries.place import current_place

CHECK_EVERY_S = 300.0
_seen: dict[str, float] = {}


def check_place() -> bool:
    """True when sending from here is right; where not, every account is stopped. Asks at most every five minutes."""
    name = f"{settings.DATA}|{connection.settings_dict['NAME']}"
    if time.monotonic() - _seen.get(name, -CHECK_EVERY_S) < CHECK_EVERY_S:
        return True
    if not _is_here():
        return False
    _seen[name] = time.monotonic()
    return True


def settle_here() -> None:
    """From now on the real database is this one: a person said so (`smallfavor resume`)."""
    Installation.objects.update(place=current_place())


def forget_checks() -> None:
    """Ask anew at the next check."""
    _seen.clear()


def _is_here() -> bool:
    here = current_place()
    with transaction.atomic():
        row = Installation.objects.select_for_update().first()
        if row is None or row.place == here:
            return True
        if not row.place:
            row.place = here
            row.save(update_fields=["place"])
            return True
        ProviderAccount.objects.filter(stopped_reason="").update(
            stopped_reason=f"this database has moved or is a copy: it sent last from {row.place}; now it stands at "
            f"{here}. A copy for trying things out stays stopped. If this is the real one and the other no longer "
            "runs: `smallfavor resume`."
        )
    return False
