"""Whether readers came in the published shares."""

from math import inf, isclose

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from smallfavor.insight.learning.share_check import ShareBatch, log_evidence, share_check

HALF = {"a": 0.5, "b": 0.5}


def test_the_first_batch_proves_nothing_and_the_second_does_by_hand() -> None:
    """omega = (1000 + 5500)/(1000 + 5000) and (1000 + 4500)/(1000 + 5000): 6500 : 5500, so phat = 13/24 and 11/24."""
    batch = ShareBatch(HALF, {"a": 5500, "b": 4500})
    assert share_check([batch]).e_value == 1
    by_hand = 550 * np.log(13 / 12) + 450 * np.log(11 / 12)
    second = ShareBatch(HALF, {"a": 550, "b": 450})
    assert isclose(np.log(share_check([batch, second]).e_value), by_hand)


def test_lost_beacons_are_found() -> None:
    days = [ShareBatch(HALF, {"a": 100_000, "b": 99_000})] * 4
    assert not share_check(days[:3]).alarm
    found = share_check(days)
    assert found.alarm and found.readers == 796_000
    assert found.expected == {"a": 398_000, "b": 398_000} and found.observed == {"a": 400_000, "b": 396_000}


def test_an_alarm_stays() -> None:
    """What was lost once is not made good by days on which all is well."""
    bad = [ShareBatch(HALF, {"a": 9000, "b": 7000})] * 5
    well = [ShareBatch(HALF, {"a": 8000, "b": 8000})] * 500
    assert share_check(bad + well).alarm


def test_overwhelming_evidence_is_infinite_and_no_fault() -> None:
    assert share_check([ShareBatch(HALF, {"a": 100_000, "b": 50_000})] * 9).e_value == inf


def test_shares_may_change_and_variants_may_leave() -> None:
    batches = [
        ShareBatch({"a": 0.2, "b": 0.3, "c": 0.5}, {"a": 2000, "b": 3000, "c": 5000}),
        ShareBatch({"a": 0.2, "b": 0.8, "c": 0.0}, {"a": 2000, "b": 8000, "c": 12}),
        ShareBatch({"a": 0.4, "b": 1.6}, {"a": 2000, "b": 8000}),
    ]
    found = share_check(batches)
    assert found.e_value == 1 and found.readers == 30_000
    assert isclose(found.expected["b"], 19_000)


@pytest.mark.parametrize(
    "batches", [[], [ShareBatch({}, {})], [ShareBatch(HALF, {})], [ShareBatch({"a": 0}, {"a": 5})]]
)
def test_without_readers_there_is_no_evidence(batches) -> None:
    found = share_check(batches)
    assert (found.e_value, found.alarm, found.readers) == (1, False, 0)


def test_counts_below_zero_are_refused() -> None:
    with pytest.raises(ValueError, match="below 0"):
        share_check([ShareBatch(HALF, {"a": -1, "b": 1})])


@given(st.lists(st.tuples(st.integers(0, 50), st.integers(0, 50)), min_size=1, max_size=4), st.floats(0.05, 0.95))
def test_a_bet_is_fair_under_the_published_shares(past, share) -> None:
    """Whatever came before, one more reader multiplies E by 1 on average: so false alarms are rare at any look."""
    shares = np.array([share, 1 - share])
    factors = []
    for arrival in ((1, 0), (0, 1)):
        ln_e = log_evidence(shares, np.array([*past, arrival]))
        factors.append(np.exp(ln_e[-1] - ln_e[-2]))
    assert isclose(float(shares @ np.array(factors)), 1, rel_tol=1e-9)
