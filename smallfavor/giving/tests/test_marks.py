import string
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smallfavor.giving.marks import read_marks, safe_return


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
