"""How ways to pay are called and drawn, also those that nobody offers any more, and which of them suit a pledge."""

from dataclasses import dataclass

from django.conf import settings

from smallfavor.payments import providers
from smallfavor.payments.models import Pledge, ProviderAccount
from smallfavor.payments.providers.looks import Look, look_of_code
from smallfavor.payments.queries.accounts import enabled_accounts
from smallfavor.payments.rules.accounts import read_accounts


@dataclass
class _Named:
    code: str
    provider: str


@dataclass(frozen=True)
class PledgeWay:
    """A way in which a pledge can be paid from now on, at `account`."""

    code: str
    look: Look
    account: ProviderAccount


def look_of(code: str) -> Look:
    """The look of a method: as one of our accounts tells it, else as the folders do, else its code made readable."""
    for account, provider in read_accounts(settings.PROVIDERS).items():
        method = providers.get(_Named(account, provider)).capabilities().method(code)
        if method is not None:
            return method.look
    return providers.known_looks().get(code) or look_of_code(code)


def way_name(code: str) -> str:
    """A way to pay as people call it, in the active language."""
    return str(look_of(code).name)


def ways_for_pledge(pledge: Pledge) -> list[PledgeWay]:
    """The ways that take this pledge's amount at its interval without its reader, its own account's first.

    Of a pledge that moves: those of the account it moves to. A way in which the payer sends the money is not among
    them: nothing is saved for it that could be charged.
    """
    found: dict[str, PledgeWay] = {}
    for account in _accounts_for(pledge):
        for method in providers.get(account).capabilities().methods:
            if method.offered and not method.pushed and method.takes(pledge.amount, pledge.interval):
                found.setdefault(method.code, PledgeWay(method.code, method.look, account))
    return list(found.values())


def _accounts_for(pledge: Pledge) -> list[ProviderAccount]:
    if pledge.moving_to is not None and pledge.moving_to.retired_at is None:
        return [pledge.moving_to]
    own = pledge.provider_account_id
    return sorted(enabled_accounts(), key=lambda account: account.pk != own)
