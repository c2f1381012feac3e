"""The report on declined renewals: its sentences and its table. Not here: the numbers (queries/recovery.py)."""

from calendar import monthrange
from collections.abc import Sequence

from babel.dates import format_date

from smallfavor.insight.queries.recovery import MonthOfRecovery
from smallfavor.insight.tables import Table


def recovery_sentences(rows: Sequence[MonthOfRecovery], locale: str) -> list[str]:
    """One for the running month, one for the newest whole month with a decline; months without any have none."""
    whole = [row for row in rows[:-1] if row.declined]
    return [_sentence(row, locale) for row in [*([rows[-1]] if rows[-1].declined else []), *whole[-1:]]]


def _sentence(row: MonthOfRecovery, locale: str) -> str:
    month = format_date(row.month, "LLLL y", locale=locale)
    last = monthrange(row.month.year, row.month.month)[1]
    between = f"between 1 and {last} {month}"
    if row.declined == 1:
        return f"One renewal was declined for the first time {between}; it {_of_one(row)}."
    verb = "was" if row.recovered == 1 else "were"
    sentence = (
        f"Of {row.declined} renewals declined for the first time {between}, "
        f"{row.recovered or 'none'} {verb} recovered ({row.percent} %)"
    )
    ways = _list([(row.by_retry, "by another try"), (row.by_card, "by another way to pay"),
                  (row.by_confirmation, "confirmed by the reader")])  # fmt: skip
    rest = _list([(row.open, "still open"), (row.lapsed, "lapsed"), (row.stopped, "stopped by the reader")])
    return sentence + (f": {ways}" if ways else "") + (f"; {rest}" if rest else "") + "."


def _of_one(row: MonthOfRecovery) -> str:
    words = {"by_retry": "was recovered by another try", "by_card": "was recovered by another way to pay",
             "by_confirmation": "was confirmed by the reader", "open": "is still open", "lapsed": "lapsed",
             "stopped": "was stopped by the reader"}  # fmt: skip
    return next(text for name, text in words.items() if getattr(row, name))


def _list(parts: Sequence[tuple[int, str]]) -> str:
    return ", ".join(f"{count} {words}" for count, words in parts if count)


def recovery_table(rows: Sequence[MonthOfRecovery], *, locale: str) -> Table:
    """Newest month first."""
    newest = list(reversed(rows))
    return Table(
        header=("Month", "Declined", "Recovered", "%", "Another try", "Another card", "Confirmed", "Open", "Lapsed",
                "Stopped", "Declined amount", "Recovered amount"),
        rows=tuple(
            (format_date(row.month, "LLLL y", locale=locale), *_counts(row, "–"), row.declined_amount.format(locale),
             row.recovered_amount.format(locale))
            for row in newest
        ),
        plain=tuple(
            (row.month.strftime("%Y-%m"), *_counts(row, ""), str(row.declined_amount.major),
             str(row.recovered_amount.major))
            for row in newest
        ),
    )  # fmt: skip


def _counts(row: MonthOfRecovery, nothing: str) -> tuple[str, ...]:
    percent = nothing if row.percent is None else str(row.percent)
    counts = (row.by_retry, row.by_card, row.by_confirmation, row.open, row.lapsed, row.stopped)
    return (str(row.declined), str(row.recovered), percent, *map(str, counts))
