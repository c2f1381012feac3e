"""Jobs of the publication, deferred inside the transaction that causes them."""

from django.core.management import call_command
from procrastinate.contrib.django import app

from smallfavor.core.clock import utcnow
from smallfavor.publication.actions.bake_stale import bake_stale


@app.task(name="publication.bake_stale", lock="publication.bake")
def bake_stale_pages() -> None:
    """Bake what is noted as stale. The first job takes all notes; those behind it find none left."""
    bake_stale(now=utcnow())


@app.periodic(cron="* * * * *")
@app.task(name="publication.publish_due", queueing_lock="publication.publish_due", lock="publication.bake")
def publish_due(timestamp: int) -> None:
    """Every minute: what an editor set to go live or to end by now; and notes whose job was lost."""
    call_command("publish_scheduled")
    bake_stale(now=utcnow())


def defer_bake() -> None:
    """Have the worker bake, once this transaction is committed."""
    bake_stale_pages.defer()
