"""/support/: the form, and the one POST that leads to the payment page."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from smallfavor.core.clock import utcnow
from smallfavor.core.form_openings import FormOpening, form_was_opened
from smallfavor.core.formtoken import FormToken, FormTokenAged, FormTokenInvalid, read_form
from smallfavor.core.origins import own_origin
from smallfavor.core.refusals import refused
from smallfavor.core.tokens import make_token
from smallfavor.giving import wording
from smallfavor.giving.answers import SeeOther, address
from smallfavor.giving.forms.support import EMAIL_WRONG, SupportForm, too_large, too_small
from smallfavor.giving.marks import Marks, read_marks
from smallfavor.giving.offers import is_risky
from smallfavor.giving.proof import asked_for_proof
from smallfavor.giving.showing import FORM, Notice, show_form
from smallfavor.giving.support_page import first_values
from smallfavor.giving.terms import terms_version
from smallfavor.giving.views.pending import PURPOSE
from smallfavor.payments.actions.begin_checkout import (
    AmountRefused,
    CheckoutOrder,
    CheckoutStep,
    MethodUnavailable,
    begin_checkout,
    check_checkout,
)
from smallfavor.supporters.rules.address import AddressInvalid

FORM_LIFE_S = 24 * 60 * 60
# Of two amounts or two addresses neither is guessed to be the one that was meant.
ONCE = ("interval", "amount", "currency", "email", "name", "method", "request_key")


@require_http_methods(["GET", "HEAD", "POST"])
def support(request: HttpRequest) -> HttpResponse:
    """GET shows the form, prefilled from the link; POST starts the payment."""
    posted = request.method == "POST"
    marks = read_marks((request.POST if posted else request.GET).dict())
    if is_risky(marks.country):
        page = render(request, "giving/risk.html", {"marks": marks}, status=403 if posted else 200)
        return refused(page, "risk_country") if posted else page
    return _answer(request, marks, now=utcnow()) if posted else _show(request, marks, now=utcnow())


def _show(request: HttpRequest, marks: Marks, *, now: datetime) -> HttpResponse:
    form = SupportForm(initial=first_values(request.GET.dict(), country=marks.country), country=marks.country)
    if marks.variant and request.method == "GET":
        form_was_opened(request, FormOpening(marks.appeal, marks.variant, marks.version, marks.country))
    return show_form(request, form, marks, now=now)


def _answer(request: HttpRequest, marks: Marks, *, now: datetime) -> HttpResponse:
    """A posted form: shown again where that was asked or needed, else the payment begins."""
    posted = request.POST
    request_key = posted.get("request_key", "")
    try:
        token = read_form(request_key, purpose=FORM, now=now, max_age_s=FORM_LIFE_S)
    except (FormTokenInvalid, FormTokenAged) as error:
        notice = Notice(
            gettext("This page was open for too long. Nothing was taken; please press the button again."),
            code=error.code,
        )
        return show_form(request, _retyped(request, marks), marks, now=now, notice=notice)
    if any(len(posted.getlist(name)) > 1 for name in ONCE):
        notice = Notice(
            gettext("Something came twice. Nothing was taken; please check the form and press the button again."),
            code="field_doubled",
        )
        return show_form(request, _retyped(request, marks), marks, now=now, request_key=request_key, notice=notice)
    if "show" in posted:
        return show_form(request, _retyped(request, marks), marks, now=now, request_key=request_key)
    if _amounts_are_of_another_currency(request):
        notice = Notice(
            gettext("The amounts are in another currency now. Choose one, and press the button again."),
            code="currency_changed",
        )
        return show_form(request, _retyped(request, marks), marks, now=now, request_key=request_key, notice=notice)
    form = SupportForm(data=posted, country=marks.country)
    answer = _begin(request, form, token, marks, now=now) if form.is_valid() else None
    return answer or show_form(request, form, marks, now=now, request_key=request_key)


def _retyped(request: HttpRequest, marks: Marks) -> SupportForm:
    """What was typed, not judged yet."""
    return SupportForm(initial=request.POST.dict(), country=marks.country)


def _amounts_are_of_another_currency(request: HttpRequest) -> bool:
    """True when the reader chose a currency, no amount was typed, and the cards still showed the old one's."""
    posted = request.POST
    shown = posted.get("shown", "")
    return bool(shown) and shown != posted.get("currency", "") and not posted.get("amount", "").strip()


def _begin(
    request: HttpRequest, form: SupportForm, token: FormToken, marks: Marks, *, now: datetime
) -> HttpResponse | None:
    """Begin the payment, or ask for a proof first; None when it is refused, which the form then says."""
    gift = form.gift()
    order = CheckoutOrder(
        request_key=token.key,
        interval=gift.interval,
        amount=gift.amount,
        email=gift.email,
        name=gift.name,
        method=gift.method,
        language=wording.language(),
        country=marks.country,
        appeal=marks.appeal,
        variant=marks.variant,
        manifest_version=marks.version,
        terms_version=terms_version(),
        origin=own_origin(request),
        carried=dict(marks.pairs()),
        line=token.line,
    )
    try:
        check_checkout(order)
        return asked_for_proof(request, order, token, now=now) or follow(begin_checkout(order, now=now))
    except AmountRefused as refusal:
        small = gift.amount.minor < refusal.least.minor
        words = too_small(gift.interval, refusal.least) if small else too_large(refusal.most)
        form.add_error("amount", ValidationError(words, code="too_small" if small else "too_large"))
    except MethodUnavailable:
        words = gettext("This way to pay does not work at the moment. Nothing was taken.")
        form.add_error("method", ValidationError(words, code=MethodUnavailable.code))
    except AddressInvalid:
        form.add_error("email", ValidationError(EMAIL_WRONG, code=AddressInvalid.code))
    return None


def follow(step: CheckoutStep) -> HttpResponse:
    """To the payment page, or to how the payment stands."""
    if step.kind == "redirect":
        return SeeOther(step.url)
    return SeeOther(address(step.kind, make_token(PURPOSE, str(step.payment.uuid))))
