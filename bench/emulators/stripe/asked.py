"""Reads what is asked: the form-encoded pairs of a call, held against the SDK's own TypedDict of its parameters.

A name that the SDK does not know, a missing one, a value of another type: refused, as Stripe refuses it.
"""

import itertools
import re
import types
from collections.abc import Iterable
from decimal import Decimal, InvalidOperation
from typing import Any, Literal, TypeVar, Union, cast, get_args, get_origin
from urllib.parse import parse_qsl

import typing_extensions
from stripe._stripe_object import UntypedStripeObject

from bench.emulators.stripe.hints import parameters_of, resolved
from bench.emulators.stripe.refusals import Refused, unread

T = TypeVar("T")
MOST_PAIRS = 500
DEEPEST = 8
_UNFIT = object()


def read_pairs(encoded: bytes) -> list[tuple[str, str]]:
    """The pairs of a query or a form. Raises Refused."""
    try:
        return parse_qsl(
            encoded.decode("ascii"), keep_blank_values=True, strict_parsing=bool(encoded), max_num_fields=MOST_PAIRS
        )
    except ValueError as error:
        raise unread("The request's parameters can't be read.") from error


def as_asked(kind: type[T], pairs: Iterable[tuple[str, str]]) -> T:
    """The parameters as the TypedDict has them. Raises Refused."""
    return cast(T, _read_dict(_nested(pairs), kind, ""))


def _nested(pairs: Iterable[tuple[str, str]]) -> dict[str, Any]:
    """`a[b][0]=x` as {"a": {"b": {"0": "x"}}}."""
    tree: dict[str, Any] = {}
    for name, value in pairs:
        found = re.fullmatch(r"([^\[\]]+)((?:\[[^\[\]]*\])*)", name)
        if found is None:
            raise unread(f"Invalid parameter name: {name[:80]}", param=name[:80])
        path = [found[1], *re.findall(r"\[([^\[\]]*)\]", found[2])]
        if len(path) > DEEPEST:
            raise unread("The parameters are nested too deep.", param=found[1])
        place = tree
        for step, after in itertools.pairwise(path):
            step = step or str(len(place) - (1 if after else 0) if place else 0)
            place = place.setdefault(step, {})
            if not isinstance(place, dict):
                raise unread(f"Invalid object at {name[:80]}", param=found[1])
        place[path[-1] or str(len(place))] = value
    return tree


def _read_dict(tree: Any, kind: type, where: str) -> dict[str, Any]:
    if not isinstance(tree, dict):
        raise unread("Invalid object", param=where)
    wanted, found = parameters_of(kind), {}
    for name, value in tree.items():
        place = f"{where}[{name}]" if where else name
        if name not in wanted:
            raise unread(f"Received unknown parameter: {place}", param=place, code="parameter_unknown")
        found[name] = _read(value, wanted[name][0], kind.__module__, place)
    for name, (_, required) in wanted.items():
        if required and name not in found:
            place = f"{where}[{name}]" if where else name
            raise unread(f"Missing required param: {place}.", param=place, code="parameter_missing")
    return found


def _read(value: Any, hint: Any, module: str, where: str) -> Any:
    read = _fitting(value, hint, module, where)
    if read is _UNFIT:
        raise unread(f"Invalid {where}: {str(value)[:80]}", param=where)
    return read


def _fitting(value: Any, hint: Any, module: str, where: str) -> Any:
    """The value as `hint` has it, or _UNFIT. Raises Refused for what is wrong further inside."""
    hint = resolved(hint, module)
    origin = get_origin(hint)
    if origin in (Union, types.UnionType):
        return _fitting_one(value, get_args(hint), module, where)
    if origin in (list, tuple):
        return _items(value, get_args(hint)[0], module, where)
    if origin is dict or origin is UntypedStripeObject:
        return _pairs(value)
    if typing_extensions.is_typeddict(hint):
        return _read_dict(value, hint, where) if isinstance(value, dict) else _UNFIT
    if not isinstance(value, str):
        return _UNFIT
    if origin is Literal:
        return value if value in get_args(hint) else _UNFIT
    return _plain(value, hint)


def _fitting_one(value: Any, choices: tuple[Any, ...], module: str, where: str) -> Any:
    """The first that fits. Where the SDK lists words, only these are taken, as the service does."""
    words = [word for choice in choices if get_origin(choice) is Literal for word in get_args(choice) if word]
    refusal: Refused | None = None
    for choice in sorted(choices, key=lambda choice: choice is str):
        if choice is str and words:
            continue
        try:
            read = _fitting(value, choice, module, where)
        except Refused as error:
            refusal = error
            continue
        if read is not _UNFIT:
            return read
    if refusal is not None:
        raise refusal
    return _UNFIT


def _items(tree: Any, hint: Any, module: str, where: str) -> Any:
    if not isinstance(tree, dict):
        return _UNFIT
    if not all(name.isdigit() for name in tree):
        raise unread("Invalid array", param=where)
    return [_read(tree[name], hint, module, f"{where}[{name}]") for name in sorted(tree, key=int)]


def _pairs(tree: Any) -> Any:
    if not isinstance(tree, dict) or not all(isinstance(value, str) for value in tree.values()):
        return _UNFIT
    return dict(tree)


def _plain(value: str, hint: Any) -> Any:
    if hint is bool:
        return {"true": True, "false": False}.get(value, _UNFIT)
    if hint is int:
        return int(value) if re.fullmatch(r"-?[0-9]{1,18}", value) else _UNFIT
    if hint is float:
        return float(value) if re.fullmatch(r"-?[0-9]{1,15}(\.[0-9]{1,15})?", value) else _UNFIT
    if hint is Decimal:
        try:
            return Decimal(value)
        except InvalidOperation:
            return _UNFIT
    return value if hint is str else _UNFIT
