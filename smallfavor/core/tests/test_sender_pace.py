"""How fast one sender may do a thing, and what is remembered of them."""

import pytest

from smallfavor.core import sender_pace
from smallfavor.core.sender_pace import SenderPace


def test_one_sender_is_held_to_a_pace() -> None:
    pace = SenderPace(burst=3, per_s=1)
    assert [pace.allows("1.1.1.1", 0) for _ in range(5)] == [True, True, True, False, False]
    assert pace.allows("2.2.2.2", 0)
    assert [pace.allows("1.1.1.1", 2) for _ in range(3)] == [True, True, False]


def test_many_readers_behind_one_address_are_thinned_out_and_not_cut_off() -> None:
    pace = SenderPace(burst=100, per_s=2)
    counted = [pace.allows("1.1.1.1", beacon / 4) for beacon in range(4_000)]  # four a second
    assert all(counted[:190])
    for minute in range(5, 15):
        assert 115 <= sum(counted[minute * 240 : minute * 240 + 240]) <= 125


def test_the_pace_forgets_a_sender_and_at_night_everybody(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sender_pace, "SENDERS_MAX", 2)
    pace = SenderPace(burst=3, per_s=1)
    for sender in ("1.1.1.1", "2.2.2.2"):
        pace.allows(sender, 0)
    assert all(pace.allows(f"3.3.3.{number}", 0.5) for number in range(9))
    assert len(pace._whole_at) == 2
    pace.allows("4.4.4.4", 10)
    assert len(pace._whole_at) == 1
    salt = pace._salt
    pace.allows("4.4.4.4", sender_pace.DAY_S)
    assert len(pace._whole_at) == 1
    assert pace._salt != salt
    assert b"4.4.4.4" not in next(iter(pace._whole_at))
