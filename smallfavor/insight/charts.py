"""Charts as SVG, drawn on the server: no script, and they print well.

Colours of text and rules come from the page's style sheet (insight/report.css), so that one drawing serves light and
dark. Every chart stands beside a table of the same numbers.
"""

import json
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

import altair as alt
import vl_convert
from babel.dates import format_date

from smallfavor.core.money import exponent
from smallfavor.insight.queries.money_in import MonthOfIncome
from smallfavor.insight.queries.recovery import MonthOfRecovery
from smallfavor.insight.queries.recurring import MonthOfPledges

# One hue in three steps: they keep apart in grey print and for the colour-blind; the darkest is the steadiest money.
SERIES_COLOURS = {"Every month": "#14606f", "Every year": "#3d97a8", "Once": "#8fc7d2", "Other": "#a8a29a"}
# What came in is dark; what is open or gone steps back.
RECOVERY_COLOURS = {"Recovered": "#14606f", "Still open": "#8fc7d2", "Lost": "#a8a29a"}
WIDTH_PX = 860
HEIGHT_PX = 260


def money_in_chart(rows: Sequence[MonthOfIncome], *, locale: str) -> str:
    """Stacked bars, one a month, from the steadiest money up. Returns one `<svg>` element."""
    series = [("Every month", "monthly_minor"), ("Every year", "yearly_minor"), ("Once", "once_minor")]
    if any(row.other_minor for row in rows):
        series.append(("Other", "other_minor"))
    points = [
        _point(row.month, getattr(row, field), row.currency) | {"series": name, "order": order}
        for row in rows
        for order, (name, field) in enumerate(series)
    ]
    names = [name for name, _ in series]
    chart = (
        _chart(points)
        .mark_bar(size=WIDTH_PX / max(len(rows), 1) * 0.55)
        .encode(
            x=_months_axis([row.month for row in rows], locale),
            y=_money_axis(),
            color=alt.Color(
                "series:N",
                scale=alt.Scale(domain=names, range=[SERIES_COLOURS[name] for name in names]),
                legend=alt.Legend(title=None, orient="top", direction="horizontal", symbolType="square", offset=12),
            ),
            order=alt.Order("order:O"),
        )
    )
    return _svg(chart)


def recurring_chart(rows: Sequence[MonthOfPledges], *, locale: str) -> str:
    """The monthly value of pledges that stand, as a line over a pale area, its last value written at its end."""
    points = [_point(row.month, row.monthly_minor, row.currency) for row in rows]
    last = points[-1] | {"label": rows[-1].monthly.format(locale)}
    base = _chart(points).encode(x=_months_axis([row.month for row in rows], locale), y=_money_axis())
    end = _chart([last]).encode(x=alt.X("month:O", sort=None), y="amount:Q")
    colour = SERIES_COLOURS["Every month"]
    return _svg(
        base.mark_area(color=colour, opacity=0.12)
        + base.mark_line(color=colour, strokeWidth=2.5)
        + end.mark_point(color=colour, filled=True, size=70, opacity=1)
        + end.mark_text(align="right", dx=4, dy=-14, fontSize=15, fontWeight="bold").encode(text="label:N")
    )


def recovery_chart(rows: Sequence[MonthOfRecovery], *, locale: str) -> str:
    """Stacked bars, one a month: renewals, by what has become of them. Returns one `<svg>` element."""
    points = [
        {"month": row.month.isoformat(), "count": count, "series": name, "order": order}
        for row in rows
        for order, (name, count) in enumerate(
            zip(RECOVERY_COLOURS, (row.recovered, row.open, row.lapsed + row.stopped), strict=True)
        )
    ]
    most = max((row.declined for row in rows), default=0)
    axis = alt.Axis(title=None, tickCount=min(4, most), format="d", domain=False, ticks=False, labelPadding=8)
    scale = alt.Scale(domain=list(RECOVERY_COLOURS), range=list(RECOVERY_COLOURS.values()))
    chart = (
        _chart(points)
        .mark_bar(size=WIDTH_PX / max(len(rows), 1) * 0.55)
        .encode(
            x=_months_axis([row.month for row in rows], locale),
            y=alt.Y("count:Q", stack="zero", scale=alt.Scale(zero=True, nice=True), axis=axis),
            color=alt.Color(
                "series:N",
                scale=scale,
                legend=alt.Legend(title=None, orient="top", direction="horizontal", symbolType="square", offset=12),
            ),
            order=alt.Order("order:O"),
        )
    )
    return _svg(chart)


def _chart(points: list[dict[str, Any]]) -> alt.Chart:
    return alt.Chart(alt.InlineData(values=points))


def _point(month: date, minor: int, currency: str) -> dict[str, Any]:
    """For drawing alone: the amount is a float, and no sum is ever taken from it."""
    return {"month": month.isoformat(), "amount": float(Decimal(minor).scaleb(-exponent(currency)))}


def _months_axis(months: Sequence[date], locale: str) -> alt.X:
    """One place a month; its short name, and under it the year at the first month and at each January."""
    labels = {
        month.isoformat(): [format_date(month, "LLL", locale=locale)]
        + ([str(month.year)] if month.month == 1 or month == months[0] else [])
        for month in months
    }
    axis = alt.Axis(
        labelAngle=0, ticks=False, labelPadding=8, labelExpr=f"({json.dumps(labels, ensure_ascii=False)})[datum.value]"
    )
    return alt.X("month:O", sort=None, title=None, axis=axis)


def _money_axis() -> alt.Y:
    axis = alt.Axis(title=None, tickCount=4, format=",~f", domain=False, ticks=False, labelPadding=8)
    return alt.Y("amount:Q", stack="zero", scale=alt.Scale(zero=True, nice=True), axis=axis)


def _svg(chart: Any) -> str:
    drawn = chart.properties(width=WIDTH_PX, height=HEIGHT_PX, background="transparent").configure(
        font="system-ui, sans-serif",
        view=alt.ViewConfig(stroke=None),
        axis=alt.AxisConfig(labelFontSize=13, gridColor="#8884", domainColor="#888", labelColor="#666"),
        legend=alt.LegendConfig(labelFontSize=13, labelColor="#666"),
    )
    return str(vl_convert.vegalite_to_svg(drawn.to_dict()))
