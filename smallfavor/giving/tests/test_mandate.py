"""The page on which a mandate is signed: its text, wrong input, and what is told after."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from smallfavor.bank.models import Collection, Mandate, MandatePage
from smallfavor.core.clock import utcnow
from smallfavor.core.formtoken import make_form_token
from smallfavor.core.money import Money
from smallfavor.giving.mandate_text import mandate_version
from smallfavor.giving.tests.conftest import hidden, text, token_path
from smallfavor.payments.actions.begin_checkout import CheckoutOrder, begin_checkout
from smallfavor.payments.models import Payment

pytestmark = pytest.mark.django_db
IBAN = "DE89 3704 0044 0532 0130 00"


@pytest.fixture
def page(settings) -> str:
    """The path of a page for €5 every month."""
    settings.PROVIDERS = ["sepa_file"]
    settings.PROVIDER_SETTINGS = {
        "sepa_file": {
            "creditor_id": "DE98ZZZ09999999999", "creditor_name": "Harbour Media", "creditor_address": "Pier 1, Riga",
            "bic": "", "iban": "DE89370400440532013000", "notice_days": "5", "cut_off": "14:00", "desk_days": "1",
        }
    }  # fmt: skip
    order = CheckoutOrder(
        request_key="k1", interval="monthly", amount=Money(500, "EUR"), email="anna@example.org", name="Anna Ozola",
        method="sepa_debit", language="en", country="LV", appeal="", variant="", manifest_version="", terms_version="t",
    )  # fmt: skip
    step = begin_checkout(order, now=utcnow())
    assert step.kind == "redirect"
    return token_path(step.url)


def sign(client: Client, page: str, **changed: str):
    key = hidden(text(client.get(page)), "request_key")
    return client.post(page, {"holder": "Anna Ozola", "iban": IBAN, "request_key": key, **changed})


def test_the_page_shows_the_whole_mandate_and_asks_for_name_and_iban_alone(client: Client, page: str) -> None:
    answer = client.get(page)
    shown = text(answer)
    for words in (
        "SEPA Direct Debit Mandate", "Harbour Media, Pier 1, Riga", "DE98ZZZ09999999999", "Recurrent payment",
        "within 8 weeks", "at least 5 days before", "the amounts that you choose", "€5 every month", "nothing is taken",
        'value="Anna Ozola"',
    ):  # fmt: skip
        assert words in shown, words
    assert answer.headers["Cache-Control"] == "no-store"
    assert re.findall(r'<input[^>]* name="(\w+)"', shown) == ["request_key", "holder", "iban"]
    assert not Mandate.objects.exists()


def test_signing_orders_the_debit_and_the_next_page_says_when(client: Client, page: str) -> None:
    there = sign(client, page)
    assert there.status_code == 303
    told = text(client.get(token_path(there["Location"])))
    assert "Your bank will be asked for €5 on" in told and "Nothing has been taken yet" in told
    mandate = Mandate.objects.get()
    assert mandate.text_version == mandate_version(notice_days=5, recurs=True)
    assert (mandate.label, Collection.objects.count()) == ("DE•• •••• 3000", 1)


def test_signing_twice_is_one_mandate_and_the_page_never_shows_the_account_again(client: Client, page: str) -> None:
    key = make_form_token("mandate", now=utcnow())
    for _ in range(2):
        assert client.post(page, {"holder": "A", "iban": IBAN, "request_key": key}).status_code == 303
    assert Mandate.objects.count() == Collection.objects.count() == 1
    assert client.get(page).status_code == 303


@pytest.mark.parametrize(
    ("typed", "code", "words"),
    [
        ("", "required", "Write the IBAN"),
        ("DE89 3704 0044 0532 0130 01", "checksum", "One sign may be mistyped"),
        ("DE89 3704", "short", "have 22 signs"),
        ("US64SVBKUS6S3300958879", "country", "does not take part"),
        ("<script>", "signs", "letters and digits only"),
    ],
)
def test_a_wrong_iban_is_told_in_words_and_what_was_typed_stays(
    client: Client, page: str, typed: str, code: str, words: str
) -> None:
    answer = sign(client, page, iban=typed, holder="Berta B.")
    assert (answer.status_code, answer.headers["X-Refusal"]) == (422, f"iban:{code}")
    shown = text(answer)
    assert words in shown and 'value="Berta B."' in shown
    assert "<script>" not in shown
    assert not Mandate.objects.exists()


def test_a_name_that_no_bank_takes_is_refused_and_the_right_iban_comes_back_in_groups(
    client: Client, page: str
) -> None:
    answer = sign(client, page, holder="", iban="de89370400440532013000")
    assert answer.headers["X-Refusal"] == "holder:required"
    assert f'value="{IBAN}"' in text(answer)


def test_an_old_page_signs_nothing_and_keeps_what_was_typed(client: Client, page: str) -> None:
    old = make_form_token("mandate", now=utcnow() - timedelta(days=2))
    answer = client.post(page, {"holder": "Anna", "iban": IBAN, "request_key": old})
    assert answer.headers["X-Refusal"] == "form_aged"
    assert f'value="{IBAN}"' in text(answer)
    assert not Mandate.objects.exists()


def test_two_ibans_are_never_guessed_between(client: Client, page: str) -> None:
    key = make_form_token("mandate", now=utcnow())
    body = f"holder=A&iban={IBAN}&iban={IBAN}&request_key={key}"
    answer = client.post(page, body, content_type="application/x-www-form-urlencoded")
    assert (answer.status_code, answer.headers["X-Refusal"]) == (422, "form:field_doubled")


def test_a_page_past_its_time_leads_back_and_takes_nothing(client: Client, page: str) -> None:
    MandatePage.objects.update(expires_at=utcnow() - timedelta(minutes=1))
    there = sign(client, page)
    assert there.status_code == 303
    assert not Mandate.objects.exists()
    assert Payment.objects.get().state == "expired"


def test_a_token_that_is_not_ours_opens_nothing(client: Client, page: str) -> None:
    answer = client.get(reverse("giving:mandate", args=["nonsense"]))
    assert (answer.status_code, answer.headers["X-Refusal"]) == (404, "link_invalid")
