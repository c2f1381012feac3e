"""Books what changing rates made of money in other currencies, once a month. The rule: docs/rules/exchange.md."""

from datetime import date, datetime

from django.conf import settings

from smallfavor.core.money import Money
from smallfavor.ledger.actions.book import TransferLine, book_entry
from smallfavor.ledger.models import Entry, EntryKind
from smallfavor.ledger.queries.rates import CONVERSION, booked_difference_minor, movements_until, rate_table
from smallfavor.ledger.rules.exchange import exchange_difference_minor
from smallfavor.ledger.rules.months import last_day


def revalue(month: date, *, now: datetime) -> Entry | None:
    """Book the exchange difference as of the last day of `month`, in the base currency; the month's entry, if any.

    What earlier months have booked is taken off, so that nothing is counted twice and what came late is made up for.
    Once a month: asked again, the entry that stands is returned.

    Raises RateMissing; nothing is booked then.
    """
    base, day = settings.BASE_CURRENCY, last_day(month)
    name = f"revaluation/{month:%Y-%m}"
    standing = Entry.objects.filter(kind=EntryKind.EXCHANGE, provider_object=name).first()
    if standing is not None:
        return standing
    difference = exchange_difference_minor(movements_until(day, base=base), at=day, rates=rate_table(base))
    difference -= booked_difference_minor(day, base=base)
    if difference == 0:
        return None
    debit, credit = (CONVERSION, "income:exchange") if difference > 0 else ("expenses:exchange", CONVERSION)
    return book_entry(
        kind=EntryKind.EXCHANGE,
        provider_object=name,
        payment_uuid=None,
        happened_at=now,
        booked_at=now,
        transfers=[TransferLine(debit, credit, Money(abs(difference), base))],
        posted_on=day,
    )
