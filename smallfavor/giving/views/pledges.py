"""What a supporter does to one pledge: change, pause, resume, another way to pay. Each is one page and one POST.

Not here: the rules of each (payments.actions), stopping it (stop.py).
"""

from datetime import datetime
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_POST

from smallfavor.core.clock import add_months, utcnow
from smallfavor.core.origins import own_origin
from smallfavor.core.paper import current_paper
from smallfavor.core.refusals import form_codes, refused
from smallfavor.core.tokens import make_token
from smallfavor.giving import wording
from smallfavor.giving.answers import SeeOther, address
from smallfavor.giving.forms.manage import ChangeForm, PauseForm
from smallfavor.giving.manage_page import card_of, pause_choices
from smallfavor.giving.showing import REFUSED
from smallfavor.giving.support_page import refusals
from smallfavor.giving.views.doors import by_link, own_pledge
from smallfavor.payments.actions.pledges.begin_instrument_change import begin_instrument_change
from smallfavor.payments.actions.pledges.change_pledge import change_pledge
from smallfavor.payments.actions.pledges.pause_pledge import pause_pledge
from smallfavor.payments.actions.pledges.refusals import PagesSpent
from smallfavor.payments.actions.pledges.resume_pledge import resume_pledge
from smallfavor.payments.links import CARD
from smallfavor.payments.models import Pledge, PledgeState
from smallfavor.payments.queries import next_due_window, ways_for_pledge
from smallfavor.supporters.models import Supporter

ACTOR = "supporter"


@require_http_methods(["GET", "HEAD", "POST"])
@by_link
def change(request: HttpRequest, token: str, supporter: Supporter, pledge: UUID) -> HttpResponse:
    """Another amount, interval or day."""
    found, now = own_pledge(supporter, pledge), utcnow()
    if found.state not in {PledgeState.ACTIVE, PledgeState.PAUSED} or found.next_due is None:
        return SeeOther(address("manage", token))
    form = ChangeForm(
        request.POST if request.method == "POST" else None,
        pledge=found,
        window=next_due_window(found, now=now),
    )
    if request.method == "POST" and form.is_valid():
        _change(found, form, now=now)
        return SeeOther(address("manage", token, said="changed"))
    context = {
        "form": form,
        "refusals": refusals(form.errors) if form.is_bound else [],
        "pledge": card_of(found, token, now=now),
        "intervals": [(code, wording.interval_name(code)) for code in ("monthly", "yearly")],
        "here": address("change", token, pledge),
        "back": address("manage", token),
    }
    page = render(request, "giving/change.html", context, status=REFUSED if form.errors else 200)
    return refused(page, *form_codes(form))


def _change(pledge: Pledge, form: ChangeForm, *, now: datetime) -> None:
    wanted = form.cleaned_data
    change_pledge(
        pledge,
        amount=wanted["money"] if wanted["money"] != pledge.amount else None,
        interval=wanted["interval"] if wanted["interval"] != pledge.interval else None,
        next_due=wanted["next_due"] if wanted["next_due"] != pledge.next_due else None,
        actor=ACTOR,
        now=now,
    )


@require_http_methods(["GET", "HEAD", "POST"])
@by_link
def pause(request: HttpRequest, token: str, supporter: Supporter, pledge: UUID) -> HttpResponse:
    """No gift for some months; then it goes on by itself."""
    found, now = own_pledge(supporter, pledge), utcnow()
    if found.state != PledgeState.ACTIVE:
        return SeeOther(address("manage", token))
    form = PauseForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        until = add_months(current_paper().today(now), form.cleaned_data["months"])
        pause_pledge(found, until=until, actor=ACTOR, now=now)
        return SeeOther(address("manage", token, said="paused"))
    context = {
        "form": form,
        "refusals": refusals(form.errors) if form.is_bound else [],
        "choices": pause_choices(now=now),
        "pledge": card_of(found, token, now=now),
        "here": address("pause", token, pledge),
        "back": address("manage", token),
    }
    page = render(request, "giving/pause.html", context, status=REFUSED if form.errors else 200)
    return refused(page, *form_codes(form))


@require_POST
@by_link
def resume(request: HttpRequest, token: str, supporter: Supporter, pledge: UUID) -> HttpResponse:
    """On again, from the next due day."""
    found = own_pledge(supporter, pledge)
    if found.pause_reason:
        return SeeOther(address("manage", token))
    if found.state == PledgeState.PAUSED:
        resume_pledge(found, actor=ACTOR, now=utcnow())
    return SeeOther(address("manage", token, said="resumed"))


@require_POST
@by_link
def method(request: HttpRequest, token: str, supporter: Supporter, pledge: UUID) -> HttpResponse:
    """To the page where another way to pay is chosen; where there is one only, to where it is saved."""
    found = own_pledge(supporter, pledge)
    if found.state == PledgeState.CANCELLED:
        return SeeOther(address("manage", token))
    if len(ways_for_pledge(found)) > 1:
        return SeeOther(address("card", make_token(CARD, str(found.uuid))))
    back = f"{own_origin(request)}{address('manage', token)}"
    try:
        step = begin_instrument_change(found, now=utcnow(), back=back)
    except PagesSpent:
        return refused(SeeOther(address("manage", token, said="spent")), PagesSpent.code)
    if step.kind != "redirect":
        return SeeOther(address("manage", token, said="later"))
    return SeeOther(step.url)
