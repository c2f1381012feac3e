"""What all lists of records share: a list with filters, search and export, and one page a record.

Not here: editing. Money and people change only through the actions of their apps.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib.auth import get_permission_codename
from django.db.models import Model, QuerySet
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path, reverse
from django.utils.functional import cached_property
from django.utils.translation import get_language
from django.views.generic import TemplateView
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.models import IndexView
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin
from wagtail.admin.viewsets.base import ViewSet

from smallfavor.core.money import Money
from smallfavor.supporters.models import Supporter
from smallfavor.supporters.queries import find_by_email


@dataclass(frozen=True)
class Fact:
    """One line of a record's page."""

    label: str
    value: object
    url: str = ""


@dataclass(frozen=True)
class Related:
    """A table on a record's page: rows of cells; a cell may be a Fact with an address."""

    title: str
    header: Sequence[str]
    rows: Sequence[Sequence[object]]
    empty: str


def money_text(amount_minor: int, currency: str) -> str:
    """As the desk's user writes money."""
    return Money(amount_minor, currency).format((get_language() or "en").replace("-", "_"))


class AmountColumn(Column):
    """The amount of a row with `amount_minor` and `currency`; exported as a plain number beside its currency."""

    def __init__(self) -> None:
        super().__init__("amount", label="Amount", sort_key="amount_minor", classname="record-amount")

    def get_value(self, instance: Any) -> str:
        return money_text(instance.amount_minor, instance.currency)


class TextColumn(Column):
    """A cell made by a function of the row."""

    def __init__(self, name: str, label: str, text: Callable[[Any], object], *, sort_key: str | None = None) -> None:
        super().__init__(name, label=label, sort_key=sort_key)
        self._text = text

    def get_value(self, instance: Any) -> object:
        return self._text(instance)


class RecordIndexView(IndexView):
    """A list that is looked at: columns, filters, search, CSV and spreadsheet; nothing is added or edited."""

    any_permission_required = ["view"]
    paginate_by = 30
    list_related: Sequence[str] = ()
    record_columns: Sequence[Column] = ()
    title_label = ""
    title_sort_key: str | None = None
    detail_url_name = ""
    #: What the files hold: a heading and how to read it from a row. Plain values: ISO times, decimal points.
    export_columns: Mapping[str, Callable[[Any], object]] = {}

    def title(self, row: Any) -> str:
        """The first column: it leads to the record."""
        return str(row)

    @cached_property
    def list_export(self) -> list[str]:
        return list(self.export_columns)

    def to_row_dict(self, item: Any) -> dict[str, object]:
        return {name: read(item) for name, read in self.export_columns.items()}

    def get_heading(self, queryset: QuerySet[Any], field: str) -> str:
        return field

    def get_base_queryset(self) -> QuerySet[Any]:
        return super().get_base_queryset().select_related(*self.list_related)

    def search_queryset(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """By a person's exact address (the database knows only its keyed hash), or by a part of the record's number."""
        if not self.is_searching:
            return queryset
        words = self.search_query.strip()
        if "@" not in words:
            return queryset.filter(uuid__icontains=words)
        person = find_by_email(words)
        return self.of_supporter(queryset, person) if person else queryset.none()

    def of_supporter(self, queryset: QuerySet[Any], person: Supporter) -> QuerySet[Any]:
        """The rows that are about this person."""
        return queryset.filter(supporter=person)

    @cached_property
    def columns(self) -> list[Column]:
        first = TitleColumn(
            "title",
            label=self.title_label,
            accessor=self.title,
            sort_key=self.title_sort_key,
            get_url=lambda row: reverse(self.detail_url_name, args=(row.pk,)),
        )
        return [first, *self.record_columns]

    @cached_property
    def is_searchable(self) -> bool:
        return bool(self.index_results_url)


class RecordView(PermissionCheckedMixin, WagtailAdminTemplateMixin, TemplateView):
    """One record: its facts, what belongs to it, what happened to it."""

    template_name = "desk/record.html"
    any_permission_required = ["view"]
    model: type[Model]
    index_url_name = ""
    header_icon = ""
    list_title = ""

    def setup(self, request: Any, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.record: Any = get_object_or_404(self.model, pk=kwargs["pk"])

    def facts(self) -> list[Fact]:
        """The lines at the top."""
        return []

    def related(self) -> list[Related]:
        """The tables below."""
        return []

    def notice(self) -> str:
        """A sentence that says how it stands, above everything else."""
        return ""

    def actions(self) -> list[Fact]:
        """What this user may do with the record: a button's words and the page that it leads to."""
        return []

    def get_page_title(self) -> str:
        return str(self.record)

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        return [
            *self.breadcrumbs_items,
            {"url": reverse(self.index_url_name), "label": self.list_title},
            {"url": "", "label": self.get_page_title()},
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {
            "facts": self.facts(),
            "related": self.related(),
            "actions": self.actions(),
            "notice": self.notice(),
        }


class RecordMenuItem(MenuItem):
    """Shown to whoever may see at least the list."""

    permission = ""

    def is_shown(self, request: HttpRequest) -> bool:
        return bool(request.user.has_perm(self.permission))


class RecordViewSet(ViewSet):
    """A list and a page a record, nothing else: no add, edit, copy or delete."""

    add_to_admin_menu = True
    model: type[Model]
    index_view_class: type[RecordIndexView]
    record_view_class: type[RecordView]

    @cached_property
    def url_namespace(self) -> str:
        """Apart from the readers' addresses of the app of the same name."""
        return f"desk_{self.name}"

    @cached_property
    def menu_item_class(self) -> type[MenuItem]:
        options = self.model._meta
        permission = f"{options.app_label}.{get_permission_codename('view', options)}"
        return type("MenuItem", (RecordMenuItem,), {"permission": permission})

    def get_common_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_common_view_kwargs(
            model=self.model,
            header_icon=self.icon,
            index_url_name=self.get_url_name("index"),
            index_results_url_name=self.get_url_name("index_results"),
            detail_url_name=self.get_url_name("record"),
            page_title=self.UNDEFINED,
            **kwargs,
        )

    def get_urlpatterns(self) -> list[URLPattern]:
        index = self.construct_view(self.index_view_class, export_filename=self.name)
        results = self.construct_view(self.index_view_class, export_filename=self.name, results_only=True)
        return [
            path("", index, name="index"),
            path("results/", results, name="index_results"),
            path("<int:pk>/", self.construct_view(self.record_view_class), name="record"),
            *self.more_urlpatterns(),
        ]

    def more_urlpatterns(self) -> list[URLPattern]:
        """Pages on which something is done with one record."""
        return []
