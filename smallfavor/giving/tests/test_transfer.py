"""The page that says where to transfer to: whole, to copy, with a code, and without a word of anybody else's."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client

from smallfavor.bank.actions.ask_transfer import close_transfer_page, open_transfer_page
from smallfavor.bank.models import ExpectedTransfer
from smallfavor.bank.rules.creditor_reference import spaced
from smallfavor.bank.tests.conftest import order
from smallfavor.bank.tests.statement_files import OURS
from smallfavor.core.money import Money
from smallfavor.core.tokens import make_token
from smallfavor.giving.tests.conftest import text, token_path
from smallfavor.payments.actions.begin_checkout import begin_checkout
from smallfavor.payments.actions.order import CheckoutOrder

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def accounts(settings):
    settings.PROVIDERS = ["bank_transfer"]
    settings.PROVIDER_SETTINGS = {
        "bank_transfer": {"beneficiary": "Harbour Media", "iban": OURS, "bic": "BYLADEM1001"},
        "transfers": {"beneficiary": "Harbour Media", "iban": OURS, "bic": ""},
    }


def begin(interval: str = "once", *, email: str = "nora@example.org") -> str:
    """The address of the page that an order leads to."""
    told = CheckoutOrder(
        request_key=f"k-{interval}", interval=interval, amount=Money(1250, "EUR"), email=email, name="Nora Vos",
        method="bank_transfer", language="en", country="NL", appeal="", variant="", manifest_version="",
        terms_version="t1",
    )  # fmt: skip
    step = begin_checkout(told, now=datetime.now(UTC))
    assert step.kind == "redirect"
    return token_path(step.url)


def test_everything_stands_there_to_copy(client: Client) -> None:
    page = client.get(begin())
    said = text(page)
    reference = ExpectedTransfer.objects.get().reference.code
    for fact in ("Harbour Media", "DE02 1203 0000 0000 2020 51", "BYLADEM1001", "12.50 EUR", spaced(reference)):
        assert fact in said
    assert page.headers["Cache-Control"] == "no-store"
    assert "nora" not in said.lower()
    assert "style=" not in said


@pytest.mark.parametrize(("interval", "words"), [("monthly", "every month"), ("yearly", "every year")])
def test_a_pledge_is_asked_to_set_up_a_standing_order(client: Client, interval: str, words: str) -> None:
    said = text(client.get(begin(interval)))
    assert "standing order" in said
    assert words in said


def test_the_code_is_a_picture_of_ours_without_any_style(client: Client) -> None:
    address = begin()
    source = re.search(r'<img src="([^"]+)"', text(client.get(address)))
    assert source is not None
    picture = client.get(source[1].replace("&amp;", "&"))
    assert picture.headers["Content-Type"] == "image/svg+xml"
    assert picture.content.startswith(b"<svg")
    assert b"style" not in picture.content
    assert b"script" not in picture.content


def test_looking_changes_nothing(client: Client) -> None:
    address = begin()
    for _ in range(2):
        client.get(address)
        client.post(address)
    assert ExpectedTransfer.objects.get().state == "open"


def test_a_page_that_has_ended_says_that_late_money_counts(client: Client) -> None:
    address = begin()
    close_transfer_page("bank_transfer", ExpectedTransfer.objects.get().object_id)
    assert "it counts all the same" in text(client.get(address))


def test_a_standing_order_alone_is_done_when_its_payer_says_so(client: Client) -> None:
    page = open_transfer_page(order(None, recurs=True), now=datetime.now(UTC))
    address = f"/support/transfer/{make_token('transfer', page.object_id)}/"
    assert "My standing order is set up" in text(client.get(address))
    assert client.post(address).status_code == 303
    assert ExpectedTransfer.objects.get().state == "complete"


@pytest.mark.parametrize("token", ["nonsense", "", "of another purpose"])
def test_a_link_that_is_none_opens_nothing(client: Client, token: str) -> None:
    begin()
    given = make_token("payment", ExpectedTransfer.objects.get().object_id) if token.startswith("of") else token or "x"
    assert client.get(f"/support/transfer/{given}/").status_code == 404
    assert client.get(f"/support/transfer/{given}/code.svg").status_code == 404


def test_a_link_lives_longer_than_its_page() -> None:
    page = open_transfer_page(order(), now=datetime.now(UTC) - timedelta(days=90))
    token = make_token("transfer", page.object_id, now=page.created_at)
    assert Client().get(f"/support/transfer/{token}/").status_code == 200
