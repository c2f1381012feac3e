import json
from datetime import UTC, date, datetime, timedelta

import pytest

from smallfavor.appeals.rules.tallies import Cell, Known, is_robot, token_of, tokens_of
from smallfavor.core.senders import sender_of

KNOWN = {"v1": {"spring": {"control": 1}}}
TODAY = date(2026, 11, 23)
KEY = b"the installation's"
GOOD = {"v": "v1", "a": "spring", "b": "control", "e": "seen", "k": 2, "c": "LV", "t": token_of("v1", TODAY, key=KEY)}


def known() -> Known:
    tokens = {version: tokens_of(version, TODAY, key=KEY) for version in KNOWN}
    return Known(KNOWN, tokens, TODAY, datetime(2026, 11, 24, tzinfo=UTC))


def cell(said: object) -> Cell | None:
    return known().cell_of(json.dumps(said).encode())


def test_a_beacon_counts_in_its_cell() -> None:
    assert cell(GOOD) == Cell(TODAY, "v1", "spring", "control", "LV", "seen", 2)


@pytest.mark.parametrize(
    "change",
    [
        {"v": "v0"},
        {"a": "other"},
        {"b": "bold"},
        {"e": "bought"},
        {"e": "form"},
        {"t": ""},
        {"t": None},
        {"t": token_of("v2", TODAY, key=KEY)},
        {"t": token_of("v1", TODAY, key=b"another installation's")},
        {"t": token_of("v1", TODAY - timedelta(days=3), key=KEY)},
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
    assert known().cell_of(body) is None


def test_ordinals_above_eight_are_eight() -> None:
    found = cell({**GOOD, "k": 10**9})
    assert found is not None
    assert found.ordinal == 8


@pytest.mark.parametrize("country", ["", "lv", "LVA", 7, None, "Ы1", "QQ", ["LV"]])
def test_a_strange_country_is_unknown(country: object) -> None:
    found = cell({**GOOD, "c": country})
    assert found is not None
    assert found.country == ""


def test_more_fields_than_ours_leave_no_trace() -> None:
    whole = known()
    body = json.dumps({**GOOD, "email": "reader@example.org"}).encode()
    assert whole.cell_of(body) == cell(GOOD)
    assert not whole._cells


def test_the_same_words_count_in_the_same_cell_again() -> None:
    whole = known()
    body = json.dumps(GOOD).encode()
    assert whole.cell_of(body) == whole.cell_of(body) == cell(GOOD)
    assert list(whole._cells) == [body]


@pytest.mark.parametrize("days_ago", [-1, 0, 1, 2])
def test_a_token_is_good_for_some_days(days_ago: int) -> None:
    assert cell({**GOOD, "t": token_of("v1", TODAY - timedelta(days=days_ago), key=KEY)}) == cell(GOOD)


def test_an_opened_form_counts_once_its_plea_is_known() -> None:
    plea = {"version": "v1", "appeal": "spring", "variant": "control"}
    assert known().form_cell(**plea, country="LV") == Cell(TODAY, "v1", "spring", "control", "LV", "form", 1)
    assert known().form_cell(**plea, country="nowhere") == Cell(TODAY, "v1", "spring", "control", "", "form", 1)
    for name in plea:
        assert known().form_cell(**{**plea, name: "other"}, country="LV") is None


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


def test_behind_a_proxy_the_sender_is_whom_the_proxy_names() -> None:
    assert sender_of("8.8.8.8", "1.1.1.1") == "8.8.8.8"
    assert sender_of("127.0.0.1", "6.6.6.6, 9.9.9.9") == "9.9.9.9"
    assert sender_of("10.0.0.7", "") == ""
    assert sender_of("", "") == ""


def test_of_six_a_household_is_one_sender() -> None:
    home = sender_of("2001:4860:1:200::7", "")
    assert home == sender_of("127.0.0.1", "2001:4860:1:2ff:1:2:3:4") != ""
    assert home != sender_of("2001:4860:1:300::7", "")
    assert sender_of("::1", "") == sender_of("fd00::1", "nonsense") == ""
    assert sender_of("::ffff:8.8.8.8", "") == sender_of("8.8.8.8", "")
