"""What the numbers say, in words: the first thing a report shows."""

from collections.abc import Sequence

from smallfavor.insight.queries.money_in import MonthOfIncome
from smallfavor.insight.queries.recurring import MonthOfPledges


def money_in_sentence(rows: Sequence[MonthOfIncome], locale: str) -> str:
    """This month so far, and the last whole month against the one before."""
    sentence = f"{rows[-1].total.format(locale)} came in this month so far."
    if len(rows) < 3 or not rows[-2].total_minor:
        return sentence
    last, before = rows[-2], rows[-3]
    sentence += f" Last month it was {last.total.format(locale)}"
    if before.total_minor > 0:
        sentence += f", {_change(last.total_minor, before.total_minor)} the month before"
    return f"{sentence}."


def recurring_sentence(rows: Sequence[MonthOfPledges], locale: str) -> str:
    """What stands now, and against the end of last month."""
    now = rows[-1]
    people = "1 pledge brings" if now.pledges == 1 else f"{now.pledges} pledges bring"
    sentence = f"{people} {now.monthly.format(locale)} a month."
    if len(rows) > 1 and rows[-2].monthly_minor > 0:
        sentence += f" That is {_change(now.monthly_minor, rows[-2].monthly_minor)} at the end of last month."
    return sentence


def _change(now: int, before: int) -> str:
    percent = round((now - before) * 100 / before)
    if percent == 0:
        return "about the same as"
    return f"{abs(percent)} % {'more' if percent > 0 else 'less'} than"
