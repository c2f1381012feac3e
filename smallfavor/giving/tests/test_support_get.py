import pytest
from django.test import Client

from smallfavor.giving.tests.conftest import hidden, text

pytestmark = pytest.mark.django_db


def checked(html: str, name: str) -> str:
    """The value of the marked radio button of that name."""
    parts = [part.partition(">")[0] for part in html.split("<input ")]
    values = [
        part.split('value="')[1].split('"')[0] for part in parts if f'name="{name}"' in part and " checked" in part
    ]
    assert len(values) == 1
    return values[0]


def test_the_form_is_never_kept_and_sets_no_cookie(client: Client) -> None:
    response = client.get("/support/")
    assert response.status_code == 200
    assert "no-store" in response["Cache-Control"]
    assert response["Referrer-Policy"] == "same-origin"
    assert not response.cookies


def test_a_bare_form_begins_with_two_dollars_a_month(client: Client) -> None:
    html = text(client.get("/support/"))
    assert checked(html, "interval") == "monthly"
    assert checked(html, "preset_monthly") == "2"
    assert "Give $2 a month" in html


def test_the_link_of_a_plea_prefills_the_form(client: Client) -> None:
    gift = "interval=yearly&amount=50&currency=GBP"
    marks = "appeal=spring&variant=b&version=v7&return=/news/bridge/&zone=Europe/London"
    html = text(client.get(f"/support/?{gift}&{marks}"))
    assert checked(html, "interval") == "yearly"
    assert checked(html, "preset_yearly") == "50"
    assert '<option value="GBP" selected' in html
    for name, value in [("appeal", "spring"), ("variant", "b"), ("version", "v7"), ("return", "/news/bridge/")]:
        assert hidden(html, name) == value
    assert hidden(html, "country") == "GB"


def test_an_amount_of_the_link_that_is_no_preset_stands_as_typed(client: Client) -> None:
    html = text(client.get("/support/?interval=once&amount=7.50&currency=EUR"))
    assert 'id="amount" name="amount"' in html
    assert 'value="7.50"' in html
    assert 'value="7,50"' in text(client.get("/support/?interval=once&amount=7.50&currency=EUR&lang=ru"))


@pytest.mark.parametrize(
    "query",
    [
        "interval=hourly", "amount=abc", "amount=-1", "amount=" + "9" * 400, "currency=XXX", "currency=%00",
        "interval=monthly%00", "lang=xx", "country=%F0%9F%87%B1", "zone=../../etc", "appeal=<script>", "amount=1e9",
        "interval=once&interval=monthly", "return=https://evil.example/", "currency=usd", "amount=NaN",
    ],
)  # fmt: skip
def test_a_hostile_link_opens_the_plain_form(client: Client, query: str) -> None:
    response = client.get("/support/?" + query)
    assert response.status_code == 200
    assert "<script>" not in text(response).replace('<script defer src="/static/giving/support.js">', "")
    assert "evil.example" not in text(response).split("<main")[1].split("<footer")[0]


def test_every_showing_has_a_key_of_its_own(client: Client) -> None:
    keys = {hidden(text(client.get("/support/")), "request_key") for _ in range(3)}
    assert len(keys) == 3


def test_the_reader_is_offered_the_currency_of_their_country(client: Client) -> None:
    for query, currency in [
        ("country=JP", "JPY"),
        ("zone=Europe/Warsaw", "PLN"),
        ("country=LV", "EUR"),
        ("country=BR", "USD"),
    ]:
        assert f'<option value="{currency}" selected' in text(client.get("/support/?" + query))


def test_at_least_six_currencies_with_one_that_has_no_decimals(client: Client) -> None:
    html = text(client.get("/support/?currency=JPY"))
    assert html.count("<option ") >= 6
    assert "¥300" in html


def test_the_form_says_what_the_bank_will_know(client: Client) -> None:
    html = text(client.get("/support/"))
    assert "HARBOUR MEDIA" in html
    assert "your bank and the processor will know" in html


def test_russian_is_whole(client: Client) -> None:
    html = text(client.get("/support/?lang=ru"))
    assert "каждый месяц" in html
    assert "Give" not in html
    assert '<html lang="ru"' in html


def test_head_answers_like_get(client: Client) -> None:
    assert client.head("/support/").status_code == 200
    assert client.put("/support/").status_code == 405
