"""Sealed values open with their key, in their place, unchanged; and not otherwise."""

from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smallfavor.core.sealing import (
    NamedKey,
    SealBroken,
    installation_keys,
    key_name,
    keyed_hashes,
    new_key,
    open_sealed,
    seal,
)

KEY, OTHER = new_key(), new_key()


@given(plain=st.binary(max_size=400), place=st.text(max_size=40))
def test_what_was_sealed_opens_in_its_place(plain: bytes, place: str) -> None:
    sealed = seal(plain, key=KEY, bound_to=place)
    assert open_sealed(sealed, keys=[OTHER, KEY], bound_to=place) == plain
    assert key_name(sealed) == KEY.name


@given(plain=st.binary(min_size=8, max_size=400))
def test_nothing_of_the_plain_value_shows(plain: bytes) -> None:
    assert plain not in seal(plain, key=KEY, bound_to="row")


@given(st.data())
def test_any_changed_bit_is_noticed(data: st.DataObject) -> None:
    sealed = bytearray(seal(b"anna@example.org", key=KEY, bound_to="row"))
    bit = data.draw(st.integers(0, len(sealed) * 8 - 1))
    sealed[bit // 8] ^= 1 << bit % 8
    with pytest.raises(SealBroken):
        open_sealed(bytes(sealed), keys=[KEY, OTHER], bound_to="row")


@given(length=st.integers(min_value=0, max_value=120))
def test_a_value_that_was_cut_short_does_not_open(length: int) -> None:
    sealed = seal(b"anna@example.org", key=KEY, bound_to="row")
    if length < len(sealed):
        with pytest.raises(SealBroken):
            open_sealed(sealed[:length], keys=[KEY], bound_to="row")


def test_a_value_that_was_copied_elsewhere_does_not_open() -> None:
    sealed = seal(b"anna@example.org", key=KEY, bound_to="row 1")
    with pytest.raises(SealBroken):
        open_sealed(sealed, keys=[KEY], bound_to="row 2")


def test_another_key_under_the_same_name_does_not_open() -> None:
    sealed = seal(b"anna@example.org", key=KEY, bound_to="row")
    with pytest.raises(SealBroken):
        open_sealed(sealed, keys=[NamedKey(KEY.name, OTHER.secret)], bound_to="row")


def test_short_and_long_addresses_seal_to_one_length() -> None:
    lengths = {len(seal(b"a" * n, key=KEY, bound_to="row")) for n in (0, 5, 20, 60)}
    assert len(lengths) == 1


def test_the_same_value_never_seals_alike() -> None:
    assert seal(b"a", key=KEY, bound_to="row") != seal(b"a", key=KEY, bound_to="row")


def test_a_key_does_not_print_its_secret() -> None:
    assert KEY.secret.hex() not in repr(KEY) and repr(KEY.secret) not in repr(KEY)


def test_the_installations_keys_differ_by_purpose_and_keep_the_old_ones(settings: SimpleNamespace) -> None:
    settings.INSTALLATION_KEY, settings.INSTALLATION_KEY_FALLBACKS = "new", ["old"]
    today, before = installation_keys("keyring")
    assert today != before
    assert installation_keys("lookup")[0].secret != today.secret
    settings.INSTALLATION_KEY, settings.INSTALLATION_KEY_FALLBACKS = "old", []
    assert installation_keys("keyring") == [before]


def test_a_keyed_hash_is_none_without_the_key(settings: SimpleNamespace) -> None:
    settings.INSTALLATION_KEY, settings.INSTALLATION_KEY_FALLBACKS = "one", []
    one = keyed_hashes("anna@example.org", purpose="lookup")
    settings.INSTALLATION_KEY = "two"
    assert keyed_hashes("anna@example.org", purpose="lookup") != one
