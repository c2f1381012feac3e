"""Which parameters a verb reads. One that the emulator does not act upon is refused: silence would prove nothing."""

from collections.abc import Mapping
from typing import Any

from bench.emulators.stripe.refusals import unread

MOST_METADATA = 50
ALWAYS = {"expand"}


def only(params: Mapping[str, Any], *names: str, where: str = "") -> None:
    """Raises Refused for what the SDK knows and the emulator does not."""
    for name in params:
        if name not in names and (where or name not in ALWAYS):
            place = f"{where}[{name}]" if where else name
            raise unread(f"The emulator does not act upon this parameter: {place}", param=place)


def with_metadata(old: Mapping[str, str], params: Mapping[str, Any]) -> dict[str, str]:
    """The metadata after a call: new pairs over old ones, empty values unset. Raises Refused."""
    given = params.get("metadata")
    if given is None:
        return dict(old)
    if given == "":
        return {}
    new = {name: value for name, value in {**old, **given}.items() if value != ""}
    if len(new) > MOST_METADATA:
        raise unread(f"Metadata can have up to {MOST_METADATA} keys.", param="metadata")
    for name, value in new.items():
        if len(name) > 40 or len(value) > 500 or "[" in name or "]" in name:
            raise unread("Metadata keys have up to 40 characters, values up to 500.", param=f"metadata[{name[:40]}]")
    return new
