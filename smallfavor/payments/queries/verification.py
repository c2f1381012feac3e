"""When a provider was last verified against its own live service (`smallfavor verify-provider`), as the records say.

Not here: making one (actions/verifying).
"""

import json
import re
from collections import Counter
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from django.conf import settings

from smallfavor.payments.providers.settings import settings_of
from smallfavor.payments.rules.accounts import read_accounts

NAME = re.compile(r"(?P<provider>\w+)-(?P<day>\d{4}-\d{2}-\d{2})(?:-\d+)?\.json")
NEVER = "contract-checked, never run against the live service"


@dataclass(frozen=True)
class Verification:
    """The newest run. `broken`: what did not hold, in its own words; `unmade`: how many checks could not be made."""

    provider: str
    day: date
    passed: int
    unmade: int
    broken: tuple[str, ...]


def folder() -> Path:
    return Path(settings.DATA) / "verifications"


def verification(provider: str) -> Verification | None:
    """The newest run of this provider (a folder's name) against its live service; None where there is none."""
    for path in sorted(folder().glob(f"{provider}-*.json"), reverse=True):
        found = _read(path, provider)
        if found is not None:
            return found
    return None


def verified_text(provider: str) -> str:
    """One sentence's end for the desk and the doctor, in English as they are."""
    found = verification(provider)
    if found is None:
        return NEVER
    said = f"verified against the live service’s test mode on {found.day.isoformat()}: {found.passed} checks passed"
    if found.unmade:
        said += f", {found.unmade} could not be made"
    return said + (f", {len(found.broken)} did not hold" if found.broken else "")


def services_verified() -> dict[str, str]:
    """How each account that PROVIDERS names was verified; without those that are told nothing: they play only."""
    accounts = read_accounts(settings.PROVIDERS)
    return {account: verified_text(provider) for account, provider in accounts.items() if settings_of(provider)}


def _read(path: Path, provider: str) -> Verification | None:
    """None for what is no record of a live run: an emulator's, another provider's, a damaged one."""
    named = NAME.fullmatch(path.name)
    try:
        record = json.loads(path.read_bytes())
        if named is None or named["provider"] != provider or record["service"] != "live":
            return None
        outcomes = Counter(str(result["outcome"]) for result in record["results"])
        broken = tuple(str(one["sentence"]) for one in record["results"] if one["outcome"] == "broken")
        day = date.fromisoformat(named["day"])
    except (OSError, ValueError, TypeError, KeyError):
        return None
    return Verification(provider, day, outcomes["passed"], outcomes["missing"], broken)
