"""What all pages of results share: who may come in, the way back, files."""

from typing import Any

from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from smallfavor.appeals.actions.refusals import PUBLISH
from smallfavor.appeals.models import Appeal
from smallfavor.core.clock import utcnow
from smallfavor.insight.results.charts import Picture
from smallfavor.insight.tables import Table, csv_bytes

VIEW = "appeals.change_appeal"


class ResultsScreen(WagtailAdminTemplateMixin, TemplateView):
    """A page of results. Whoever may write pleas may see what they do."""

    header_icon = "scales"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if not request.user.has_perm(VIEW):
            raise PermissionDenied
        self.now = utcnow()
        return super().dispatch(request, *args, **kwargs)

    @property
    def may_publish(self) -> bool:
        return self.request.user.has_perm(PUBLISH)

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        own = {"url": "", "label": self.get_page_title()}
        return [*self.breadcrumbs_items, {"url": reverse("insight_results"), "label": "Results"}, own]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"may_publish": self.may_publish}


def person(request: HttpRequest) -> User:
    """Who is at the desk."""
    if not isinstance(request.user, User):
        raise PermissionDenied
    return request.user


def ways(appeal: Appeal, here: str) -> list[dict[str, Any]]:
    """All pages of one plea, as the studio's tabs have them (desk), the one that is open marked."""
    pages = (
        ("Write", "pleas:edit"), ("Test", "insight_test"), ("Results", "insight_result"), ("History", "pleas:history"),
    )  # fmt: skip
    return [{"label": label, "url": reverse(name, args=[appeal.slug]), "here": name == here} for label, name in pages]


def drawing(picture: Picture | None) -> dict[str, SafeString] | None:
    """A picture for a template: its drawings are our own, from numbers and checked names alone."""
    if picture is None:
        return None
    return {"wide": mark_safe(picture.wide), "narrow": mark_safe(picture.narrow)}  # noqa: S308


def table_file(table: Table, *, name: str, currency: str) -> HttpResponse:
    return HttpResponse(
        csv_bytes(table, currency=currency),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}.csv"'},
    )
