"""The reader's forms in a real Chromium: with and without JavaScript, by keyboard, on a small phone."""

import gzip
import re
from collections.abc import Callable
from typing import Any

import html5lib
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, Page, Route, expect

from sandbox_processor.testing import RunningSandbox
from smallfavor.core.tokens import make_token
from smallfavor.giving.tests.conftest import token_path
from smallfavor.payments.links import stop_url
from smallfavor.payments.models import Payment, Pledge
from smallfavor.supporters.links import manage_url

SMALL = {"width": 320, "height": 640}
PHONE = {"width": 360, "height": 740}
OpenContext = Callable[..., BrowserContext]


@pytest.fixture
def payment_pages(sandbox: RunningSandbox, settings: Any) -> None:
    """The forms may lead on to the sandbox; known before the site starts, which reads its policy once."""
    settings.PAYMENT_PAGE_ORIGINS = [sandbox.url]


@pytest.fixture
def site(payment_pages: None, paper_site: str) -> str:
    return paper_site


def watched(context: BrowserContext) -> tuple[Page, list[str]]:
    """A page, and what the browser complains about on it: errors, and what the page's policy forbids."""
    page, complaints = context.new_page(), list[str]()
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda line: complaints.append(line.text) if "Security Policy" in line.text else None)
    return page, complaints


def seen(page: Page, selector: str) -> str:
    """The text of everything that the selector finds and that is shown."""
    texts = page.locator(selector).locator("visible=true").all_inner_texts()
    return " ".join(" ".join(texts).split())


def choose(page: Page, card: str) -> None:
    """Click the shown card with exactly this text."""
    text = page.locator(".choice-card", has_text=re.compile(f"^{re.escape(card)}$"))
    page.locator("label.choice").filter(has=text).locator("visible=true").last.click()


def press(page: Page) -> None:
    page.locator("main button.button-wide").locator("visible=true").click()


def pay(page: Page, card: str = "success") -> None:
    """On the sandbox's page, with the card filled in; back on our page afterwards."""
    page.wait_for_url("**/pay/**")
    page.goto(f"{page.url}?card={card}")
    page.locator("button.pay").click()
    page.wait_for_url("**/support/**")


class Inspection:
    """Looks at each page on the way: markup, accessibility, nothing wider than the screen."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.looked_at: list[str] = []

    def look(self, name: str) -> None:
        self.looked_at.append(name)
        markup = self.page.evaluate("async () => (await fetch(location.href)).text()") if name != "posted" else ""
        if markup:
            html5lib.HTMLParser(strict=True).parse(markup)
        width = self.page.evaluate("document.documentElement.scrollWidth - innerWidth")
        assert width <= 0, f"{name} is {width} px wider than the screen"
        found = Axe().run(self.page).response["violations"]
        assert found == [], (name, [(one["id"], [node["html"] for node in one["nodes"]]) for one in found])


def walk(page: Page, site: str, look: Callable[[str], None], *, lang: str) -> None:
    """Every page of the forms, once."""
    page.goto(f"{site}/support/?lang={lang}&return=/news/x/")
    look("form")
    press(page)
    expect(page.locator(".error-summary")).to_be_focused()
    look("refused")
    page.fill("#email", "anna@example.org")
    press(page)
    pay(page, "declined")
    check_until(page, "again")
    look("declined")
    press(page)
    page.wait_for_url("**/pay/**")
    token = make_token("payment", str(Payment.objects.latest("created_at").uuid))
    page.goto(f"{site}/support/pending/{token}/?lang={lang}")
    look("not paid yet")
    page.locator("main a.button").click()
    pay(page)
    check_until(page, "thanks")
    look("thanks")
    pledge = Pledge.objects.get(started_at__isnull=False)
    home = site + token_path(manage_url(pledge.supporter))
    for part in ("", f"change/{pledge.uuid}/", f"pause/{pledge.uuid}/", "erase/"):
        page.goto(f"{home}{part}?lang={lang}")
        look(part or "manage")
    stop = site + token_path(stop_url(pledge))
    page.goto(f"{stop}?lang={lang}")
    look("stop")
    press(page)
    look("stopped")
    page.goto(f"{home}?lang={lang}")
    look("ended")
    page.goto(f"{site}/manage/?lang={lang}")
    look("ask")
    page.goto(f"{site}/manage/nothing/?lang={lang}")
    look("gone")


def check_until(page: Page, where: str) -> None:
    """Press "check again" where the page still waits."""
    if "/support/pending/" in page.url:
        page.locator("form[data-smallfavor-check] button").click()
    page.wait_for_url(f"**/support/{where}/**")


@pytest.mark.parametrize(("lang", "scheme", "size"), [("en", "light", SMALL), ("ru", "dark", SMALL)])
def test_every_page_is_sound_on_the_smallest_phone(
    site: str, open_context: OpenContext, lang: str, scheme: str, size: dict[str, int]
) -> None:
    page, complaints = watched(open_context(viewport=size, color_scheme=scheme, locale=lang))
    inspection = Inspection(page)
    walk(page, site, inspection.look, lang=lang)
    assert len(inspection.looked_at) == 14
    assert complaints == []


def test_every_page_works_with_letters_twice_as_large(site: str, open_context: OpenContext) -> None:
    page, _ = watched(open_context(viewport={"width": 640, "height": 700}, java_script_enabled=True))
    page.add_init_script("document.documentElement.style.fontSize = '200%'")
    for path in ("/support/", "/manage/"):
        page.goto(site + path)
        page.evaluate("document.documentElement.style.fontSize = '200%'")
        assert page.evaluate("document.documentElement.scrollWidth") <= 640
        for control in page.locator("main").locator("button, input, select, a").locator("visible=true").all():
            box = control.bounding_box()
            assert box is not None
            assert box["x"] >= 0
            assert box["x"] + box["width"] <= 640


def test_the_form_fits_one_screen_of_a_phone(site: str, open_context: OpenContext) -> None:
    page, _ = watched(open_context(viewport=PHONE))
    page.goto(f"{site}/support/?interval=monthly&amount=2&currency=USD")
    box = page.locator("main button.button-wide").bounding_box()
    assert box is not None
    assert box["y"] + box["height"] <= PHONE["height"]


def test_the_whole_way_without_javascript(site: str, open_context: OpenContext) -> None:
    page, _ = watched(open_context(viewport=PHONE, java_script_enabled=False))
    page.goto(f"{site}/support/?return=/news/x/")
    assert seen(page, ".presets .choice-card") == "$2 $5 $10"
    choose(page, "Yearly")
    assert seen(page, ".presets .choice-card") == "$20 $50 $100"
    assert seen(page, "main button.button-wide") == "Give $20 a year"
    assert "You give $20 every year. First today" in seen(page, ".truth")
    choose(page, "$50")
    assert seen(page, "main button.button-wide") == "Give $50 a year"
    page.fill("#amount", "70")
    assert seen(page, "main button.button-wide") == "Give every year"
    assert "You give this amount every year" in seen(page, ".truth")
    page.fill("#amount", "")
    choose(page, "Once")
    assert "once, today" in seen(page, ".truth")
    assert "until you stop" not in seen(page, ".promise")
    page.fill("#email", "anna@example.org")
    page.select_option("#currency", "JPY")
    page.locator("text=Show what fits this choice").click()
    assert seen(page, ".presets .choice-card") == "¥1,500 ¥4,000 ¥8,000"
    assert page.input_value("#email") == "anna@example.org"
    press(page)
    pay(page)
    check_until(page, "thanks")
    assert "¥1,500 once" in seen(page, "main")
    assert page.locator("main a.button").get_attribute("href") == "/news/x/"
    assert seen(page, "[data-smallfavor-forget]") == ""


def test_a_browser_without_has_shows_every_amount_and_a_sentence_that_is_true(
    site: str, open_context: OpenContext
) -> None:
    page, _ = watched(open_context(viewport=PHONE, java_script_enabled=False))

    def older(route: Route) -> None:
        answer = route.fetch()
        route.fulfill(response=answer, body=answer.text().replace("selector(:has(a))", "selector(:no-such(a))"))

    page.route("**/giving.css", older)
    page.goto(f"{site}/support/?lang=en")
    assert seen(page, ".presets legend") == "How much, once How much every month How much every year"
    assert seen(page, "main button.button-wide") == "Continue to payment"
    for sentence in (
        "Once: You give this amount once",
        "Monthly: You give this amount every month",
        "Yearly: You give",
    ):
        assert sentence in seen(page, ".truth")
    assert not re.search(r"\$\d", seen(page, ".truth"))
    choose(page, "Yearly")
    choose(page, "$50")
    page.fill("#email", "anna@example.org")
    press(page)
    page.wait_for_url("**/pay/**")
    payment = Payment.objects.get()
    assert (payment.amount_minor, payment.interval) == (5000, "yearly")


def test_the_script_says_the_typed_amount(site: str, open_context: OpenContext) -> None:
    page, complaints = watched(open_context(viewport=PHONE))
    page.goto(f"{site}/support/?lang=en")
    assert seen(page, "main button.button-wide") == "Give $2 a month"
    page.fill("#amount", "7")
    assert seen(page, "main button.button-wide") == "Give $7 a month"
    assert "You give $7 every month. First today" in seen(page, ".truth")
    page.fill("#amount", "1,500")
    assert seen(page, "main button.button-wide") == "Give every month"
    choose(page, "$5")
    assert page.input_value("#amount") == ""
    assert seen(page, "main button.button-wide") == "Give $5 a month"
    page.select_option("#currency", "JPY")
    assert seen(page, ".presets .choice-card") == "¥300 ¥800 ¥1,500"
    assert seen(page, "main button.button-wide") == "Give ¥800 a month"
    page.fill("#email", "anna@example.org")
    press(page)
    page.wait_for_url("**/pay/**")
    payment = Payment.objects.get()
    assert (payment.amount_minor, payment.currency) == (800, "JPY")
    assert complaints == []


def test_script_and_server_write_money_alike(site: str, open_context: OpenContext) -> None:
    by_server, _ = watched(open_context(java_script_enabled=False))
    by_script, _ = watched(open_context())
    button = "main button.button-wide"
    for lang in ("en", "ru"):
        for currency in ("USD", "PLN", "JPY"):
            for page in (by_server, by_script):
                page.goto(f"{site}/support/?lang={lang}&currency={currency}")
            assert seen(by_script, button) == seen(by_server, button)
            assert seen(by_script, ".truth") == seen(by_server, ".truth")


def test_the_language_switch_keeps_what_was_typed(site: str, open_context: OpenContext) -> None:
    for javascript in (True, False):
        page, _ = watched(open_context(java_script_enabled=javascript))
        page.goto(f"{site}/support/?lang=en&interval=yearly&appeal=spring")
        page.fill("#email", "half")
        page.fill("#amount", "70")
        page.locator("button[lang=ru]").click()
        expect(page.locator("html")).to_have_attribute("lang", "ru")
        assert page.input_value("#email") == "half"
        assert page.input_value("#amount") == "70"
        assert page.locator("#interval-yearly").is_checked()
        assert page.locator("[name=appeal]").input_value() == "spring"


def test_one_gives_by_keyboard_alone(site: str, open_context: OpenContext) -> None:
    page, _ = watched(open_context(viewport=PHONE))
    page.goto(f"{site}/support/?lang=en")
    tab_to(page, "interval-monthly")
    page.keyboard.press("ArrowRight")
    tab_to(page, "yearly-1")
    page.keyboard.press("ArrowRight")
    assert seen(page, "main button.button-wide") == "Give $50 a year"
    tab_to(page, "email")
    page.keyboard.type("anna@example.org")
    page.keyboard.press("Enter")
    page.wait_for_url("**/pay/**")
    assert Payment.objects.get().amount_minor == 5000


def tab_to(page: Page, id: str) -> None:
    for _ in range(30):
        if page.evaluate("document.activeElement.id") == id:
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"the Tab key does not reach #{id}")


def test_two_clicks_and_one_field_from_the_link_of_a_plea(site: str, open_context: OpenContext) -> None:
    page, _ = watched(open_context(viewport=PHONE))
    page.goto(f"{site}/support/?interval=monthly&amount=2&currency=USD&appeal=spring")
    page.fill("#email", "anna@example.org")
    press(page)
    pay(page)
    check_until(page, "thanks")
    assert "$2 every month" in seen(page, "main")


def test_the_back_button_and_a_double_click_are_one_payment(site: str, open_context: OpenContext) -> None:
    page, _ = watched(open_context(viewport=PHONE))
    page.goto(f"{site}/support/?lang=en")
    page.fill("#email", "anna@example.org")
    page.locator("main button.button-wide").dblclick()
    # The second press breaks off the first one's way, which a wait for that way would take for the end.
    expect(page).to_have_url(re.compile("/pay/"), timeout=15_000)
    assert Payment.objects.count() == 1


def test_a_device_where_giving_is_dangerous_is_told_so(site: str, open_context: OpenContext, settings: Any) -> None:
    settings.RISK_COUNTRIES = ["BY"]
    page, _ = watched(open_context(timezone_id="Europe/Minsk"))
    page.goto(f"{site}/support/?lang=en")
    page.wait_for_url("**/support/?zone=**")
    assert "could put you in danger" in seen(page, "main")


def test_the_form_weighs_little(site: str, open_context: OpenContext) -> None:
    page, _ = watched(open_context())
    weights: dict[str, int] = {}
    page.on("response", lambda answer: weights.update({answer.url: len(gzip.compress(answer.body()))}))
    page.goto(f"{site}/support/?lang=ru", wait_until="networkidle")
    own = {url: weight for url, weight in weights.items() if "favicon" not in url}
    assert all(url.startswith(site) for url in own)
    assert sum(own.values()) <= 30_000, own
    assert page.context.cookies() == []
