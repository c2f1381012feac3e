"""The page at the desk on declined renewals, and its file. Not here: the money report (views.py)."""

from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.safestring import mark_safe
from django.utils.translation import get_language
from wagtail.admin.auth import permission_required

from smallfavor.core.clock import utcnow
from smallfavor.core.paper import current_paper
from smallfavor.insight.charts import recovery_chart
from smallfavor.insight.queries.recovery import MonthOfRecovery, months_of_recovery
from smallfavor.insight.recovery import recovery_sentences, recovery_table
from smallfavor.insight.tables import csv_bytes

MONTHS = 13  # a year, and the same month of the year before


@permission_required("payments.view_payment")
def recovery(request: HttpRequest) -> HttpResponse:
    """The report of one currency (`?currency=`, default the paper's main one)."""
    rows = _rows()
    currency = request.GET.get("currency") or next(iter(rows), "")
    if currency and currency not in rows:
        raise Http404("no declined renewal in that currency")
    locale, of_currency = (get_language() or "en").replace("-", "_"), rows.get(currency, [])
    context = {
        "currencies": list(rows),
        "currency": currency,
        "sentences": recovery_sentences(of_currency, locale) if of_currency else [],
        # The drawing is our own, from numbers and month names alone.
        "chart": mark_safe(recovery_chart(of_currency, locale=locale)) if of_currency else "",  # noqa: S308
        "table": recovery_table(of_currency, locale=locale),
        "zone": current_paper().zone.key,
    }
    return TemplateResponse(request, "insight/recovery.html", context)


@permission_required("payments.view_payment")
def recovery_csv(request: HttpRequest, currency: str) -> HttpResponse:
    """The table as a file."""
    rows = _rows()
    if currency not in rows:
        raise Http404("no declined renewal in that currency")
    return HttpResponse(
        csv_bytes(recovery_table(rows[currency], locale="en"), currency=currency),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="declined-renewals-{currency}.csv"'},
    )


def _rows() -> dict[str, list[MonthOfRecovery]]:
    paper = current_paper()
    return months_of_recovery(today=paper.today(utcnow()), months=MONTHS, zone=paper.zone)
