"""The tokens that manifests give to browsers, made from the installation's secret: the same on all of its machines.

Not here: what a token is made of (rules/tallies.py).
"""

from collections.abc import Iterable
from datetime import UTC, datetime

from django.utils.crypto import salted_hmac

from smallfavor.appeals.rules.tallies import token_of, tokens_of


def token_now(version: str, now: datetime) -> str:
    """What the manifest `version` gives out today."""
    return token_of(version, now.astimezone(UTC).date(), key=_key())


def tokens_now(versions: Iterable[str], now: datetime) -> dict[str, frozenset[str]]:
    """The tokens that are taken at `now`, by version."""
    today = now.astimezone(UTC).date()
    return {version: tokens_of(version, today, key=_key()) for version in versions}


def _key() -> bytes:
    return salted_hmac("smallfavor.tally", "token", algorithm="sha256").digest()
