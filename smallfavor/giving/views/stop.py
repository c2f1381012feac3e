"""/manage/stop/<token>/: the page that the stop link of a mail opens. One button; a reason only afterwards.

The link does this one thing, and lives for more than a year. Not here: stopping itself (payments.actions).
"""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from smallfavor.core.clock import utcnow
from smallfavor.core.refusals import refused
from smallfavor.giving.answers import SeeOther, address, speak
from smallfavor.giving.forms.manage import ReasonForm, reason_texts
from smallfavor.giving.manage_page import card_of
from smallfavor.giving.wording import language
from smallfavor.payments.actions.pledges.cancel_pledge import cancel_pledge
from smallfavor.payments.actions.pledges.note_cancel_reason import note_cancel_reason
from smallfavor.payments.links import read_stop_token
from smallfavor.payments.models import Pledge, PledgeState
from smallfavor.supporters.actions.mail_manage_link import mail_fresh_link
from smallfavor.supporters.links import LinkEnded, LinkInvalid
from smallfavor.supporters.models import Supporter

ACTOR = "supporter"


@require_http_methods(["GET", "HEAD", "POST"])
def stop(request: HttpRequest, token: str) -> HttpResponse:
    """GET shows the button, or that it is done; POST stops, or keeps a reason that is given afterwards."""
    try:
        pledge = read_stop_token(token)
    except LinkEnded as ended:
        return _mail_another(request, ended.supporter, token)
    except LinkInvalid:
        return refused(render(request, "giving/page_gone.html", status=404), LinkInvalid.code)
    speak(request, pledge.language)
    back = {"manage": request.GET["manage"]} if "manage" in request.GET else {}
    if request.method != "POST":
        return _show(request, pledge, token, back)
    if "words" not in request.POST:
        cancel_pledge(pledge, actor=ACTOR, now=utcnow())
        return SeeOther(address("stop", token, **back))
    form = ReasonForm(request.POST)
    if form.is_valid() and form.text() and pledge.state == PledgeState.CANCELLED:
        note_cancel_reason(pledge, form.text())
    return SeeOther(address("stop", token, **back, said="reason"))


def _mail_another(request: HttpRequest, supporter: Supporter, token: str) -> HttpResponse:
    """For an ended link: one button, which mails a link to the supporter's own page."""
    speak(request, supporter.language)
    if request.method != "POST":
        page = render(request, "giving/link_ended.html", {"here": address("stop", token)}, status=410)
        return refused(page, "link_ended")
    mail_fresh_link(supporter, language=language(), now=utcnow())
    return render(request, "giving/link_sent.html")


def _show(request: HttpRequest, pledge: Pledge, token: str, back: dict[str, str]) -> HttpResponse:
    context = {
        "pledge": card_of(pledge, token, now=utcnow()),
        "here": address("stop", token, **back),
        "reasons": reason_texts(),
        "said": request.GET.get("said", ""),
        "back": address("manage", back["manage"]) if back else address("manage_ask"),
    }
    stopped = pledge.state == PledgeState.CANCELLED
    return render(request, "giving/stopped.html" if stopped else "giving/stop.html", context)
