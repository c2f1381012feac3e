"""How the PROVIDERS setting names our accounts: `stripe`, or `stripe2=stripe` for another one at the same provider."""

from collections.abc import Iterable


def read_accounts(named: Iterable[str]) -> dict[str, str]:
    """Each account's code and the provider behind it, in the setting's order."""
    accounts = {}
    for text in named:
        code, _, provider = (part.strip() for part in text.partition("="))
        accounts[code] = provider or code
    return accounts
