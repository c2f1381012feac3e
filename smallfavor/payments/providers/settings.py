"""The settings of provider accounts: each folder names its own, and config/settings.py reads them for each account.

The account `stripe2` of PROVIDERS=`stripe2=stripe` reads `STRIPE2_API_KEY` where the folder names `api_key`. Pure but
for finding the folder's module; knows no Django.
"""

import importlib
import importlib.util
from collections.abc import Callable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Setting:
    """One setting of a provider account. `default` None: it must be given. `secret`: never shown, best as a file."""

    name: str
    says: str  # what it is, as a wrong start and docs/settings.md tell it
    default: str | None = None
    secret: bool = False


class SettingMissing(Exception):
    """Raised when an account lacks a setting that its provider can't do without."""


def settings_of(provider: str) -> tuple[Setting, ...]:
    """What this provider wants to be told of each account; nothing where it has no such module."""
    module = _module(provider)
    named: tuple[Setting, ...] = getattr(module, "SETTINGS", ())
    return named


def page_origins_of(provider: str, values: Mapping[str, str]) -> tuple[str, ...]:
    """Where a reader's form may be led on to, for an account with these settings."""
    tell: Callable[[Mapping[str, str]], tuple[str, ...]] = getattr(_module(provider), "page_origins", lambda _: ())
    return tell(values)


def is_test(provider: str, values: Mapping[str, str]) -> bool:
    """True where these settings reach a service's test mode, surely: the folder's own `is_test` says so."""
    tell: Callable[[Mapping[str, str]], bool] = getattr(_module(provider), "is_test", lambda _: False)
    return tell(values)


def read_settings(account: str, provider: str, read: Callable[[str, str], str]) -> dict[str, str]:
    """The settings of one account; `read(name, default)` asks the environment. Raises SettingMissing."""
    found = {}
    for setting in settings_of(provider):
        asked = variable(account, setting)
        value = read(asked, setting.default or "").strip()
        if not value and setting.default is None:
            raise SettingMissing(f"{asked} is not set: {setting.says}")
        found[setting.name] = value
    return found


def variable(account: str, setting: Setting) -> str:
    """The name in the environment: `STRIPE2_API_KEY`."""
    return f"{account}_{setting.name}".upper().replace("-", "_")


def _module(provider: str) -> object:
    name = f"{__package__}.{provider}.settings"
    known = provider.isidentifier() and importlib.util.find_spec(f"{__package__}.{provider}") is not None
    return importlib.import_module(name) if known and importlib.util.find_spec(name) is not None else None
