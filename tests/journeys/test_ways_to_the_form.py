"""How a reader gets to the form, how little that takes, and that it can all be done by keyboard and in Russian."""

import re
import time
from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.journeys.reader import CARD, Reader
from tests.journeys.running_demo import Demo

LATIN_WORD = re.compile(r"[A-Za-z]{3,}")


def test_the_header_link_opens_the_form(reader: Reader) -> None:
    reader.go("/news/who-owns-the-snow/")
    reader.page.get_by_role("banner").get_by_role("link", name=re.compile("^Support")).click()
    reader.page.wait_for_url("**/support/**")
    expect(reader.page.get_by_label("Email")).to_be_visible()
    expect(reader.page.get_by_role("radio", name="Monthly")).to_be_checked()
    expect(reader.page.get_by_role("radio", name="$2", exact=True)).to_be_checked()


def test_another_amount_and_interval_travel_from_the_plea_to_the_form(reader: Reader) -> None:
    page = reader.page
    reader.go("/news/who-owns-the-snow/")
    plea = page.locator("[data-smallfavor=epic]")
    plea.get_by_role("radio", name="Once").check()
    plea.get_by_role("radio", name="$25").check()
    reader.choose_in_the_plea("Give $25")
    expect(page.get_by_role("radio", name="Once")).to_be_checked()
    expect(page.get_by_role("radio", name="$25", exact=True)).to_be_checked()


def test_four_more_articles_open(reader: Reader) -> None:
    page = reader.page
    reader.go("/news/who-owns-the-snow/")
    more = page.get_by_role("region", name="Read more").or_(page.locator("aside", has_text="Read more"))
    links = {link.get_attribute("href") for link in more.get_by_role("link").all()}
    links = {link for link in links if link and link.count("/") == 3}
    assert len(links) == 4
    for link in links:
        answer = page.goto(reader.demo.paper + link)
        assert answer is not None
        assert answer.status == 200
        expect(page.get_by_role("heading", level=1)).to_be_visible()


def test_from_article_to_thanks_in_few_clicks_fields_and_seconds(reader: Reader) -> None:
    """At most 2 fields and 2 clicks of ours, the processor's card page apart. The seconds are the machine's."""
    page = reader.page
    reader.go("/news/who-owns-the-snow/")
    began = time.monotonic()
    reader.choose_in_the_plea()  # click 1
    page.get_by_label("Email").fill(reader.email)  # field 1
    page.get_by_role("button", name="Give $2 a month").click()  # click 2
    page.wait_for_url(f"{reader.demo.sandbox}/**")
    reader.pay()
    reader.is_thanked()
    assert time.monotonic() - began < 60


def test_everything_can_be_done_by_keyboard(demo: Demo, reader: Reader) -> None:
    page = reader.page
    reader.go("/news/who-owns-the-snow/")
    page.locator("[data-smallfavor=epic]").get_by_role("link", name="Give $2 a month").wait_for()
    tab_to(page, "Give $2 a month")
    page.keyboard.press("Enter")
    page.wait_for_url("**/support/**")
    tab_to(page, "email")
    page.keyboard.type(reader.email)
    page.keyboard.press("Enter")
    page.wait_for_url(f"{demo.sandbox}/**")
    tab_to(page, "number")
    page.keyboard.type(CARD)
    page.keyboard.press("Tab")
    page.keyboard.type("1234")
    page.keyboard.press("Tab")
    page.keyboard.type("123")
    page.keyboard.press("Enter")
    reader.is_thanked()


def test_the_whole_way_is_russian_where_russian_is_read(demo: Demo, new_reader: Callable[..., Reader]) -> None:
    reader = new_reader(locale="ru-RU", timezone_id="Europe/Riga")
    page = reader.page
    reader.go("/support/?interval=monthly&amount=2&currency=EUR")
    assert foreign_words(page) == set()
    page.locator("#email").fill(reader.email)
    page.locator("main button.button-wide").locator("visible=true").click()
    page.wait_for_url(f"{demo.sandbox}/**")
    page.locator("[name=number]").fill(CARD)
    page.locator("[name=expiry]").fill("12 / 34")
    page.locator("[name=cvc]").fill("123")
    page.locator("[name=cvc]").press("Enter")
    page.wait_for_url("**/support/thanks/**")
    assert foreign_words(page) == set()
    letter = demo.mails(reader.email, count=1)[0]
    assert "Спасибо" in letter["text"]
    page.goto(demo.links(letter, "/manage/(?!stop)")[0])
    assert foreign_words(page) == set()
    reader.go("/remind/")
    assert foreign_words(page) == set()


def tab_to(page: Page, wanted: str) -> None:
    """Press Tab until the focus stands on the element with this text or field name."""
    for _ in range(80):
        page.keyboard.press("Tab")
        if page.evaluate(FOCUSED).strip() == wanted:
            return
    raise AssertionError(f"the keyboard never reached {wanted!r}")


# The text or the field's name of what has the focus, in shadow trees too.
FOCUSED = """() => {
  let at = document.activeElement;
  while (at && at.shadowRoot && at.shadowRoot.activeElement) at = at.shadowRoot.activeElement;
  return at ? (at.name || at.innerText || "") : "";
}"""


def foreign_words(page: Page) -> set[str]:
    """Latin words in the page's text, but for names, currencies and the switch to English."""
    names = {"The", "Harbour", "Courier", "HARBOUR", "MEDIA", "English", "Visa", "Mastercard", "JavaScript"}
    currencies = {"USD", "EUR", "GBP", "PLN", "CHF", "JPY"}
    return set(LATIN_WORD.findall(page.locator("body").inner_text())) - names - currencies
