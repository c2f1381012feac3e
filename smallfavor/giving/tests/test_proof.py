"""What stands before a payment while cards are being tested: work, or a mailed link; and that nobody is refused."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from procrastinate.contrib.django.models import ProcrastinateJob

from sandbox_processor.testing import RunningSandbox
from smallfavor.core.clock import utcnow
from smallfavor.core.formtoken import make_form_token
from smallfavor.giving.tests.conftest import Form, hidden, text, token_path
from smallfavor.payments import tasks
from smallfavor.payments.models import GuardAlert, GuardTry, HeldCheckout, Payment
from smallfavor.payments.tests.test_guard_work import done

pytestmark = pytest.mark.django_db
Make = Callable[..., Form]
LINK = re.compile(r"https?://\S+(/support/go/\S+)")
ADDRESS = {"REMOTE_ADDR": "8.8.8.8"}


@pytest.fixture
def alert(settings: Any) -> None:
    """Cards are being tested; mails are kept in memory."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    now = utcnow()
    GuardAlert.objects.create(scope="all", since=now, until=now + timedelta(hours=1))


@pytest.fixture
def calm_form(good_form: Make) -> Make:
    """As `good_form`, opened a minute ago."""
    return lambda **changed: good_form(
        **{"request_key": make_form_token("support", now=utcnow() - timedelta(minutes=1)), **changed}
    )


def worked(html: str) -> Form:
    """What the script of the page sends."""
    found = re.search(r'data-seed="(\w+)" data-parts="(\d+)"', html)
    assert found
    fields = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', html))
    return {**fields, "done": done(found.group(1), int(found.group(2)))}


def mailed_link() -> str:
    """The link of the letter that goes out now; "" when none does."""
    for job in ProcrastinateJob.objects.filter(task_name="smallfavor.payments.tasks.mail_checkout_link"):
        tasks.mail_checkout_link(**job.args)
    found = LINK.search(str(mail.outbox[-1].body)) if mail.outbox else None
    return found.group(1) if found else ""


def test_in_peace_nobody_is_asked_for_anything(client: Client, good_form: Make, sandbox: RunningSandbox) -> None:
    assert client.post("/support/", good_form(), **ADDRESS)["Location"].startswith(sandbox.url)
    assert GuardTry.objects.get().lane == "open"


def test_under_alert_the_browser_works_and_nothing_has_begun(client: Client, calm_form: Make, alert: None) -> None:
    response = client.post("/support/?lang=en", calm_form(name="Anna Berzina"), **ADDRESS)
    html = text(response)
    assert response.status_code == 200
    assert response["X-Refusal"] == "proof_wanted"
    assert "One moment: we make sure that no robot is paying" in html
    assert (hidden(html, "email"), hidden(html, "name")) == ("anna@example.org", "Anna Berzina")
    assert not Payment.objects.exists()
    assert not GuardTry.objects.exists()


def test_work_that_was_done_leads_to_the_payment_page(
    client: Client, calm_form: Make, alert: None, sandbox: RunningSandbox
) -> None:
    fields = worked(text(client.post("/support/?lang=en", calm_form(), **ADDRESS)))
    places = {client.post("/support/?lang=en", fields, **ADDRESS)["Location"] for _ in range(2)}
    assert len(places) == 1
    assert places.pop().startswith(sandbox.url)


def test_work_is_none_for_another_amount_or_another_form(client: Client, calm_form: Make, alert: None) -> None:
    fields = worked(text(client.post("/support/?lang=en", calm_form(), **ADDRESS)))
    for changed in ({"preset_monthly": "5"}, {"request_key": calm_form()["request_key"]}, {"done": "1.2.3"}):
        assert client.post("/support/", fields | changed, **ADDRESS)["X-Refusal"] == "proof_wanted"
    assert not Payment.objects.exists()


def test_without_scripts_a_mailed_link_goes_on_with_everything_typed(
    client: Client, calm_form: Make, alert: None, sandbox: RunningSandbox
) -> None:
    asked = client.post("/support/?lang=en", calm_form(name="Anna Berzina", mail="1", appeal="spring"), **ADDRESS)
    assert "Look into your mailbox" in text(asked)
    assert not Payment.objects.exists()
    link = mailed_link()
    assert mail.outbox[-1].to == ["anna@example.org"]
    page = text(client.get(link))
    assert page.count("<button") == 1 and "$2" in page
    assert not Payment.objects.exists()
    response = client.post(link, **ADDRESS)
    assert response["Location"].startswith(sandbox.url)
    assert client.post(link, **ADDRESS)["Location"] == response["Location"]
    payment = Payment.objects.get()
    assert (payment.appeal, payment.amount_minor, payment.language) == ("spring", 200, "en")


def test_a_sender_that_spent_everything_is_asked_for_a_mail_and_never_refused(
    client: Client, calm_form: Make, alert: None, sandbox: RunningSandbox
) -> None:
    first = worked(text(client.post("/support/", calm_form(email="b@example.org"), **ADDRESS)))
    assert client.post("/support/", first, **ADDRESS).status_code == 303
    html = text(client.post("/support/?lang=en", calm_form(), **ADDRESS))
    assert "data-seed" not in html
    assert 'name="mail"' in html
    client.post("/support/?lang=en", calm_form(mail="1"), **ADDRESS)
    assert client.post(mailed_link(), **ADDRESS).status_code == 303


def test_a_mailbox_gets_one_mail_an_hour_and_the_answer_is_the_same(
    client: Client, calm_form: Make, alert: None
) -> None:
    answers = {
        re.sub(r"\S+@\S+", "", text(client.post("/support/?lang=en", calm_form(mail="1"), **ADDRESS))) for _ in range(2)
    }
    assert len(answers) == 1
    mailed_link()
    assert len(mail.outbox) == 1


def test_what_is_held_names_nobody_in_clear(client: Client, calm_form: Make, alert: None) -> None:
    client.post("/support/?lang=en", calm_form(mail="1", name="Anna Berzina"), **ADDRESS)
    kept = str(HeldCheckout.objects.values().get()) + bytes(HeldCheckout.objects.get().sealed).decode("latin-1")
    assert "anna" not in kept.lower()
    assert "8.8.8.8" not in kept


def test_a_link_that_is_made_up_or_over_opens_nothing(client: Client, calm_form: Make, alert: None) -> None:
    client.post("/support/?lang=en", calm_form(mail="1"), **ADDRESS)
    link = mailed_link()
    assert client.get(link.replace("/go/", "/go/x")).status_code == 404
    HeldCheckout.objects.all().delete()
    assert client.post(link).status_code == 404


def test_a_declined_card_needs_no_second_proof_of_the_mailbox(
    client: Client, calm_form: Make, alert: None, sandbox: RunningSandbox
) -> None:
    client.post("/support/?lang=en", calm_form(mail="1"), **ADDRESS)
    place = client.post(mailed_link(), **ADDRESS)["Location"]
    back = token_path(sandbox.pay(place, "declined"))
    client.post(back)
    again = client.get(client.get(back)["Location"])
    fields = calm_form(request_key=hidden(text(again), "request_key"))
    assert client.post("/support/?lang=en", fields, **ADDRESS)["Location"].startswith(sandbox.url)
