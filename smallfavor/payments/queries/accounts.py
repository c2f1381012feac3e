"""Which provider accounts take payments now, and by which methods."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from django.conf import settings

from smallfavor.core.money import Money
from smallfavor.payments import providers
from smallfavor.payments.models import Pledge, ProviderAccount
from smallfavor.payments.providers.capabilities import Method
from smallfavor.payments.providers.looks import Look
from smallfavor.payments.rules.accounts import read_accounts


@dataclass(frozen=True)
class OfferedMethod:
    """A way to pay that some account takes now. `takers`: what each such account says of it, the best account first."""

    code: str
    takers: tuple[Method, ...]

    @property
    def look(self) -> Look:
        return self.takers[0].look

    def offers(self, currency: str, interval: str) -> bool:
        return any(_offers(method, currency, interval) for method in self.takers)

    def takes(self, amount: Money, interval: str) -> bool:
        return any(method.takes(amount, interval) for method in self.takers)

    def known_in(self, country: str) -> bool:
        """True where payers of this country ("" when unknown) may have it."""
        return any(method.known_in(country) for method in self.takers)

    def least_minor(self, currency: str, interval: str) -> int | None:
        """The providers' own least amount; None where nobody takes it at all."""
        return min(
            (one.minimum_minor[currency] for one in self.takers if _offers(one, currency, interval)), default=None
        )

    def most_minor(self, currency: str, interval: str) -> int | None:
        """The providers' own largest amount; None where there is none."""
        mosts = [one.maximum_minor.get(currency) for one in self.takers if _offers(one, currency, interval)]
        known = [most for most in mosts if most is not None]
        return max(known) if known and len(known) == len(mosts) else None


def _offers(method: Method, currency: str, interval: str) -> bool:
    return currency in method.minimum_minor and interval in method.intervals


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
    return next((account for account, _ in _takers(method, amount, interval)), None)


def account_offering(method: str, amount: Money, interval: str) -> ProviderAccount | None:
    """The same among those that offer it to readers: an account may charge what began elsewhere, and no more."""
    return next((account for account, found in _takers(method, amount, interval) if found.offered), None)


def _takers(method: str, amount: Money, interval: str) -> Iterator[tuple[ProviderAccount, Method]]:
    for account in enabled_accounts():
        found = providers.get(account).capabilities().method(method)
        if found is not None and found.takes(amount, interval):
            yield account, found


def ways_to_pay() -> list[OfferedMethod]:
    """The methods that a reader can choose at all, each once, the best account's first."""
    takers: dict[str, list[Method]] = defaultdict(list)
    for account in [*enabled_accounts(), *_unopened_accounts()]:
        for method in providers.get(account).capabilities().methods:
            if method.offered:
                takers[method.code].append(method)
    return [OfferedMethod(code, tuple(methods)) for code, methods in takers.items()]


def _unopened_accounts() -> list[ProviderAccount]:
    """Those that the setting names and that have no row yet: the first payment opens them."""
    listed = read_accounts(settings.PROVIDERS)
    known = set(ProviderAccount.objects.filter(code__in=listed).values_list("code", flat=True))
    folders = providers.names()
    return [
        ProviderAccount(code=code, provider=provider)
        for code, provider in listed.items()
        if code not in known and provider in folders
    ]


def offered_methods(currency: str, interval: str) -> list[OfferedMethod]:
    """The methods that a reader can choose for this currency and interval, the best account's first."""
    return [method for method in ways_to_pay() if method.offers(currency, interval)]


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
