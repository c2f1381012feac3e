"""What a plea shows besides its words: the campaign's ticker, its last day, choice cards, and designs from tokens."""

import time
from collections.abc import Callable
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from smallfavor.appeals.rules.designs import DESIGNS, style_of, tokens_of
from tests.embed.conftest import Reader
from tests.embed.site import Site, appeal, article, manifest_of, text_of
from tests.embed.test_looks import SCHEME

TICKER = {"goal": "10000", "raised": "4210", "people": 312, "currency": "USD"}
DAY_S, HOUR_S = 86400, 3600


def publish(site: Site, *, ticker: Any = TICKER, left_s: int = 0, ticker_shown: bool = False, **text: Any) -> None:
    """One epic whose text has `text` besides; it closes in `left_s` seconds, if in any."""
    site.put_json("/appeals/texts/own.json", text_of("en", ticker=ticker_shown, **text))
    plea = appeal(
        campaign="winter", **({"deadline": int(time.time()) + left_s} if left_s else {}),
        variants=[{"id": "control", "share": 1, "texts": {"en": "texts/own.json"}}],
    )  # fmt: skip
    site.publish(manifest_of(plea, tickers={"winter": ticker} if ticker else {}))


def test_the_ticker_says_in_words_how_far_the_campaign_is(reader: Reader, site: Site) -> None:
    publish(site, ticker=TICKER, left_s=12 * DAY_S - HOUR_S, ticker_shown=True)
    reader.read()
    goal = reader.epic.locator(".goal")
    expect(goal).to_contain_text("$4,210 of $10,000 312 people")
    expect(goal).to_contain_text("in 12 days.")
    expect(goal).not_to_contain_text("reached")
    bar = goal.locator(".bar").bounding_box()
    done = goal.locator(".bar i").bounding_box()
    assert bar and done
    assert done["width"] / bar["width"] == pytest.approx(0.421, abs=0.02)


def test_beyond_the_goal_it_goes_on_calmly(reader: Reader, site: Site) -> None:
    publish(site, ticker={**TICKER, "raised": "12345.5", "people": 1}, ticker_shown=True)
    reader.read()
    expect(reader.epic.locator(".goal")).to_contain_text("$12,345.50 of $10,000 1 person")
    expect(reader.epic.locator(".goal")).to_contain_text("The goal is reached. Every further gift")
    assert reader.page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize("is_wished", [True, False])
def test_without_numbers_or_wish_there_is_no_ticker(reader: Reader, site: Site, is_wished: bool) -> None:
    publish(site, ticker=None if is_wished else TICKER, ticker_shown=is_wished)
    reader.read()
    expect(reader.epic).to_be_visible()
    expect(reader.epic.locator(".goal")).to_have_count(0)


def test_hours_are_said_on_the_last_day_alone_and_nothing_after_it(reader: Reader, site: Site) -> None:
    publish(site, left_s=5 * HOUR_S - 600)
    reader.read()
    expect(reader.epic.locator(".goal")).to_contain_text("in 5 hours.")
    publish(site, left_s=-60)
    reader.read("/2/")
    expect(reader.epic).to_be_visible()
    expect(reader.epic.locator(".goal")).to_have_count(0)


def test_choice_cards_say_the_interval_and_what_an_amount_pays_for(reader: Reader, site: Site) -> None:
    publish(site, choice="cards", note="one evening in court", amount_index=1)
    reader.read()
    chosen = reader.epic.get_by_role("radio", name="$5 a month one evening in court")
    expect(chosen).to_be_checked()
    reader.epic.get_by_role("radio", name="Every year").check()
    expect(reader.epic.get_by_role("radio", name="$50 a year", exact=True)).to_be_checked()
    expect(reader.epic).not_to_contain_text("one evening")
    reader.epic.get_by_role("radio", name="Every month").check()
    expect(reader.epic).to_contain_text("one evening in court")
    expect(reader.epic.locator(".go")).to_have_text("Give $5 a month")


def test_a_button_alone_leads_to_the_form_with_the_first_choice(reader: Reader, site: Site) -> None:
    publish(site, choice="button")
    reader.read()
    expect(reader.epic.get_by_role("radio")).to_have_count(0)
    href = reader.epic.get_by_role("link", name="Give $2 a month").get_attribute("href") or ""
    assert "interval=monthly" in href and "amount=2" in href


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_design_can_be_read_on_light_and_dark_pages(
    new_reader: Callable[..., Reader], site: Site, scheme: str
) -> None:
    site.put("/1/", article(head=SCHEME))
    reader = new_reader(color_scheme=scheme)
    grounds = set()
    for design in DESIGNS:
        look = style_of(tokens_of(design, paper_accent="#8a1c2b"))
        publish(site, choice="cards", note="one evening", design=look, left_s=3 * DAY_S, ticker_shown=True)
        reader.read()
        expect(reader.epic).to_be_visible()
        found = Axe().run(reader.page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"]})
        assert [(design, each["id"], each["nodes"][0]["html"]) for each in found.response["violations"]] == []
        reader.page.evaluate("localStorage.clear()")
        grounds.add(reader.epic.evaluate("box => getComputedStyle(box).backgroundColor"))
    assert len(grounds) == len(DESIGNS)
    assert reader.page.evaluate("shift") == 0
    assert reader.page.evaluate("violations") == []


def test_the_host_pages_accent_stands_before_the_papers_and_an_editors_before_both(reader: Reader, site: Site) -> None:
    site.put("/1/", article(head="<style>[data-smallfavor] { --sf-accent: #00f; }</style>"))
    button = "box => getComputedStyle(box.querySelector('.go')).backgroundColor"
    reader.read()
    assert reader.epic.evaluate(button) == "rgb(0, 0, 255)"
    publish(site, design=style_of(tokens_of("page", paper_accent="#8a1c2b", own_accent="#0b5d66")))
    reader.read()
    assert reader.epic.evaluate(button) == "rgb(11, 93, 102)"


def test_an_arabic_plea_stands_right_to_left_on_any_page(reader: Reader, site: Site) -> None:
    words = {"heading": "القراء وحدهم يدفعون لصحيفة {paper}.", "paragraphs": ["شكرا لكم."], "signature": ""}
    site.put_json("/appeals/texts/ar.json", {**text_of("en", choice="cards"), **words, "language": "ar", "dir": "rtl"})
    variants = [{"id": "control", "share": 1, "texts": {"ar": "texts/ar.json"}}]
    site.publish(manifest_of(appeal(variants=variants)))
    site.put("/1/", article(language="ar"))  # the page itself forgot to say its direction
    reader.read()
    box, close = reader.epic.bounding_box(), reader.epic.locator(".close").bounding_box()
    assert box and close
    assert close["x"] < box["x"] + box["width"] / 2
    reader.epic.get_by_role("radio", name="Another amount").check()
    reader.epic.locator("#own").fill("٧٫٥")
    href = reader.epic.locator(".go").get_attribute("href") or ""
    assert "amount=7.5" in href
