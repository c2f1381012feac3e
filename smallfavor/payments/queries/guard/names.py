"""Names under which the guard counts: keyed hashes with the day's salt, useless once it is gone.

The salt alone opens nothing (the installation's key is needed too), nor does the key once the salt is gone.
"""

import hashlib
import hmac
import os
from base64 import urlsafe_b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from smallfavor.core.sealing import installation_keys
from smallfavor.payments.models import GuardSalt
from smallfavor.payments.rules.guard import Kind

_BYTES = 15  # 20 letters
_SHARED = (Kind.WORK, Kind.FRESH)  # everybody's: nothing to hide


@dataclass(frozen=True)
class Namer:
    """Today's key first; yesterday's still finds what began before midnight."""

    keys: tuple[bytes, ...]

    def names(self, kind: str, value: str) -> list[str]:
        """The names of one thing, today's first. `kind` keeps an address and a mailbox apart."""
        if kind in _SHARED:
            return [kind]
        digests = (hmac.digest(key, f"{kind}|{value}".encode(), hashlib.sha256)[:_BYTES] for key in self.keys)
        return [kind + urlsafe_b64encode(digest).decode() for digest in digests]

    def purse_names(self, things: Mapping[Kind, str]) -> dict[Kind, list[str]]:
        return {kind: self.names(kind, value) for kind, value in things.items()}


def namer(*, now: datetime) -> Namer:
    today, yesterday = now.date(), (now - timedelta(days=1)).date()
    salts = _salts(today, yesterday)
    if today not in salts:
        GuardSalt.objects.bulk_create([GuardSalt(day=today, salt=os.urandom(32))], ignore_conflicts=True)
        salts = _salts(today, yesterday)
    secret = installation_keys("payments.guard")[0].secret
    return Namer(tuple(hmac.digest(secret, salts[day], hashlib.sha256) for day in (today, yesterday) if day in salts))


def _salts(*days: date) -> dict[date, bytes]:
    rows = GuardSalt.objects.filter(day__in=days).values_list("day", "salt")
    return {day: bytes(salt) for day, salt in rows}
