"""Jobs of the appeals app: the manifest is written anew long before it expires, and tickers move on."""

from procrastinate.contrib.django import app

from smallfavor.appeals.actions.publish_manifest import publish_manifest
from smallfavor.appeals.actions.refresh_tickers import refresh_tickers
from smallfavor.core.clock import utcnow


@app.periodic(cron="7 */4 * * *")
@app.task(name="smallfavor.appeals.tasks.renew_manifest", queueing_lock="renew_manifest")
def renew_manifest(timestamp: int) -> None:
    """Every four hours: a new expiry, and whatever a disk error kept from being written."""
    publish_manifest(now=utcnow())


@app.periodic(cron="*/5 * * * *")
@app.task(name="smallfavor.appeals.tasks.refresh_tickers", queueing_lock="refresh_tickers")
def count_campaigns(timestamp: int) -> None:
    """Every five minutes: what the campaigns of live pleas have raised."""
    refresh_tickers(now=utcnow())
