"""The registry: a provider is a folder here, and nothing outside that folder names it."""

import functools
import importlib
import importlib.util
import pkgutil
from collections.abc import Mapping
from typing import Protocol

from smallfavor.payments.providers.base import Provider
from smallfavor.payments.providers.looks import SHARED, Look


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


@functools.cache
def known_looks() -> Mapping[str, Look]:
    """How ways to pay look by what stands in the folders alone, with no account: the shared looks, and each folder's
    own where it has a module `looks` with `LOOKS`, by method code."""
    found = dict(SHARED)
    for name in sorted(names()):
        module = f"{__name__}.{name}.looks"
        if importlib.util.find_spec(module) is not None:
            found.update(importlib.import_module(module).LOOKS)
    return found
