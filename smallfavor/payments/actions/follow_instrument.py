"""Follows what a provider tells of a saved way to pay: the bank gave the card another number or another date."""

from django.db import transaction

from smallfavor.payments.actions.save_instrument import last_day
from smallfavor.payments.models import Instrument, ProviderAccount
from smallfavor.payments.providers.base import InstrumentUpdated


@transaction.atomic
def follow_instrument(account: ProviderAccount, record: InstrumentUpdated) -> bool:
    """Bring the instrument's label and end in line; False where it is none of ours. Repeating it changes nothing.

    A card that ends later than we knew is looked at anew before that (note_card_ends).
    """
    instruments = Instrument.objects.select_for_update().filter(provider_account=account, token=record.object_id)
    instrument = instruments.first()
    if instrument is None:
        return False
    expires = last_day(record.instrument.expires)
    if expires != instrument.expires:
        instrument.expires, instrument.end_noted_on = expires, None
    instrument.label = record.instrument.label[:80]
    instrument.save(update_fields=["label", "expires", "end_noted_on"])
    return True
