"""/support/mandate/ + token: the page on which a SEPA mandate is signed. Nothing is taken on it.

GET shows, POST signs. A page that is over leads back to where its reader came from. Not here: taking it (bank).
"""

from contextlib import suppress
from datetime import datetime

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from smallfavor.bank.actions.sign_mandate import PageOver, Signature, sign_mandate
from smallfavor.bank.models import MandatePage, PageState
from smallfavor.bank.queries.creditor import Creditor, CreditorMissing, creditor_of
from smallfavor.bank.queries.pages import mandate_page
from smallfavor.bank.rules.due_days import with_notice
from smallfavor.bank.rules.names import mandate_reference
from smallfavor.bank.sealed import Payer
from smallfavor.core.clock import utcnow
from smallfavor.core.formtoken import FormTokenAged, FormTokenInvalid, make_form_token, read_form_token
from smallfavor.core.money import Money
from smallfavor.core.paper import current_paper
from smallfavor.core.refusals import form_codes, refused
from smallfavor.core.tokens import TokenEnded, TokenInvalid, read_token
from smallfavor.giving import wording
from smallfavor.giving.answers import SeeOther, address, speak
from smallfavor.giving.forms.mandate import MandateForm
from smallfavor.giving.mandate_text import mandate_paragraphs, mandate_version
from smallfavor.giving.showing import REFUSED, Notice
from smallfavor.giving.support_page import refusals
from smallfavor.payments.actions.check_payment import check_payment
from smallfavor.payments.models import Payment, Pledge
from smallfavor.payments.queries import payment_by_uuid
from smallfavor.payments.queries.pledges import pledge_by_uuid
from smallfavor.supporters.models import Supporter
from smallfavor.supporters.typed import open_typed

PURPOSE = "mandate"
LINK_LIFE_S = 2 * 24 * 60 * 60
FORM = "mandate"
FORM_LIFE_S = 24 * 60 * 60


@require_http_methods(["GET", "HEAD", "POST"])
def mandate(request: HttpRequest, token: str) -> HttpResponse:
    """GET shows the mandate's text and the form; POST signs it, once."""
    page = _page_of(token)
    owner = _owner_of(page) if page else None
    if page is None or owner is None:
        return refused(render(request, "giving/page_gone.html", status=404), "link_invalid")
    speak(request, page.language)
    now = utcnow()
    if page.state != PageState.OPEN or now >= page.expires_at:
        return _leave(page, owner, now=now)
    try:
        creditor = creditor_of(page.account)
    except CreditorMissing:
        return refused(render(request, "giving/page_gone.html", status=404), "link_invalid")
    if request.method != "POST":
        return _show(request, page, creditor, MandateForm(initial={"holder": _typed_name(owner)}), now=now)
    return _answer(request, page, owner, creditor, now=now)


def _answer(
    request: HttpRequest, page: MandatePage, owner: Payment | Pledge, creditor: Creditor, *, now: datetime
) -> HttpResponse:
    form = MandateForm(request.POST)
    try:
        read_form_token(request.POST.get("request_key", ""), purpose=FORM, now=now, max_age_s=FORM_LIFE_S)
    except (FormTokenInvalid, FormTokenAged) as error:
        words = gettext("This page was open for too long. Nothing was signed; please press the button again.")
        shown = MandateForm(initial=request.POST.dict())
        return _show(request, page, creditor, shown, now=now, notice=Notice(words, code=error.code))
    if any(len(request.POST.getlist(name)) > 1 for name in ("holder", "iban")):
        form.add_error(None, ValidationError(gettext("Something came twice. Please check."), code="field_doubled"))
    if not form.is_valid():
        return _show(request, page, creditor, form, now=now)
    signature = Signature(
        Payer(form.cleaned_data["holder"], form.cleaned_data["iban"]),
        language=wording.language(),
        text_version=mandate_version(notice_days=creditor.agreed.notice_days, recurs=page.saves),
    )
    # Over in another tab: what became of it is told where the reader came from.
    with suppress(PageOver):
        sign_mandate(page, _supporter(owner), signature, creditor, now=now)
    return _leave(page, owner, now=now)


def _leave(page: MandatePage, owner: Payment | Pledge, *, now: datetime) -> HttpResponse:
    """Back to where the payment is told of, or the pledge."""
    if isinstance(owner, Payment):
        check_payment(owner, now=now)
    return SeeOther(page.return_url)


def _show(
    request: HttpRequest,
    page: MandatePage,
    creditor: Creditor,
    form: MandateForm,
    *,
    now: datetime,
    notice: Notice | None = None,
) -> HttpResponse:
    recurs, agreed = page.saves, creditor.agreed
    amount = Money(page.amount_minor, page.currency) if page.amount_minor is not None else None
    context = {
        "form": form,
        "typed": form.typed(),
        "refusals": refusals(form.errors) if form.is_bound else [],
        "notice": notice,
        "request_key": make_form_token(FORM, now=now),
        "here": address("mandate", request.resolver_match.kwargs["token"]) if request.resolver_match else "",
        "amount": wording.amount_every(page.interval, wording.money(amount)) if amount else "",
        "asked_on": wording.day(with_notice(agreed, now), today=current_paper().today(now)) if amount else "",
        "paragraphs": mandate_paragraphs(creditor=creditor.name, notice_days=agreed.notice_days, recurs=recurs),
        "creditor": creditor,
        "reference": mandate_reference(page.account, page.object_id),
        "recurs": recurs,
        "cancel_url": page.cancel_url,
    }
    answer = render(request, "giving/mandate.html", context, status=REFUSED if form.is_bound and form.errors else 200)
    return refused(answer, *(form_codes(form) or ([notice.code] if notice else [])))


def _page_of(token: str) -> MandatePage | None:
    try:
        account, _, object_id = read_token(token, purpose=PURPOSE, max_age_s=LINK_LIFE_S).partition(":")
    except (TokenInvalid, TokenEnded):
        return None
    return mandate_page(account, object_id)


def _owner_of(page: MandatePage) -> Payment | Pledge | None:
    """Whose page it is: a payment's, or a pledge's that gets another way to pay."""
    return payment_by_uuid(page.payment) if page.payment else pledge_by_uuid(page.pledge)


def _supporter(owner: Payment | Pledge) -> Supporter:
    return owner.supporter


def _typed_name(owner: Payment | Pledge) -> str:
    """As it was typed with this very payment; never one that is stored."""
    typed = open_typed(owner.supporter, owner.form.get("typed", "")) if isinstance(owner, Payment) else None
    return typed.name if typed else ""
