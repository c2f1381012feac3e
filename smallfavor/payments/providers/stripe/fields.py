"""Takes single fields out of Stripe's JSON, strictly. Pure.

What is not as it should be is `Unreadable`, never guessed.
"""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar

from smallfavor.core.money import Money
from smallfavor.payments.providers.base import Ours
from smallfavor.payments.providers.stripe.currencies import from_stripe

T = TypeVar("T")
Choice = TypeVar("Choice", bound=str)
Thing = Mapping[str, Any]
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
LONGEST_ID = 200  # what a row of ours holds


class Unreadable(Exception):
    """Raised when an answer is not what Stripe's API says."""


def an_object(thing: object, kind: str = "") -> Thing:
    """A JSON object, of this kind where one is named. Raises Unreadable."""
    if not isinstance(thing, dict) or (kind and thing.get("object") != kind):
        raise Unreadable(kind or "not an object")
    return thing


def take(thing: Thing, name: str, kind: type[T]) -> T:
    value = thing.get(name)
    if type(value) is not kind:
        raise Unreadable(name)
    return value


def take_or(thing: Thing, name: str, kind: type[T], otherwise: T) -> T:
    """As `take`, where Stripe has null for "nothing"."""
    return otherwise if thing.get(name) is None else take(thing, name, kind)


def identifier(thing: Thing, name: str = "id") -> str:
    value = take(thing, name, str)
    if not 0 < len(value) <= LONGEST_ID:
        raise Unreadable(name)
    return value


def id_of(thing: Thing, name: str) -> str:
    """The id of what a field names, whether it is the id itself or the expanded object; empty where there is none."""
    value = thing.get(name)
    if value is None:
        return ""
    return identifier(value) if isinstance(value, dict) else identifier(thing, name)


def expanded(thing: Thing, name: str) -> Thing:
    """The object that a field was expanded to; empty where it was not, or is null."""
    value = thing.get(name)
    return value if isinstance(value, dict) else {}


def one_of(thing: Thing, name: str, choices: tuple[Choice, ...]) -> Choice:
    value = thing.get(name)
    for choice in choices:
        if value == choice:
            return choice
    raise Unreadable(name)


def moment(thing: Thing, name: str = "created") -> datetime:
    """Stripe counts whole seconds since 1970."""
    try:
        return EPOCH + timedelta(seconds=take(thing, name, int))
    except OverflowError as error:
        raise Unreadable(name) from error


def as_seconds(at: datetime) -> int:
    """The other way round, rounded up."""
    return -((EPOCH - at) // timedelta(seconds=1))


def money(thing: Thing, name: str = "amount") -> Money:
    """A positive amount in the object's own currency."""
    amount = signed_minor(thing, name)
    if amount <= 0:
        raise Unreadable(name)
    return _as_money(amount, currency(thing))


def signed_minor(thing: Thing, name: str) -> int:
    """An amount of any sign, in our minor units of the object's currency."""
    try:
        return from_stripe(take(thing, name, int), currency(thing))
    except ValueError as error:
        raise Unreadable(name) from error


def currency(thing: Thing) -> str:
    return take(thing, "currency", str).upper()


def read_ours(thing: Thing) -> Ours | None:
    metadata = thing.get("metadata")
    return Ours.read(metadata) if isinstance(metadata, dict) else None


def _as_money(minor: int, code: str) -> Money:
    try:
        return Money(minor, code)
    except ValueError as error:
        raise Unreadable("currency") from error
