"""The hosted page in a real Chromium, without a script: decline, pay, confirm, leave, and a debit."""

import pytest
import stripe
from playwright.sync_api import Page

from bench.emulators.stripe.testing import RunningStripe
from bench.emulators.stripe.tests.conftest import Open

pytestmark = pytest.mark.browser


@pytest.fixture
def opened(server: RunningStripe, open_session: Open, page: Page) -> stripe.checkout.Session:
    """A page of two euros, on which the reader stands; back is where the emulator says that it is well."""
    back = f"{server.url}/health"
    session = open_session(priced_in="eur", success_url=f"{back}?paid", cancel_url=f"{back}?left")
    page.goto(str(session.url))
    return session


def test_a_reader_is_declined_and_then_pays(page: Page, opened: stripe.checkout.Session) -> None:
    page.get_by_label("Mail address").fill("reader@example.org")
    page.get_by_label("Card number").fill("4000 0000 0000 9995")
    page.get_by_role("button", name="Pay €2.00").click()
    assert "insufficient funds" in page.get_by_role("alert").inner_text()
    page.get_by_label("Card number").fill("4242 4242 4242 4242")
    page.get_by_role("button", name="Pay €2.00").click()
    page.wait_for_url("**/health?paid")


def test_a_reader_confirms_at_the_bank(page: Page, opened: stripe.checkout.Session) -> None:
    page.get_by_label("Card number").fill("4000 0025 0000 3155")
    page.get_by_role("button", name="Pay €2.00").click()
    page.get_by_role("button", name="Yes, confirm").click()
    page.wait_for_url("**/health?paid")


def test_a_reader_leaves(page: Page, opened: stripe.checkout.Session) -> None:
    page.get_by_role("link", name="Back to The Harbour Courier").click()
    page.wait_for_url("**/health?left")


def test_a_reader_allows_a_debit(page: Page, opened: stripe.checkout.Session) -> None:
    page.get_by_label("SEPA Direct Debit").check()
    page.get_by_label("IBAN").fill("DE89 3704 0044 0532 0130 00")
    page.get_by_label("Name on the account").fill("A reader")
    page.get_by_role("button", name="Pay €2.00").click()
    page.wait_for_url("**/health?paid")
