"""Asks a service for the rest of a record that its list told in part (providers/base.py, looking up)."""

from typing import TypeVar

from smallfavor.payments.providers.base import Provider, ProviderRecord, Succeeded

Record = TypeVar("Record", bound=ProviderRecord)


def whole(provider: Provider, record: Record) -> Record:
    """The same record with the instrument that a pledge's success has; as it is where there is nothing to add.

    Raises ProviderUnavailable.
    """
    if not isinstance(record, Succeeded) or record.instrument is not None or not (record.ours and record.ours.pledge):
        return record
    found = provider.fetch(record.object_id)
    return found if isinstance(found, type(record)) else record
