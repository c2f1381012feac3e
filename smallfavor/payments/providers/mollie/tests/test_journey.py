"""A reader in Chromium: our form, Mollie's page as the emulator draws it, and back; with JavaScript and without."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page

from bench.emulators.mollie.testing import RunningMollie, account_settings
from smallfavor.payments.models import Payment
from smallfavor.payments.providers.mollie import seen

PHONE = {"width": 360, "height": 740}
Account = Callable[..., None]


@pytest.fixture(autouse=True)
def account(mollie: RunningMollie, settings: Any) -> Account:
    """One account; what is switched on may be changed. Its pages are known before the site starts."""

    def switch_on(methods: str) -> None:
        told = account_settings(mollie, methods=methods)
        settings.PROVIDER_SETTINGS = {**settings.PROVIDER_SETTINGS, "mollie": told}

    settings.PROVIDERS = ["mollie"]
    settings.PAYMENT_PAGE_ORIGINS = [mollie.url]
    seen.seen_by.cache_clear()
    switch_on("card")
    return switch_on


@pytest.fixture
def site(account: Account, paper_site: str, mollie: RunningMollie) -> str:
    mollie.send_webhooks_to(paper_site)
    return paper_site


@pytest.fixture(params=[True, False], ids=["script", "no script"])
def page(request: pytest.FixtureRequest, open_context: Callable[..., BrowserContext]) -> Page:
    return open_context(viewport=PHONE, locale="en-GB", java_script_enabled=request.param).new_page()


def begin(page: Page, site: str, interval: str = "once", *, method: str = "") -> None:
    """Fill in our form, with this way to pay where there are several, and be led on to Mollie's page."""
    page.goto(f"{site}/support/?lang=en&currency=EUR&interval={interval}&country=NL&amount=10")
    page.fill("#email", "anna@example.org")
    if method:
        page.locator(f"label:has(input[name=method][value={method}])").locator("visible=true").click()
    page.locator("main button.button-wide").locator("visible=true").click()
    page.wait_for_url("**/checkout/tr_*")


def check_until(page: Page, where: str) -> None:
    """Press "check again" while the page still waits."""
    page.wait_for_url("**/support/**")
    if "/support/pending/" in page.url:
        page.locator("form[data-smallfavor-check] button").click()
    page.wait_for_url(f"**/support/{where}/**")


def test_a_card_leads_to_thanks(page: Page, site: str, mollie: RunningMollie) -> None:
    begin(page, site)
    assert "This is an emulator" in page.inner_text("main")
    page.click("text=Pay")
    check_until(page, "thanks")
    assert Payment.objects.get().state == "paid"
    assert len(mollie.record("payment")) == 1


def test_a_challenge_is_answered_on_the_way(page: Page, site: str) -> None:
    begin(page, site, "monthly")
    page.select_option("#card", "challenge")
    page.click("text=Pay")
    page.click("text=Yes, approve")
    check_until(page, "thanks")
    assert Payment.objects.get().pledge is not None


def test_a_declined_card_comes_back_to_the_form_and_may_try_again(page: Page, site: str) -> None:
    begin(page, site)
    page.select_option("#card", "insufficient_funds")
    page.click("text=Pay")
    check_until(page, "again")
    page.locator("main button.button-wide").locator("visible=true").click()
    page.wait_for_url("**/checkout/tr_*")
    page.click("text=Pay")
    check_until(page, "thanks")


def test_who_goes_back_is_at_the_form_again_and_gave_nothing(page: Page, site: str, mollie: RunningMollie) -> None:
    begin(page, site)
    page.click("text=Go back without paying")
    page.wait_for_url("**/support/**")
    assert "/thanks/" not in page.url
    assert [one["status"] for one in mollie.record("payment")] == ["canceled"]


def test_ideal_leads_to_thanks_and_leaves_a_bank_debit(page: Page, site: str, account: Account) -> None:
    account("card,ideal")
    begin(page, site, "monthly", method="ideal")
    page.click("text=Pay")
    check_until(page, "thanks")
    pledge = Payment.objects.select_related("pledge__instrument").get().pledge
    assert pledge is not None and pledge.instrument is not None
    assert pledge.instrument.method == "sepa_debit"


def test_a_bank_debit_begins_at_the_bank_that_the_reader_chooses(page: Page, site: str, account: Account) -> None:
    account("card,sepa_debit")
    begin(page, site, "monthly", method="sepa_debit")
    page.click("text=Bancontact")
    page.click("text=Pay")
    check_until(page, "thanks")
    assert Payment.objects.get().state == "paid"
