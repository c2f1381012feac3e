"""Tokens say one thing for one purpose, and end."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smallfavor.core.tokens import TokenEnded, TokenInvalid, make_token, read_token

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
SAFE = set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.")


@given(subject=st.text(max_size=80))
def test_a_token_says_its_subject_and_fits_an_address(subject: str) -> None:
    token = make_token("manage", subject, now=NOW)
    assert set(token) <= SAFE
    assert read_token(token, purpose="manage", max_age_s=60, now=NOW) == subject


def test_a_token_is_for_one_purpose_alone() -> None:
    with pytest.raises(TokenInvalid):
        read_token(make_token("manage", "a", now=NOW), purpose="stop", max_age_s=60, now=NOW)


def test_a_token_ends_and_then_tells_what_it_was_for() -> None:
    token = make_token("manage", "a", now=NOW)
    with pytest.raises(TokenEnded) as ended:
        read_token(token, purpose="manage", max_age_s=60, now=NOW + timedelta(seconds=61))
    assert ended.value.subject == "a"


def test_a_token_from_the_future_is_refused() -> None:
    with pytest.raises(TokenInvalid):
        read_token(make_token("manage", "a", now=NOW + timedelta(hours=1)), purpose="manage", max_age_s=60, now=NOW)


@given(place=st.integers(min_value=0), sign=st.sampled_from(sorted(SAFE)))
def test_a_changed_sign_is_noticed(place: int, sign: str) -> None:
    token = make_token("manage", "subject", now=NOW)
    at = place % len(token)
    changed = token[:at] + sign + token[at + 1 :]
    if changed != token:
        with pytest.raises(TokenInvalid):
            read_token(changed, purpose="manage", max_age_s=60, now=NOW)


@pytest.mark.parametrize("text", ["", ".", "..", "a.b.c", "a:b:c", "é", "%00", "a" * 5000])
def test_what_is_no_token_is_refused(text: str) -> None:
    with pytest.raises(TokenInvalid):
        read_token(text, purpose="manage", max_age_s=60, now=NOW)
