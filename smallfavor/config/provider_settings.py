"""Reads the settings of every provider account. Not here: what they are (payments/providers/<name>/settings.py)."""

from collections.abc import Iterable, Mapping

from django.core.exceptions import ImproperlyConfigured

from smallfavor.config.environment import env
from smallfavor.payments.providers.settings import SettingMissing, page_origins_of, read_settings
from smallfavor.payments.rules.accounts import read_accounts


def provider_settings(named: Iterable[str]) -> dict[str, dict[str, str]]:
    """By account code. Raises ImproperlyConfigured, with the name of what is missing."""
    found = {}
    for account, provider in read_accounts(named).items():
        try:
            found[account] = read_settings(account, provider, lambda name, default: str(env.str(name, default=default)))
        except SettingMissing as error:
            raise ImproperlyConfigured(f"{error} (PROVIDERS names {account}; see docs/settings.md)") from error
    return found


def payment_page_origins(named: Iterable[str], settings: Mapping[str, Mapping[str, str]]) -> list[str]:
    """Where readers' forms may be led on to, over all accounts, each once."""
    accounts = read_accounts(named)
    told = [origin for account, provider in accounts.items() for origin in page_origins_of(provider, settings[account])]
    return list(dict.fromkeys(told))
