"""/remind/<token>/: one reminder. Its day can be changed and it can be taken back; from its mail, "never again" too."""

from datetime import datetime

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods

from smallfavor.core.clock import utcnow
from smallfavor.core.dates import day_text
from smallfavor.core.paper import current_paper
from smallfavor.core.refusals import form_codes, refused
from smallfavor.reminders.actions.ask_again import ask_again
from smallfavor.reminders.actions.drop import drop_reminder
from smallfavor.reminders.actions.move import ReminderSettled, move_reminder
from smallfavor.reminders.actions.never import never_remind, remind_again
from smallfavor.reminders.forms.ask import WhenForm
from smallfavor.reminders.links import LinkInvalid, Opened, open_reminder
from smallfavor.reminders.models import ReminderState
from smallfavor.reminders.page import Shown, safe_return, wish_words
from smallfavor.reminders.wish import Wish, plain_form_path

WAITS = (ReminderState.WAITING, ReminderState.MUTED)


@require_http_methods(["GET", "HEAD", "POST"])
def reminder(request: HttpRequest, token: str) -> HttpResponse:
    """GET shows and changes nothing: mail scanners follow links. POST does the one thing of its button."""
    try:
        opened = open_reminder(token)
    except LinkInvalid:
        return refused(render(request, "reminders/gone.html", status=404), LinkInvalid.code)
    now = utcnow()
    if request.method != "POST":
        form = WhenForm(initial={"when": "month"}, today=current_paper().today(now))
        return _show(request, opened, form)
    if opened.by_mail and request.POST.get("List-Unsubscribe") == "One-Click":
        never_remind(opened.reminder.supporter, now=now)
        return HttpResponse(status=204)
    return _act(request, opened, now=now)


def _act(request: HttpRequest, opened: Opened, *, now: datetime) -> HttpResponse:
    act, here = request.POST.get("act"), request.get_full_path()
    if act == "drop":
        drop_reminder(opened.reminder, now=now)
    elif act == "never" and opened.by_mail:
        never_remind(opened.reminder.supporter, now=now)
    elif act == "again" and opened.by_mail:
        remind_again(opened.reminder.supporter)
    elif act == "move":
        form = WhenForm(request.POST, today=current_paper().today(now))
        if not form.is_valid() or form.due is None:
            return _show(request, opened, form, status=422)
        try:
            if opened.by_mail:
                return HttpResponseRedirect(ask_again(opened.reminder, due=form.due, now=now), status=303)
            move_reminder(opened.reminder, due=form.due)
        except ReminderSettled:
            return HttpResponseRedirect(here, status=303)
    return HttpResponseRedirect(here, status=303)


def _show(request: HttpRequest, opened: Opened, form: WhenForm, *, status: int = 200) -> HttpResponse:
    row, language = opened.reminder, get_language() or "en"
    context = {
        "state": _state(opened),
        "by_mail": opened.by_mail,
        "day": day_text(row.due, language),
        "form": form,
        "shown": Shown(form, today=form.today),
        "wish_words": wish_words(Wish(row.interval, row.amount, row.currency)),
        "back": safe_return(request.GET.get("return", "")),
        "support": plain_form_path(language),
    }
    page = render(request, "reminders/reminder.html", context, status=status)
    return refused(page, *form_codes(form))


def _state(opened: Opened) -> str:
    """ "never" is told only to who has read the mail; to others a muted reminder waits like any other."""
    if opened.by_mail and opened.reminder.supporter.never_remind:
        return "never"
    if opened.reminder.state in WAITS:
        return "waits"
    return "dropped" if opened.reminder.state == ReminderState.DROPPED else "sent"
