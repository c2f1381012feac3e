"""The pages behind a declined card, in a browser: sound on a phone, and whole without JavaScript."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from playwright.sync_api import Page

from sandbox_processor.testing import RunningSandbox
from smallfavor.core.clock import utcnow
from smallfavor.core.paper import current_paper
from smallfavor.giving.tests.conftest import token_path
from smallfavor.giving.tests.test_browser import (
    PHONE,
    SMALL,
    Inspection,
    OpenContext,
    check_until,
    payment_pages,
    press,
    seen,
    site,
    watched,
)
from smallfavor.payments.actions.drive import drive_until_idle
from smallfavor.payments.links import card_url, confirm_url
from smallfavor.payments.models import Payment, Pledge
from smallfavor.supporters.links import manage_url

__all__ = ["payment_pages", "site"]


def give(page: Page, site: str, card: str, lang: str) -> Pledge:
    """Begin a pledge of $2 a month with a card that will be declined, and let the next month come."""
    page.goto(f"{site}/support/?lang={lang}")
    page.fill("#email", "anna@example.org")
    press(page)
    pay_on_page(page, card)
    check_until(page, "thanks")
    pledge = Pledge.objects.latest("pk")
    assert pledge.next_due is not None
    drive_until_idle(today=pledge.next_due, now=utcnow(), concurrency=1)
    return pledge


def pay_on_page(page: Page, card: str, back_to: str = "**/support/**") -> None:
    page.wait_for_url("**/pay/**")
    page.goto(f"{page.url}?card={card}")
    page.locator("button.pay").click()
    if card == "renewal_authentication":
        page.locator("button").first.click()
    page.wait_for_url(back_to)


def later(days: int) -> None:
    now = utcnow() + timedelta(days=days)
    drive_until_idle(today=current_paper().today(now), now=now, concurrency=1)


def another_card(page: Page) -> None:
    press(page)
    pay_on_page(page, "success_mastercard", "**/manage/card/**")
    if page.locator("button[name=check]").count():
        page.locator("button[name=check]").click()
        page.wait_for_load_state()


def walk(page: Page, site: str, look: Callable[[str], None], *, lang: str) -> None:
    """Every page behind a declined card, once."""
    pledge = give(page, site, "renewal_insufficient", lang)
    page.goto(f"{site}{token_path(card_url(pledge))}?lang={lang}")
    look("another card")
    press(page)
    page.wait_for_url("**/pay/**")
    page.goto(f"{site}{token_path(card_url(pledge))}?lang={lang}&back=1")
    look("not saved yet")
    page.locator("main button.button-quiet").click()
    pay_on_page(page, "success_mastercard", "**/manage/card/**")
    if page.locator("button[name=check]").count():
        page.locator("button[name=check]").click()
        page.wait_for_load_state()
    look("saved")
    later(0)
    page.reload()
    look("saved and paid")

    Pledge.objects.all().update(state="cancelled")
    page.goto(f"{site}{token_path(card_url(pledge))}?lang={lang}")
    look("stopped")

    pledge = give(page, site, "renewal_authentication", lang)
    payment = Payment.objects.get(pledge=pledge, period=1)
    page.goto(f"{site}{token_path(manage_url(pledge.supporter))}?lang={lang}")
    look("own page, to confirm")
    page.goto(f"{site}{token_path(confirm_url(payment))}?lang={lang}")
    look("confirm")
    press(page)
    pay_on_page(page, "declined", "**")
    page.wait_for_url(f"{site}/**")
    if "/support/pending/" in page.url:
        page.locator("form[data-smallfavor-check] button").click()
    page.wait_for_url("**/manage/confirm/**")
    look("confirm, declined")
    later(16)
    page.goto(f"{site}{token_path(card_url(pledge))}?lang={lang}")
    look("way back")
    page.goto(f"{site}{token_path(confirm_url(payment))}?lang={lang}")
    look("confirm after the lapse")
    Pledge.objects.all().update(state="cancelled")
    page.reload()
    look("nothing to confirm")


@pytest.mark.parametrize(("lang", "scheme"), [("en", "light"), ("ru", "dark")])
def test_every_page_behind_a_declined_card_is_sound_on_the_smallest_phone(
    site: str, sandbox: RunningSandbox, open_context: OpenContext, lang: str, scheme: str
) -> None:
    page, complaints = watched(open_context(viewport=SMALL, color_scheme=scheme, locale=lang))
    inspection = Inspection(page)
    walk(page, site, inspection.look, lang=lang)
    assert len(inspection.looked_at) == 11
    assert complaints == []


def test_the_way_back_is_one_button_and_works_without_javascript(
    site: str, sandbox: RunningSandbox, open_context: OpenContext
) -> None:
    page, _ = watched(open_context(viewport=PHONE, java_script_enabled=False))
    pledge = give(page, site, "renewal_lost", "en")
    page.goto(f"{site}{token_path(card_url(pledge))}?lang=en")
    assert seen(page, "h1") == "Take up your support again"
    assert "$2 every month" in seen(page, "main")
    assert page.locator("main button").count() == 1
    box = page.locator("main button.button-wide").bounding_box()
    assert box is not None and box["y"] + box["height"] <= PHONE["height"]
    another_card(page)
    assert "The new way to pay is saved" in seen(page, "main")
    later(0)
    page.reload()
    assert "$2 was taken just now" in seen(page, "main")
    pledge.refresh_from_db()
    assert (pledge.state, Payment.objects.get(pledge=pledge, period=1).state) == ("active", "paid")


def test_the_banks_question_is_answered_without_javascript(
    site: str, sandbox: RunningSandbox, open_context: OpenContext
) -> None:
    page, _ = watched(open_context(viewport=PHONE, java_script_enabled=False))
    pledge = give(page, site, "renewal_authentication", "en")
    payment = Payment.objects.get(pledge=pledge, period=1)
    page.goto(f"{site}{token_path(confirm_url(payment))}?lang=en")
    press(page)
    pay_on_page(page, "success")
    check_until(page, "thanks")
    assert "Thank you" in seen(page, "h1")
    payment.refresh_from_db()
    assert payment.state == "paid"
