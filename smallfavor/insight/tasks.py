"""Jobs of insight: tests' shares, hourly, and the check of their shares, daily."""

from procrastinate.contrib.django import app

from smallfavor.core.clock import utcnow
from smallfavor.insight.results.sharing import check_shares, share_out


@app.periodic(cron="23 * * * *")
@app.task(name="smallfavor.insight.tasks.share_out_readers", queueing_lock="share_out_readers")
def share_out_readers(timestamp: int) -> None:
    """Every hour: more readers for what earns more. A new manifest only where a share moves by a hundredth."""
    share_out(now=utcnow())


@app.periodic(cron="41 5 * * *")
@app.task(name="smallfavor.insight.tasks.check_readers_shares", queueing_lock="check_readers_shares")
def check_readers_shares(timestamp: int) -> None:
    """Every morning: do readers come to the wordings as published? If not, the desk's first screen says so."""
    check_shares(now=utcnow())
