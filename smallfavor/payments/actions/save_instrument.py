"""Saves a way to pay that a provider handed over: its token and what the reader calls it, never card data."""

import calendar
from datetime import date, datetime

from smallfavor.payments.models import Instrument, ProviderAccount
from smallfavor.payments.providers.base import SavedInstrument
from smallfavor.supporters.models import Supporter


def save_instrument(
    supporter: Supporter, account: ProviderAccount, saved: SavedInstrument | None, *, now: datetime
) -> Instrument | None:
    """The instrument's row, made once per token; None where the provider handed over nothing."""
    if saved is None:
        return None
    instrument, _ = Instrument.objects.get_or_create(
        provider_account=account,
        token=saved.token,
        defaults={
            "supporter": supporter,
            "method": saved.method,
            "label": saved.label[:80],
            "expires": last_day(saved.expires),
            "created_at": now,
        },
    )
    return instrument


def last_day(month: tuple[int, int] | None) -> date | None:
    """The day on which a card of this year and month ends."""
    if month is None:
        return None
    year, number = month
    return date(year, number, calendar.monthrange(year, number)[1])
