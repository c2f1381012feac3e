"""Giving by PayPal in a real Chromium, with and without JavaScript: to thanks, to a decline, and back."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page

from bench.emulators.paypal.testing import RunningPaypal
from smallfavor.payments.models import Payment, PaymentState, ProviderAccount
from smallfavor.payments.providers.paypal import transport

OpenContext = Callable[..., BrowserContext]
JAVASCRIPT = pytest.mark.parametrize("java_script", [True, False], ids=["with-script", "without-script"])


@pytest.fixture
def payment_pages(paypal: RunningPaypal, settings: Any) -> None:
    """The forms may lead on to the emulator; known before the site starts, which reads its policy once."""
    settings.PROVIDERS = ["paypal"]
    settings.PAYMENT_PAGE_ORIGINS = [paypal.url]
    transport._client.cache_clear()


@pytest.fixture
def site(payment_pages: None, paper_site: str) -> str:
    ProviderAccount.objects.update(enabled=False)
    ProviderAccount.objects.create(code="paypal", provider="paypal")
    return paper_site


def at_paypal(open_context: OpenContext, site: str, *, java_script: bool) -> Page:
    """The form is filled in and sent: the reader stands before PayPal's page."""
    page = open_context(java_script_enabled=java_script).new_page()
    page.goto(f"{site}/support/?lang=en")
    page.fill("#email", "anna@example.org")
    page.locator("main button.button-wide").locator("visible=true").click()
    page.wait_for_url("**/checkoutnow?token=*")
    return page


def answer(page: Page, button: str, payer: str = "success") -> None:
    page.locator(f"input[value={payer}]").check()
    page.get_by_role("button", name=button, exact=True).click()
    page.wait_for_url("**/support/**")


def check_until(page: Page, address: str, *, java_script: bool) -> None:
    """With a script the page asks again by itself; without one the reader presses the button."""
    if not java_script:
        page.get_by_role("button", name="Check again").click()
    page.wait_for_url(f"**/support/{address}/**")


@JAVASCRIPT
def test_who_agrees_is_thanked(paypal: RunningPaypal, site: str, open_context: OpenContext, java_script: bool) -> None:
    page = at_paypal(open_context, site, java_script=java_script)
    answer(page, "Pay")
    check_until(page, "thanks", java_script=java_script)
    assert Payment.objects.get().state == PaymentState.PAID
    assert [line["code"] for line in paypal.record("moved")] == ["T0006"]


@JAVASCRIPT
def test_who_is_declined_gets_the_form_again_and_pays_nothing(
    paypal: RunningPaypal, site: str, open_context: OpenContext, java_script: bool
) -> None:
    page = at_paypal(open_context, site, java_script=java_script)
    answer(page, "Pay", "declined")
    check_until(page, "again", java_script=java_script)
    assert page.locator("#email").input_value() == ""
    assert paypal.record("moved") == []


@JAVASCRIPT
def test_who_goes_back_has_not_paid_and_can_go_on(
    paypal: RunningPaypal, site: str, open_context: OpenContext, java_script: bool
) -> None:
    page = at_paypal(open_context, site, java_script=java_script)
    answer(page, "Go back without paying")
    assert "Not paid yet" in page.locator("h1").inner_text()
    page.get_by_role("link", name="Go on to the payment page").click()
    page.wait_for_url("**/checkoutnow?token=*")
    answer(page, "Pay")
    check_until(page, "thanks", java_script=java_script)
    assert len(paypal.record("moved")) == 1
