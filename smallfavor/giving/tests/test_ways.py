"""Which ways to pay the form shows, in which order, and what becomes of one that does not fit.

Over the real sandbox, which plays three ways (conftest.three_ways).
"""

import json
import re
import uuid
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from html import unescape
from typing import Any

import pytest
from django.test import Client

from sandbox_processor.testing import RunningSandbox
from smallfavor.core.clock import utcnow
from smallfavor.giving.tests.conftest import Form, text, token_path
from smallfavor.payments.links import card_url
from smallfavor.payments.models import Attempt, InstrumentSetup, Payment, Pledge, ProviderAccount
from smallfavor.payments.providers import looks
from smallfavor.payments.providers.capabilities import Capabilities
from smallfavor.payments.providers.sandbox.provider import SandboxProvider
from smallfavor.payments.queries import look_of, most_used, way_name
from smallfavor.payments.queries.most_used import ENOUGH, forget_counts
from smallfavor.supporters.links import manage_url

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("three_ways")]
Make = Callable[..., Form]
CARD = re.compile(
    r'<label class="choice way([^"]*)"( hidden)?><input type="radio" name="method" id="way-(\w+)"[^>]*?( checked)?>'
)


def cards(html: str) -> list[tuple[str, list[str], bool]]:
    """Each card that is not hidden: its code, the intervals at which it fits, and whether it is chosen."""
    return [
        (code, re.findall(r"way-(\w+)", fits), bool(checked))
        for fits, hidden, code, checked in CARD.findall(html.replace(' aria-describedby="method-error"', ""))
        if not hidden
    ]


def shown(client: Client, query: str) -> list[tuple[str, list[str], bool]]:
    return cards(text(client.get(f"/support/?lang=en&{query}")))


def test_only_what_takes_this_currency_and_amount_is_shown(client: Client) -> None:
    assert shown(client, "currency=EUR&amount=5&country=LV") == [
        ("card", ["once", "monthly", "yearly"], True),
        ("sepa_debit", ["monthly", "yearly"], False),
        ("purse", ["once", "monthly"], False),
    ]
    assert [code for code, _, _ in shown(client, "currency=USD&amount=5")] == ["card", "purse"]
    assert [code for code, _, _ in shown(client, "currency=EUR&amount=5&country=FR")] == ["card", "purse"]


def test_a_way_fits_where_the_amount_of_that_interval_does(client: Client) -> None:
    found = {code: fits for code, fits, _ in shown(client, "currency=USD&amount=2.50&interval=monthly")}
    assert found["card"] == ["once", "monthly", "yearly"]
    assert "monthly" not in found.get("purse", [])


def test_one_way_alone_is_no_choice_but_a_sentence(client: Client) -> None:
    html = text(client.get("/support/?lang=en&currency=JPY"))
    assert re.search(r'<fieldset class="field ways" hidden', html)
    assert '<span id="way-alone">You pay by card on the next page, the payment processor’s own.</span>' in html


def test_each_way_has_its_name_and_a_drawing_that_nobody_reads_out(client: Client) -> None:
    html = text(client.get("/support/?lang=en&currency=EUR&country=LV&amount=5"))
    for name in ("Card", "Bank debit (SEPA)", "Purse"):
        assert re.search(
            rf'aria-hidden="true" focusable="false">.*</svg>\s*<span class="way-name">{re.escape(name)}', html
        )
    assert 'stroke="currentColor"' in html
    assert "You agree on Purse’s own page" in html


def test_what_the_script_needs_is_in_the_page(client: Client) -> None:
    html = text(client.get("/support/?lang=en"))
    takes = json.loads(unescape(html.split('data-takes="')[1].split('"')[0]))
    assert takes["purse"]["USD"] == [[["once", "monthly"], 3.0, 500.0]]
    assert takes["sepa_debit"] == {"EUR": [[["monthly", "yearly"], 1.0, 0.0]]}
    assert takes["card"]["JPY"] == [[["once", "monthly", "yearly"], 50.0, 0.0]]


def refused(response: Any) -> str:
    assert response.status_code == 422
    assert response.headers["X-Refusal"] == "method:method_unfit"
    assert not Payment.objects.exists()
    return text(response)


def test_a_way_that_does_not_take_the_amount_is_refused_with_those_that_do(client: Client, good_form: Make) -> None:
    html = refused(client.post("/support/?lang=en", good_form(method="purse", amount="2")))
    assert html.count("Purse does not take $2 every month. You can pay by Card.") == 2
    html = refused(client.post("/support/?lang=en", good_form(method="purse", amount="501")))
    assert "Purse does not take $501 every month." in html
    html = refused(client.post("/support/?lang=en&", good_form(method="purse", interval="yearly", preset_yearly="20")))
    assert "Purse does not take $20 every year. You can pay by Card." in html


def test_after_the_refusal_a_way_that_fits_is_chosen_and_nothing_typed_is_lost(client: Client, good_form: Make) -> None:
    html = refused(client.post("/support/?lang=en", good_form(method="purse", amount="2")))
    assert ("card", ["once", "monthly", "yearly"], True) in cards(html)
    assert 'value="anna@example.org"' in html


def test_another_currency_shows_its_own_ways_without_a_script(client: Client, good_form: Make) -> None:
    form = good_form(currency="EUR", country="LV", show="currency", method="purse")
    html = text(client.post("/support/?lang=en", form))
    assert [code for code, _, _ in cards(html)] == ["card", "sepa_debit", "purse"]


def test_a_way_that_nobody_has_is_refused(client: Client, good_form: Make) -> None:
    response = client.post("/support/?lang=en", good_form(method="gold"))
    assert response.headers["X-Refusal"] == "method:invalid_choice"
    response = client.post("/support/?lang=en", good_form(method="sepa_debit", currency="EUR", country="FR"))
    assert response.headers["X-Refusal"] == "method:invalid_choice"


def test_where_nothing_can_be_paid_the_form_says_so(client: Client, good_form: Make) -> None:
    ProviderAccount.objects.create(code="sandbox", provider="sandbox", stopped_reason="a copy")
    assert "No way to pay works at the moment." in text(client.get("/support/?lang=en"))
    response = client.post("/support/?lang=en", good_form())
    assert response.headers["X-Refusal"] == "method:method_unavailable"
    assert "No way to pay works at the moment. Nothing was taken" in text(response)


# --- Most used first ---


@pytest.fixture
def paid(client: Client, good_form: Make, sandbox: RunningSandbox) -> Callable[..., Payment]:
    """A gift of $5 that was made on the form."""

    def make(**changes: str) -> Payment:
        back = sandbox.pay(client.post("/support/", good_form(amount="5", interval="once", **changes))["Location"])
        client.post(token_path(back))
        # The sandbox's page asks for a card, whatever was chosen.
        Payment.objects.filter(paid_at__isnull=False).update(method=changes.get("method", "card"))
        forget_counts()
        return Payment.objects.latest("pk")

    return make


def test_what_is_used_most_comes_first_and_is_chosen(client: Client, paid: Callable[..., Payment]) -> None:
    paid(method="purse")
    assert shown(client, "currency=USD&amount=5")[0] == ("purse", ["once", "monthly"], True)
    assert shown(client, "currency=EUR&amount=5")[0][0] == "card"


def test_gifts_of_long_ago_and_renewals_do_not_count(paid: Callable[..., Payment]) -> None:
    payment, now = paid(method="purse"), utcnow()
    assert most_used("USD", "", now=now) == ["purse"]
    Payment.objects.update(paid_at=now - timedelta(days=91))
    forget_counts()
    assert most_used("USD", "", now=now) == []
    Payment.objects.filter(pk=payment.pk).update(paid_at=now, request_key=None)
    forget_counts()
    assert most_used("USD", "", now=now) == []


def copies(payment: Payment, number: int, **changes: Any) -> None:
    for _ in range(number):
        payment.pk, payment.uuid, payment.request_key = None, uuid.uuid4(), uuid.uuid4().hex
        for name, value in changes.items():
            setattr(payment, name, value)
        payment.save()
    forget_counts()


def test_a_country_counts_for_itself_once_it_has_enough_gifts(paid: Callable[..., Payment]) -> None:
    payment, now = paid(method="card"), utcnow()
    entry = payment.paid_entry
    assert entry is not None
    Payment.objects.update(state="failed", paid_entry=None)
    kept = Payment.objects.get()
    copies(kept, 30, form={"country": "US"}, method="card")
    copies(kept, ENOUGH - 1, form={"country": "LV"}, method="purse")
    assert most_used("USD", "LV", now=now) == ["card", "purse"]
    copies(kept, 1, form={"country": "LV"}, method="purse")
    assert most_used("USD", "LV", now=now) == ["purse"]
    assert most_used("USD", "", now=now) == ["card", "purse"]


# --- How they are called ---


def test_a_way_that_nobody_offers_any_more_keeps_its_name() -> None:
    assert way_name("purse") == "Purse"
    assert way_name("bank_transfer") == "Bank transfer"
    assert look_of("sepa_debit") is looks.BANK_DEBIT
    assert way_name("carrier_pigeon") == "Carrier pigeon"


# --- Another way for a pledge ---


@pytest.fixture
def pledge(client: Client, good_form: Make, sandbox: RunningSandbox) -> Iterator[Pledge]:
    back = sandbox.pay(client.post("/support/?lang=en", good_form(amount="5"))["Location"])
    client.post(token_path(back))
    yield Pledge.objects.get()


def test_a_pledge_can_be_paid_in_each_way_that_takes_it(client: Client, pledge: Pledge) -> None:
    page = token_path(card_url(pledge))
    html = text(client.get(page))
    assert re.findall(r'name="method" id="way-(\w+)"', html) == ["card", "purse"]
    assert "we never see its number" in html and "You allow it on the next page." in html
    assert client.post(page, {"method": "purse"})["Location"].startswith("http")
    assert InstrumentSetup.objects.get().method == "purse"


def test_the_same_way_leads_to_the_same_page_and_another_to_another(client: Client, pledge: Pledge) -> None:
    page = token_path(card_url(pledge))
    places = [client.post(page, {"method": code})["Location"] for code in ("card", "card", "purse")]
    assert places[0] == places[1] != places[2]


def test_a_way_that_does_not_take_the_pledge_changes_nothing(client: Client, pledge: Pledge) -> None:
    page = token_path(card_url(pledge))
    response = client.post(page, {"method": "sepa_debit"}, follow=True)
    assert "That way to pay does not take this amount. Nothing was changed" in text(response)
    assert not InstrumentSetup.objects.exists()


def test_their_own_page_leads_to_the_choice_where_there_is_one(client: Client, pledge: Pledge) -> None:
    home = token_path(manage_url(pledge.supporter))
    response = client.post(f"{home}method/{pledge.uuid}/")
    assert response["Location"].startswith("/manage/card/")
    assert "How you will pay" in text(client.get(response["Location"]))


def test_a_way_that_an_account_only_charges_does_not_lead_a_reader_there(
    client: Client, good_form: Make, sandbox: RunningSandbox, monkeypatch: pytest.MonkeyPatch, settings: Any
) -> None:
    """One account has bank debits from elsewhere and offers none; another one offers them."""
    capabilities = SandboxProvider.capabilities

    def told(one: SandboxProvider) -> Capabilities:
        plain = capabilities(one)
        hidden = tuple(replace(method, offered=False) for method in plain.methods)
        return replace(plain, methods=hidden) if one._public_url.endswith("/first") else plain

    monkeypatch.setattr(SandboxProvider, "capabilities", told)
    first = {"url": sandbox.url, "api_key": sandbox.api_key, "public_url": f"{sandbox.url}/first"}
    settings.SANDBOX_ACCOUNTS, settings.PROVIDERS = {"first": first}, ["first=sandbox", "sandbox"]
    client.post("/support/?lang=en", good_form(currency="EUR", amount="5", country="LV", method="sepa_debit"))
    assert Attempt.objects.get().provider_account.code == "sandbox"
