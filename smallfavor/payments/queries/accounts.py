"""Which provider accounts take payments now, and by which methods."""

from collections import defaultdict
from dataclasses import dataclass

from django.conf import settings

from smallfavor.core.money import Money
from smallfavor.payments import providers
from smallfavor.payments.models import Pledge, ProviderAccount
from smallfavor.payments.providers.looks import Look
from smallfavor.payments.rules.accounts import read_accounts


@dataclass(frozen=True)
class OfferedMethod:
    """A way to pay that some account takes now. `minimum_minor` is the providers' own least amount, by currency."""

    code: str
    intervals: frozenset[str]
    minimum_minor: dict[str, int]
    look: Look


def enabled_accounts() -> list[ProviderAccount]:
    """Accounts that may take new payments, in the order of the PROVIDERS setting; stopped ones are left out."""
    rows = {row.code: row for row in ProviderAccount.objects.filter(enabled=True, stopped_reason="", retired_at=None)}
    listed = [code for code in read_accounts(settings.PROVIDERS) if code in rows]
    return [rows[code] for code in [*listed, *sorted(rows.keys() - set(listed))]]


def account_with_real_money() -> ProviderAccount | None:
    """An enabled account that is not a sandbox, if there is one: then no schedule may be moved by hand."""
    enabled = ProviderAccount.objects.filter(enabled=True)
    return next((account for account in enabled if not providers.get(account).is_sandbox), None)


def accounts_of(provider: str) -> list[ProviderAccount]:
    """All our accounts at this provider, disabled and stopped ones too: what they tell still counts."""
    return list(ProviderAccount.objects.filter(provider=provider).order_by("id"))


def account_for(method: str, amount: Money, interval: str) -> ProviderAccount | None:
    """The first account that takes this amount by this method, now and at this interval."""
    for account in enabled_accounts():
        found = providers.get(account).capabilities().method(method)
        if found is not None and found.takes(amount, interval):
            return account
    return None


def offered_methods(currency: str, interval: str) -> list[OfferedMethod]:
    """The methods that a reader can choose for this currency and interval, each once, best account first."""
    intervals: dict[str, set[str]] = defaultdict(set)
    minima: dict[str, dict[str, int]] = {}
    looks: dict[str, Look] = {}
    for account in enabled_accounts():
        for method in providers.get(account).capabilities().methods:
            if method.offered and currency in method.minimum_minor and interval in method.intervals:
                looks.setdefault(method.code, method.look)
                intervals[method.code] |= method.intervals
                standing = minima.setdefault(method.code, dict(method.minimum_minor))
                for code, minor in method.minimum_minor.items():
                    standing[code] = min(minor, standing.get(code, minor))
    return [OfferedMethod(code, frozenset(intervals[code]), minima[code], looks[code]) for code in minima]


def account_of(pledge: Pledge) -> ProviderAccount | None:
    """Where the reader of this pledge is led to pay: the account it moves to, or its own while that is open, else the
    first that can take it. None where there is none."""
    own = pledge.moving_to or pledge.provider_account
    if own.retired_at is None:
        return own
    return next((account for account in enabled_accounts() if methods_for(account, pledge)), None)


def method_at(account: ProviderAccount, pledge: Pledge) -> str:
    """The pledge's own method, or one that the account can take in its place."""
    taken = methods_for(account, pledge)
    return pledge.method if pledge.method in taken or not taken else taken[0]


def methods_for(account: ProviderAccount, pledge: Pledge) -> list[str]:
    """The methods by which this account can take the pledge's amount at its interval."""
    methods = providers.get(account).capabilities().methods
    return [method.code for method in methods if method.offered and method.takes(pledge.amount, pledge.interval)]
