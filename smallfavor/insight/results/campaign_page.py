"""A campaign's words, picture and table, from what was found of it (campaign.py)."""

from datetime import date
from typing import Any

import altair as alt
from babel.dates import format_date

from smallfavor.core.money import Money, exponent
from smallfavor.insight.results.campaign import CampaignFound
from smallfavor.insight.results.charts import COLOURS, RULE, Frame, Picture, both, chart_of, days_axis
from smallfavor.insight.results.tables import NONE, plain_amount
from smallfavor.insight.results.words import LOCALE, WARNING, Sentence, amount_words, no_rate, percent
from smallfavor.insight.tables import Table


def campaign_sentences(found: CampaignFound) -> list[Sentence]:
    """What came in, by the goal where there is one, and which plea brought most."""
    if not found.pleas:
        return [Sentence("No plea stands under this campaign yet. Choose it in a plea’s settings.")]
    total, currency = found.total, found.worth.currency
    gifts = "1 gift" if total.gifts == 1 else f"{total.gifts:,} gifts"
    if not total.gifts:
        sentences = [Sentence(f"No gift yet by this campaign’s pleas; they were seen {found.impressions:,} times.")]
    else:
        sentences = [Sentence(f"{amount_words(total.paid, currency)} from {gifts} so far{_of_the_goal(found)}.")]
    best = found.pleas[0]
    if len(found.pleas) > 1 and best.gifts.gifts:
        part = percent(best.gifts.paid / total.paid) if total.paid else ""
        sentences.append(Sentence(f"“{best.appeal.name}” brought the most of it: {part}."))
    if found.campaign.ends_on:
        sentences.append(Sentence(_end(found, found.campaign.ends_on)))
    if found.rate_missing:
        sentences.append(Sentence(f"The goal can’t be put into {currency}: {found.rate_missing}.", WARNING))
    return [*sentences, *(no_rate(each) for each in found.unpriced)]


def campaign_picture(found: CampaignFound) -> Picture | None:
    """What had come in by each day's end, and the goal as a line."""
    if not found.total.gifts:
        return None
    digits = exponent(found.worth.currency)
    points = [
        {"day": number, "amount": round(minor) / 10**digits} for number, (_day, minor) in enumerate(found.days)
    ]  # fmt: skip
    goal = None if found.goal is None else found.goal / 10**digits
    return both(lambda frame: _rising(points, goal, found, frame))


def campaign_table(found: CampaignFound) -> Table:
    """One row a plea, the one that brought most first."""
    header = (
        "Plea", "Seen", "Followed", "Form", "Gifts", "Every month", "Given back", "Paid", "Value", "By 1,000 seen",
    )  # fmt: skip
    rows, plain, currency = [], [], found.worth.currency
    for plea in found.pleas:
        counts, gifts = plea.counts, plea.gifts
        numbers = (counts.impressions, counts.clicks, counts.forms, gifts.gifts, gifts.monthly, gifts.returned)
        thousand = plea.per_thousand
        rows.append((
            plea.appeal.name, *(f"{number:,}" for number in numbers), amount_words(gifts.paid, currency),
            amount_words(gifts.value, currency), NONE if thousand is None else amount_words(thousand, currency),
        ))  # fmt: skip
        plain.append((
            plea.appeal.slug, *map(str, numbers), plain_amount(gifts.paid, currency),
            plain_amount(gifts.value, currency), "" if thousand is None else plain_amount(thousand, currency),
        ))  # fmt: skip
    return Table(header, tuple(rows), tuple(plain))


def _of_the_goal(found: CampaignFound) -> str:
    campaign = found.campaign
    if not found.goal or campaign.goal_minor is None:
        return ""
    goal = Money(campaign.goal_minor, campaign.currency).format(LOCALE)
    return f", {percent(found.total.paid / found.goal)} of the goal of {goal}"


def _end(found: CampaignFound, end: date) -> str:
    written, left = format_date(end, "d MMMM y", locale=LOCALE), (end - found.window.last_day).days
    if found.window.end.date() > end or left < 0:
        return f"It ended on {written}."
    more = "today is its last day" if not left else "1 more day" if left == 1 else f"{left} more days"
    return f"It runs until {written}: {more}."


def _rising(points: list[dict[str, Any]], goal: float | None, found: CampaignFound, frame: Frame) -> Any:
    axis = alt.Axis(title=None, tickCount=4, format=",~f", domain=False, ticks=False, labelPadding=8)
    top = max([point["amount"] for point in points] + ([goal] if goal else [])) * 1.12
    y = alt.Y("amount:Q", axis=axis, scale=alt.Scale(domain=[0, top or 1], nice=False))
    base = chart_of(points).encode(x=days_axis(found.window.first_day, len(points) - 1, frame), y=y)
    layers = base.mark_area(color=COLOURS[1], opacity=0.15) + base.mark_line(color=COLOURS[1], strokeWidth=2.5)
    if goal:
        mark = chart_of([{"amount": goal, "label": f"Goal: {amount_words(found.goal or 0, found.worth.currency)}"}])
        rule = mark.mark_rule(color=RULE, strokeDash=[5, 4], strokeWidth=1.5).encode(y=y)
        text = mark.mark_text(align="left", dx=4, dy=-8, fontSize=frame.font).encode(
            y=y, x=alt.value(0), text="label:N"
        )
        layers = layers + rule + text
    return layers.properties(width=frame.width, height=220)
