"""What our objects at a provider say beyond ids, so that rows can be rebuilt from them. Nothing personal.

Pure: reading and writing text pairs. Not here: rebuilding (actions/rebuild).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from smallfavor.core.money import Money, is_currency


@dataclass(frozen=True)
class Facts:
    """The terms of a payment as its metadata tells them; None or empty where it does not (an older release's)."""

    interval: str = ""
    period: int | None = None
    due: date | None = None
    anchor: date | None = None
    anchor_n: int | None = None
    amount: Money | None = None
    supporter: UUID | None = None
    method: str = ""
    language: str = ""
    terms: str = ""
    accepted: datetime | None = None
    appeal: str = ""
    variant: str = ""
    manifest: str = ""

    def as_extra(self) -> dict[str, str]:
        """The text pairs; what is empty is left out."""
        amount = self.amount
        told = {
            "interval": self.interval,
            "period": "" if self.period is None else str(self.period),
            "due": self.due.isoformat() if self.due else "",
            "anchor": self.anchor.isoformat() if self.anchor else "",
            "anchor_n": "" if self.anchor_n is None else str(self.anchor_n),
            "amount": f"{amount.minor} {amount.currency}" if amount else "",
            "supporter": str(self.supporter) if self.supporter else "",
            "method": self.method,
            "language": self.language,
            "terms": self.terms,
            "accepted": self.accepted.isoformat() if self.accepted else "",
            "appeal": self.appeal,
            "variant": self.variant,
            "manifest": self.manifest,
        }
        return {name: text for name, text in told.items() if text}


def read_facts(extra: Mapping[str, str]) -> Facts:
    """The reverse. What can't be read is left out, never guessed."""
    return Facts(
        interval=extra.get("interval", ""),
        period=_number(extra.get("period", "")),
        due=_date(extra.get("due", "")),
        anchor=_date(extra.get("anchor", "")),
        anchor_n=_number(extra.get("anchor_n", "")),
        amount=_money(extra.get("amount", "")),
        supporter=_uuid(extra.get("supporter", "")),
        method=extra.get("method", "")[:40],
        language=extra.get("language", "")[:10],
        terms=extra.get("terms", "")[:40],
        accepted=_moment(extra.get("accepted", "")),
        appeal=extra.get("appeal", "")[:80],
        variant=extra.get("variant", "")[:80],
        manifest=extra.get("manifest", "")[:80],
    )


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 9 else None


def _date(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _moment(text: str) -> datetime | None:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment if moment.tzinfo else None


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _money(text: str) -> Money | None:
    minor, _, currency = text.partition(" ")
    if not (minor.isascii() and minor.isdigit() and len(minor) <= 15 and int(minor)) or not is_currency(currency):
        return None
    return Money(int(minor), currency)
