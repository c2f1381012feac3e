"""The page that asks for a proof, in a real Chromium: a phone works by itself; without scripts a mail does it."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.core import mail
from playwright.sync_api import BrowserContext, Page, expect

from sandbox_processor.testing import RunningSandbox
from smallfavor.core.clock import utcnow
from smallfavor.giving.tests.test_proof import mailed_link
from smallfavor.payments.models import GuardAlert, Payment

PHONE = {"width": 360, "height": 740}
OpenContext = Callable[..., BrowserContext]


@pytest.fixture
def payment_pages(sandbox: RunningSandbox, settings: Any) -> None:
    """The forms may lead on to the sandbox; known before the site starts, which reads its policy once."""
    settings.PAYMENT_PAGE_ORIGINS = [sandbox.url]
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"


@pytest.fixture
def site(payment_pages: None, paper_site: str) -> str:
    now = utcnow()
    GuardAlert.objects.create(scope="all", since=now, until=now + timedelta(hours=1))
    return paper_site


def fill_in(page: Page, site: str) -> None:
    page.goto(f"{site}/support/?lang=en")
    page.locator("#email").fill("anna@example.org")
    page.wait_for_timeout(3100)  # faster than anybody types, it would be mailed
    page.locator("main button.button-wide").locator("visible=true").click()


def look(page: Page) -> None:
    width = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    assert width <= 0
    assert Axe().run(page).response["violations"] == []


def test_a_slow_phone_does_the_work_and_goes_on_by_itself(site: str, open_context: OpenContext) -> None:
    page, complaints = open_context(viewport=PHONE, color_scheme="dark").new_page(), list[str]()
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda line: complaints.append(line.text) if "Security Policy" in line.text else None)
    session = page.context.new_cdp_session(page)
    session.send("Emulation.setCPUThrottlingRate", {"rate": 6})
    fill_in(page, site)
    page.wait_for_url("**/pay/**", timeout=60_000)
    assert Payment.objects.get().state == "awaiting_payer"
    assert complaints == []


def test_the_page_says_what_happens_while_it_works(site: str, open_context: OpenContext) -> None:
    context = open_context(viewport=PHONE)
    context.route("**/giving/work*.js", lambda route: route.abort())
    page = context.new_page()
    fill_in(page, site)
    expect(page.locator("h1")).to_have_text("One moment: we make sure that no robot is paying")
    expect(page.get_by_role("button", name="Mail me a link")).to_be_visible()
    expect(page.get_by_role("status")).to_be_attached()
    look(page)


def test_without_scripts_one_button_and_a_mail_lead_to_the_payment_page(site: str, open_context: OpenContext) -> None:
    page = open_context(viewport=PHONE, java_script_enabled=False).new_page()
    fill_in(page, site)
    page.get_by_text("Without scripts, a mail does it").wait_for()
    page.get_by_role("button", name="Mail me a link").click()
    expect(page.locator("h1")).to_have_text("Look into your mailbox")
    link = mailed_link()
    assert len(mail.outbox) == 1
    page.goto(f"{site}{link}")
    page.get_by_role("button", name="Go on to the payment page").click()
    page.wait_for_url("**/pay/**")
    assert Payment.objects.get().state == "awaiting_payer"
