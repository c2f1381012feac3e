from typing import Any

import pytest
from django.test import RequestFactory

from smallfavor.core.origins import form_origins, is_site, own_origin


@pytest.fixture(autouse=True)
def two_origins(settings: Any) -> None:
    settings.BASE_URL = "https://courier.example"
    settings.FORM_ORIGINS = ["https://give.example:8443", "https://courier.example"]
    settings.ALLOWED_HOSTS = ["*"]


def test_the_papers_own_address_comes_first_and_each_once() -> None:
    assert form_origins() == ["https://courier.example", "https://give.example:8443"]


@pytest.mark.parametrize(
    ("host", "origin"),
    [
        ("courier.example", "https://courier.example"),
        ("give.example:8443", "https://give.example:8443"),
        ("give.example", "https://courier.example"),
        ("mirror.example", "https://courier.example"),
    ],
)
def test_a_request_came_by_the_origin_that_it_names(host: str, origin: str) -> None:
    assert own_origin(RequestFactory().get("/support/", headers={"host": host})) == origin


def test_a_site_is_scheme_and_host_alone() -> None:
    assert is_site("https://give.example")
    for other in ("give.example", "https://give.example/", "https://give.example/x", "ftp://give.example", "https://["):
        assert not is_site(other)
