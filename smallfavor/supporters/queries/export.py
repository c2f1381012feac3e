"""Everything that is held about one person, from every registered app."""

from smallfavor.supporters.models import Supporter
from smallfavor.supporters.privacy import holders


def export_supporter(supporter: Supporter) -> dict[str, object]:
    """Plain values (JSON), by app. Holds the contact in clear: hand it to the person alone."""
    return {holder.app_label: dict(holder.export(supporter)) for holder in holders()}
