"""The work of a browser: what is accepted, and what is not."""

import hashlib
import itertools

import pytest

from smallfavor.payments.rules.work import BITS, is_done

SEED = "a" * 24


def done(seed: str, parts: int) -> str:
    """The same search as the browser's script."""
    return ".".join(str(_number(f"{seed}.{part}.")) for part in range(parts))


def _number(head: str) -> int:
    for number in itertools.count():
        if int.from_bytes(hashlib.sha256(f"{head}{number}".encode()).digest()[:4], "big") >> (32 - BITS) == 0:
            return number
    raise AssertionError


def test_numbers_that_were_found_are_accepted() -> None:
    assert is_done(SEED, done(SEED, 3), parts=3)


@pytest.mark.parametrize("answer", ["", "1.2.3", "x.y.z", "-1.2.3", "1.2", "٣.٣.٣", "9" * 5000, "1.2.3.4"])
def test_anything_else_is_not(answer: str) -> None:
    assert not is_done(SEED, answer, parts=3)


def test_work_for_one_form_is_none_for_another() -> None:
    assert not is_done("b" * 24, done(SEED, 3), parts=3)


def test_parts_can_not_be_given_in_another_order() -> None:
    first, second, *rest = done(SEED, 3).split(".")
    assert not is_done(SEED, ".".join((second, first, *rest)), parts=3)
