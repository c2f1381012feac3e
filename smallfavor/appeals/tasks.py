"""Jobs of the appeals app: the manifest is written anew long before it expires."""

from procrastinate.contrib.django import app

from smallfavor.appeals.actions.publish_manifest import publish_manifest
from smallfavor.core.clock import utcnow


@app.periodic(cron="7 */4 * * *")
@app.task(name="smallfavor.appeals.tasks.renew_manifest", queueing_lock="renew_manifest")
def renew_manifest(timestamp: int) -> None:
    """Every four hours: a new expiry, and whatever a disk error kept from being written."""
    publish_manifest(now=utcnow())
