"""The books' own reports as plain CSV: ISO dates, decimal points, codes as they are. The desk hands out the same."""

import csv
import io
from collections.abc import Iterable, Iterator
from datetime import date

from smallfavor.core.money import Money
from smallfavor.insight.queries.income_by import income_by
from smallfavor.insight.tables import harmless
from smallfavor.ledger.queries import TrialBalance
from smallfavor.ledger.queries.journal import JournalEntry


def journal_csv(entries: Iterable[JournalEntry]) -> Iterator[str]:
    """One line a transfer."""
    yield row_text(
        ["entry", "posted", "happened", "kind", "object", "payment", "debit", "credit", "amount", "currency"]
    )
    for entry in entries:
        head = [str(entry.id), entry.posted_on.isoformat(), entry.happened_at.isoformat(), entry.kind]
        names = [entry.provider_object, str(entry.payment_uuid or "")]
        for line in entry.lines:
            money = [major_text(line.minor, line.currency), line.currency]
            yield row_text([*head, *names, line.debit, line.credit, *money])


def trial_balance_csv(balance: TrialBalance, *, day: date) -> Iterator[str]:
    """One line an account and currency; the balance as debit less credit."""
    yield row_text(["day", "account", "kind", "currency", "debit", "credit", "balance"])
    for row in balance.accounts:
        sums = [major_text(minor, row.currency) for minor in (row.debit_minor, row.credit_minor, row.net_minor)]
        yield row_text([day.isoformat(), row.code, row.kind, row.currency, *sums])


def income_csv(grouping: str, *, first: date, last: date) -> Iterator[str]:
    """One line a month, currency and group."""
    yield row_text(["month", "currency", grouping, "income", "entries"])
    for row in income_by(grouping, first=first, last=last):
        money = major_text(row.minor, row.currency)
        yield row_text([row.month.strftime("%Y-%m"), row.currency, row.group, money, str(row.entries)])


def major_text(minor: int, currency: str) -> str:
    """With all of the currency's decimals: 2.50, 300, 1.250."""
    return f"{Money(minor, currency).major:f}"


def row_text(cells: Iterable[str]) -> str:
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="").writerow([harmless(cell) for cell in cells])
    return out.getvalue()
