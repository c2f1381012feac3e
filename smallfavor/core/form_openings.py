"""Who wants to know that the form was opened from a plea. The form says so; an app that counts it registers itself.

Not here: the form (giving) and the counts (appeals), which may not know of each other.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.http import HttpRequest


@dataclass(frozen=True)
class FormOpening:
    """What the link to the form carried; `country` is "" where nobody knows it. Nothing of it is about a person."""

    appeal: str
    variant: str
    version: str
    country: str


Watcher = Callable[[HttpRequest, FormOpening], None]

_watchers: dict[str, Watcher] = {}


def register_form_watcher(name: str, watcher: Watcher) -> None:
    """Have `watcher(request, opening)` called when the form is opened from a plea. It must not raise into the form."""
    _watchers[name] = watcher


def form_was_opened(request: HttpRequest, opening: FormOpening) -> None:
    """Tell whoever registered. The request is for telling readers from robots; nothing of it may be kept."""
    for watcher in _watchers.values():
        watcher(request, opening)
