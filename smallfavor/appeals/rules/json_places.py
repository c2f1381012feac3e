"""Where in a JSON text a value stands, so that a fault can be told with its line. Pure."""

import json
import re
from collections.abc import Sequence

_SPACE = re.compile(r"\s*")
_DECODER = json.JSONDecoder()


def line_of(text: str, path: Sequence[str | int]) -> int:
    """The line, from 1, on which the value at `path` (keys and positions) begins; the nearest one around it where there
    is no such value. `text` must be valid JSON."""
    at = _after_space(text, 0)
    for step in path:
        found = _member(text, at, step)
        if found is None:
            break
        at = found
    return text.count("\n", 0, at) + 1


def _member(text: str, at: int, step: str | int) -> int | None:
    """Where the member `step` of the object or array at `at` begins."""
    if text[at] not in "{[":
        return None
    is_object = text[at] == "{"
    at, number = _after_space(text, at + 1), 0
    while text[at] not in "}]":
        key: str | int = number
        if is_object:
            key, at = _DECODER.raw_decode(text, at)
            at = _after_space(text, _after_space(text, at) + 1)  # over the colon
        if key == step:
            return at
        _value, at = _DECODER.raw_decode(text, at)
        at = _after_space(text, at)
        if text[at] == ",":
            at = _after_space(text, at + 1)
        number += 1
    return None


def _after_space(text: str, at: int) -> int:
    found = _SPACE.match(text, at)
    return found.end() if found else at
