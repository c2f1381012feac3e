"""Holds what the emulator answers against the SDK's generated classes: nothing missing, nothing unknown, right types.

Stricter than the SDK, which takes any word where it lists the known ones: here only the listed ones pass.
"""

import types
from collections.abc import Callable
from functools import cache
from typing import Any, ForwardRef, Literal, TypeVar, Union, get_args, get_origin

import stripe
from stripe import ListObject, SearchResultObject, StripeObject
from stripe._stripe_object import UntypedStripeObject

from bench.emulators.stripe.hints import fields_of, resolved

Wire = dict[str, Any]
Check = Callable[[Any], None]

CLASSES: dict[str, type] = {
    "balance": stripe.Balance,
    "balance_transaction": stripe.BalanceTransaction,
    "charge": stripe.Charge,
    "checkout.session": stripe.checkout.Session,
    "customer": stripe.Customer,
    "dispute": stripe.Dispute,
    "event": stripe.Event,
    "item": stripe.LineItem,
    "mandate": stripe.Mandate,
    "payment_intent": stripe.PaymentIntent,
    "payment_method": stripe.PaymentMethod,
    "payout": stripe.Payout,
    "refund": stripe.Refund,
    "setup_intent": stripe.SetupIntent,
}


class WrongShape(Exception):
    """Raised when an answer is not what the SDK's classes say. A fault of the emulator, never of its caller."""


def check_answer(thing: Wire) -> None:
    """Raises WrongShape where an object, a list, a search's result or an error is not as the SDK has it."""
    kind = thing.get("object")
    if "error" in thing:
        _object(stripe.ErrorObject)(thing["error"])
        _fields(stripe.PaymentIntent.LastPaymentError)[0]["type"](thing["error"]["type"])
    elif kind in ("list", "search_result"):
        _check_page(thing, str(kind))
    elif thing.get("deleted") is True:
        if set(thing) != {"id", "object", "deleted"}:
            raise WrongShape("a deleted object has an id and a kind")
    else:
        check_object(thing)


def check_object(thing: Wire) -> None:
    """One object of a kind that we know. Raises WrongShape."""
    kind = CLASSES.get(str(thing.get("object")))
    if kind is None:
        raise WrongShape(f"no such kind: {thing.get('object')}")
    _object(kind)(thing)


def kinds_in(thing: Wire, field: str) -> int:
    """How many kinds of objects this field may hold in place of an id, by the SDK's class; 0: it holds none."""
    kind = CLASSES.get(str(thing.get("object")))
    fields: dict[str, Any] = fields_of(kind) if kind else {}
    hint = fields.get(field)
    choices = get_args(hint) if _is_union(hint) else ()
    return sum(isinstance(choice, ForwardRef) or _is_object(choice) for choice in choices) if str in choices else 0


def _check_page(page: Wire, kind: str) -> None:
    wanted = {"object", "data", "has_more", "url"} | ({"next_page"} if kind == "search_result" else set())
    if set(page) != wanted or type(page["has_more"]) is not bool or not isinstance(page["url"], str):
        raise WrongShape(f"not a {kind}: {sorted(page)}")
    for thing in page["data"]:
        check_object(thing)


# --- One check for each annotation, made once: answers are long, and there are many ---


def _checked_by(hint: Any, module: str) -> Check:
    """The check of what `hint`, written in `module`, says."""
    hint = resolved(hint, module)
    origin, inner = get_origin(hint), get_args(hint)
    if hint is Any:
        return lambda value: None
    if isinstance(hint, TypeVar):
        return _never(hint)
    if _is_union(hint):
        return _one_of([resolved(choice, module) for choice in inner], module)
    if origin is Literal:
        return _word(frozenset(inner))
    if origin in (list, ListObject, SearchResultObject):
        return _items(_checked_by(inner[0], module), plain=origin is list)
    if origin is dict or origin is UntypedStripeObject or hint is UntypedStripeObject:
        return _pairs(_checked_by(inner[-1] if inner else Any, module))
    if _is_object(hint):
        return _object(hint)
    return _plain(str if hint.__name__ == "Decimal" else hint)


def _one_of(choices: list[Any], module: str) -> Check:
    """Where the SDK lists words and takes any other text besides, only the words pass."""
    words = frozenset(word for choice in choices if get_origin(choice) is Literal for word in get_args(choice))
    plain = {choice for choice in choices if choice in (int, bool, float, type(None)) or (choice is str and not words)}
    objects = {getattr(choice, "OBJECT_NAME", ""): _object(choice) for choice in choices if _is_object(choice)}
    simple = (str, int, bool, float, type(None))
    others = [
        _checked_by(choice, module)
        for choice in choices
        if choice not in simple and not _is_object(choice) and get_origin(choice) is not Literal
    ]

    def check(value: Any) -> None:
        if type(value) in plain or (type(value) is str and value in words):
            return
        if type(value) is dict and objects:
            known = objects.get(value.get("object", ""))
            if known is not None or not others:
                (known or next(iter(objects.values())))(value)
                return
        faults = [_fault_of(other, value) for other in others]
        if not faults or all(faults):
            raise WrongShape(f": {value!r} is none of {sorted(words)[:12] or plain}")

    return check


def _fault_of(check: Check, value: Any) -> str:
    try:
        check(value)
    except WrongShape as fault:
        return str(fault)
    return ""


def _word(words: frozenset[Any]) -> Check:
    def check(value: Any) -> None:
        if type(value) not in (str, bool, int) or value not in words:
            raise WrongShape(f": {value!r} is none of {sorted(map(str, words))[:12]}")

    return check


def _plain(kind: type) -> Check:
    def check(value: Any) -> None:
        if type(value) is not kind:
            raise WrongShape(f": {value!r} is not {kind.__name__}")

    return check


def _never(hint: Any) -> Check:
    def check(value: Any) -> None:
        raise WrongShape(f": the SDK leaves its type open ({hint})")

    return check


def _items(each: Check, *, plain: bool) -> Check:
    def check(value: Any) -> None:
        if not plain:
            if type(value) is not dict or value.get("object") != "list":
                raise WrongShape(f": {value!r} is not a list of objects")
            value = value["data"]
        if type(value) is not list:
            raise WrongShape(f": {value!r} is not a list")
        for item in value:
            each(item)

    return check


def _pairs(each: Check) -> Check:
    def check(value: Any) -> None:
        if type(value) is not dict:
            raise WrongShape(f": {value!r} is not an object")
        for item in value.values():
            each(item)

    return check


@cache
def _object(kind: type) -> Check:
    def check(value: Any) -> None:
        if type(value) is not dict:
            raise WrongShape(f": {value!r} is not a {kind.__qualname__}")
        checks, required = _fields(kind)
        for name, item in value.items():
            if name not in checks:
                raise WrongShape(f".{name}: the SDK does not know it in {kind.__qualname__}")
            try:
                checks[name](item)
            except WrongShape as fault:
                raise WrongShape(f".{name}{fault}") from fault
        if not required <= value.keys():
            raise WrongShape(f": {', '.join(sorted(required - value.keys()))} is missing in {kind.__qualname__}")

    return check


@cache
def _fields(kind: type) -> tuple[dict[str, Check], frozenset[str]]:
    """The checks of a class's fields, and which of them can't be missing."""
    hints = fields_of(kind)
    checks = {name: _checked_by(hint, _home_of(kind, name)) for name, hint in hints.items()}
    return checks, frozenset(name for name, hint in hints.items() if type(None) not in get_args(hint))


def _home_of(kind: type, field: str) -> str:
    """The module whose class annotates the field: names are resolved there."""
    return next(base.__module__ for base in kind.__mro__ if field in vars(base).get("__annotations__", {}))


def _is_object(hint: Any) -> bool:
    return isinstance(hint, type) and issubclass(hint, StripeObject)


def _is_union(hint: Any) -> bool:
    return get_origin(hint) in (Union, types.UnionType)
