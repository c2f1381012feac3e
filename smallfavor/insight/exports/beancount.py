"""The books as a Beancount file: accounts, one transaction an entry, and at the end what every account must hold.

Not here: files for bookkeeping programs (bookkeeping.py).
"""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta

from smallfavor.core.money import Money
from smallfavor.ledger.queries import TrialBalance, trial_balance_at
from smallfavor.ledger.queries.journal import JournalEntry, journal


def beancount_lines(*, title: str, base: str, first: date, last: date) -> Iterator[str]:
    """The file's lines without line ends: everything posted from `first` to `last`, both included.

    Where entries stand before `first`, a transaction on that day brings forward what every account held by then. The
    balances at the end are our own trial balance, so that `bean-check` holds both books against each other.
    """
    before, after = trial_balance_at(first - timedelta(days=1)), trial_balance_at(last)
    yield f'option "title" {quoted(title)}'
    yield f'option "operating_currency" "{base}"'
    yield ""
    currencies: dict[str, list[str]] = defaultdict(list)
    for account in after.accounts:
        currencies[account.code].append(account.currency)
    for code, used in sorted(currencies.items()):
        yield f"{first} open {account_name(code)} {','.join(sorted(used))}"
    yield from _brought_forward(before, first)
    for entry in journal(first=first, last=last):
        yield from _transaction(entry)
    yield ""
    # A balance is checked at the beginning of its day.
    for account in after.accounts:
        held = amount_text(account.net_minor, account.currency)
        yield f"{last + timedelta(days=1)} balance {account_name(account.code)} {held}"


def account_name(code: str) -> str:
    """`assets:stripe_eur` as Beancount writes it: `Assets:Stripe--eur`; two codes never get one name."""
    return ":".join(part[:1].upper() + part[1:].replace("_", "--") for part in code.split(":"))


def amount_text(minor: int, currency: str) -> str:
    return f"{Money(minor, currency).major:f} {currency}"


def quoted(text: str) -> str:
    """As Beancount writes text; no line ends in it."""
    cleaned = " ".join(text.split()).replace("\\", "\\\\").replace('"', '\\"')
    return f'"{cleaned}"'


def _brought_forward(before: TrialBalance, day: date) -> Iterator[str]:
    standing = [account for account in before.accounts if account.net_minor]
    if standing:
        yield ""
        yield f'{day} * "Brought forward"'
        for account in standing:
            yield f"  {account_name(account.code)} {amount_text(account.net_minor, account.currency)}"


def _transaction(entry: JournalEntry) -> Iterator[str]:
    yield ""
    yield f"{entry.posted_on} * {quoted(entry.kind.replace('_', ' ').capitalize())}"
    yield f"  kind: {quoted(entry.kind)}"
    yield f"  provider-object: {quoted(entry.provider_object)}"
    if entry.payment_uuid:
        yield f'  payment: "{entry.payment_uuid}"'
    yield f'  happened-at: "{entry.happened_at.isoformat()}"'
    for line in entry.lines:
        yield f"  {account_name(line.debit)} {amount_text(line.minor, line.currency)}"
        yield f"  {account_name(line.credit)} {amount_text(-line.minor, line.currency)}"
