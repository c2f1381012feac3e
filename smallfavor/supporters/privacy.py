"""The register of what each app holds about a person. Apps above call `register` when they start.

Not here: erasing and exporting (actions/erase.py, queries/export.py), which ask everyone that is registered.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from smallfavor.supporters.models import Supporter

Export = Callable[[Supporter], Mapping[str, object]]
Erase = Callable[[Supporter, datetime], list[str]]


@dataclass(frozen=True)
class Holder:
    """One app. `export` returns plain values (JSON); `erase` removes what it may, and tells in words what stays."""

    app_label: str
    export: Export
    erase: Erase


_holders: dict[str, Holder] = {}


def register(app_label: str, *, export: Export, erase: Erase) -> None:
    """Say what the app `app_label` holds. Called once, from the app's `ready`."""
    _holders[app_label] = Holder(app_label, export, erase)


def holders() -> list[Holder]:
    return [_holders[label] for label in sorted(_holders)]
