"""Holds a plain JSON value against the shape of a dataclass, and names every fault with its place. Pure.

Not here: what the values mean (exchange.py).
"""

import types
from collections.abc import Iterator, Mapping
from dataclasses import MISSING, dataclass, fields, is_dataclass
from datetime import datetime
from typing import Any, Union, get_args, get_origin, get_type_hints

Path = tuple[str | int, ...]


@dataclass(frozen=True)
class Fault:
    """`path` leads to the value: ("pleas", 0, "name"); `reason` is a sentence for the editor."""

    path: Path
    reason: str


def faults_of(value: object, shape: Any, path: Path = ()) -> Iterator[Fault]:
    """Everything by which `value` does not fit `shape`: a dataclass, a plain type, or a tuple, mapping or union of
    these. Times are texts in ISO format with a zone."""
    if is_dataclass(shape) and isinstance(shape, type):
        yield from _of_object(value, shape, path)
    elif get_origin(shape) in (Union, types.UnionType):
        yield from _of_union(value, get_args(shape), path)
    elif get_origin(shape) is tuple:
        if not isinstance(value, list):
            yield Fault(path, "This must be a list.")
        else:
            for number, each in enumerate(value):
                yield from faults_of(each, get_args(shape)[0], (*path, number))
    elif get_origin(shape) is Mapping:
        if not isinstance(value, dict):
            yield Fault(path, "This must be an object.")
        else:
            for key, each in value.items():
                yield from faults_of(each, get_args(shape)[1], (*path, key))
    else:
        yield from _of_plain(value, shape, path)


def _of_object(value: object, shape: type, path: Path) -> Iterator[Fault]:
    if not isinstance(value, dict):
        yield Fault(path, "This must be an object.")
        return
    hints = get_type_hints(shape)
    known = {each.name: each for each in fields(shape)}
    for key, each in value.items():
        if key in known:
            yield from faults_of(each, hints[key], (*path, key))
        else:
            yield Fault((*path, key), "This field is not known here. Was the file made by a newer release?")
    for name, field in known.items():
        if name not in value and field.default is MISSING and field.default_factory is MISSING:
            yield Fault(path, f"“{name}” is missing.")


def _of_union(value: object, shapes: tuple[Any, ...], path: Path) -> Iterator[Fault]:
    if value is None and type(None) in shapes:
        return
    yield from faults_of(value, next(each for each in shapes if each is not type(None)), path)


def _of_plain(value: object, shape: Any, path: Path) -> Iterator[Fault]:
    words = {
        str: "a text",
        int: "a whole number",
        bool: "true or false",
        datetime: "a time with its zone",
        float: "a number",
    }
    if shape not in words:
        return
    if shape is datetime:
        fits = isinstance(value, str) and _is_time(value)
    elif shape is float:
        fits = isinstance(value, int | float) and not isinstance(value, bool)
    else:
        fits = type(value) is shape
    if not fits:
        yield Fault(path, f"This must be {words[shape]}.")


def _is_time(text: str) -> bool:
    try:
        return datetime.fromisoformat(text).tzinfo is not None
    except ValueError:
        return False
