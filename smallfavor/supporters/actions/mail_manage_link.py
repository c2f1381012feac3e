"""Mail a link to a supporter's own page to whoever asks for it with the right address."""

from datetime import datetime, timedelta

from django.db import transaction

from smallfavor.core.jobs import defer
from smallfavor.supporters.models import LinkRequest, Supporter
from smallfavor.supporters.rules.address import AddressInvalid
from smallfavor.supporters.sealed import lookups

ONE_MAIL_IN = timedelta(hours=1)
KEPT = timedelta(days=1)


def mail_manage_link(email: str, *, language: str, now: datetime) -> None:
    """Note the request; a job finds out whether the address is known, and mails at most one link an hour.

    Answers alike, in words and in time, for an address that is known, unknown, or none at all.
    """
    try:
        lookup = lookups(email)[0]
    except AddressInvalid:
        return
    with transaction.atomic():
        request = LinkRequest.objects.create(email_lookup=lookup, language=language, asked_at=now)
        defer("smallfavor.supporters.tasks.answer_link_request", request=str(request.uuid))


def mail_fresh_link(supporter: Supporter, *, language: str, now: datetime) -> None:
    """The same for a supporter who holds a link that has ended."""
    if supporter.email_lookup is None:
        return
    with transaction.atomic():
        request = LinkRequest.objects.create(
            email_lookup=bytes(supporter.email_lookup), language=language, asked_at=now
        )
        defer("smallfavor.supporters.tasks.answer_link_request", request=str(request.uuid))


def take_right_to_mail(request: LinkRequest, *, now: datetime) -> bool:
    """True when `request` may be answered: it has that right already (a job run again), or no other of its address got
    one within the hour."""
    with transaction.atomic():
        same = LinkRequest.objects.select_for_update().filter(email_lookup=bytes(request.email_lookup)).order_by("pk")
        mailed_at = {row.pk: row.mailed_at for row in same}
        if request.pk not in mailed_at:
            return False
        if mailed_at[request.pk] is not None:
            return True
        if any(at is not None and at > now - ONE_MAIL_IN for at in mailed_at.values()):
            return False
        LinkRequest.objects.filter(pk=request.pk).update(mailed_at=now)
    return True


def forget_link_requests(*, now: datetime) -> int:
    """Delete requests older than a day; returns how many."""
    return LinkRequest.objects.filter(asked_at__lt=now - KEPT).delete()[0]
