"""Jobs of the payments app: its letters."""

from procrastinate.contrib.django import app

from smallfavor.core.clock import utcnow
from smallfavor.core.jobs import MAIL_RETRY
from smallfavor.core.mail import send_once
from smallfavor.payments.mails import DunningStep, dunning, letters


@app.task(name="smallfavor.payments.tasks.mail_receipt", retry=MAIL_RETRY)
def mail_receipt(*, payment: str) -> None:
    now = utcnow()
    send_once(f"receipt:{payment}", lambda: letters.compose_receipt(payment, now=now), now=now)


@app.task(name="smallfavor.payments.tasks.mail_dunning", retry=MAIL_RETRY)
def mail_dunning(*, payment: str, step: DunningStep, try_number: str) -> None:
    now = utcnow()
    send_once(f"{step}:{payment}:{try_number}", lambda: dunning.compose_dunning(payment, step=step), now=now)


@app.task(name="smallfavor.payments.tasks.mail_expiry", retry=MAIL_RETRY)
def mail_expiry(*, instrument: str) -> None:
    now = utcnow()
    send_once(f"expiry:{instrument}", lambda: dunning.compose_expiry(instrument), now=now)


@app.task(name="smallfavor.payments.tasks.mail_notice", retry=MAIL_RETRY)
def mail_notice(*, pledge: str, due: str) -> None:
    now = utcnow()
    send_once(f"notice:{pledge}:{due}", lambda: letters.compose_notice(pledge, due=due), now=now)


@app.task(name="smallfavor.payments.tasks.mail_cancelled", retry=MAIL_RETRY)
def mail_cancelled(*, pledge: str) -> None:
    now = utcnow()
    send_once(f"cancelled:{pledge}", lambda: letters.compose_cancelled(pledge), now=now)


@app.task(name="smallfavor.payments.tasks.mail_changed", retry=MAIL_RETRY)
def mail_changed(*, pledge: str, change: str) -> None:
    now = utcnow()
    send_once(f"changed:{pledge}:{change}", lambda: letters.compose_changed(pledge, change=change, now=now), now=now)
