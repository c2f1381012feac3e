"""A reader who came by the second origin stays there: payment return, thanks, self-service, another card."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from procrastinate.contrib.django.models import ProcrastinateJob

from sandbox_processor.testing import RunningSandbox
from smallfavor.giving.tests.conftest import Form, text, token_path
from smallfavor.payments import tasks
from smallfavor.payments.links import card_url, payment_page
from smallfavor.payments.models import Payment, Pledge
from smallfavor.supporters.links import manage_url

pytestmark = pytest.mark.django_db
SECOND = "https://give.example"


@pytest.fixture(autouse=True)
def second_origin(settings: Any) -> None:
    settings.FORM_ORIGINS = [SECOND]
    settings.ALLOWED_HOSTS = ["give.example", "localhost", "mirror.example", "testserver"]


@pytest.fixture
def there() -> Client:
    """A browser at the second origin."""
    return Client(headers={"accept-language": "en", "host": "give.example"})


def test_payment_and_thanks_come_back_to_the_second_origin(
    there: Client, good_form: Callable[..., Form], sandbox: RunningSandbox
) -> None:
    back = sandbox.pay(there.post("/support/", good_form())["Location"])
    assert back.startswith(f"{SECOND}/support/pending/")
    assert there.post(token_path(back)).status_code == 303
    thanks = there.get(token_path(back), follow=True)
    assert "Thank you" in text(thanks)
    assert "localhost" not in text(thanks)


def test_self_service_works_there_and_its_pages_lead_back_there(
    there: Client, good_form: Callable[..., Form], sandbox: RunningSandbox
) -> None:
    there.post(token_path(sandbox.pay(there.post("/support/", good_form())["Location"])))
    pledge = Pledge.objects.get()
    home = token_path(manage_url(pledge.supporter))
    assert "$2 every month" in text(there.get(home))
    hosted = there.post(f"{home}method/{pledge.uuid}/")["Location"]
    assert sandbox.pay(hosted).startswith(SECOND + home)


def test_another_card_leads_back_there(there: Client, good_form: Callable[..., Form], sandbox: RunningSandbox) -> None:
    there.post(token_path(sandbox.pay(there.post("/support/", good_form())["Location"])))
    page = token_path(card_url(Pledge.objects.get()))
    hosted = there.post(page)["Location"]
    assert sandbox.pay(hosted).startswith(SECOND + page)


def test_mails_name_the_first_origin(
    there: Client, good_form: Callable[..., Form], sandbox: RunningSandbox, settings: Any
) -> None:
    there.post(token_path(sandbox.pay(there.post("/support/", good_form())["Location"])))
    for job in ProcrastinateJob.objects.filter(task_name__contains="payments"):
        task = getattr(tasks, job.task_name.rsplit(".", 1)[1])
        task(**job.args)
    (letter,) = mail.outbox
    assert f"{settings.BASE_URL}/manage/" in letter.body
    assert SECOND not in letter.body


def test_a_host_that_is_no_origin_of_ours_leads_back_to_the_first(
    good_form: Callable[..., Form], sandbox: RunningSandbox, settings: Any
) -> None:
    mirror = Client(headers={"accept-language": "en", "host": "mirror.example"})
    assert sandbox.pay(mirror.post("/support/", good_form())["Location"]).startswith(settings.BASE_URL)


def test_an_origin_that_was_taken_out_meanwhile_leads_nowhere(
    there: Client, good_form: Callable[..., Form], sandbox: RunningSandbox, settings: Any
) -> None:
    there.post("/support/", good_form())
    settings.FORM_ORIGINS = []
    assert payment_page(Payment.objects.get()).startswith(settings.BASE_URL)
