"""What the payments hear from below: the bank's record has changed, so it is looked up and settled like any other."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from smallfavor.payments import providers
from smallfavor.payments.actions.settle_apart import settle_apart
from smallfavor.payments.models import ProviderAccount
from smallfavor.payments.providers.base import Ours, ProviderRecord


def settle_bank_record(*, account: str, metadata: Sequence[Mapping[str, str]], now: datetime, **signal: object) -> None:
    """Settle all that the account's provider has of these attempts. What can't be settled is found by reconciling."""
    row = ProviderAccount.objects.filter(code=account).first()
    named = [ours for one in metadata if (ours := Ours.read(one)) is not None]
    if row is None or not named:
        return
    provider = providers.get(row)
    records: list[ProviderRecord] = []
    for ours in named:
        records += provider.look_up(ours)
    settle_apart(row, records, actor="bank", now=now)
