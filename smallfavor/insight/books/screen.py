"""What all screens of the books share: who may come in, the way between them, how amounts and months are written."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from babel.dates import format_date
from babel.numbers import format_decimal
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, StreamingHttpResponse
from django.urls import NoReverseMatch, reverse
from django.utils.translation import get_language
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from smallfavor.core.clock import utcnow
from smallfavor.core.money import Money, exponent
from smallfavor.core.paper import current_paper

VIEW = "ledger.view_entry"
SCREENS = (
    ("Trial balance", "books_trial_balance"),
    ("Journal", "books_journal"),
    ("Income", "books_income"),
    ("Months", "books_months"),
    ("Corrections", "books_corrections"),
    ("Rates", "books_rates"),
)


class BooksScreen(WagtailAdminTemplateMixin, TemplateView):
    """A page of the books; its name in SCREENS leads to it from all others."""

    header_icon = "book"
    screen = ""
    permission = VIEW

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if not request.user.has_perm(self.permission):
            raise PermissionDenied
        self.now = utcnow()
        self.today = current_paper().today(self.now)
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        return [*self.breadcrumbs_items, {"url": "", "label": self.get_page_title()}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"screens": screens(), "screen": self.screen}


@dataclass(frozen=True)
class Sheet:
    """A table of the books; the last `numbers` columns are amounts or counts, written to the right."""

    title: str
    header: tuple[str, ...]
    rows: tuple[tuple[object, ...], ...]
    numbers: int
    foot: tuple[str, ...] = ()

    @property
    def texts(self) -> int:
        """How many columns stand before the numbers."""
        return len(self.header) - self.numbers


def screens() -> list[tuple[str, str, str]]:
    """(label, address, name) of the screens that there are."""
    found = []
    for label, name in SCREENS:
        try:
            found.append((label, reverse(name), name))
        except NoReverseMatch:
            continue
    return found


def locale() -> str:
    return (get_language() or "en").replace("-", "_")


def amount_cell(minor: int, currency: str) -> str:
    """With all of the currency's decimals, so that a column's points stand below each other; no currency."""
    digits = exponent(currency)
    pattern = "#,##0" + ("." + "0" * digits if digits else "")
    return format_decimal(Money(minor, currency).major, format=pattern, locale=locale())


def money_words(minor: int, currency: str) -> str:
    return Money(minor, currency).format(locale())


def month_words(month: date) -> str:
    return format_date(month, "LLLL y", locale=locale())


def day_words(day: date) -> str:
    return format_date(day, "d MMMM y", locale=locale())


def month_asked(request: HttpRequest, name: str = "month") -> date | None:
    """The month of `?month=2026-11`; None without one, or for anything else."""
    try:
        return date.fromisoformat(f"{request.GET.get(name, '')}-01")
    except ValueError:
        return None


def csv_answer(lines: Any, name: str) -> StreamingHttpResponse:
    """A file, line by line as it is made."""
    return StreamingHttpResponse(
        (f"{line}\r\n" for line in lines),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}.csv"'},
    )
