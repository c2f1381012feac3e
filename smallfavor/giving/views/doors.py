"""Who may open a page under /manage/<token>/: the holder of the mailed link, and nobody else.

Not here: making and reading links (supporters.links).
"""

import functools
from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from smallfavor.core.refusals import refused
from smallfavor.giving.answers import SeeOther, address, speak
from smallfavor.payments.actions.pledges.refusals import PledgeEnded
from smallfavor.payments.models import Pledge
from smallfavor.payments.queries import pledges_of
from smallfavor.supporters.links import LinkEnded, LinkInvalid, read_manage_token
from smallfavor.supporters.models import Supporter

View = Callable[..., HttpResponse]


class NotTheirs(Exception):
    """Raised when a link's holder asks for a pledge that is a stranger's, or nobody's: the answer is the same."""

    code = "pledge_not_yours"


def by_link(view: View) -> View:
    """Hands the view the link's supporter instead of the token alone: `view(request, token, supporter, ...)`.

    A link that has ended gets a page with one button that mails a new one; any other gets the way to ask.
    """

    @functools.wraps(view)
    def opened(request: HttpRequest, token: str, **rest: Any) -> HttpResponse:
        try:
            supporter = read_manage_token(token)
        except LinkEnded as ended:
            speak(request, ended.supporter.language)
            page = render(request, "giving/link_ended.html", {"here": address("link_again", token)}, status=410)
            return refused(page, "link_ended")
        except LinkInvalid:
            return refused(render(request, "giving/page_gone.html", status=404), LinkInvalid.code)
        speak(request, supporter.language)
        try:
            return view(request, token, supporter, **rest)
        except PledgeEnded:
            # It ended in another tab meanwhile: the page tells.
            return refused(SeeOther(address("manage", token)), PledgeEnded.code)
        except NotTheirs:
            return refused(render(request, "giving/page_gone.html", status=404), NotTheirs.code)

    return opened


def own_pledge(supporter: Supporter, pledge: UUID) -> Pledge:
    """The supporter's pledge of that uuid. Raises NotTheirs, for one that is nobody's too."""
    found = pledges_of(supporter).filter(uuid=pledge).first()
    if found is None:
        raise NotTheirs("no such pledge")
    return found
