"""What this app itself holds about a person."""

from collections.abc import Mapping
from datetime import datetime

from smallfavor.supporters.models import LinkRequest, Supporter
from smallfavor.supporters.privacy import register
from smallfavor.supporters.queries import contact_of


def register_with_privacy() -> None:
    register("supporters", export=_export, erase=_erase)


def _export(supporter: Supporter) -> Mapping[str, object]:
    contact = contact_of(supporter)
    lookup = supporter.email_lookup
    asked = LinkRequest.objects.filter(email_lookup=bytes(lookup)) if lookup is not None else LinkRequest.objects.none()
    return {
        "id": str(supporter.uuid),
        "address": contact.email if contact else None,
        "name": contact.name if contact else None,
        "language": supporter.language,
        "country": supporter.country,
        "known since": supporter.created_at.isoformat(),
        "never remind": supporter.never_remind,
        "links asked for in the last day": [row.asked_at.isoformat() for row in asked],
    }


def _erase(supporter: Supporter, now: datetime) -> list[str]:
    # The action that calls this clears the row and destroys the key itself.
    return []
