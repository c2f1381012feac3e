"""Jobs that keep the queue itself, and the desk's sessions, in order."""

from django.core.management import call_command
from procrastinate.contrib.django import app

KEEP_DONE_HOURS = 24 * 7
STALLED_AFTER_S = 60


@app.periodic(cron="* * * * *")
@app.task(name="smallfavor.ops.tasks.retry_stalled", queueing_lock="retry_stalled", pass_context=False)
async def retry_stalled(timestamp: int) -> None:
    """Give the jobs of a worker that was killed back to the queue: each mail is made to be sent once all the same."""
    manager = app.job_manager
    for job in await manager.get_stalled_jobs(seconds_since_heartbeat=STALLED_AFTER_S):
        await manager.retry_job(job)


@app.periodic(cron="41 3 * * *")
@app.task(name="smallfavor.ops.tasks.forget_old_jobs", queueing_lock="forget_old_jobs", pass_context=False)
async def forget_old_jobs(timestamp: int) -> None:
    """Drop the records of jobs that ended a week ago."""
    await app.job_manager.delete_old_jobs(
        KEEP_DONE_HOURS, include_failed=True, include_cancelled=True, include_aborted=True
    )


@app.periodic(cron="23 4 * * *")
@app.task(name="smallfavor.ops.tasks.forget_old_sessions", queueing_lock="forget_old_sessions", pass_context=False)
def forget_old_sessions(timestamp: int) -> None:
    """Drop the desk's sessions that have ended."""
    call_command("clearsessions")
