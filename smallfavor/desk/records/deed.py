"""What pages share on which something is done with one record: the right, the record, the way back.

Not here: the deeds themselves (refunds.py, foreign.py).
"""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Model
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin


class DeedView(WagtailAdminTemplateMixin, TemplateView):
    """A page for whoever has `permission`. Only POST does anything."""

    permission = ""
    model: type[Model]
    index_title = ""
    index_url_name = ""
    index_results_url_name = ""
    detail_url_name = ""
    header_icon = ""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.has_perm(self.permission):
            raise PermissionDenied
        self.record: Any = get_object_or_404(self.model, pk=kwargs["pk"])
        return super().dispatch(request, *args, **kwargs)

    def back_url(self) -> str:
        """The record's own page."""
        return reverse(self.detail_url_name, args=(self.record.pk,))

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        return [
            *self.breadcrumbs_items,
            {"url": self.back_url(), "label": self.index_title},
            {"url": "", "label": self.get_page_title()},
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"back_url": self.back_url()}
