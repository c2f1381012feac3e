"""/support/pending/, /support/again/ and /support/thanks/ + token: what has become of a payment, told as it is.

Thanks are for settled money alone. Not here: starting a payment (support.py).
"""

from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from smallfavor.core.clock import utcnow
from smallfavor.core.paper import current_paper
from smallfavor.core.refusals import refused
from smallfavor.core.tokens import TokenEnded, TokenInvalid, read_token
from smallfavor.giving import declined, wording
from smallfavor.giving.answers import SeeOther, address, speak
from smallfavor.giving.marks import read_marks, with_quiet_mark
from smallfavor.giving.showing import show_form
from smallfavor.payments.actions.check_payment import check_payment
from smallfavor.payments.links import confirm_token
from smallfavor.payments.models import Payment, PaymentState
from smallfavor.payments.queries import open_page_url, payment_by_uuid
from smallfavor.payments.queries.pushed import payment_is_pushed

PURPOSE = "payment"
PENDING_LIFE_S = 14 * 24 * 60 * 60
THANKS_LIFE_S = 24 * 60 * 60  # a page in a phone's history should not show for long that its owner gave
QUIET_DAYS = {"once": 90, "monthly": 365, "yearly": 365}
OVER = {PaymentState.FAILED, PaymentState.EXPIRED, PaymentState.WAIVED}


@require_http_methods(["GET", "HEAD", "POST"])
def pending(request: HttpRequest, token: str) -> HttpResponse:
    """GET tells how the payment stands; POST asks the provider afresh."""
    payment = _payment_of(request, token, life_s=PENDING_LIFE_S)
    if payment is None:
        return _gone(request)
    if request.method == "POST":
        check_payment(payment, now=utcnow())
        return SeeOther(address("pending", token))
    if payment.state == PaymentState.PAID:
        return SeeOther(address("thanks", token))
    if payment.state in OVER:
        return SeeOther(_another_try(payment, token))
    return _show_pending(request, payment, token, now=utcnow())


@require_http_methods(["GET", "HEAD"])
def again(request: HttpRequest, token: str) -> HttpResponse:
    """The form, after a payment that took nothing: what happened, and everything that was typed."""
    payment = _payment_of(request, token, life_s=PENDING_LIFE_S)
    if payment is None:
        return _gone(request)
    if payment.state not in OVER or payment.period:
        return SeeOther(address("pending", token))
    marks = read_marks(payment.form.get("carried", {}))
    line = payment.form.get("line") or payment.request_key or ""
    notice = declined.notice_of(payment)
    return show_form(request, declined.form_of(payment), marks, now=utcnow(), line=line, notice=notice)


@require_http_methods(["GET", "HEAD"])
def thanks(request: HttpRequest, token: str) -> HttpResponse:
    """Only for money that has settled; anything else is told on the pending page."""
    payment = _payment_of(request, token, life_s=THANKS_LIFE_S)
    if payment is None:
        return _gone(request)
    if payment.state != PaymentState.PAID:
        return SeeOther(address("pending", token))
    return render(request, "giving/thanks.html", _receipt(payment, now=utcnow()))


def _payment_of(request: HttpRequest, token: str, *, life_s: int) -> Payment | None:
    try:
        payment = payment_by_uuid(read_token(token, purpose=PURPOSE, max_age_s=life_s))
    except (TokenInvalid, TokenEnded):
        return None
    if payment is not None:
        speak(request, payment.language)
    return payment


def _another_try(payment: Payment, token: str) -> str:
    """Where a payment that took nothing can be made after all: the form, or a renewal's own page."""
    return address("confirm", confirm_token(payment)) if payment.period else address("again", token)


def _gone(request: HttpRequest) -> HttpResponse:
    return refused(render(request, "giving/page_gone.html", status=404), "link_invalid")


def _show_pending(request: HttpRequest, payment: Payment, token: str, *, now: datetime) -> HttpResponse:
    context = {
        "payment": payment,
        "amount": wording.money(payment.amount),
        "expected_on": wording.day(payment.expected_on, today=current_paper().today(now))
        if payment.expected_on
        else "",
        "again_on": wording.day(payment.retry_on, today=current_paper().today(now)) if payment.retry_on else "",
        "page_url": open_page_url(payment, now=now) or "",
        "check_address": address("pending", token),
        "marks": read_marks(payment.form.get("carried", {})),
        "pushed": payment_is_pushed(payment),
    }
    return render(request, "giving/pending.html", context)


def _receipt(payment: Payment, *, now: datetime) -> dict[str, object]:
    paper = current_paper()
    today = paper.today(now)
    pledge = payment.pledge
    next_due = pledge.next_due if pledge else None
    quiet_days = QUIET_DAYS[payment.interval]
    back = read_marks(payment.form.get("carried", {})).back
    return {
        "payment": payment,
        "amount": wording.amount_every(payment.interval, wording.money(payment.amount)),
        "paid_on": wording.day(paper.today(payment.paid_at or now), today=today),
        "next_on": wording.day(next_due, today=today) if next_due else "",
        "quiet_days": quiet_days,
        "back": with_quiet_mark(back, days=quiet_days, now=now),
    }
