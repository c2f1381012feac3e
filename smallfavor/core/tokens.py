"""Signed tokens for links in mails and for pages that carry state in their address: one purpose each, with an end.

Not here: what a token opens (each app's links.py). A token holds a row's uuid, never anything of a person.
"""

import base64
import binascii
from datetime import UTC, datetime, timedelta

from django.core import signing

from smallfavor.core.clock import utcnow

_FUTURE_SLACK = timedelta(minutes=5)  # two web servers' clocks


class TokenInvalid(ValueError):
    """Raised when a token is not ours, is cut short, or was made for another purpose."""


class TokenEnded(ValueError):
    """Raised when a token is genuine but too old. `subject` is what it was made for: a fresh one can be mailed."""

    def __init__(self, subject: str) -> None:
        super().__init__("the link has ended")
        self.subject = subject


def make_token(purpose: str, subject: str, *, now: datetime | None = None) -> str:
    """A URL-safe token that says `subject` for `purpose` alone. `now` is the clock's unless a caller has one."""
    stamp = int((now or utcnow()).timestamp())
    payload = base64.urlsafe_b64encode(subject.encode()).decode().rstrip("=")
    return _signer(purpose).sign(f"{payload}.{signing.b62_encode(stamp)}")


def read_token(token: str, *, purpose: str, max_age_s: int, now: datetime | None = None) -> str:
    """The subject of a token that was made for `purpose` at most `max_age_s` seconds ago.

    Raises TokenInvalid; TokenEnded (with the subject) when it is genuine and too old.
    """
    try:
        payload, _, stamp = _signer(purpose).unsign(token).partition(".")
        subject = base64.urlsafe_b64decode(payload + "=" * (-len(payload) % 4)).decode()
        made_at = datetime.fromtimestamp(signing.b62_decode(stamp), UTC)
    except (signing.BadSignature, binascii.Error, ValueError) as error:
        raise TokenInvalid("not a token of ours") from error
    age = (now or utcnow()) - made_at
    if age < -_FUTURE_SLACK:
        raise TokenInvalid("made in the future")
    if age.total_seconds() > max_age_s:
        raise TokenEnded(subject)
    return subject


def _signer(purpose: str) -> signing.Signer:
    return signing.Signer(salt=f"smallfavor.token.{purpose}", sep=".")
