"""A paper that takes every way to pay at once, over the real emulators, and a reader in the browser."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page

from bench.emulators.mollie.testing import RunningMollie, account_settings
from bench.emulators.paypal.testing import RunningPaypal
from bench.emulators.stripe.testing import RunningStripe
from smallfavor.payments.providers.mollie import seen
from smallfavor.payments.providers.paypal import transport
from smallfavor.payments.tests.contract.rigs import sepa_file, stripe

PHONE = {"width": 360, "height": 740}
EMAIL = "anna@example.org"
TRANSFER = {"beneficiary": "Harbour Media", "iban": "DE02120300000000202051", "bic": "BYLADEM1001"}
BOTH = pytest.mark.parametrize("javascript", [True, False], ids=["script", "no-script"])


@dataclass
class Reader:
    """Somebody in the Netherlands with a form before them."""

    site: str
    page: Page
    javascript: bool

    def open_form(self, *, interval: str = "monthly", amount: str = "10") -> None:
        self.page.goto(f"{self.site}/support/?lang=en&country=NL&currency=EUR&interval={interval}&amount={amount}")

    def choose(self, way: str) -> None:
        self.page.locator(f"label:has(#way-{way})").click()

    def give_by(self, way: str, *, interval: str = "monthly") -> None:
        """From the form to where that way leads."""
        self.open_form(interval=interval)
        self.choose(way)
        self.page.fill("#email", EMAIL)
        self.press()

    def press(self) -> None:
        self.page.locator("main button.button-wide").locator("visible=true").click()

    def is_told(self, where: str) -> None:
        """The page after paying: with the script it moves on by itself, else by "check again"."""
        self.page.wait_for_url("**/support/**")
        if "/support/pending/" in self.page.url and where != "pending":
            self.page.locator("form[data-smallfavor-check] button").last.click()
        self.page.wait_for_url(f"**/support/{where}/**")

    def finds_the_form_as_it_was(self, way: str) -> None:
        """Everything that was chosen and typed is there again."""
        assert self.page.input_value("#email") == EMAIL
        assert self.page.locator("[name=method]:checked").get_attribute("value") == way
        assert self.page.locator("[name=interval]:checked").get_attribute("value") == "monthly"
        assert self.page.locator("[name=preset_monthly]:checked").get_attribute("value") == "10"


@pytest.fixture
def stripe_emulator(request: pytest.FixtureRequest) -> RunningStripe:
    emulator = stripe.emulator_of(request.config)
    emulator.healthy()
    emulator.send_webhooks_to("")
    emulator.forget()
    return emulator


@pytest.fixture
def every_way(stripe_emulator: RunningStripe, paypal: RunningPaypal, mollie: RunningMollie, settings: Any) -> None:
    """Cards by Stripe, PayPal, iDEAL by Mollie, debits by file, transfers; known before the site starts."""
    settings.PROVIDERS = ["stripe", "paypal", "mollie", "bankdebit=sepa_file", "bank_transfer"]
    settings.PROVIDER_SETTINGS = {
        "stripe": stripe.settings_for(stripe_emulator) | {"methods": "card"},
        "paypal": paypal.settings,
        "mollie": account_settings(mollie, methods="ideal"),
        "bankdebit": sepa_file.SETTINGS,
        "bank_transfer": TRANSFER,
    }
    settings.PAYMENT_PAGE_ORIGINS = [stripe_emulator.url, paypal.url, mollie.url]
    transport._client.cache_clear()
    seen.seen_by.cache_clear()


@pytest.fixture
def site(every_way: None, paper_site: str, mollie: RunningMollie, stripe_emulator: RunningStripe) -> str:
    mollie.send_webhooks_to(paper_site)
    return paper_site


@pytest.fixture
def new_reader(site: str, open_context: Callable[..., BrowserContext]) -> Callable[..., Reader]:
    def make(*, javascript: bool = True, **options: Any) -> Reader:
        context = open_context(**{"viewport": PHONE, "java_script_enabled": javascript, **options})
        return Reader(site, context.new_page(), javascript)

    return make
