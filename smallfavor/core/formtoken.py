"""Signed form tokens: the guard of a form without a cookie, and the key that makes two presses of a button one act.

Not here: links that are mailed to a person (tokens.py).
"""

import secrets
from dataclasses import dataclass
from datetime import UTC, datetime

from django.core.signing import BadSignature, Signer

# A clock that stepped back a little must not refuse a form that was made a moment ago.
CLOCK_SLACK_S = 120


class FormTokenInvalid(ValueError):
    """Raised when a text was not made by `make_form_token` for this purpose."""

    code = "form_not_ours"


class FormTokenAged(ValueError):
    """Raised when the form was made too long ago. What was typed may be offered again with a fresh token."""

    code = "form_aged"


@dataclass(frozen=True)
class FormToken:
    """What a token says: its key, when it was made, and the `line`: the key of the form that this one goes on from."""

    key: str
    made_at: datetime
    line: str


def make_form_token(purpose: str, *, now: datetime, line: str = "") -> str:
    """A fresh signed token for one showing of the form `purpose`, stamped with `now`.

    `line` is that of the form before it, where the same act is tried again; without it the token begins a line.
    """
    key = secrets.token_urlsafe(18)
    return _signer(purpose).sign(".".join((key, str(int(now.timestamp())), *([line] if line else []))))


def read_form_token(token: str, *, purpose: str, now: datetime, max_age_s: int) -> str:
    """The random key inside (24 characters): the same for every sending of the same showing of the form.

    Raises FormTokenInvalid, FormTokenAged.
    """
    return read_form(token, purpose=purpose, now=now, max_age_s=max_age_s).key


def read_form(token: str, *, purpose: str, now: datetime, max_age_s: int) -> FormToken:
    """Everything that the token says. Raises FormTokenInvalid, FormTokenAged."""
    try:
        key, stamp, *before = _signer(purpose).unsign(token).split(".")
    except (BadSignature, ValueError) as error:
        raise FormTokenInvalid("not a token of this form") from error
    age_s = int(now.timestamp()) - int(stamp)
    if age_s < -CLOCK_SLACK_S:
        raise FormTokenInvalid("made in the future")
    if age_s > max_age_s:
        raise FormTokenAged("made too long ago")
    return FormToken(key, datetime.fromtimestamp(int(stamp), UTC), before[0] if before else key)


def _signer(purpose: str) -> Signer:
    return Signer(salt=f"smallfavor.form.{purpose}")
