"""What the harness's children need to know of a provider from inside: its time-outs, its frozen bytes, its records.

Looked up over the product's own names, as all of the clock's scale is (scale.py): a name that is gone stops the run.
"""

import importlib
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl


@dataclass(frozen=True)
class Inside:
    """`timeouts`: (module of the folder, name) of the provider's own, by whether it is a call's or an answer's.

    `read_frozen`: (amount_minor, currency, metadata) of a charge's bytes. `read_record`: the module and name of its
    reader of what an event holds at `event_object`.
    """

    modules: tuple[str, ...]
    answer_timeouts: tuple[tuple[str, str], ...]
    call_timeouts: tuple[tuple[str, str], ...]
    read_frozen: Callable[[bytes], tuple[int, str, dict[str, Any]]]
    reader: str
    event_object: Callable[[dict[str, Any]], dict[str, Any]]

    def load(self, name: str) -> None:
        """Import what a process needs, before others are forked from it."""
        for module in self.modules:
            _module(name, module)

    def timeouts(self, name: str, *, answer_s: float, call_s: float) -> Iterator[tuple[Any, str, float]]:
        """(module, name, seconds) of each time-out as it is to be."""
        yield from ((_module(name, module), what, answer_s) for module, what in self.answer_timeouts)
        yield from ((_module(name, module), what, call_s) for module, what in self.call_timeouts)

    def read_record(self, name: str, thing: Any) -> Any:
        return _module(name, self.reader).read_record(thing)


def _read_json(frozen: bytes) -> tuple[int, str, dict[str, Any]]:
    body = json.loads(frozen)
    return body["amount_minor"], body["currency"], body["metadata"]


def _read_form(frozen: bytes) -> tuple[int, str, dict[str, Any]]:
    fields = dict(parse_qsl(frozen.decode()))
    metadata = {name[9:-1]: value for name, value in fields.items() if name.startswith("metadata[")}
    return int(fields["amount"]), fields["currency"].upper(), metadata


INSIDES = {
    "sandbox": Inside(
        ("provider",), (("transport", "ANSWER_S"), ("transport", "CONNECT_S")), (), _read_json, "wire",
        lambda event: dict(event["object"]),
    ),
    "stripe": Inside(
        ("provider", "sdk"), (("sdk", "ANSWER_S"), ("sdk", "CONNECT_S")), (("sdk", "WHOLE_CALL_S"),), _read_form,
        "records", lambda event: dict(event["data"]["object"]),
    ),
}  # fmt: skip


def _module(name: str, module: str) -> Any:
    return importlib.import_module(f"smallfavor.payments.providers.{name}.{module}")
