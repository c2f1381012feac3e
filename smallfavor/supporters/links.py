"""The links that supporters get by mail instead of a password: signed, for one purpose, with an end.

Not here: mailing one (actions/mail_manage_link.py) and the page that it opens (giving).
"""

from datetime import timedelta

from django.conf import settings
from django.urls import reverse

from smallfavor.core.tokens import TokenEnded, TokenInvalid, make_token, read_token
from smallfavor.supporters.models import Supporter
from smallfavor.supporters.queries import find_by_uuid

PURPOSE = "manage"
LIFE = timedelta(days=7)


class LinkInvalid(ValueError):
    """Raised when a link is not ours or was cut short, or when its supporter was erased."""

    code = "link_invalid"


class LinkEnded(ValueError):
    """Raised when a link is genuine but too old: the page offers to mail a fresh one to `supporter`."""

    def __init__(self, supporter: Supporter) -> None:
        super().__init__("the link has ended")
        self.supporter = supporter


def manage_url(supporter: Supporter) -> str:
    """The absolute address of the supporter's own page, good for seven days."""
    token = make_token(PURPOSE, str(supporter.uuid))
    return f"{settings.BASE_URL}{reverse('giving:manage', args=[token])}"


def read_manage_token(token: str) -> Supporter:
    """The supporter whose page the token opens.

    Raises LinkInvalid, LinkEnded.
    """
    try:
        subject = read_token(token, purpose=PURPOSE, max_age_s=int(LIFE.total_seconds()))
    except TokenInvalid as error:
        raise LinkInvalid("not a link of ours") from error
    except TokenEnded as ended:
        raise LinkEnded(_supporter(ended.subject)) from ended
    return _supporter(subject)


def _supporter(uuid: str) -> Supporter:
    supporter = find_by_uuid(uuid)
    if supporter is None or supporter.erased_at is not None:
        raise LinkInvalid("the person behind this link is no longer here")
    return supporter
