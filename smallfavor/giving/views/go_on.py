"""/support/go/<token>/: where the mailed link leads. One button, and the form goes on as it was filled in."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from smallfavor.core.clock import utcnow
from smallfavor.core.refusals import refused
from smallfavor.giving import wording
from smallfavor.giving.answers import address, speak
from smallfavor.giving.proof import OTHERS_FIRST, circles
from smallfavor.giving.views.support import follow
from smallfavor.payments.actions.begin_checkout import AmountRefused, MethodUnavailable, begin_checkout, check_checkout
from smallfavor.payments.actions.guard.admit import Caller, admit
from smallfavor.payments.actions.guard.hold import note_used, open_held
from smallfavor.payments.actions.order import CheckoutOrder
from smallfavor.payments.links import read_go_on_token
from smallfavor.payments.rules.guard import HURRIED_S, Step
from smallfavor.supporters.links import LinkInvalid


@require_http_methods(["GET", "HEAD", "POST"])
def go_on(request: HttpRequest, token: str) -> HttpResponse:
    """GET shows what it is about; POST begins the payment, or says that others come first for some minutes."""
    now = utcnow()
    try:
        held = read_go_on_token(token, now=now)
    except LinkInvalid:
        return _gone(request)
    order = open_held(held)
    if order is None:
        return _gone(request)
    speak(request, order.language)
    if request.method != "POST":
        return _show(request, order, token)
    try:
        check_checkout(order)
        caller = Caller(circles(request), HURRIED_S, mailed=True)
        if held.used_at is not None:
            # It works once; pressed again, it leads to the page that it opened.
            caller = Caller(caller.circles, caller.age_s)
        if admit(order, caller, now=now).step is not Step.PASS:
            return _gone(request) if held.used_at else _show(request, order, token, waits=True)
        note_used(held, now=now)
        return follow(begin_checkout(order, now=now))
    except (AmountRefused, MethodUnavailable):
        return _show(request, order, token, closed=True)


def _show(
    request: HttpRequest, order: CheckoutOrder, token: str, *, waits: bool = False, closed: bool = False
) -> HttpResponse:
    context = {
        "amount": wording.amount_every(order.interval, wording.money(order.amount)),
        "here": address("go_on", token),
        "form": address("support", interval=order.interval, amount=order.amount.major_text(),
                        currency=order.amount.currency),
        "waits": waits,
        "closed": closed,
    }  # fmt: skip
    page = render(request, "giving/go_on.html", context)
    return refused(page, OTHERS_FIRST) if waits else page


def _gone(request: HttpRequest) -> HttpResponse:
    return refused(render(request, "giving/page_gone.html", status=404), LinkInvalid.code)
