"""Jobs of the bank's counter: the letter before a debit; every night, mandates that nobody used and old evidence."""

from procrastinate.contrib.django import app

from smallfavor.bank.actions.drop_evidence import drop_evidence
from smallfavor.bank.actions.end_mandate import end_unused
from smallfavor.bank.actions.forget_lines import forget_old_lines
from smallfavor.bank.mails import compose_prenotice
from smallfavor.core.clock import utcnow
from smallfavor.core.jobs import MAIL_RETRY
from smallfavor.core.mail import send_once
from smallfavor.core.paper import current_paper


@app.task(name="smallfavor.bank.tasks.mail_prenotice", retry=MAIL_RETRY)
def mail_prenotice(*, collection: str, due: str) -> None:
    now = utcnow()
    send_once(f"prenotice:{collection}:{due}", lambda: compose_prenotice(collection, due=due), now=now)


@app.periodic(cron="37 3 * * *")
@app.task(name="smallfavor.bank.tasks.tidy_mandates", queueing_lock="tidy_mandates", pass_context=False)
def tidy_mandates(timestamp: int) -> None:
    """End mandates that were unused for 36 months; destroy files whose evidence nobody can ask for any more."""
    now = utcnow()
    end_unused(today=current_paper().today(now), now=now)
    drop_evidence(now=now)


@app.periodic(cron="47 3 * * *")
@app.task(name="smallfavor.bank.tasks.forget_lines", queueing_lock="forget_lines", pass_context=False)
def forget_lines(timestamp: int) -> None:
    """Names and words of payers on statements' lines that were settled more than a year ago."""
    forget_old_lines(now=utcnow())
