from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from sandbox_processor.testing import RunningSandbox
from smallfavor.core.tokens import make_token
from smallfavor.giving.tests.conftest import Form, hidden, text, token_path
from smallfavor.payments.models import Payment
from smallfavor.supporters.models import Supporter

pytestmark = pytest.mark.django_db
Begin = Callable[..., str]


@pytest.fixture
def begin(client: Client, good_form: Callable[..., Form], sandbox: RunningSandbox) -> Begin:
    """Post a form; returns the address of the hosted page."""

    def post(lang: str = "en", **changed: str) -> str:
        place: str = client.post(f"/support/?lang={lang}", good_form(**changed))["Location"]
        return place

    return post


def pending_path() -> str:
    token = make_token("payment", str(Payment.objects.get().uuid))
    return f"/support/pending/{token}/"


def thanks_path() -> str:
    return pending_path().replace("pending", "thanks")


def test_thanks_are_for_settled_money_alone(client: Client, begin: Begin) -> None:
    begin()
    response = client.get(thanks_path())
    assert response.status_code == 303
    assert response["Location"].startswith("/support/pending/")


def test_a_page_that_was_not_paid_says_so_and_leads_back_to_it(client: Client, begin: Begin) -> None:
    hosted = begin()
    html = text(client.get(pending_path()))
    assert "Not paid yet" in html
    assert hosted in html
    assert "Check again" in html
    assert "Thank you" not in html


def test_paying_leads_to_thanks(client: Client, begin: Begin, sandbox: RunningSandbox) -> None:
    back = token_path(sandbox.pay(begin(**{"return": "/news/bridge/"})))
    assert client.post(back).status_code == 303
    response = client.get(back)
    assert response["Location"].startswith("/support/thanks/")
    html = text(client.get(response["Location"]))
    assert "Thank you" in html
    assert "$2 every month" in html
    assert 'href="/news/bridge/"' in html
    assert '<meta name="smallfavor-quiet-days" content="365">' in html
    assert "no-store" in client.get(response["Location"])["Cache-Control"]


def test_thanks_lead_back_to_another_site_with_a_mark_for_its_script(
    client: Client, begin: Begin, sandbox: RunningSandbox, settings: Any
) -> None:
    settings.RETURN_ORIGINS = ["https://news.example"]
    client.post(token_path(sandbox.pay(begin(**{"return": "https://news.example/x/"}))))
    html = text(client.get(thanks_path()))
    assert 'href="https://news.example/x/#smallfavor-quiet=365.' in html


def test_a_single_gift_keeps_the_device_quiet_for_ninety_days(
    client: Client, begin: Begin, sandbox: RunningSandbox
) -> None:
    client.post(token_path(sandbox.pay(begin(interval="once", amount="10"))))
    html = text(client.get(thanks_path()))
    assert 'content="90"' in html
    assert "Nothing is taken again" in html


def test_thanks_name_nobody(client: Client, begin: Begin, sandbox: RunningSandbox) -> None:
    client.post(token_path(sandbox.pay(begin(email="anna@example.org", name="Anna"))))
    html = text(client.get(thanks_path()))
    assert "anna" not in html.lower()


@pytest.mark.parametrize(
    ("card", "words"),
    [
        ("declined", "Your bank does not tell us why"),
        ("insufficient_funds", "not enough money"),
        ("expired", "has expired"),
    ],
)
def test_a_decline_brings_the_form_back_with_everything_in_it(
    client: Client, begin: Begin, sandbox: RunningSandbox, card: str, words: str
) -> None:
    back = sandbox.pay(
        begin(amount="7", email="Anna@Example.org", name="Anna B", appeal="spring", zone="Europe/Riga"), card
    )
    path = token_path(back) if back else pending_path()
    assert client.post(path).status_code == 303
    response = client.get(pending_path(), follow=True)
    html = text(response)
    assert "Your card was declined; nothing was taken." in html
    assert words in html
    for kept in ('value="7"', 'value="monthly" checked', 'value="Anna@Example.org"', 'value="Anna B"'):
        assert kept in html
    assert hidden(html, "appeal") == "spring"
    assert hidden(html, "zone") == "Europe/Riga"
    assert hidden(html, "request_key")


def test_after_a_decline_the_next_press_is_a_new_payment(
    client: Client, begin: Begin, sandbox: RunningSandbox, good_form: Callable[..., Form]
) -> None:
    sandbox.pay(begin(), "declined")
    client.post(pending_path())
    html = text(client.get(pending_path(), follow=True))
    response = client.post("/support/", good_form(request_key=hidden(html, "request_key")))
    assert response["Location"].startswith(sandbox.url)
    assert Payment.objects.count() == 2


def test_the_stored_name_of_a_stranger_is_never_shown(client: Client, begin: Begin, sandbox: RunningSandbox) -> None:
    begin(email="anna@example.org", name="Anna Secret")
    Payment.objects.update(state="expired")
    first = Payment.objects.get().pk
    sandbox.pay(begin(email="ANNA@example.org", name=""), "declined")
    latest = Payment.objects.exclude(pk=first).get()
    token = make_token("payment", str(latest.uuid))
    client.post(f"/support/pending/{token}/")
    html = text(client.get(f"/support/pending/{token}/", follow=True))
    assert "declined" in html
    assert "Secret" not in html
    assert 'value="ANNA@example.org"' in html
    assert Supporter.objects.count() == 1


def test_no_get_asks_the_processor(client: Client, begin: Begin, sandbox: RunningSandbox) -> None:
    sandbox.pay(begin())
    state = Payment.objects.get().state
    sandbox.fault("*", "status", status=500, times=-1)
    for path in (pending_path(), thanks_path()):
        client.get(path)
    assert Payment.objects.get().state == state


def test_a_processor_that_is_away_is_told_as_not_known(client: Client, begin: Begin, sandbox: RunningSandbox) -> None:
    sandbox.fault("*", "lose_before", times=-1)
    place = begin()
    html = text(client.get(place))
    assert "We don’t know yet" in html
    assert "Please don’t give again" in html
    assert client.post(place).status_code == 303


@pytest.mark.parametrize("token", ["x", "a.b.c", "%00", "x" * 3000])
@pytest.mark.parametrize("page", ["pending", "thanks", "again"])
def test_an_address_that_is_not_ours_opens_nothing(client: Client, page: str, token: str) -> None:
    response = client.get(f"/support/{page}/{token}/")
    assert response.status_code == 404


def test_the_page_is_whole_in_russian(client: Client, begin: Begin, sandbox: RunningSandbox) -> None:
    client.post(token_path(sandbox.pay(begin(lang="ru"))))
    html = text(client.get(thanks_path() + "?lang=ru"))
    assert "Спасибо" in html
    assert "2\xa0$ каждый месяц" in html
    assert "Your" not in html
