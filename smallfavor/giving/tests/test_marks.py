import string
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smallfavor.giving.marks import read_marks, safe_return, with_quiet_mark


@pytest.mark.parametrize("address", ["/", "/news/x/", "/news/x/?a=b#c", "/ru/новости/"])
def test_a_path_of_ours_is_safe(address: str) -> None:
    assert safe_return(address) == address


@pytest.mark.parametrize(
    "address",
    [
        "", "news/", " /x", "//evil.example/", "///evil.example", "/\\evil.example", "\\/evil.example",
        "https://evil.example/", "https:/evil.example", "javascript:alert(1)", "/\t/evil.example",
        "/x\r\nSet-Cookie: a=b", "/" + "x" * 600, "https://[", "http://paper.example/",
        "https://paper.example.evil.example/", "https://paper.example@evil.example/",
        "https://paper.example\\.evil.example/", "https://paper.example//evil.example/",
    ],
)  # fmt: skip
def test_anything_else_is_dropped(address: str, settings: Any) -> None:
    settings.RETURN_ORIGINS = ["https://paper.example"]
    assert safe_return(address) == ""


def test_an_allow_listed_site_may_be_returned_to(settings: Any) -> None:
    settings.RETURN_ORIGINS = ["https://paper.example"]
    for address in ("https://paper.example/news/x/", "https://paper.example/?a=b", "https://paper.example"):
        assert safe_return(address) == address


def test_our_own_origins_may_be_returned_to(settings: Any) -> None:
    settings.BASE_URL, settings.FORM_ORIGINS = "https://courier.example", ["https://give.example"]
    for address in ("https://courier.example/news/x/", "https://give.example/news/x/"):
        assert safe_return(address) == address


def test_the_way_back_to_another_site_carries_a_mark_and_nothing_of_the_gift() -> None:
    now = datetime(2026, 12, 1, 12, tzinfo=UTC)
    marked = with_quiet_mark("https://news.example/x/?a=b#part", days=365, now=now)
    address, _, mark = marked.partition("#")
    assert address == "https://news.example/x/?a=b"
    name, _, rest = mark.partition("=")
    days, until, signature = rest.split(".")
    assert (name, days, int(until)) == ("smallfavor-quiet", "365", int(now.timestamp()) + 600)
    assert len(signature) == 88


def test_the_way_back_to_a_page_of_ours_carries_none() -> None:
    now = datetime(2026, 12, 1, 12, tzinfo=UTC)
    assert with_quiet_mark("/news/x/", days=365, now=now) == "/news/x/"
    assert with_quiet_mark("", days=365, now=now) == ""


@given(st.text(max_size=50), st.sampled_from(["//", "/\\", "https://", "/%09/", "\\\\", "javascript:"]))
def test_a_safe_return_never_leaves_the_site(rest: str, start: str) -> None:
    safe = safe_return(start + rest)
    assert safe == "" or (safe.startswith("/") and not safe.startswith(("//", "/\\")))


@given(st.dictionaries(st.sampled_from(["appeal", "variant", "version", "country", "zone", "return"]), st.text()))
def test_marks_hold_nothing_but_harmless_text(given_marks: dict[str, str]) -> None:
    for name, value in read_marks(given_marks).pairs():
        assert len(value) <= 500
        if name != "return":
            assert set(value) <= set(string.ascii_letters + string.digits + "_.:/+-")
