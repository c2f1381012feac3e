"""Whose an object at PayPal is: `Ours` as one short text, the `custom_id`. Pure.

PayPal gives 127 characters and no metadata. Who and which comes first and always fits; what a rebuild would like to
know besides follows as far as there is room, and what is left over goes where the caller has more room (an order's
`reference_id`). Texts that say nothing new are not carried: the amount of the payment itself, the way to pay, and a
renewal's payment, which follows from its pledge and period.
"""

import base64
import contextlib
import re
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

from smallfavor.core.money import Money
from smallfavor.payments.providers.base import Ours, RequestInvalid
from smallfavor.payments.rules.keys import renewal_uuid

LONGEST = 127
VERSION = "1"
METHOD = "paypal"
# One letter for each fact, those first that a rebuild needs most.
LETTERS = {
    "interval": "i", "period": "p", "due": "d", "anchor": "a", "anchor_n": "n", "amount": "q", "method": "m",
    "supporter": "s", "language": "l", "accepted": "c", "terms": "t", "appeal": "A", "variant": "V", "manifest": "M",
}  # fmt: skip
NAMES = {letter: name for name, letter in LETTERS.items()}
WORDS = {"once": "o", "monthly": "m", "yearly": "y"}
DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_PLAIN = re.compile(r"[A-Za-z0-9_-]")


def write(ours: Ours, amount: Money | None, *, longest: int = LONGEST) -> tuple[str, str]:
    """(the text, what had no room in it). Raises RequestInvalid when not even who and which fit."""
    who = ".".join(
        [VERSION, _pack(ours.installation), _payment(ours), _base36(ours.attempt), _pack(ours.pledge)],
    )
    if len(who) > longest:
        raise RequestInvalid("the names of this payment are too long for PayPal")
    text, left = who, ""
    for fact in _facts(ours, amount):
        if len(text) + 1 + len(fact) <= longest:
            text += f".{fact}"
        else:
            left += f".{fact}"
    return text, left


def read(text: object, amount: Money | None = None, more: str = "") -> Ours | None:
    """The reverse; None where the text is somebody else's. `more`: what had no room, as `write` gave it."""
    if not isinstance(text, str) or not text.startswith(f"{VERSION}.") or len(text) > 2 * LONGEST:
        return None
    parts = text.split(".")
    if len(parts) < 5:
        return None
    try:
        installation, attempt, pledge = _unpack(parts[1]), int(parts[3], 36), _unpack(parts[4])
        extra = _read_facts([*parts[5:], *more.split(".")], amount)
        payment = _read_payment(parts[2], pledge, extra)
    except (ValueError, OverflowError):
        return None
    if not installation or not 0 <= attempt < 10**9:
        return None
    return Ours(installation, payment, attempt, pledge, extra)


def write_moment(moment: datetime) -> str:
    """Seconds since 1970, as short as they get."""
    return _base36((moment - EPOCH) // timedelta(seconds=1))


def read_moment(text: str) -> datetime:
    """The reverse. Raises ValueError, OverflowError."""
    return EPOCH + timedelta(seconds=int(text, 36))


def _payment(ours: Ours) -> str:
    """Empty names and renewals whose payment follows from the rest take one letter or none."""
    period = ours.extra.get("period", "")
    return "r" if _renewal(ours.pledge, period) == ours.payment and ours.payment else _pack(ours.payment)


def _read_payment(text: str, pledge: str, extra: Mapping[str, str]) -> str:
    if text != "r":
        return _unpack(text)
    payment = _renewal(pledge, extra.get("period", ""))
    if not payment:
        raise ValueError("no renewal")
    return payment


def _renewal(pledge: str, period: str) -> str:
    if not pledge or not period.isdigit() or len(period) > 9:
        return ""
    with contextlib.suppress(ValueError):
        return str(renewal_uuid(UUID(pledge), int(period)))
    return ""


def _facts(ours: Ours, amount: Money | None) -> Iterable[str]:
    for name in [*LETTERS, *sorted(set(ours.extra) - set(LETTERS))]:
        value = ours.extra.get(name)
        if value is None:
            continue
        letter = LETTERS.get(name)
        shown = "=" if value == _known(name, amount) else _pack(value)
        yield f"{letter}{shown}" if letter else f"x{_escape(name)}:{shown}"


def _read_facts(parts: Iterable[str], amount: Money | None) -> dict[str, str]:
    """What can't be read, such as a last one that was cut off, is left out."""
    found = {}
    for part in parts:
        letter, rest = part[:1], part[1:]
        name = NAMES.get(letter, "")
        with contextlib.suppress(ValueError, OverflowError):
            if letter == "x":
                written, _, rest = rest.partition(":")
                name = _unescape(written)
            value = _known(name, amount) if rest == "=" else _unpack(rest)
            if name and value:
                found[name] = value
    return found


def _known(name: str, amount: Money | None) -> str:
    if name == "amount" and amount is not None:
        return f"{amount.minor} {amount.currency}"
    return METHOD if name == "method" else ""


def _pack(text: str) -> str:
    """A letter that says how, then the text as short as that way makes it."""
    if not text:
        return ""
    if text in WORDS:
        return f"k{WORDS[text]}"
    with contextlib.suppress(ValueError):
        if str(UUID(text)) == text:
            return f"u{_base64(UUID(text).bytes)}"
        if UUID(text).hex == text:
            return f"h{_base64(UUID(text).bytes)}"
    with contextlib.suppress(ValueError):
        if date.fromisoformat(text).isoformat() == text:
            return f"d{_base36(date.fromisoformat(text).toordinal())}"
    with contextlib.suppress(ValueError, TypeError):
        micros = (datetime.fromisoformat(text) - EPOCH) // timedelta(microseconds=1)
        if _moment_text(micros) == text:
            return f"c{_base36(micros)}"
    return f"t{_escape(text)}"


def _unpack(text: str) -> str:
    """Raises ValueError."""
    how, rest = text[:1], text[1:]
    match how:
        case "":
            return ""
        case "k":
            return next(word for word, letter in WORDS.items() if letter == rest) if rest in WORDS.values() else ""
        case "u":
            return str(UUID(bytes=_from_base64(rest)))
        case "h":
            return UUID(bytes=_from_base64(rest)).hex
        case "d":
            return date.fromordinal(int(rest, 36)).isoformat()
        case "c":
            return _moment_text(int(rest, 36))
        case "t":
            return _unescape(rest)
    raise ValueError("packed in no way of ours")


def _moment_text(micros: int) -> str:
    return (EPOCH + timedelta(microseconds=micros)).isoformat()


def _escape(text: str) -> str:
    return "".join(c if _PLAIN.fullmatch(c) else "".join(f"~{byte:02X}" for byte in c.encode()) for c in text)


def _unescape(text: str) -> str:
    raw = re.sub(rb"~([0-9A-F]{2})", lambda found: bytes([int(found[1], 16)]), text.encode())
    if b"~" in raw and "~7E" not in text:
        raise ValueError("cut off")
    return raw.decode()


def _base64(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def _from_base64(text: str) -> bytes:
    if len(text) != 22:
        raise ValueError("not sixteen bytes")
    return base64.b64decode(text + "==", altchars=b"-_", validate=True)


def _base36(number: int) -> str:
    if number < 0:
        raise ValueError("negative")
    digits = ""
    while True:
        number, rest = divmod(number, 36)
        digits = DIGITS[rest] + digits
        if not number:
            return digits
