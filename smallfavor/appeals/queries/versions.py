"""Which manifests browsers may still hold."""

from datetime import datetime, timedelta

from smallfavor.appeals.models import ManifestVersion
from smallfavor.appeals.rules.tallies import KnownVersions

# The manifest in use is published anew every four hours; a page may stay open for a day after it was replaced.
HELD = timedelta(hours=36)


def versions_in_use(now: datetime) -> KnownVersions:
    rows = ManifestVersion.objects.filter(last_published_at__gt=now - HELD)
    return dict(rows.values_list("version", "shares"))
