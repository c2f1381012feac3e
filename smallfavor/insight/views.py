"""The money report at the desk: in words, as pictures, as tables, as CSV.

Not here: the desk's lists (desk/records).
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, TypeVar

from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.safestring import mark_safe
from django.utils.translation import get_language
from wagtail.admin.auth import permission_required

from smallfavor.core.clock import utcnow
from smallfavor.core.paper import current_paper
from smallfavor.insight.charts import money_in_chart, recurring_chart
from smallfavor.insight.queries.money_in import MonthOfIncome, months_of_income
from smallfavor.insight.queries.recurring import MonthOfPledges, months_of_pledges
from smallfavor.insight.sentences import money_in_sentence, recurring_sentence
from smallfavor.insight.tables import Table, csv_bytes, money_in_table, recurring_table

MONTHS = 13  # a year, and the same month of the year before

Row = TypeVar("Row")


@permission_required("payments.view_payment")
def money(request: HttpRequest) -> HttpResponse:
    """The report of one currency (`?currency=`, default the one with the most money in)."""
    income, pledges = _rows(utcnow())
    currencies = list(dict.fromkeys([*income, *pledges]))
    currency = request.GET.get("currency") or next(iter(currencies), "")
    if currency and currency not in currencies:
        raise Http404("no money in that currency")
    return TemplateResponse(
        request,
        "insight/money.html",
        {
            "currencies": currencies,
            "currency": currency,
            "reports": _reports(income.get(currency), pledges.get(currency), _locale()),
            "zone": current_paper().zone.key,
        },
    )


@permission_required("payments.view_payment")
def money_csv(request: HttpRequest, report: str, currency: str) -> HttpResponse:
    """The table of one report and currency as a file."""
    income, pledges = _rows(utcnow())
    if report == "money-in":
        table = money_in_table(_of(income, currency), locale="en")
    elif report != "recurring":
        raise Http404("no such report")
    else:
        table = recurring_table(_of(pledges, currency), locale="en")
    name = f"{report}-{currency}.csv"
    return HttpResponse(
        csv_bytes(table, currency=currency),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


def _rows(now: datetime) -> tuple[dict[str, list[MonthOfIncome]], dict[str, list[MonthOfPledges]]]:
    paper = current_paper()
    return (
        months_of_income(today=paper.today(now), months=MONTHS, zone=paper.zone),
        months_of_pledges(now=now, months=MONTHS, zone=paper.zone),
    )


def _reports(
    income: list[MonthOfIncome] | None, pledges: list[MonthOfPledges] | None, locale: str
) -> list[dict[str, Any]]:
    reports = []
    if pledges:
        drawn, table = recurring_chart(pledges, locale=locale), recurring_table(pledges, locale=locale)
        reports.append(
            _report("recurring", "Monthly recurring revenue", recurring_sentence(pledges, locale), drawn, table)
        )
    if income:
        drawn, shown = money_in_chart(income, locale=locale), money_in_table(income, locale=locale)
        reports.append(_report("money-in", "Money in", money_in_sentence(income, locale), drawn, shown))
    return reports


def _report(slug: str, title: str, sentence: str, chart: str, table: Table) -> dict[str, Any]:
    # The drawing is our own, from numbers and month names alone.
    return {"slug": slug, "title": title, "sentence": sentence, "chart": mark_safe(chart), "table": table}  # noqa: S308


def _of(rows: Mapping[str, list[Row]], currency: str) -> list[Row]:
    if currency not in rows:
        raise Http404("no money in that currency")
    return rows[currency]


def _locale() -> str:
    return (get_language() or "en").replace("-", "_")
