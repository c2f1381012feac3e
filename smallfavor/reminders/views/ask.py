"""/remind/: the form, and its three ways: a mail, a calendar file, or this device alone."""

from datetime import date, datetime
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_http_methods

from smallfavor.core.clock import utcnow
from smallfavor.core.dates import day_text
from smallfavor.core.formtoken import FormTokenAged, FormTokenInvalid, make_form_token, read_form_token
from smallfavor.core.paper import current_paper
from smallfavor.core.refusals import form_codes, refused
from smallfavor.reminders.actions.ask import Asked, ask_reminder
from smallfavor.reminders.calendar_entry import CONTENT_TYPE, FILE_NAME, calendar_file
from smallfavor.reminders.forms.ask import AskForm
from smallfavor.reminders.links import asked_path
from smallfavor.reminders.mail_pace import may_ask_for_a_mail
from smallfavor.reminders.page import Shown, safe_return, wish_words
from smallfavor.reminders.rules.when import quiet_days
from smallfavor.reminders.wish import Wish, read_wish

FORM = "remind"
FORM_LIFE_S = 24 * 60 * 60
FIRST_CHOICES = {"when": "month", "how": "mail"}


@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest) -> HttpResponse:
    """GET shows the form, prefilled from the link; POST does what was chosen."""
    now = utcnow()
    given = request.POST if request.method == "POST" else request.GET
    if given.get("country", "").upper() in settings.RISK_COUNTRIES:
        posted = request.method == "POST"
        page = render(request, "reminders/risk.html", status=403 if posted else 200)
        return refused(page, "risk_country") if posted else page
    today = current_paper().today(now)
    if request.method != "POST":
        first = FIRST_CHOICES | {name: request.GET[name] for name in ("when", "how", "date") if name in request.GET}
        return _show(request, AskForm(initial=first, today=today), now=now)
    if request.POST.get("show") == "language":
        return _show(request, AskForm(initial=request.POST.dict(), today=today), now=now)
    form = AskForm(request.POST, today=today)
    is_valid = form.is_valid()
    try:
        key = read_form_token(request.POST.get("token", ""), purpose=FORM, now=now, max_age_s=FORM_LIFE_S)
    except (FormTokenInvalid, FormTokenAged) as error:
        words = gettext("The page was open for too long. Please send it once more.")
        return refused(_show(request, form, now=now, notice=words), error.code)
    if not is_valid or form.due is None:
        return _show(request, form, now=now)
    return _do(request, form, due=form.due, key=key, now=now)


def _do(request: HttpRequest, form: AskForm, *, due: date, key: str, now: datetime) -> HttpResponse:
    wish, language = read_wish(request.POST.dict()), get_language() or settings.LANGUAGE_CODE
    how = form.cleaned_data["how"]
    if how == "calendar":
        return _calendar(due, wish, with_link=bool(form.cleaned_data["link"]), language=language, now=now)
    if how == "device":
        return _device(request, due, now=now)
    if not may_ask_for_a_mail(request.META, now=now):
        words = gettext(
            "Very many reminders were asked for from your network just now. Nothing is lost: please send it again in "
            "some minutes, or choose your calendar or this device."
        )
        return refused(_show(request, form, now=now, notice=words), "too_many_mails")
    asked = Asked(
        request_key=key,
        email=form.cleaned_data["email"],
        due=due,
        wish=wish,
        language=language,
        country=_country(request.POST.get("country", "")),
    )
    query = urlencode({"lang": language, "return": safe_return(request.POST.get("return", ""))})
    return HttpResponseRedirect(f"{asked_path(ask_reminder(asked, now=now))}?{query}", status=303)


def _calendar(due: date, wish: Wish, *, with_link: bool, language: str, now: datetime) -> HttpResponse:
    content = calendar_file(due=due, wish=wish, with_link=with_link, paper=current_paper(), language=language, now=now)
    response = HttpResponse(content, content_type=CONTENT_TYPE)
    response["Content-Disposition"] = f'attachment; filename="{FILE_NAME}"'
    return response


def _device(request: HttpRequest, due: date, *, now: datetime) -> HttpResponse:
    """Nothing is kept here: the page tells the device's own script until when to be quiet."""
    context = {
        "day": day_text(due, get_language() or "en"),
        "days": quiet_days(due, today=current_paper().today(now)),
        "back": safe_return(request.POST.get("return", "")),
    }
    return render(request, "reminders/device.html", context)


def _show(request: HttpRequest, form: AskForm, *, now: datetime, notice: str = "") -> HttpResponse:
    posted = request.method == "POST"
    given = request.POST if posted else request.GET
    wish, extras = read_wish(given.dict()), {"country": _country(given.get("country", ""))}
    if "return" in given:
        extras["return"] = safe_return(given["return"])
    context = {
        "form": form,
        "shown": Shown(form, today=form.today),
        "notice": notice,
        "token": make_form_token(FORM, now=now),
        "hidden": [*wish.pairs(), *((name, value) for name, value in extras.items() if value)],
        "wish_words": wish_words(wish),
    }
    page = render(request, "reminders/ask.html", context, status=422 if form.is_bound else 200)
    return refused(page, *form_codes(form))


def _country(text: str) -> str:
    code = text.upper()
    return code if len(code) == 2 and code.isascii() and code.isalpha() else ""
