"""Webhooks that nobody signs: what makes them safe all the same."""

from datetime import UTC, datetime, timedelta

import pytest

from smallfavor.payments.providers.base import EventRefused, Ours
from smallfavor.payments.providers.mollie.marks import mark_of, read_delivery

NOW = datetime(2026, 11, 30, 12, 0, 0, 250_000, tzinfo=UTC)
OURS = Ours("courier", "6c2f6c1e-6f6e-4f6a-9d7a-0d7f3f7a1c11", 1)
SECRET = "a secret of the account"
BODY = b"id=tr_7UhSN1zuXS"


def refusal(body: bytes, mark: str, secret: str = SECRET) -> str:
    with pytest.raises(EventRefused) as refused:
        read_delivery(body, mark, secret, NOW)
    return refused.value.code


def test_a_delivery_at_its_own_address_says_where_to_look() -> None:
    event = read_delivery(BODY, mark_of(OURS, SECRET), SECRET, NOW)
    assert (event.object_id, event.ours, event.created_at) == ("tr_7UhSN1zuXS", None, NOW.replace(microsecond=0))


def test_the_address_of_an_attempt_is_always_the_same_and_says_nothing() -> None:
    mark = mark_of(OURS, SECRET)
    assert mark == mark_of(OURS, SECRET)
    assert mark.isalnum() and len(mark) == 64
    assert OURS.payment.replace("-", "")[:8] not in mark
    others = [Ours("courier", OURS.payment, 2), Ours("other", OURS.payment, 1), Ours("courier", "", 1, "p-1")]
    assert len({mark, mark_of(OURS, "another secret"), *(mark_of(ours, SECRET) for ours in others)}) == 5


def test_the_same_id_told_again_is_a_new_event_once_a_second() -> None:
    mark = mark_of(OURS, SECRET)
    first, at_once, later = (
        read_delivery(BODY, mark, SECRET, NOW + wait).event_id
        for wait in (timedelta(0), timedelta(milliseconds=500), timedelta(seconds=1))
    )
    assert first == at_once != later


def test_who_knows_an_address_gets_one_look_a_second_whatever_ids_are_named() -> None:
    mark = mark_of(OURS, SECRET)
    ids = {read_delivery(b"id=tr_%d" % number, mark, SECRET, NOW).event_id for number in range(50)}
    assert len(ids) == 1


def test_without_the_right_mark_nothing_is_looked_at() -> None:
    mark = mark_of(OURS, SECRET)
    assert refusal(BODY, "") == "unsigned"
    for wrong in (mark[:-1], mark + "0", mark.upper(), mark[:32] + "0" * 32, "0" * 64, mark[32:] + mark[:32], "é" * 64):
        assert refusal(BODY, wrong) == "forged", wrong
    assert refusal(BODY, mark, "another account's secret") == "forged"


@pytest.mark.parametrize(
    "body",
    [
        b"", b"{}", b"id=", b"id=re_1", b"id=tr_", b"id=tr_a/../b", b"id=tr_a&id=tr_b", b"id=tr_" + b"a" * 61,
        b"id=tr_a" + b"&x=1" * 200, b"tr_7UhSN1zuXS", b"\xff\xfe", b"id=tr_\xc3\xa9",
    ],
)  # fmt: skip
def test_what_is_no_payment_of_mollies_is_refused(body: bytes) -> None:
    assert refusal(body, mark_of(OURS, SECRET)) == "malformed"


def test_mollies_own_trial_of_an_address_is_understood() -> None:
    assert read_delivery(BODY + b"&testByMollie=1", mark_of(OURS, SECRET), SECRET, NOW).object_id == "tr_7UhSN1zuXS"
