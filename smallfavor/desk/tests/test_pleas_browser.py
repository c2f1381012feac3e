"""The studio in a real browser: type, look, publish; and the reader who then sees it."""

import re
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.auth import get_user_model
from django.core.management import call_command
from playwright.sync_api import BrowserContext, Page, expect

from smallfavor.appeals.actions.count_tally import TALLIER, Tallier
from smallfavor.appeals.actions.load_sample import load_sample_appeals
from smallfavor.appeals.models import Tally
from smallfavor.core.clock import utcnow
from smallfavor.publication.actions.set_up_site import set_up_site
from smallfavor.publication.models import Article, Section

READER = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Safari/537.36"
PLEA = "/desk/pleas/plea/after-the-article/"
OURS = [".nice-padding"]  # Wagtail's own furniture stands around it


@pytest.fixture
def article(paper_site: str, monkeypatch: pytest.MonkeyPatch) -> Article:
    """A baked paper of one long article with the sample's pleas on it."""
    monkeypatch.setattr(Tallier, "keep_flushing", lambda self: None)
    TALLIER.forget()
    section = set_up_site().add_child(instance=Section(title="News", slug="news", language="en"))
    body = "<p>The pier stays open through the winter, the council decided on Tuesday.</p>" * 30
    found: Article = section.add_child(
        instance=Article(title="Pier stays open", language="en", date=date(2026, 11, 20), body=body)
    )
    found.save_revision().publish()
    found.refresh_from_db()
    load_sample_appeals(now=utcnow())
    call_command("bake", verbosity=0)
    return found


@pytest.fixture
def desk(paper_site: str, article: Article, page: Page) -> Page:
    """The desk, signed in."""
    get_user_model().objects.create_superuser("editor", "editor@example.org", "a-good-password")
    page.goto(f"{paper_site}/desk/login/")
    page.get_by_label("Username").fill("editor")
    page.locator("input[name=password]").fill("a-good-password")
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url(f"{paper_site}/desk/")
    return page


def faults(page: Page) -> list[str]:
    found = Axe().run(page, context={"include": [OURS]}, options={"iframes": False})
    return [f"{each['id']}: {each['nodes'][0]['html']}" for each in found.response["violations"]]


def test_what_an_editor_types_is_on_the_preview_and_after_publishing_before_readers(
    paper_site: str, desk: Page, article: Article, open_context: Callable[..., BrowserContext]
) -> None:
    desk.goto(f"{paper_site}{PLEA}")
    preview = desk.frame_locator("[data-studio-frames] figure:first-child iframe:not([data-coming])")
    expect(preview.get_by_role("heading", name="Somebody has to sit")).to_be_visible()
    desk.get_by_label("First sentence").first.fill("Typed at seven in the evening.")
    expect(preview.get_by_role("heading", name="Typed at seven in the evening.")).to_be_visible()
    preview.get_by_role("link", name="Give €2").click()
    expect(preview.get_by_role("heading", name="Typed at seven in the evening.")).to_be_visible()
    assert desk.evaluate("localStorage.getItem('smallfavor')") is None

    reader = open_context(user_agent=READER).new_page()
    see(reader, f"{paper_site}{article.url}", "Somebody has to sit|You could read this")
    desk.get_by_role("button", name="open-to-all").click()
    desk.get_by_label("First sentence").nth(2).fill("Typed at seven in the evening.")
    desk.get_by_role("button", name="Publish").click()
    expect(desk.get_by_text("Published. Readers get it within a minute.")).to_be_visible()
    fresh = open_context(user_agent=READER).new_page()
    see(fresh, f"{paper_site}{article.url}", "Typed at seven in the evening")
    TALLIER.flush()
    counted = set(Tally.objects.filter(appeal="after-the-article").values_list("event", flat=True))
    assert counted == {"exposed", "seen"}


def see(page: Page, address: str, words: str) -> None:
    """Read to the article's end and find the plea there."""
    page.goto(address)
    page.wait_for_load_state("networkidle")
    page.locator("[data-smallfavor=epic]").scroll_into_view_if_needed()
    page.mouse.wheel(0, 600)

    expect(page.get_by_role("heading", name=re.compile(words))).to_be_visible()
    page.wait_for_load_state("networkidle")


@pytest.mark.parametrize("width", [1280, 375])
def test_axe_finds_nothing_on_the_studios_pages(paper_site: str, desk: Page, width: int) -> None:
    desk.set_viewport_size({"width": width, "height": 900})
    found: dict[str, Any] = {}
    campaigns = ("/desk/pleas/campaigns/", "/desk/pleas/campaigns/new/")
    for address in ("/desk/pleas/", "/desk/pleas/new/", "/desk/pleas/asking/", PLEA, f"{PLEA}history/", *campaigns):
        desk.goto(f"{paper_site}{address}")
        desk.wait_for_load_state("networkidle")
        for part in desk.locator("details").all():
            part.evaluate("part => { part.open = true; }")
        found[address] = faults(desk)
        assert desk.evaluate("document.documentElement.scrollWidth") <= width
    assert {address: each for address, each in found.items() if each} == {}


def test_leaving_unsaved_words_asks_first(paper_site: str, desk: Page) -> None:
    asked = []
    desk.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    desk.goto(f"{paper_site}{PLEA}")
    desk.get_by_label("First sentence").first.fill("Not saved.")
    expect(desk.get_by_text("Not saved yet")).to_be_visible()
    desk.goto(f"{paper_site}/desk/pleas/")
    assert asked == ["beforeunload"]


def test_problems_are_said_while_one_types(paper_site: str, desk: Page) -> None:
    desk.goto(f"{paper_site}{PLEA}")
    desk.get_by_label("First sentence").first.fill("Dear {name}")
    expect(desk.get_by_text("{name} is not one of the placeholders.")).to_be_visible()


def test_all_looks_stand_beside_each_other_and_follow_without_loading_anew(paper_site: str, desk: Page) -> None:
    loaded: list[str] = []
    desk.on("request", lambda request: loaded.append(request.url) if "/page/?" in request.url else None)
    desk.set_viewport_size({"width": 1440, "height": 1000})
    desk.goto(f"{paper_site}{PLEA}")
    frames = [
        desk.frame_locator(f"[data-studio-frames] figure:nth-child({place}) iframe:not([data-coming])")
        for place in range(1, 5)
    ]
    for frame in frames:
        expect(frame.get_by_role("heading", name="Somebody has to sit")).to_be_visible()
    assert frames[2].locator("html").get_attribute("dir") == "rtl"
    assert len(loaded) == 4
    desk.get_by_text("Looks", exact=True).first.click()
    desk.get_by_label("Design").first.select_option("ink")
    desk.get_by_label("First sentence").first.fill("Typed at seven in the evening.")
    for frame in frames:
        expect(frame.get_by_role("heading", name="Typed at seven in the evening.")).to_be_visible()
    ground = "box => getComputedStyle(box).backgroundColor"
    assert frames[0].locator("section.epic").evaluate(ground) == "rgb(29, 27, 24)"
    assert frames[1].locator("section.epic").evaluate(ground) == "rgb(43, 41, 38)"
    assert len(loaded) == 4


def test_on_a_phone_the_looks_are_shown_one_at_a_time(paper_site: str, desk: Page) -> None:
    desk.set_viewport_size({"width": 390, "height": 844})
    desk.goto(f"{paper_site}{PLEA}")
    expect(desk.locator("[data-studio-frames] figure")).to_have_count(1)
    expect(desk.get_by_role("button", name="All", exact=True)).to_be_hidden()
    desk.get_by_role("button", name="Dark", exact=True).click()
    desk.get_by_role("button", name="Right to left").click()
    frame = desk.frame_locator("[data-studio-frames] iframe:not([data-coming])")
    expect(frame.locator("html[dir=rtl] section.epic")).to_be_visible()
    assert "dark" in frame.locator("html").evaluate("page => getComputedStyle(page).colorScheme")
