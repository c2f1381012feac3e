"""/manage/card/<token>/ and /manage/confirm/<token>/: where mails about a declined payment lead. One button each.

GET shows how it stands; POST leads to the provider's page. Not here: the rules (payments), the words (card_page.py).
"""

from collections.abc import Callable
from typing import TypeVar

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from smallfavor.core.clock import utcnow
from smallfavor.core.origins import own_origin
from smallfavor.core.refusals import refused
from smallfavor.core.tokens import make_token
from smallfavor.giving import wording
from smallfavor.giving.answers import SeeOther, address, speak
from smallfavor.giving.card_page import card_context, confirm_context
from smallfavor.payments.actions.pledges.begin_confirmation import begin_confirmation
from smallfavor.payments.actions.pledges.begin_instrument_change import begin_instrument_change
from smallfavor.payments.actions.pledges.refusals import PagesSpent, PledgeEnded, WayUnfit
from smallfavor.payments.actions.sweep_setups import look_at_setup
from smallfavor.payments.links import read_card_token, read_confirm_token
from smallfavor.payments.models import Payment, PaymentState, Pledge, PledgeState
from smallfavor.payments.queries.pledges import newest_setup
from smallfavor.supporters.actions.mail_manage_link import mail_fresh_link
from smallfavor.supporters.links import LinkEnded, LinkInvalid

Row = TypeVar("Row", Pledge, Payment)


@require_http_methods(["GET", "HEAD", "POST"])
def card(request: HttpRequest, token: str) -> HttpResponse:
    """Another way to pay for one pledge; after a lapse, the way back."""
    pledge = _opened(request, token, read_card_token, "card")
    if isinstance(pledge, HttpResponse):
        return pledge
    speak(request, pledge.language)
    if request.method != "POST" or pledge.state == PledgeState.CANCELLED:
        return _show_card(request, pledge, token)
    if "check" in request.POST:
        setup = newest_setup(pledge)
        if setup is not None:
            look_at_setup(setup, now=utcnow())
        return SeeOther(address("card", token, back="1"))
    back = f"{own_origin(request)}{address('card', token, back='1')}"
    try:
        step = begin_instrument_change(pledge, now=utcnow(), back=back, method=request.POST.get("method", "")[:40])
    except WayUnfit:
        return refused(SeeOther(address("card", token, said="unfit")), WayUnfit.code)
    except PagesSpent:
        return refused(SeeOther(address("card", token, said="spent")), PagesSpent.code)
    return SeeOther(step.url if step.kind == "redirect" else address("card", token, said="later"))


def _show_card(request: HttpRequest, pledge: Pledge, token: str) -> HttpResponse:
    context = {
        **card_context(pledge, came_back="back" in request.GET, now=utcnow()),
        "here": address("card", token),
        "why_not": wording.why_not(request.GET.get("said", "")),
        "give": address("support", interval=pledge.interval, amount=pledge.amount.major_text(),
                        currency=pledge.currency),
    }  # fmt: skip
    return render(request, "giving/card.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """The payer's word for a renewal that their bank asks about."""
    payment = _opened(request, token, read_confirm_token, "confirm")
    if isinstance(payment, HttpResponse):
        return payment
    pledge = payment.pledge
    speak(request, payment.language)
    own_page = make_token("payment", str(payment.uuid))
    if pledge is None or pledge.state == PledgeState.CANCELLED or payment.state == PaymentState.WAIVED:
        return render(request, "giving/confirm_over.html")
    if request.method == "POST" and payment.state == PaymentState.FAILED:
        return _begin(payment, own_page, token)
    if payment.state == PaymentState.PAID:
        return SeeOther(address("thanks", own_page))
    if payment.state != PaymentState.FAILED:
        return SeeOther(address("pending", own_page))
    context = {
        **confirm_context(payment, pledge, now=utcnow()),
        "here": address("confirm", token),
        "why_not": wording.why_not(request.GET.get("said", "")),
    }
    return render(request, "giving/confirm.html", context)


def _begin(payment: Payment, own_page: str, token: str) -> HttpResponse:
    try:
        step = begin_confirmation(payment, now=utcnow())
    except PledgeEnded:
        # It ended in another tab meanwhile: the page tells.
        return SeeOther(address("confirm", token))
    except PagesSpent:
        return refused(SeeOther(address("confirm", token, said="spent")), PagesSpent.code)
    return SeeOther(step.url if step.kind == "redirect" else address(step.kind, own_page))


def _opened(request: HttpRequest, token: str, read: Callable[[str], Row], name: str) -> Row | HttpResponse:
    """What the link opens; else the page that says why not, with one button that mails another link."""
    try:
        return read(token)
    except LinkInvalid:
        return render(request, "giving/page_gone.html", status=404)
    except LinkEnded as ended:
        speak(request, ended.supporter.language)
        if request.method != "POST":
            return render(request, "giving/link_ended.html", {"here": address(name, token)}, status=410)
        mail_fresh_link(ended.supporter, language=wording.language(), now=utcnow())
        return render(request, "giving/link_sent.html")
