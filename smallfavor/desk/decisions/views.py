"""The list of what needs a decision, and the one POST that decides. Each choice is one action of payments."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path, reverse
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.viewsets.base import ViewSet

from smallfavor.core.clock import utcnow
from smallfavor.core.refusals import refused
from smallfavor.desk.decisions.wording import all_cases
from smallfavor.payments.actions.change_state import note
from smallfavor.payments.actions.doubts.close_undone import close_and_plan_again, close_undone
from smallfavor.payments.actions.doubts.decide_pledge import clear_doubt, end_in_doubt
from smallfavor.payments.actions.doubts.look_again import look_again
from smallfavor.payments.actions.doubts.refusals import (
    CantBeSettled,
    NothingToPlan,
    NotInDoubt,
    OtherObject,
    ProviderSilent,
    ReasonMissing,
    TooEarly,
    said,
)
from smallfavor.payments.actions.doubts.settle_named import settle_named
from smallfavor.payments.actions.resume_account import RowsMissing, resume_account
from smallfavor.payments.models import Attempt, Pledge, ProviderAccount
from smallfavor.payments.providers.base import ProviderUnavailable

PERMISSION = "payments.decide_doubt"
Refusal = (CantBeSettled, NothingToPlan, NotInDoubt, OtherObject, ProviderSilent, ReasonMissing, TooEarly, RowsMissing)


class DecisionsView(WagtailAdminTemplateMixin, TemplateView):
    """GET lists the cases; POST (`kind`, `id`, `choice`, `reason`, `object`) decides one."""

    template_name = "desk/decisions.html"
    page_title = "Needs a decision"
    header_icon = "help"

    def dispatch(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        if not request.user.has_perm(PERMISSION):
            messages.error(request, "You may not decide about payments in doubt.")
            return refused(redirect(reverse("wagtailadmin_home")), "not_allowed")
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"cases": all_cases()}

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        here = redirect(reverse("desk_decisions:index"))
        kind, choice = request.POST.get("kind", ""), request.POST.get("choice", "")
        decide = _CHOICES.get((kind, choice))
        number = request.POST.get("id", "")
        if decide is None or not (number.isascii() and number.isdecimal() and len(number) < 19):
            return refused(here, "choice_unknown")
        try:
            messages.success(request, decide(int(number), _Said(request)))
        except Refusal as refusal:
            messages.error(request, f"Nothing was decided: {_words(refusal)}")
            return refused(here, refusal.code)
        except ProviderUnavailable:
            messages.error(request, "Nothing was decided: the provider does not answer just now.")
            return refused(here, ProviderSilent.code)
        return here


class _Said:
    """Who decides, and why."""

    def __init__(self, request: HttpRequest) -> None:
        self.actor = f"desk:{request.user.pk}"
        self.reason = request.POST.get("reason", "")[:160]
        self.object_id = request.POST.get("object", "")


def _words(refusal: Exception) -> str:
    if isinstance(refusal, ReasonMissing):
        return "write down why, please. It stays with the case."
    if isinstance(refusal, ProviderSilent):
        return "the provider does not answer just now."
    return f"{refusal}."


def _look(pk: int, by: _Said) -> str:
    found = look_again(_attempt(pk), actor=by.actor, reason=by.reason, now=utcnow())
    return "Found at the provider, and settled." if found else "The provider still has nothing of it."


def _undone(pk: int, by: _Said) -> str:
    close_undone(_attempt(pk), actor=by.actor, reason=by.reason, now=utcnow())
    return "Closed: it did not happen."


def _again(pk: int, by: _Said) -> str:
    close_and_plan_again(_attempt(pk), actor=by.actor, reason=by.reason, now=utcnow())
    return "Closed; another one goes out with the next round."


def _done(pk: int, by: _Said) -> str:
    settle_named(_attempt(pk), by.object_id, actor=by.actor, reason=by.reason, now=utcnow())
    return "Fetched from the provider, and settled."


def _go_on(pk: int, by: _Said) -> str:
    clear_doubt(get_object_or_404(Pledge, pk=pk), actor=by.actor, reason=by.reason, now=utcnow())
    return "The pledge goes on."


def _end(pk: int, by: _Said) -> str:
    end_in_doubt(get_object_or_404(Pledge, pk=pk), actor=by.actor, reason=by.reason, now=utcnow())
    return "The pledge has ended."


def _resume(pk: int, by: _Said) -> str:
    account, words = get_object_or_404(ProviderAccount, pk=pk), said(by.reason)
    if not account.stopped_reason:
        raise NotInDoubt(f"{account} is not stopped")
    resume_account(account, now=utcnow())
    reason = f"{account} sends again: {words}"
    note(payment=None, pledge=None, state="resumed", actor=by.actor, reason=reason, now=utcnow())
    return f"Everything agrees; {account} sends again."


def _attempt(pk: int) -> Attempt:
    return get_object_or_404(Attempt.objects.select_related("payment__pledge", "provider_account"), pk=pk)


_CHOICES: dict[tuple[str, str], Callable[[int, _Said], str]] = {
    ("attempt", "look"): _look,
    ("attempt", "undone"): _undone,
    ("attempt", "again"): _again,
    ("attempt", "done"): _done,
    ("pledge", "go_on"): _go_on,
    ("pledge", "end"): _end,
    ("account", "resume"): _resume,
}


class DecisionsMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return bool(request.user.has_perm(PERMISSION))


class DecisionsViewSet(ViewSet):
    name = "decisions"
    url_namespace = "desk_decisions"
    menu_label = "Needs a decision"
    icon = "help"
    menu_order = 155
    add_to_admin_menu = True
    menu_item_class = DecisionsMenuItem

    def get_urlpatterns(self) -> list[URLPattern]:
        return [path("", DecisionsView.as_view(), name="index")]
