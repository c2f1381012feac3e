"""Jobs of the supporters app."""

from procrastinate.contrib.django import app

from smallfavor.core.clock import utcnow
from smallfavor.core.jobs import MAIL_RETRY
from smallfavor.core.mail import send_once
from smallfavor.supporters.actions.mail_manage_link import forget_link_requests, take_right_to_mail
from smallfavor.supporters.mails import compose_manage_link
from smallfavor.supporters.models import LinkRequest, Supporter


@app.task(name="smallfavor.supporters.tasks.answer_link_request", retry=MAIL_RETRY)
def answer_link_request(*, request: str) -> None:
    """Mail the link that was asked for, if the address is a supporter's and got none within the hour."""
    now = utcnow()
    asked = LinkRequest.objects.filter(uuid=request).first()
    if asked is None:
        return
    supporter = Supporter.objects.filter(email_lookup=bytes(asked.email_lookup)).first()
    if supporter is not None and take_right_to_mail(asked, now=now):
        language = asked.language
        send_once(f"manage-link:{request}", lambda: compose_manage_link(supporter, language=language), now=now)


@app.periodic(cron="17 3 * * *")
@app.task(name="smallfavor.supporters.tasks.forget_link_requests_daily")
def forget_link_requests_daily(timestamp: int) -> None:
    """Each night, drop the hashes of addresses that were typed more than a day ago."""
    forget_link_requests(now=utcnow())
