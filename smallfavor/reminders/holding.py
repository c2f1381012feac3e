"""What this app holds about a person: the reminders they asked for."""

from collections.abc import Mapping
from datetime import datetime

from smallfavor.reminders.models import Reminder
from smallfavor.supporters.models import Supporter
from smallfavor.supporters.privacy import register


def register_with_privacy() -> None:
    register("reminders", export=_export, erase=_erase)


def _export(supporter: Supporter) -> Mapping[str, object]:
    return {
        "reminders": [
            {
                "id": str(row.uuid),
                "asked": row.asked_at.isoformat(),
                "for": row.due.isoformat(),
                "state": row.state,
                "settled": row.settled_at.isoformat() if row.settled_at else None,
                "language": row.language,
                "form filled in with": {"interval": row.interval, "amount": row.amount, "currency": row.currency},
                "asked by": {"appeal": row.appeal, "variant": row.variant, "version": row.manifest_version},
            }
            for row in Reminder.objects.filter(supporter=supporter).order_by("pk")
        ]
    }


def _erase(supporter: Supporter, now: datetime) -> list[str]:
    Reminder.objects.filter(supporter=supporter).delete()
    return []
