"""The pictures of a plea's page as SVG, each drawn twice: wide for a desk, narrow for a phone.

One drawing serves light and dark: texts take the page's colour (insight/report.css), and marks are of middle tones that
stand out from both. Every picture stands beside a table of the same numbers. Not here: the money report.
"""

import functools
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import altair as alt
import vl_convert
from babel.dates import format_date

from smallfavor.insight.results.found import Found, Wording
from smallfavor.insight.results.history import DayOfTest
from smallfavor.insight.results.tables import country_words
from smallfavor.insight.results.words import LOCALE, amount_words, percent

# The control is grey, so that what is tried stands out. At least 3:1 on white and on the dark desk's ground.
COLOURS = ("#7c8188", "#1f8a9c", "#c2641a", "#8a63c9", "#4c8f3a", "#b8527d", "#a3801c", "#5878c8")
RULE = "#888"
PLACES_SHOWN = 5
NAME_LETTERS = 24


@dataclass(frozen=True)
class Frame:
    """The room of one drawing."""

    width: int
    font: int
    ticks: int
    bar: int


WIDE = Frame(width=700, font=13, ticks=7, bar=22)
NARROW = Frame(width=250, font=12, ticks=3, bar=18)


@dataclass(frozen=True)
class Picture:
    """Both drawings, as `<svg>` elements."""

    wide: str
    narrow: str


def ratio_picture(points: Sequence[DayOfTest]) -> Picture | None:
    """The difference to the control day by day, within its interval; None before the first interval."""
    begun = [number for number, point in enumerate(points) if point.ratio is not None and point.high is not None]
    if not begun or len(points) - begun[0] < 2:
        return None
    drawn = points[begun[0] :]
    return both(lambda frame: _ratio(drawn, frame))


def shares_picture(found: Found) -> Picture | None:
    """Which part of the readers each wording was shown to, from the beginning to now."""
    if not found.shares or found.window.first_day == found.window.last_day:
        return None
    return both(lambda frame: _shares(found, frame))


def funnel_picture(found: Found) -> Picture | None:
    """From a first exposure to a gift, of a thousand readers; each step has a measure of its own."""
    if not any(each.counts.exposed for each in found.wordings):
        return None
    return both(lambda frame: _funnel(found.wordings, frame))


def value_picture(found: Found) -> Picture | None:
    """Value by a thousand times that a wording was seen."""
    most = max((each.per_thousand or 0 for each in found.wordings), default=0)
    if not most:
        return None
    points = [
        _bar("", each.slug, each.per_thousand or 0, most, amount_words(each.per_thousand or 0, found.worth.currency))
        for each in found.wordings
    ]
    return both(lambda frame: _bars(points, frame, found.wordings))


def places_picture(found: Found) -> Picture | None:
    """The same in the countries where the plea was seen most; all bars have one scale."""
    places = [place for place in found.places if place.impressions][:PLACES_SHOWN]
    most = max((place.per_thousand(each.slug) or 0 for place in places for each in found.wordings), default=0)
    if len(places) < 2 or not most:
        return None
    points = [
        _bar(country_words(place.country), each.slug, value, most, amount_words(value, found.worth.currency))
        for place in places
        for each in found.wordings
        if each.slug in place.counts
        for value in [place.per_thousand(each.slug) or 0]
    ]
    return both(lambda frame: _bars(points, frame, found.wordings))


def _ratio(points: Sequence[DayOfTest], frame: Frame) -> Any:
    low, high = _room(points)
    first = points[0].day
    rows = [
        {
            "day": (point.day - first).days,
            "low": max(low, point.low - 1),
            "high": min(high, high if point.high is None else point.high - 1),
            "ratio": (point.ratio or 1) - 1 if low < (point.ratio or 1) - 1 < high else None,
        }
        for point in points
    ]
    last = rows[-1] | {"label": _signed((points[-1].ratio or 1) - 1)}
    x = days_axis(first, (points[-1].day - first).days, frame)
    y = alt.Axis(
        title=None,
        tickCount=5,
        labelExpr="datum.value == 0 ? '0 %' : replace(format(datum.value * 100, '+.0f'), '-', '−') + ' %'",
        domain=False,
        ticks=False,
        labelPadding=8,
    )
    scale = alt.Scale(domain=[low, high], nice=False, zero=False)
    base = chart_of(rows).encode(x=x)
    band = base.mark_area(color=COLOURS[1], opacity=0.28).encode(y=alt.Y("low:Q", scale=scale, axis=y), y2="high:Q")
    line = base.mark_line(color=COLOURS[1], strokeWidth=2.5).encode(y=alt.Y("ratio:Q", scale=scale))
    same = chart_of([{"same": 0}]).mark_rule(color=RULE, strokeDash=[5, 4], strokeWidth=1.5).encode(y="same:Q")
    end = chart_of([last]).encode(x=alt.X("day:Q"), y=alt.Y("ratio:Q", scale=scale))
    dot = end.mark_point(color=COLOURS[1], filled=True, size=60, opacity=1)
    text = end.mark_text(align="right", dx=-2, dy=-24, fontSize=15, fontWeight="bold").encode(text="label:N")
    return (band + same + line + dot + text).properties(width=frame.width, height=240)


def _room(points: Sequence[DayOfTest]) -> tuple[float, float]:
    """What the axis shows: the intervals of the later half; early ones are so wide that they would hide the rest."""
    later = points[len(points) // 2 :]
    highs = [point.high - 1 for point in later if point.high is not None] or [1.0]
    lows = [point.low - 1 for point in later]
    return max(-1.0, min([*lows, -0.1]) * 1.15), min(3.0, max([*highs, 0.1]) * 1.15)


def _shares(found: Found, frame: Frame) -> Any:
    start = found.window.start
    names = {each.slug: _short(each.slug) for each in found.wordings}
    rows = []
    moments = [(point.at, point.parts) for point in found.shares]
    moments.append((found.window.end, found.shares[-1].parts))
    for at, parts in moments:
        day = (at - start) / timedelta(days=1)
        rows += [
            {"day": day, "name": name, "part": parts.get(slug, 0.0), "order": order}
            for order, (slug, name) in enumerate(names.items())
        ]
    days = (found.window.last_day - found.window.first_day).days
    return (
        chart_of(rows)
        .mark_area(interpolate="step-after", opacity=0.9)
        .encode(
            x=days_axis(found.window.first_day, max(days, 1), frame),
            y=alt.Y(
                "part:Q", stack="zero", scale=alt.Scale(domain=[0, 1]),
                axis=alt.Axis(
                    title=None, tickCount=5, labelExpr="format(datum.value * 100, '.0f') + ' %'", domain=False,
                    ticks=False, labelPadding=8,
                ),
            ),
            color=alt.Color("name:N", scale=_colours(found.wordings), legend=_legend(frame)),
            order=alt.Order("order:O"),
        )
        .properties(width=frame.width, height=160)
    )  # fmt: skip


def _funnel(wordings: Sequence[Wording], frame: Frame) -> Any:
    steps: dict[str, Callable[[Wording], int]] = {
        "Saw it": lambda each: each.counts.readers,
        "Followed": lambda each: each.counts.clicks,
        "Form opened": lambda each: each.counts.forms,
        "Gave": lambda each: each.gifts.gifts,
    }
    points = []
    for title, count in steps.items():
        parts = {each.slug: 1000 * count(each) / each.counts.exposed if each.counts.exposed else 0 for each in wordings}
        most = max(parts.values())
        points += [_bar(title, slug, part, most, _part_words(part)) for slug, part in parts.items()]
    return _bars(points, frame, wordings)


def _bar(group: str, slug: str, value: float, most: float, label: str) -> dict[str, Any]:
    """One bar, as long as `value` is of `most`."""
    return {"group": group, "name": _short(slug), "part": value / most if most else 0, "label": label}


def _bars(points: list[dict[str, Any]], frame: Frame, wordings: Sequence[Wording]) -> Any:
    """A bar for each wording, from zero, with its number at its end; in groups, one under the other, where named."""
    groups = list(dict.fromkeys(point["group"] for point in points))
    base = alt.Chart().encode(
        y=alt.Y(
            "name:N", sort=None, title=None,
            axis=alt.Axis(domain=False, ticks=False, labelPadding=8, labelLimit=170, minExtent=_name_room(wordings)),
        ),
        x=alt.X("part:Q", scale=alt.Scale(domain=[0, 1.35], nice=False), axis=None),
    )  # fmt: skip
    bars = base.mark_bar(size=frame.bar * 0.7)
    bars = bars.encode(color=alt.Color("name:N", scale=_colours(wordings), legend=None))
    labels = base.mark_text(align="left", dx=6, fontSize=frame.font).encode(text="label:N")
    drawn = alt.layer(bars, labels, data=alt.InlineData(values=points)).properties(
        width=frame.width - _name_room(wordings) // 2,
        height=frame.bar * len({point["name"] for point in points}),
    )
    if groups == [""]:
        return drawn
    header = alt.Header(
        title=None, labelOrient="top", labelAnchor="start", labelAngle=0, labelFontSize=frame.font, labelPadding=0,
        labelFontWeight="bold",
    )  # fmt: skip
    return drawn.facet(row=alt.Row("group:N", sort=groups, header=header), spacing=20)


def _name_room(wordings: Sequence[Wording]) -> int:
    """The same for all drawings of a picture, so that their bars begin at one line."""
    return min(170, 8 * max((len(_short(each.slug)) for each in wordings), default=0))


def _colours(wordings: Sequence[Wording]) -> alt.Scale:
    names = [_short(each.slug) for each in wordings]
    return alt.Scale(domain=names, range=[COLOURS[number % len(COLOURS)] for number in range(len(names))])


def _legend(frame: Frame) -> alt.Legend:
    return alt.Legend(
        title=None, orient="top", direction="horizontal", columns=2 if frame is NARROW else 4, symbolType="square",
        offset=12, labelFontSize=frame.font,
    )  # fmt: skip


def days_axis(first: date, days: int, frame: Frame) -> alt.X:
    """Numbers of days, written as dates: a few that stand apart."""
    step = max(1, round(days / max(1, frame.ticks - 1)))
    values = list(range(0, days + 1, step))
    labels = {str(n): format_date(first + timedelta(days=n), "d MMM", locale=LOCALE) for n in values}
    axis = alt.Axis(
        title=None, values=values, labelAngle=0, ticks=False, grid=False, labelPadding=8,
        labelExpr=f"({json.dumps(labels, ensure_ascii=False)})[datum.value]",
    )  # fmt: skip
    return alt.X("day:Q", axis=axis, scale=alt.Scale(domain=[0, max(1, days)], nice=False))


def _short(slug: str) -> str:
    return slug if len(slug) <= NAME_LETTERS else f"{slug[: NAME_LETTERS - 1]}…"


def _part_words(part: float) -> str:
    """Of a thousand readers, as people write it."""
    return f"{part:,.0f}" if part >= 100 or part == 0 else f"{part:.1f}" if part >= 1 else f"{part:.2f}"


def _signed(difference: float) -> str:
    return f"{'+' if difference > 0 else '−' if difference < 0 else ''}{percent(abs(difference))}"


def chart_of(rows: list[dict[str, Any]]) -> alt.Chart:
    return alt.Chart(alt.InlineData(values=rows))


def both(draw: Any) -> Picture:
    return Picture(*(_svg(draw(frame), frame) for frame in (WIDE, NARROW)))


def _svg(chart: Any, frame: Frame) -> str:
    drawn = chart.properties(background="transparent").configure(
        font="system-ui, sans-serif",
        view=alt.ViewConfig(stroke=None),
        axis=alt.AxisConfig(labelFontSize=frame.font, gridColor="#8884", domainColor=RULE, labelColor="#666"),
    )
    return _rendered(json.dumps(drawn.to_dict(), ensure_ascii=False))


@functools.lru_cache(maxsize=64)
def _rendered(description: str) -> str:
    """Drawing takes a tenth of a second: what was drawn lately, and has not changed, is not drawn again."""
    return str(vl_convert.vegalite_to_svg(description))
