"""The receipt to print: for its own supporter, by the mailed link, in their language."""

from collections.abc import Callable

import pytest
from django.test import Client

from sandbox_processor.testing import RunningSandbox
from smallfavor.core.clock import utcnow
from smallfavor.giving.tests.conftest import Form, text, token_path
from smallfavor.payments.actions.issue_receipts import issue_receipts
from smallfavor.payments.models import Pledge, Receipt
from smallfavor.supporters.actions.enrol import enrol_supporter
from smallfavor.supporters.actions.erase import erase_supporter
from smallfavor.supporters.links import manage_url

pytestmark = pytest.mark.django_db


@pytest.fixture
def receipt(client: Client, good_form: Callable[..., Form], sandbox: RunningSandbox) -> Receipt:
    """Of the first payment of a pledge of $2 a month."""
    hosted = client.post("/support/?lang=en", good_form(name="Anna <b>Berzina</b>"))["Location"]
    client.post(token_path(sandbox.pay(hosted)))
    issue_receipts(now=utcnow())
    return Receipt.objects.get()


def page(receipt: Receipt, number: str = "") -> str:
    return f"{token_path(manage_url(receipt.payment.supporter))}receipt/{number or receipt.number}/"


def test_the_supporters_page_leads_to_a_receipt_with_their_name(client: Client, receipt: Receipt) -> None:
    home = text(client.get(token_path(manage_url(receipt.payment.supporter))))
    assert receipt.number in home
    answer = client.get(page(receipt))
    shown = text(answer)
    assert "no-store" in answer["Cache-Control"]
    for words in (f"Receipt {receipt.number}", "Anna &lt;b&gt;Berzina", "$2", "HARBOUR MEDIA"):
        assert words in shown
    assert "@example.org" not in shown


def test_it_speaks_russian(client: Client, receipt: Receipt) -> None:
    shown = text(client.get(f"{page(receipt)}?lang=ru"))
    assert "Квитанция" in shown and "Получено от" in shown


def test_a_strangers_link_opens_nobody_elses_receipt(client: Client, receipt: Receipt) -> None:
    stranger = enrol_supporter(email="b@example.org", name="", language="en", country="LV", now=utcnow())
    path = f"{token_path(manage_url(stranger))}receipt/{receipt.number}/"
    assert client.get(path).status_code == 404
    assert client.get(page(receipt, "2026-999999")).status_code == 404
    assert client.get(page(receipt, "x")).status_code == 404
    assert client.get(f"/manage/forged/receipt/{receipt.number}/").status_code == 404


def test_no_get_changes_anything_and_no_post_is_taken(client: Client, receipt: Receipt) -> None:
    assert client.post(page(receipt)).status_code == 405
    assert Receipt.objects.count() == 1
    assert Pledge.objects.get().state == "active"


def test_after_erasure_the_receipt_stays_and_names_nobody(client: Client, receipt: Receipt) -> None:
    path = page(receipt)
    erase_supporter(receipt.payment.supporter, now=utcnow())
    assert client.get(path).status_code in {404, 410}
    assert Receipt.objects.count() == 1
