from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.core import signing
from django.test import Client

from sandbox_processor.testing import RunningSandbox
from smallfavor.core.clock import utcnow
from smallfavor.core.formtoken import make_form_token
from smallfavor.core.tokens import make_token
from smallfavor.giving.tests.conftest import Form, text, token_path
from smallfavor.payments.links import stop_url
from smallfavor.payments.models import Payment, Pledge, PledgeState
from smallfavor.supporters.actions.enrol import enrol_supporter
from smallfavor.supporters.links import manage_url
from smallfavor.supporters.models import LinkRequest, Supporter
from smallfavor.supporters.queries import contact_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def pledge(client: Client, good_form: Callable[..., Form], sandbox: RunningSandbox) -> Pledge:
    """A pledge of $2 a month, paid for the first time."""
    hosted = client.post("/support/?lang=en", good_form(name="Anna"))["Location"]
    client.post(token_path(sandbox.pay(hosted)))
    return Pledge.objects.get()


def home(pledge: Pledge) -> str:
    return token_path(manage_url(pledge.supporter))


def page(pledge: Pledge, what: str) -> str:
    return f"{home(pledge)}{what}/{pledge.uuid}/"


def stop_page(pledge: Pledge) -> str:
    return token_path(stop_url(pledge))


def fresh(pledge: Pledge) -> Pledge:
    return Pledge.objects.get(pk=pledge.pk)


def test_the_page_shows_what_is_given_and_what_comes_next(client: Client, pledge: Pledge) -> None:
    response = client.get(home(pledge))
    html = text(response)
    assert "no-store" in response["Cache-Control"]
    assert "$2 every month" in html
    assert "Next on" in html
    assert "received" in html
    assert "4242" in html
    assert "anna@example.org" not in html


def test_the_page_speaks_the_language_the_supporter_gave_in(client: Client, pledge: Pledge) -> None:
    Supporter.objects.update(language="ru")
    assert '<html lang="ru"' in text(client.get(home(pledge)))
    assert '<html lang="en"' in text(client.get(home(pledge) + "?lang=en"))


def test_an_amount_is_changed(client: Client, pledge: Pledge) -> None:
    assert 'value="2"' in text(client.get(page(pledge, "change")))
    form = {"amount": "3", "interval": "monthly", "next_due": str(pledge.next_due)}
    response = client.post(page(pledge, "change"), form, follow=True)
    assert response.redirect_chain[0][1] == 303
    assert "$3 every month" in text(response)
    changed = fresh(pledge)
    assert (changed.amount_minor, changed.interval, changed.next_due) == (300, "monthly", pledge.next_due)


def test_interval_and_day_are_changed(client: Client, pledge: Pledge) -> None:
    assert pledge.next_due is not None
    day = pledge.next_due + timedelta(days=5)
    client.post(page(pledge, "change"), {"amount": "20,00", "interval": "yearly", "next_due": day.strftime("%d.%m.%Y")})
    changed = fresh(pledge)
    assert (changed.amount_minor, changed.interval, changed.next_due) == (2000, "yearly", day)


@pytest.mark.parametrize(
    ("form", "words"),
    [
        ({"amount": "1"}, "The smallest monthly gift is $2."),
        ({"amount": "5", "interval": "yearly"}, "The smallest yearly gift is $10."),
        ({"amount": "1000000"}, "The largest gift this form takes is $10,000."),
        ({"amount": "many"}, "Write the amount as a number"),
        ({"interval": "hourly"}, "Choose how often"),
        ({"next_due": "tomorrow"}, "Write the day as a date"),
        ({"next_due": ""}, "Choose the day"),
        ({"next_due": "2001-01-01"}, "Choose a day from"),
        ({"next_due": "9999-12-31"}, "Choose a day from"),
    ],
)
def test_a_change_that_can_not_be_is_refused_and_kept_on_the_page(
    client: Client, pledge: Pledge, form: Form, words: str
) -> None:
    good = {"amount": "3", "interval": "monthly", "next_due": str(pledge.next_due)}
    response = client.post(page(pledge, "change"), good | form)
    html = text(response)
    assert response.status_code == 422
    assert html.count(words) == 2
    assert f'value="{(good | form)["amount"]}"' in html
    assert fresh(pledge).amount_minor == 200


def test_a_declined_renewal_is_told_with_the_day_of_the_next_try(client: Client, pledge: Pledge) -> None:
    tomorrow = utcnow().date() + timedelta(days=1)
    Payment.objects.create(
        uuid=uuid4(), supporter=pledge.supporter, pledge=pledge, period=1, interval="monthly", amount_minor=200,
        currency="USD", retry_on=tomorrow, created_at=utcnow(),
    )  # fmt: skip
    assert "We try again on" in text(client.get(home(pledge)))


def test_whoever_gives_in_a_currency_that_is_no_longer_taken_can_go_on(
    client: Client, pledge: Pledge, settings: Any
) -> None:
    settings.GIVING = {code: offer for code, offer in settings.GIVING.items() if code != "USD"}
    form = {"amount": "4", "interval": "monthly", "next_due": str(pledge.next_due)}
    assert client.post(page(pledge, "change"), form).status_code == 303
    assert fresh(pledge).amount_minor == 400


def test_a_pause_ends_by_itself_or_by_a_button(client: Client, pledge: Pledge) -> None:
    client.post(page(pledge, "pause"), {"months": "3"})
    paused = fresh(pledge)
    assert paused.state == PledgeState.PAUSED
    assert paused.paused_until is not None
    assert "Paused until" in text(client.get(home(pledge)))
    client.post(page(pledge, "resume"))
    assert fresh(pledge).state == PledgeState.ACTIVE


def test_a_pause_of_no_length_is_refused(client: Client, pledge: Pledge) -> None:
    for months in ("", "0", "-1", "1000", "x"):
        assert client.post(page(pledge, "pause"), {"months": months}).status_code == 422
    assert fresh(pledge).state == PledgeState.ACTIVE


def test_another_way_to_pay_is_saved_on_the_processors_page(
    client: Client, pledge: Pledge, sandbox: RunningSandbox
) -> None:
    response = client.post(page(pledge, "method"))
    assert response.status_code == 303
    assert response["Location"].startswith(sandbox.url)


def test_a_processor_that_does_not_answer_changes_nothing(
    client: Client, pledge: Pledge, sandbox: RunningSandbox
) -> None:
    sandbox.fault("*", "lose_before", times=-1)
    html = text(client.post(page(pledge, "method"), follow=True))
    assert "Nothing was changed" in html


def test_no_get_changes_anything(client: Client, pledge: Pledge) -> None:
    before = Pledge.objects.values().get()
    people = Supporter.objects.values().get()
    for path in (home(pledge), stop_page(pledge), *(page(pledge, what) for what in ("change", "pause"))):
        assert client.get(path).status_code == 200
    for path in (page(pledge, "resume"), page(pledge, "method"), home(pledge) + "data/", home(pledge) + "link/"):
        assert client.get(path).status_code == 405
    client.get(home(pledge) + "erase/")
    assert Pledge.objects.values().get() == before
    assert Supporter.objects.values().get() == people


def test_the_stop_link_opens_one_button_and_stops(client: Client, pledge: Pledge) -> None:
    html = text(client.get(stop_page(pledge)))
    assert html.split("<main")[1].count("<button") == 1
    response = client.post(stop_page(pledge), follow=True)
    assert "Nothing more is taken" in text(response)
    assert fresh(pledge).state == PledgeState.CANCELLED
    assert client.post(stop_page(pledge)).status_code == 303


def test_a_reason_is_asked_only_afterwards_and_kept(client: Client, pledge: Pledge) -> None:
    assert "why" not in text(client.get(stop_page(pledge)))
    client.post(stop_page(pledge))
    assert "tell us why" in text(client.get(stop_page(pledge)))
    form = {"reason": "money", "words": "Perhaps next year"}
    assert "Thank you for telling us" in text(client.post(stop_page(pledge), form, follow=True))
    assert fresh(pledge).cancel_reason == "money: Perhaps next year"


def test_a_reason_before_stopping_stops_nothing(client: Client, pledge: Pledge) -> None:
    client.post(stop_page(pledge), {"reason": "money", "words": ""})
    assert fresh(pledge).state == PledgeState.ACTIVE
    assert fresh(pledge).cancel_reason == ""


def test_what_was_stopped_can_not_be_changed(client: Client, pledge: Pledge) -> None:
    client.post(stop_page(pledge))
    for what in ("change", "pause", "resume", "method"):
        assert client.post(page(pledge, what), {"amount": "5", "months": "1"}).status_code == 303
    assert fresh(pledge).state == PledgeState.CANCELLED
    assert fresh(pledge).amount_minor == 200


def test_a_strangers_pledge_is_out_of_reach(client: Client, pledge: Pledge) -> None:
    stranger = enrol_supporter(email="boris@example.org", language="en", now=utcnow())
    theirs = token_path(manage_url(stranger))
    for what in ("change", "pause", "resume", "method"):
        assert client.post(f"{theirs}{what}/{pledge.uuid}/").status_code == 404
    assert fresh(pledge).amount_minor == 200


@pytest.mark.parametrize("token", ["x", "a.b.c", "é", "x" * 2000])
def test_a_link_that_is_not_ours_leads_to_asking_for_one(client: Client, token: str) -> None:
    for path in (f"/manage/{token}/", f"/manage/stop/{token}/", f"/manage/{token}/erase/"):
        response = client.get(path)
        assert response.status_code == 404
        assert "/manage/" in text(response)


def test_a_token_of_another_purpose_opens_nothing(client: Client, pledge: Pledge) -> None:
    payment = make_token("payment", str(pledge.supporter.uuid))
    assert client.get(f"/manage/{payment}/").status_code == 404
    assert client.get(f"/manage/{make_token('stop', str(pledge.uuid))}/").status_code == 404


def old(purpose: str, subject: str, *, days: int) -> str:
    return make_token(purpose, subject, now=utcnow() - timedelta(days=days))


def test_an_ended_link_offers_one_button_that_mails_another(client: Client, pledge: Pledge) -> None:
    token = old("manage", str(pledge.supporter.uuid), days=8)
    response = client.get(f"/manage/{token}/")
    assert response.status_code == 410
    assert text(response).split("<main")[1].count("<button") == 1
    assert client.get(f"/manage/{token}/link/").status_code == 405
    assert "on its way" in text(client.post(f"/manage/{token}/link/"))
    assert LinkRequest.objects.count() == 1


def test_an_ended_stop_link_does_the_same(client: Client, pledge: Pledge) -> None:
    token = old("stop", str(pledge.uuid), days=401)
    assert client.get(f"/manage/stop/{token}/").status_code == 410
    assert "on its way" in text(client.post(f"/manage/stop/{token}/"))
    assert fresh(pledge).state == PledgeState.ACTIVE
    assert LinkRequest.objects.count() == 1


def ask(client: Client, email: str, key: str | None = None) -> str:
    return text(
        client.post("/manage/", {"email": email, "request_key": key or make_form_token("manage", now=utcnow())})
    )


def test_asking_for_a_link_answers_alike(client: Client, pledge: Pledge) -> None:
    known, unknown = ask(client, "anna@example.org"), ask(client, "nobody@example.org")
    assert known == unknown
    assert "If we know this address" in known


def test_asking_without_an_address_or_a_form_of_ours_is_refused_in_words(client: Client) -> None:
    assert "Write your email address." in ask(client, "")
    assert "Write an email address like" in ask(client, "anna")
    assert "Please press again" in ask(client, "anna@example.org", "forged")
    assert not LinkRequest.objects.exists()


def test_everything_about_a_person_is_handed_out_as_a_file(client: Client, pledge: Pledge) -> None:
    response = client.post(home(pledge) + "data/")
    assert response["Content-Type"].startswith("application/json")
    assert "attachment" in response["Content-Disposition"]
    assert "anna@example.org" in text(response)
    assert "no-store" in response["Cache-Control"]


def test_erasing_asks_once_then_stops_and_forgets(client: Client, pledge: Pledge) -> None:
    path = home(pledge) + "erase/"
    assert "Stop and erase everything" in text(client.get(path))
    assert contact_of(pledge.supporter) is not None
    assert "Erased" in text(client.post(path))
    assert contact_of(pledge.supporter) is None
    assert fresh(pledge).state == PledgeState.CANCELLED
    assert client.get(home(pledge)).status_code == 404


def test_a_forged_signature_opens_nothing(client: Client, pledge: Pledge) -> None:
    forged = signing.Signer(key="another", salt="smallfavor.token.manage", sep=".").sign("x.y")
    assert client.get(f"/manage/{forged}/").status_code == 404


def test_every_page_is_whole_in_russian(client: Client, pledge: Pledge) -> None:
    pages = [home(pledge), stop_page(pledge), page(pledge, "change"), page(pledge, "pause"), home(pledge) + "erase/"]
    for path in (*pages, "/manage/", "/manage/nope/"):
        main = text(client.get(path + "?lang=ru")).split("<main")[1].split("<footer")[0]
        words = main.replace("The Harbour Courier", "").replace("Visa", "")
        for english in ("your", "you ", "Your", "Nothing", "Change", "Stop", "every", "received"):
            assert english not in words, (path, english)
