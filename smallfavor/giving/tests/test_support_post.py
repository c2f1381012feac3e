from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sandbox_processor.testing import RunningSandbox
from smallfavor.core.clock import utcnow
from smallfavor.core.formtoken import make_form_token
from smallfavor.core.tokens import make_token
from smallfavor.giving.terms import terms_version
from smallfavor.giving.tests.conftest import Form, hidden, text, token_path
from smallfavor.giving.views.pending import PURPOSE
from smallfavor.payments.models import Payment, Pledge

pytestmark = pytest.mark.django_db
Make = Callable[..., Form]


def refused(response: Any, *sentences: str) -> str:
    """The page of a refused form; nothing began, and each sentence stands in the summary and beside its field."""
    html = text(response)
    assert response.status_code == 422
    assert not Payment.objects.exists()
    assert 'class="error-summary" role="alert" tabindex="-1" autofocus' in html
    for sentence in sentences:
        assert html.count(sentence) == 2, sentence
    return html


def test_one_post_leads_to_the_hosted_page(client: Client, good_form: Make, sandbox: RunningSandbox) -> None:
    response = client.post("/support/?lang=ru", good_form(appeal="spring", variant="b", version="v7"))
    assert response.status_code == 303
    assert response["Location"].startswith(sandbox.url)
    assert "no-store" in response["Cache-Control"]
    payment = Payment.objects.get()
    assert (payment.amount_minor, payment.currency, payment.interval, payment.language) == (200, "USD", "monthly", "ru")
    assert (payment.appeal, payment.variant, payment.manifest_version) == ("spring", "b", "v7")


def test_the_terms_that_were_read_are_kept_with_the_pledge(
    client: Client, good_form: Make, sandbox: RunningSandbox
) -> None:
    client.post("/support/?lang=en", good_form())
    assert Pledge.objects.get().terms_version == terms_version()


def test_nothing_personal_stands_in_the_payment(client: Client, good_form: Make, sandbox: RunningSandbox) -> None:
    client.post("/support/", good_form(email="anna@example.org", name="Anna Berzina"))
    kept = str(Payment.objects.values().get())
    assert "anna" not in kept.lower()


def test_a_double_click_a_reload_and_a_second_tab_are_one_payment(
    client: Client, good_form: Make, sandbox: RunningSandbox
) -> None:
    form = good_form()
    places = {client.post("/support/", form)["Location"] for _ in range(3)}
    assert len(places) == 1
    assert Payment.objects.count() == 1


def test_changed_fields_with_the_same_key_close_the_old_page(
    client: Client, good_form: Make, sandbox: RunningSandbox
) -> None:
    form = good_form()
    first = client.post("/support/", form)["Location"]
    second = client.post("/support/", form | {"preset_monthly": "5"})["Location"]
    assert first != second
    assert Payment.objects.get().amount_minor == 500
    assert sandbox.pay(first) == ""


def test_what_is_paid_already_gets_thanks(client: Client, good_form: Make, sandbox: RunningSandbox) -> None:
    form = good_form()
    back = sandbox.pay(client.post("/support/", form)["Location"])
    assert client.post(token_path(back)).status_code == 303
    response = client.post("/support/", form)
    assert response.status_code == 303
    assert response["Location"].startswith("/support/thanks/")


def test_a_processor_that_does_not_answer_keeps_the_order(
    client: Client, good_form: Make, sandbox: RunningSandbox
) -> None:
    sandbox.fault("sessions.create", "lose_before", times=-1)
    response = client.post("/support/", good_form())
    assert response.status_code == 303
    assert response["Location"].startswith("/support/pending/")
    assert Payment.objects.count() == 1


def test_the_typed_amount_counts_before_the_card(client: Client, good_form: Make, sandbox: RunningSandbox) -> None:
    client.post("/support/?lang=ru", good_form(amount="7,50"))
    assert Payment.objects.get().amount_minor == 750


def test_a_one_time_gift_goes_down_to_the_smallest_that_the_processor_takes(
    client: Client, good_form: Make, sandbox: RunningSandbox
) -> None:
    assert client.post("/support/", good_form(interval="once", amount="0.50")).status_code == 303
    assert Payment.objects.get().amount_minor == 50


def test_no_amount_at_all_is_asked_for(client: Client, good_form: Make) -> None:
    refused(client.post("/support/", good_form(preset_monthly=None)), "Choose an amount, or write your own.")


def test_limits_are_said_exactly(client: Client, good_form: Make) -> None:
    refused(client.post("/support/", good_form(amount="1.99")), "The smallest monthly gift is $2.")
    refused(client.post("/support/", good_form(interval="once", amount="0.01")), "The smallest one-time gift is $0.50.")
    refused(client.post("/support/", good_form(interval="yearly", amount="9")), "The smallest yearly gift is $10.")
    refused(client.post("/support/", good_form(amount="10000.01")), "The largest gift this form takes is $10,000.")
    refused(client.post("/support/", good_form(currency="JPY", amount="299")), "The smallest monthly gift is ¥300.")


def test_limits_are_said_in_the_readers_language(client: Client, good_form: Make) -> None:
    html = refused(client.post("/support/?lang=ru", good_form(amount="1,99")))
    assert "2\xa0$" in html


@pytest.mark.parametrize(
    "amount", ["two", "-5", "1e3", "2.555", "NaN", "<script>alert(1)</script>", "'; DROP TABLE", "𝟚𝟚\x00"]
)
def test_what_is_no_amount_is_refused_in_words(client: Client, good_form: Make, amount: str) -> None:
    html = refused(client.post("/support/", good_form(amount=amount)))
    assert "Write the amount as a number" in html
    assert "<script>alert" not in html


@pytest.mark.parametrize(
    "email", ["", "anna", "anna@", "@example.org", "a b@example.org", "a@b", "x" * 300 + "@e.org", "a\r\nBcc:x@y.z"]
)
def test_what_is_no_address_is_refused_in_words(client: Client, good_form: Make, email: str) -> None:
    html = refused(client.post("/support/", good_form(email=email)))
    assert "email address" in html


def test_nothing_that_was_typed_is_lost(client: Client, good_form: Make) -> None:
    typed = good_form(
        interval="yearly", amount="5", currency="GBP", email="anna@", name='Anna "B"', appeal="spring",
        variant="b", version="v7", zone="Europe/London", **{"return": "/news/x/"},
    )  # fmt: skip
    html = refused(client.post("/support/", typed))
    for kept in ('value="yearly" checked', 'value="5"', '"GBP" selected', 'value="anna@"', "Anna &quot;B&quot;"):
        assert kept in html
    for name in ("appeal", "variant", "version", "zone", "return", "request_key"):
        assert hidden(html, name) == typed[name]


def test_every_field_at_once_can_be_wrong(client: Client) -> None:
    form = {
        "interval": "hourly", "currency": "XXX", "amount": "x" * 500, "email": "?", "method": "gold", "name": "n" * 500,
        "request_key": make_form_token("support", now=utcnow()),
    }  # fmt: skip
    html = text(client.post("/support/", form))
    for sentence in (
        "Choose how often",
        "Choose a currency",
        "an email address",
        "how you want to pay",
        "shorter name",
    ):
        assert sentence in html


def test_an_empty_post_shows_the_form(client: Client) -> None:
    response = client.post("/support/")
    assert response.status_code == 200
    assert "Nothing was taken" in text(response)


@pytest.mark.parametrize("key", ["", "forged", "a:b", "x" * 5000])
def test_a_form_that_is_not_ours_starts_nothing(client: Client, good_form: Make, key: str) -> None:
    html = text(client.post("/support/", good_form(request_key=key)))
    assert "Nothing was taken" in html
    assert hidden(html, "request_key") not in {"", key}
    assert 'value="anna@example.org"' in html
    assert not Payment.objects.exists()


def test_a_form_of_yesterday_is_offered_again_with_everything_in_it(client: Client, good_form: Make) -> None:
    old = make_form_token("support", now=utcnow() - timedelta(hours=25))
    html = text(client.post("/support/", good_form(request_key=old, amount="7")))
    assert "open for too long" in html
    assert 'value="7"' in html
    assert not Payment.objects.exists()


def test_another_currency_is_shown_without_a_script_and_keeps_what_was_typed(client: Client, good_form: Make) -> None:
    form = good_form(currency="JPY", shown="USD", show="currency", email="half", interval="yearly")
    response = client.post("/support/", form)
    html = text(response)
    assert response.status_code == 200
    assert "¥3,000" in html
    assert 'value="half"' in html
    assert 'value="yearly" checked' in html
    assert "error-summary" not in html
    assert hidden(html, "request_key") == form["request_key"]
    assert hidden(html, "shown") == "JPY"


def test_cards_of_another_currency_are_never_taken_for_the_chosen_one(client: Client, good_form: Make) -> None:
    response = client.post("/support/", good_form(currency="EUR", shown="USD"))
    assert response.status_code == 200
    assert "another currency now" in text(response)
    assert not Payment.objects.exists()


def test_the_language_switch_keeps_what_was_typed(client: Client, good_form: Make) -> None:
    html = text(client.post("/support/?lang=ru", good_form(show="language", email="half", amount="7")))
    assert '<html lang="ru"' in html
    assert 'value="half"' in html
    assert "error-summary" not in html


def test_no_get_starts_a_payment(client: Client, good_form: Make) -> None:
    client.get("/support/", good_form())
    assert not Payment.objects.exists()


def test_pending_and_thanks_tokens_have_one_purpose(client: Client) -> None:
    for purpose in ("manage", "stop", "remind"):
        token = make_token(purpose, "0" * 36)
        assert client.get(f"/support/pending/{token}/").status_code == 404
    assert client.get(f"/support/pending/{make_token(PURPOSE, 'nobody')}/").status_code == 404


NAMES = ["interval", "amount", "preset_monthly", "currency", "name", "method", "appeal", "zone", "return", "shown"]
USUAL = ["once", "monthly", "USD", "JPY", "2", "2,50", "1.000", "card"]
HOSTILE = st.dictionaries(st.sampled_from(NAMES), st.text(max_size=80) | st.sampled_from(USUAL))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(changed=HOSTILE)
def test_any_posted_text_is_answered_in_words(client: Client, good_form: Make, changed: dict[str, str]) -> None:
    form = good_form(email="not an address") | changed
    response = client.post("/support/", form)
    assert response.status_code in {200, 422}
    assert "<form" in text(response)
