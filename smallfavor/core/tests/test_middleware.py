"""What every answer carries: language, content policy, no cookie for readers, a session for the desk."""

import pytest
from django.contrib.auth import get_user_model
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.utils import translation

from smallfavor.core.middleware.headers import HeadersMiddleware
from smallfavor.core.middleware.language import LanguageMiddleware, language_of


@pytest.mark.parametrize(
    ("address", "accept", "expected"),
    [
        ("/support/", "", "en"),
        ("/support/", "ru-RU,ru;q=0.9", "ru"),
        ("/support/?lang=ru", "en", "ru"),
        ("/support/?lang=ru-LV", "en", "ru"),
        ("/support/?lang=tlh", "ru", "ru"),
        ("/support/?lang=%00", "", "en"),
    ],
)
def test_language_is_the_parameter_then_the_header(address: str, accept: str, expected: str) -> None:
    assert language_of(RequestFactory().get(address, headers={"accept-language": accept})) == expected


def test_posted_form_keeps_its_own_language() -> None:
    body = {"lang": "ru", "amount": "2"}
    request = RequestFactory().post("/support/", "lang=ru&amount=2", content_type="application/x-www-form-urlencoded")
    assert language_of(request) == "ru"
    assert request.POST.dict() == body


def test_a_language_cookie_means_nothing() -> None:
    request = RequestFactory().get("/support/")
    request.COOKIES["django_language"] = "ru"
    assert language_of(request) == "en"


def test_answer_names_its_language_and_leaves_the_thread_as_it_was() -> None:
    def view(request: HttpRequest) -> HttpResponse:
        return HttpResponse(translation.get_language())

    answer = LanguageMiddleware(view)(RequestFactory().get("/?lang=ru"))
    assert answer.content == b"ru"
    assert answer["Content-Language"] == "ru"
    assert "Accept-Language" in answer["Vary"]
    assert translation.get_language() == "en"


@pytest.mark.parametrize("path", ["/support/thanks/abc/", "/manage/", "/manage/abc/", "/remind/abc/", "/desk/login/"])
def test_pages_with_a_token_are_never_kept(path: str) -> None:
    answer = HeadersMiddleware(lambda request: HttpResponse())(RequestFactory().get(path))
    assert answer["Cache-Control"] == "no-store"
    assert "noindex" in answer["X-Robots-Tag"]


def test_readers_pages_allow_nothing_inline(client: Client) -> None:
    answer = client.get("/health/live")
    policy = answer["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "form-action 'self' http://127.0.0.1:8010;" in policy
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Referrer-Policy"] == "same-origin"
    assert answer["X-Frame-Options"] == "DENY"


@pytest.mark.django_db
def test_readers_get_no_cookie_even_on_an_error(client: Client) -> None:
    for address in ("/nowhere/", "/health/ready"):
        answer = client.get(address)
        assert not answer.cookies
        assert "Cookie" not in answer.get("Vary", "")


@pytest.mark.django_db
def test_an_editor_signs_in_at_the_desk() -> None:
    get_user_model().objects.create_superuser("editor", "editor@example.org", "secret-enough")
    client = Client(enforce_csrf_checks=True)
    assert client.get("/desk/").status_code == 302
    page = client.get("/desk/login/")
    token = client.cookies["csrftoken"]
    assert token["path"] == "/desk/"
    assert page.status_code == 200
    refused = client.post("/desk/login/", {"username": "editor", "password": "secret-enough"})
    assert refused.status_code == 403
    typed = {"username": "editor", "password": "secret-enough", "csrfmiddlewaretoken": token.value}
    assert client.post("/desk/login/", typed).status_code == 302
    assert client.cookies["sessionid"]["path"] == "/desk/"
    assert client.get("/desk/").status_code == 200
