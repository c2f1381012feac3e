"""Why a call is refused, and how its fields are read. Nothing is changed by a refused call."""

import re
from typing import Any

from sandbox_processor.objects import Metadata
from sandbox_processor.tariff import MAXIMUM_MINOR, MINIMUM_MINOR


class Refused(Exception):
    """Raised when a call can't be done: an HTTP status, a stable code, a sentence for the developer."""

    def __init__(self, status: int, code: str, message: str, field: str = "") -> None:
        super().__init__(message)
        self.status = status
        self.body = {"error": {"code": code, "message": message, "field": field}}


def invalid(field: str, message: str) -> Refused:
    return Refused(400, "invalid_request", message, field)


def missing(object_id: str) -> Refused:
    return Refused(404, "not_found", f"there is no {object_id[:60]}")


class Fields:
    """A JSON object read strictly: wrong types and unknown names are refused."""

    def __init__(self, values: Any) -> None:
        if not isinstance(values, dict):
            raise invalid("", "the body must be a JSON object")
        self._values: dict[str, Any] = values
        self._read: set[str] = set()

    def text(self, name: str, *, default: str | None = None, longest: int = 500) -> str:
        value = self._take(name, default)
        if not isinstance(value, str) or len(value) > longest:
            raise invalid(name, f"{name} must be a text of at most {longest} characters")
        return value

    def choice(self, name: str, choices: tuple[str, ...], *, default: str | None = None) -> str:
        value = self._take(name, default)
        if value not in choices:
            raise invalid(name, f"{name} must be one of {', '.join(choices)}")
        return str(value)

    def whole(self, name: str, *, least: int, most: int, default: int | None = None) -> int:
        value = self._take(name, default)
        if type(value) is not int or not least <= value <= most:
            raise invalid(name, f"{name} must be a whole number from {least} to {most}")
        return value

    def flag(self, name: str, *, default: bool) -> bool:
        value = self._take(name, default)
        if not isinstance(value, bool):
            raise invalid(name, f"{name} must be true or false")
        return value

    def url(self, name: str) -> str:
        value = self.text(name, longest=2000)
        if not re.fullmatch(r"https?://[^\s\"'<>\\]+", value):
            raise invalid(name, f"{name} must be an http address")
        return value

    def metadata(self) -> Metadata:
        value = self._take("metadata", {})
        if not isinstance(value, dict) or len(value) > 30:
            raise invalid("metadata", "metadata must be an object of at most 30 names")
        for key, text in value.items():
            if not re.fullmatch(r"[A-Za-z0-9_]{1,40}", key) or not isinstance(text, str) or len(text) > 500:
                raise invalid("metadata", "metadata holds texts of at most 500 characters under plain names")
        return dict(value)

    def amount(self) -> tuple[int, str]:
        """(amount_minor, currency), within what we take."""
        currency = self.text("currency")
        if currency not in MINIMUM_MINOR:
            raise invalid("currency", "we do not take this currency")
        return self.whole("amount_minor", least=MINIMUM_MINOR[currency], most=MAXIMUM_MINOR), currency

    def done(self) -> None:
        """Refuses names that nobody asked for."""
        unknown = sorted(set(self._values) - self._read)
        if unknown:
            raise invalid(str(unknown[0])[:60], f"unknown: {', '.join(map(str, unknown))[:200]}")

    def _take(self, name: str, default: Any) -> Any:
        self._read.add(name)
        value = self._values.get(name, default)
        if value is None:
            raise invalid(name, f"{name} is missing")
        return value
