"""What the studio's screens share: who may come in, the way back to the list, and the tabs of one plea.

Not here: any one screen.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.generic import TemplateView
from wagtail import hooks
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from smallfavor.appeals.actions.refusals import PUBLISH, WRITE
from smallfavor.appeals.models import Appeal
from smallfavor.core.clock import utcnow

ADD = "appeals.add_appeal"
#: Wagtail hook: called with (request, appeal), returns PleaTab or None. Other screens of a plea join by it.
TAB_HOOK = "register_plea_tab"


@dataclass(frozen=True)
class PleaTab:
    """One of the screens of a plea, as its tabs name it."""

    label: str
    url: str
    order: int = 100


def person(request: HttpRequest) -> User:
    """Who is at the desk."""
    if not isinstance(request.user, User):
        raise PermissionDenied
    return request.user


def name_of(user: User | None) -> str:
    """As a person is called at the desk; nobody is the installation itself."""
    return user.get_full_name() or user.get_username() if user else "the installation"


def require_writer(request: HttpRequest) -> None:
    if not request.user.has_perm(WRITE):
        raise PermissionDenied


def require_adder(request: HttpRequest) -> None:
    require_writer(request)
    if not request.user.has_perm(ADD):
        raise PermissionDenied


class PleaScreen(WagtailAdminTemplateMixin, TemplateView):
    """A screen for whoever may write pleas."""

    header_icon = "openquote"
    now: datetime

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        require_writer(request)
        self.now = utcnow()
        return super().dispatch(request, *args, **kwargs)

    @property
    def may_publish(self) -> bool:
        return self.request.user.has_perm(PUBLISH)

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        own = {"url": "", "label": self.get_page_title()}
        return [*self.breadcrumbs_items, {"url": reverse("pleas:index"), "label": "Pleas"}, own]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rights = {"may_publish": self.may_publish, "may_add": self.request.user.has_perm(ADD)}
        return super().get_context_data(**kwargs) | rights


class OnePleaScreen(PleaScreen):
    """A screen of one plea, with the tabs to its other ones."""

    def setup(self, request: Any, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        rows = Appeal.objects.select_related("live_revision", "campaign", "owner")
        self.appeal = get_object_or_404(rows, slug=kwargs["slug"])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {
            "appeal": self.appeal,
            "tabs": tabs_of(self.request, self.appeal),
            "here": self.request.path,
        }


def tabs_of(request: HttpRequest, appeal: Appeal) -> list[PleaTab]:
    """The screens of this plea: to write it, its history, and what other parts of the desk add."""
    own = [
        PleaTab("Write", reverse("pleas:edit", args=[appeal.slug]), 10),
        PleaTab("History", reverse("pleas:history", args=[appeal.slug]), 90),
    ]
    added = [register(request, appeal) for register in hooks.get_hooks(TAB_HOOK)]
    return sorted([*own, *(tab for tab in added if tab)], key=lambda tab: tab.order)
