import json
from datetime import date

import pytest

from smallfavor.appeals.rules.pace import Pace, sender_of
from smallfavor.appeals.rules.tallies import Cell, cell_of, is_robot

KNOWN = {"v1": {"spring": {"control": 1}}}
TODAY = date(2026, 11, 23)
GOOD = {"v": "v1", "a": "spring", "b": "control", "e": "seen", "k": 2, "c": "LV"}


def cell(said: object) -> Cell | None:
    return cell_of(json.dumps(said).encode(), known=KNOWN, day=TODAY)


def test_a_beacon_counts_in_its_cell() -> None:
    assert cell(GOOD) == Cell(TODAY, "v1", "spring", "control", "LV", "seen", 2)


@pytest.mark.parametrize(
    "change",
    [
        {"v": "v0"},
        {"a": "other"},
        {"b": "bold"},
        {"e": "bought"},
        {"k": 0},
        {"k": "1"},
        {"k": True},
        {"v": None},
        {"a": []},
    ],
)
def test_what_no_browser_of_ours_would_send_is_not_counted(change: dict[str, object]) -> None:
    assert cell({**GOOD, **change}) is None


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b"null", b"\xff", b'"text"', b"[" * 400, b" " * 513])
def test_broken_beacons_are_not_counted(body: bytes) -> None:
    assert cell_of(body, known=KNOWN, day=TODAY) is None


def test_ordinals_above_eight_are_eight() -> None:
    found = cell({**GOOD, "k": 10**9})
    assert found is not None
    assert found.ordinal == 8


@pytest.mark.parametrize("country", ["", "lv", "LVA", 7, None, "Ы1"])
def test_a_strange_country_is_unknown(country: object) -> None:
    found = cell({**GOOD, "c": country})
    assert found is not None
    assert found.country == ""


def test_more_fields_than_ours_leave_no_trace() -> None:
    assert cell({**GOOD, "email": "reader@example.org"}) == cell(GOOD)


@pytest.mark.parametrize(
    "agent",
    [
        "",
        "Googlebot/2.1",
        "facebookexternalhit/1.1",
        "python-requests/2",
        "curl/8",
        "Mozilla/5.0 (compatible; bingbot/2.0)",
    ],
)
def test_robots_are_told_by_what_they_say(agent: str) -> None:
    assert is_robot(agent)


@pytest.mark.parametrize(
    "agent",
    [
        "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Safari/537.36",
        "Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) Version/17.0 Mobile/15E148 Safari/604.1",
        "Mozilla/5.0 (Linux; Android 10; CUBOT X30) AppleWebKit/537.36 Chrome/120.0 Mobile Safari/537.36",
    ],
)
def test_readers_browsers_are_no_robots(agent: str) -> None:
    assert not is_robot(agent)


def test_one_sender_is_held_to_a_pace() -> None:
    pace = Pace(limit=2)
    assert [pace.allows("192.0.2.1", 0), pace.allows("192.0.2.1", 1), pace.allows("192.0.2.1", 2)] == [
        True,
        True,
        False,
    ]
    assert pace.allows("192.0.2.2", 2)
    assert pace.allows("192.0.2.1", 60)


def test_behind_a_proxy_the_sender_is_whom_the_proxy_names() -> None:
    assert sender_of("8.8.8.8", "1.1.1.1") == "8.8.8.8"
    assert sender_of("127.0.0.1", "6.6.6.6, 9.9.9.9") == "9.9.9.9"
    assert sender_of("10.0.0.7", "") == ""
    assert sender_of("", "") == ""
