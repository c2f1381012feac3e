"""/manage/: ask for a link; behind it, one page with everything a supporter gives, their data, and the way out.

No GET changes anything: a mail scanner may follow every link. Not here: what is done to one pledge (pledges.py).
"""

import json

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST

from smallfavor.core.clock import utcnow
from smallfavor.core.formtoken import FormTokenAged, FormTokenInvalid, make_form_token, read_form_token
from smallfavor.core.refusals import form_codes, refused
from smallfavor.giving.answers import SeeOther, address
from smallfavor.giving.forms.manage import LinkForm
from smallfavor.giving.manage_page import overview
from smallfavor.giving.showing import REFUSED
from smallfavor.giving.support_page import refusals
from smallfavor.giving.views.doors import by_link
from smallfavor.giving.wording import language
from smallfavor.supporters.actions.erase import erase_supporter
from smallfavor.supporters.actions.mail_manage_link import mail_fresh_link, mail_manage_link
from smallfavor.supporters.links import LinkEnded, LinkInvalid, read_manage_token
from smallfavor.supporters.models import Supporter
from smallfavor.supporters.queries.export import export_supporter

FORM = "manage"
FORM_LIFE_S = 24 * 60 * 60


@require_http_methods(["GET", "HEAD", "POST"])
def manage_ask(request: HttpRequest) -> HttpResponse:
    """Ask for a link by mail. The answer is the same for a known address and for a stranger's."""
    if request.method != "POST":
        return _show_ask(request, LinkForm())
    form = LinkForm(request.POST)
    if form.is_valid() and not _is_ours(request):
        words = gettext("This page was open for too long, or did not come from here. Please press again.")
        form.add_error(None, ValidationError(words, code="form_not_ours"))
    if not form.is_valid():
        return _show_ask(request, form)
    mail_manage_link(form.cleaned_data["email"], language=language(), now=utcnow())
    return render(request, "giving/link_sent.html")


def _show_ask(request: HttpRequest, form: LinkForm) -> HttpResponse:
    context = {
        "form": form,
        "refusals": refusals(form.errors) if form.is_bound else [],
        "request_key": make_form_token(FORM, now=utcnow()),
    }
    page = render(request, "giving/manage_ask.html", context, status=REFUSED if form.errors else 200)
    return refused(page, *form_codes(form))


def _is_ours(request: HttpRequest) -> bool:
    try:
        read_form_token(request.POST.get("request_key", ""), purpose=FORM, now=utcnow(), max_age_s=FORM_LIFE_S)
    except (FormTokenInvalid, FormTokenAged):
        return False
    return True


@require_http_methods(["GET", "HEAD"])
@by_link
def manage(request: HttpRequest, token: str, supporter: Supporter) -> HttpResponse:
    """Everything the supporter gives, and a way to change each part."""
    context = overview(supporter, token, said=request.GET.get("said", ""), now=utcnow())
    return render(request, "giving/manage.html", context)


@require_POST
def link_again(request: HttpRequest, token: str) -> HttpResponse:
    """The one button on an ended link's page."""
    try:
        read_manage_token(token)
    except LinkEnded as ended:
        mail_fresh_link(ended.supporter, language=language(), now=utcnow())
    except LinkInvalid:
        return refused(render(request, "giving/page_gone.html", status=404), LinkInvalid.code)
    else:
        return SeeOther(address("manage", token))
    return render(request, "giving/link_sent.html")


@require_POST
@by_link
def data(request: HttpRequest, token: str, supporter: Supporter) -> HttpResponse:
    """Everything we hold about the supporter, as a file. By POST, so that nothing fetches it ahead."""
    text = json.dumps(export_supporter(supporter), ensure_ascii=False, indent=2, default=str)
    return HttpResponse(
        text,
        content_type="application/json; charset=utf-8",
        headers={"Content-Disposition": 'attachment; filename="my-data.json"'},
    )


@require_http_methods(["GET", "HEAD", "POST"])
@by_link
def erase(request: HttpRequest, token: str, supporter: Supporter) -> HttpResponse:
    """GET asks once; POST ends every pledge and forgets the person."""
    if request.method != "POST":
        return render(request, "giving/erase.html", {"token": token, "back": address("manage", token)})
    report = erase_supporter(supporter, now=utcnow())
    return render(request, "giving/erased.html", {"kept": report.kept})
