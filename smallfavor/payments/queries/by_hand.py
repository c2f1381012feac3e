"""Ways to give that no reader's form offers: taken by hand, and noted at the desk."""

from dataclasses import dataclass

from django.conf import settings

from smallfavor.payments import providers
from smallfavor.payments.models import ProviderAccount
from smallfavor.payments.rules.accounts import read_accounts


@dataclass(frozen=True)
class WayByHand:
    code: str
    name: str
    currencies: tuple[str, ...]


def ways_by_hand() -> list[WayByHand]:
    """Each once, in the order of the setting; an account that nobody has used yet has no row, and counts too."""
    rows = {row.code: row for row in ProviderAccount.objects.all()}
    found: dict[str, WayByHand] = {}
    for code, provider in read_accounts(settings.PROVIDERS).items():
        account = rows.get(code) or ProviderAccount(code=code, provider=provider)
        if not account.enabled or account.stopped_reason or account.retired_at is not None:
            continue
        for method in providers.get(account).capabilities().methods:
            if not method.offered and "once" in method.intervals:
                way = WayByHand(method.code, str(method.look.name), tuple(sorted(method.minimum_minor)))
                found.setdefault(method.code, way)
    return list(found.values())
