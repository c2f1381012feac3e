"""The link in every recurring mail that opens a page with one button: stop this pledge.

It does that one thing and lives for longer than a year, so that the link in any mail still works when the reader wants
it. Not here: the link to the supporter's own page (supporters/links.py).
"""

from datetime import timedelta

from django.conf import settings
from django.urls import reverse

from smallfavor.core.tokens import TokenEnded, TokenInvalid, make_token, read_token
from smallfavor.payments.models import Pledge
from smallfavor.supporters.links import LinkEnded, LinkInvalid

PURPOSE = "stop"
LIFE = timedelta(days=400)


def stop_url(pledge: Pledge) -> str:
    """The absolute address of the page with the one button (url name `giving:stop`)."""
    return f"{settings.BASE_URL}{reverse('giving:stop', args=[make_token(PURPOSE, str(pledge.uuid))])}"


def read_stop_token(token: str) -> Pledge:
    """The pledge that the token can stop.

    Raises LinkInvalid; LinkEnded, with the supporter to whom a fresh link can be mailed.
    """
    try:
        return _pledge(read_token(token, purpose=PURPOSE, max_age_s=int(LIFE.total_seconds())))
    except TokenInvalid as error:
        raise LinkInvalid("not a link of ours") from error
    except TokenEnded as ended:
        raise LinkEnded(_pledge(ended.subject).supporter) from ended


def _pledge(uuid: str) -> Pledge:
    pledge = Pledge.objects.select_related("supporter").filter(uuid=uuid).first()
    if pledge is None:
        raise LinkInvalid("the pledge behind this link is not here")
    return pledge
