"""The ways to pay on the form, in a browser: with the script and without it, by keyboard, on a phone."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from smallfavor.giving.tests.test_browser import (
    PHONE,
    SMALL,
    Inspection,
    OpenContext,
    choose,
    payment_pages,
    press,
    seen,
    site,
    tab_to,
    watched,
)
from smallfavor.payments.models import Payment

__all__ = ["payment_pages", "site"]
LATVIA = "country=LV&currency=EUR"


@pytest.fixture(autouse=True)
def ways(three_ways: None) -> Iterator[None]:
    yield


def pick(page: Page, code: str) -> None:
    page.locator(f"label:has(#way-{code})").click()


def offered(page: Page) -> str:
    return seen(page, ".way .way-name")


def chosen(page: Page) -> str:
    found = page.locator("[name=method]:checked").get_attribute("value")
    return found or ""


def test_ways_follow_interval_currency_and_amount_at_once(site: str, open_context: OpenContext) -> None:
    page, complaints = watched(open_context(viewport=PHONE))
    page.goto(f"{site}/support/?lang=en&{LATVIA}&amount=5")
    assert offered(page) == "Card Bank debit (SEPA) Purse"
    said = page.locator("#ways-said")
    assert said.inner_text() == ""
    pick(page, "sepa_debit")
    assert "All you need is your IBAN" in seen(page, ".way-leads")
    choose(page, "Once")
    assert offered(page) == "Card Purse"
    assert chosen(page) == "card"
    expect(said).to_have_text("How you pay now: Card, Purse. Chosen: Card.")
    page.fill("#amount", "2")
    assert seen(page, ".ways") == ""
    assert "You pay by card on the next page" in seen(page, "#way-alone")
    expect(said).to_have_text("How you pay now: Card.")
    page.fill("#amount", "20")
    choose(page, "Monthly")
    assert chosen(page) == "sepa_debit", "what was chosen comes back"
    page.select_option("#currency", "JPY")
    assert seen(page, ".ways") == ""
    page.select_option("#currency", "USD")
    assert offered(page) == "Card Purse"
    assert complaints == []


def test_the_chosen_way_is_what_is_sent(site: str, open_context: OpenContext) -> None:
    for javascript in (True, False):
        page, _ = watched(open_context(viewport=PHONE, java_script_enabled=javascript))
        page.goto(f"{site}/support/?lang=en&currency=USD&amount=5")
        pick(page, "purse")
        assert "You agree on Purse’s own page" in seen(page, ".way-leads")
        page.fill("#email", "anna@example.org")
        press(page)
        page.wait_for_url("**/pay/**")
        assert Payment.objects.latest("pk").method == "purse"


def test_without_a_script_ways_follow_the_interval_and_the_server_does_the_rest(
    site: str, open_context: OpenContext
) -> None:
    page, _ = watched(open_context(viewport=PHONE, java_script_enabled=False))
    page.goto(f"{site}/support/?lang=en&{LATVIA}&amount=5")
    choose(page, "Once")
    assert offered(page) == "Card Purse"
    choose(page, "Monthly")
    pick(page, "sepa_debit")
    choose(page, "Once")
    assert "Bank debit (SEPA) not for this gift" in offered(page)
    page.fill("#email", "anna@example.org")
    press(page)
    assert "Bank debit (SEPA) does not take €10 once. You can pay by Card or Purse." in seen(page, ".error-summary")
    assert page.input_value("#email") == "anna@example.org"
    page.select_option("#currency", "JPY")
    page.locator("text=Show what fits this choice").click()
    assert seen(page, ".ways") == ""
    assert "You pay by card" in seen(page, "#way-alone")


def test_a_way_is_chosen_by_keyboard_alone(site: str, open_context: OpenContext) -> None:
    page, _ = watched(open_context(viewport=PHONE))
    page.goto(f"{site}/support/?lang=en&currency=USD&amount=5")
    page.fill("#email", "anna@example.org")
    tab_to(page, "way-card")
    page.keyboard.press("ArrowRight")
    assert chosen(page) == "purse"
    page.keyboard.press("Enter")
    page.wait_for_url("**/pay/**")
    assert Payment.objects.get().method == "purse"


@pytest.mark.parametrize(("lang", "scheme"), [("en", "light"), ("ru", "dark")])
def test_the_cards_are_sound_on_the_smallest_phone(
    site: str, open_context: OpenContext, lang: str, scheme: str
) -> None:
    context = open_context(viewport=SMALL, color_scheme=scheme, locale=lang)
    page, complaints = watched(context)
    page.goto(f"{site}/support/?lang={lang}&{LATVIA}&amount=5")
    Inspection(page).look("form")
    assert complaints == []


def test_the_cards_stay_on_a_screen_with_letters_twice_as_large(site: str, open_context: OpenContext) -> None:
    page, _ = watched(open_context(viewport={"width": 640, "height": 700}))
    page.goto(f"{site}/support/?lang=en&{LATVIA}&amount=5")
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    assert page.evaluate("document.documentElement.scrollWidth") <= 640


def test_every_card_can_be_hit_with_a_thumb(site: str, open_context: OpenContext) -> None:
    page, _ = watched(open_context(viewport=PHONE))
    page.goto(f"{site}/support/?lang=en&{LATVIA}&amount=5")
    for card in page.locator(".way").all():
        box = card.bounding_box()
        assert box is not None and box["height"] >= 44
