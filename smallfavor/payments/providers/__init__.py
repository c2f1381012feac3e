"""The registry: a provider is a folder here, and nothing outside that folder names it."""

import functools
import importlib
import pkgutil
from typing import Protocol

from smallfavor.payments.providers.base import Provider


class Account(Protocol):
    """What the registry needs of a provider account's row."""

    code: str
    provider: str


class ProviderMissing(Exception):
    """Raised when no folder here has that name."""


@functools.cache
def names() -> frozenset[str]:
    """The folders, by name."""
    return frozenset(module.name for module in pkgutil.iter_modules(__path__) if module.ispkg)


def get(account: Account) -> Provider:
    """The provider of this account, as the settings are now; cheap to ask for again. Raises ProviderMissing."""
    name = account.provider
    if name not in names():
        raise ProviderMissing(f"there is no payment provider called {name!r}; there are: {', '.join(sorted(names()))}")
    provider: Provider = importlib.import_module(f"{__name__}.{name}.provider").build(account.code)
    return provider
