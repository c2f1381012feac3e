"""Signed form tokens: the guard of a form without a cookie, and the key that makes two presses of a button one act.

Not here: links that are mailed to a person (tokens.py).
"""

import secrets
from datetime import datetime

from django.core.signing import BadSignature, Signer

# A clock that stepped back a little must not refuse a form that was made a moment ago.
CLOCK_SLACK_S = 120


class FormTokenInvalid(ValueError):
    """Raised when a text was not made by `make_form_token` for this purpose."""

    code = "form_not_ours"


class FormTokenAged(ValueError):
    """Raised when the form was made too long ago. What was typed may be offered again with a fresh token."""

    code = "form_aged"


def make_form_token(purpose: str, *, now: datetime) -> str:
    """A fresh signed token for one showing of the form `purpose`, stamped with `now`."""
    return _signer(purpose).sign(f"{secrets.token_urlsafe(18)}.{int(now.timestamp())}")


def read_form_token(token: str, *, purpose: str, now: datetime, max_age_s: int) -> str:
    """The random key inside (24 characters): the same for every sending of the same showing of the form.

    Raises FormTokenInvalid, FormTokenAged.
    """
    try:
        key, _, stamp = _signer(purpose).unsign(token).rpartition(".")
    except BadSignature as error:
        raise FormTokenInvalid("not a token of this form") from error
    age_s = int(now.timestamp()) - int(stamp)
    if age_s < -CLOCK_SLACK_S:
        raise FormTokenInvalid("made in the future")
    if age_s > max_age_s:
        raise FormTokenAged("made too long ago")
    return key


def _signer(purpose: str) -> Signer:
    return Signer(salt=f"smallfavor.form.{purpose}")
