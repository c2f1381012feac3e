from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smallfavor.core.formtoken import FormTokenAged, FormTokenInvalid, make_form_token, read_form_token

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


def read(token: str, *, later_s: int = 0, purpose: str = "support") -> str:
    return read_form_token(token, purpose=purpose, now=NOW + timedelta(seconds=later_s), max_age_s=3600)


def test_one_showing_of_a_form_has_one_key() -> None:
    token = make_form_token("support", now=NOW)
    assert read(token) == read(token, later_s=3600)
    assert len(read(token)) == 24


def test_two_showings_have_two_keys() -> None:
    assert read(make_form_token("support", now=NOW)) != read(make_form_token("support", now=NOW))


def test_an_aged_token_is_told_apart_from_a_forged_one() -> None:
    token = make_form_token("support", now=NOW)
    with pytest.raises(FormTokenAged):
        read(token, later_s=3601)
    with pytest.raises(FormTokenInvalid):
        read(token, purpose="remind")
    with pytest.raises(FormTokenInvalid):
        read(token, later_s=-121)
    read(token, later_s=-119)


@given(st.text())
def test_no_text_but_ours_is_a_token(text: str) -> None:
    with pytest.raises(FormTokenInvalid):
        read(text)
