"""One editor's way in a real browser: from a blank page over audience and publishing to history, copy and file."""

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.auth import get_user_model
from playwright.sync_api import BrowserContext, Page, expect

from smallfavor.appeals.actions.load_sample import load_sample_appeals
from smallfavor.appeals.models import Appeal, AppealHold
from smallfavor.appeals.queries.drafts import draft_of
from smallfavor.core.clock import utcnow
from smallfavor.publication.actions.set_up_site import set_up_site
from smallfavor.publication.models import Article, Section

PHONE = {"width": 390, "height": 844}


def sign_in(paper_site: str, page: Page) -> Page:
    page.goto(f"{paper_site}/desk/login/")
    page.get_by_label("Username").fill("editor")
    page.locator("input[name=password]").fill("a-good-password")
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url(f"{paper_site}/desk/")
    return page


@pytest.fixture
def paper(paper_site: str) -> str:
    """A paper of one article with the sample's pleas, and an editor."""
    section = set_up_site().add_child(instance=Section(title="News", slug="news", language="en"))
    article = section.add_child(
        instance=Article(title="Pier stays open", language="en", date=date(2026, 11, 20), body="<p>Words.</p>" * 9)
    )
    article.save_revision().publish()
    load_sample_appeals(now=utcnow())
    get_user_model().objects.create_superuser("editor", "editor@example.org", "a-good-password")
    return paper_site


def faults(page: Page) -> list[str]:
    found = Axe().run(page, context={"include": [[".nice-padding"]]}, options={"iframes": False})
    return [f"{each['id']}: {each['nodes'][0]['html']}" for each in found.response["violations"]]


def assert_clean(page: Page) -> None:
    """Nothing for axe to find, opened out, on a desktop and on a phone; and nothing sticks out."""
    page.wait_for_load_state("networkidle")
    for part in page.locator(".nice-padding details").all():
        part.evaluate("part => { part.open = true; }")
    desktop = page.viewport_size
    for size in (desktop, PHONE):
        page.set_viewport_size(size)  # type: ignore[arg-type]
        assert faults(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]  # type: ignore[index]
    page.set_viewport_size(desktop)  # type: ignore[arg-type]


def test_from_a_blank_page_to_a_file_and_back(paper: str, page: Page, tmp_path: Path) -> None:
    desk = sign_in(paper, page)
    write_and_publish(desk, paper)
    compare_and_bring_back(desk, paper)
    copy_and_take_the_file_in(desk, paper, tmp_path / "plea.json")


def write_and_publish(desk: Page, paper: str) -> None:
    desk.goto(f"{paper}/desk/pleas/new/")
    desk.get_by_label("Name").fill("For regular readers")
    desk.get_by_role("button", name="Write it").click()
    desk.get_by_label("First sentence").first.fill("You read us often.")
    desk.get_by_label("The plea").first.fill("Give a little, and others read us too.")

    desk.locator("summary", has_text="Who is asked:").click()
    readers = desk.get_by_role("group", name="Ask readers who …")
    readers.get_by_text("Add a sentence").click()
    readers.get_by_role("checkbox", name="are in").check()
    expect(readers.get_by_role("textbox", name="Countries")).to_be_focused()
    readers.get_by_label("Add one of Countries").select_option("the Baltic states")
    readers.get_by_role("checkbox", name="are first-time").check()
    readers.get_by_label("How often they read").select_option("regular")
    expect(desk.locator("[data-studio-who]")).to_have_text("regular readers in the Baltic states")
    expect(desk.locator("[data-studio-conflicts]")).to_contain_text("This one will never show")
    desk.get_by_role("button", name="Save the draft").click()
    expect(desk.get_by_text("Saved as a draft.")).to_be_visible()
    assert draft_of(Appeal.objects.get(slug="for-regular-readers")).audience.countries == ("@baltic",)
    assert AppealHold.objects.get().holder.username == "editor"

    desk.locator("summary", has_text="Where and when:").click()
    desk.get_by_label("Priority").fill("60")
    expect(desk.locator("[data-studio-conflicts]")).to_be_empty()
    desk.get_by_label("Priority").fill("40")
    expect(desk.locator("[data-studio-conflicts]")).to_contain_text("This one will never show")
    expect(desk.get_by_text("Not saved yet")).to_be_visible()
    desk.locator("summary", has_text="Who is asked:").click()
    readers.get_by_role("textbox", name="Countries").fill("Latvia")
    desk.get_by_role("button", name="Publish").click()
    expect(desk.get_by_text("Published. Readers get it within a minute.")).to_be_visible()
    assert_clean(desk)


def compare_and_bring_back(desk: Page, paper: str) -> None:
    desk.goto(f"{paper}/desk/pleas/")
    expect(desk.get_by_text("Asks regular readers in Latvia.")).to_be_visible()
    expect(desk.get_by_text("This one will never show")).to_be_visible()
    assert_clean(desk)

    desk.get_by_role("link", name="For regular readers").click()
    desk.get_by_role("link", name="History").click()
    assert_clean(desk)
    desk.get_by_role("button", name="Compare them").click()
    expect(desk.get_by_role("definition").filter(has_text="40")).to_be_visible()
    expect(desk.locator("ins").filter(has_text="Latvia")).to_be_visible()
    assert_clean(desk)
    desk.get_by_role("button", name="Make version 2 the draft").click()
    expect(desk.get_by_text("Version 2 is the draft now.")).to_be_visible()
    expect(desk.get_by_text("Draft differs, not published yet")).to_be_visible()


def copy_and_take_the_file_in(desk: Page, paper: str, file: Path) -> None:
    desk.get_by_role("button", name="Make a copy").click()
    expect(desk.get_by_role("heading", name="For regular readers (copy)")).to_be_visible()
    with desk.expect_download() as started:
        desk.get_by_role("button", name="Export as a file").click()
    started.value.save_as(file)
    assert json.loads(file.read_text())["pleas"][0]["name"] == "For regular readers (copy)"

    desk.goto(f"{paper}/desk/pleas/import/")
    assert_clean(desk)
    desk.get_by_label("File").set_input_files(file)
    desk.get_by_label("take it as a copy").check()
    desk.get_by_role("button", name="Import").click()
    expect(desk.get_by_role("heading", name="1 of 1 plea taken from plea.json")).to_be_visible()
    assert_clean(desk)
    file.write_text(file.read_text().replace('"epic"', '"roof"'))
    desk.get_by_role("link", name="Import another file").click()
    desk.get_by_label("File").set_input_files(file)
    desk.get_by_role("button", name="Import").click()
    expect(desk.get_by_text("This must be one of: header, banner, inline, epic.")).to_be_visible()
    assert_clean(desk)


def test_two_who_write_at_once_lose_nothing(
    paper: str, page: Page, open_context: Callable[..., BrowserContext]
) -> None:
    get_user_model().objects.create_superuser("boris", first_name="Boris")
    address = f"{paper}/desk/pleas/plea/after-the-article/"
    desk = sign_in(paper, page)
    desk.goto(address)
    appeal = Appeal.objects.get(slug="after-the-article")
    other = get_user_model().objects.get(username="boris")
    AppealHold.objects.create(appeal=appeal, holder=other, since=utcnow(), seen_at=utcnow())
    desk.get_by_label("First sentence").first.fill("Mine.")
    expect(desk.get_by_text("Boris is writing here.")).to_be_visible()
    desk.get_by_role("button", name="Save the draft").click()
    expect(desk.get_by_text("Not saved: Boris is writing here.")).to_be_visible()
    assert_clean(desk)
    Appeal.objects.filter(pk=appeal.pk).update(version=7, priority=51)
    desk.get_by_role("button", name="Take over and save mine").click()
    expect(desk.get_by_role("heading", name="Somebody saved a newer version")).to_be_visible()
    expect(desk.get_by_label("First sentence").first).to_have_value("Mine.")
    assert_clean(desk)
    desk.get_by_role("button", name="Save mine over it").click()
    expect(desk.get_by_text("Not saved: Boris is writing here.")).to_be_visible()


def test_the_audience_works_without_javascript(paper: str, open_context: Callable[..., BrowserContext]) -> None:
    options: dict[str, Any] = {"java_script_enabled": False}
    desk = sign_in(paper, open_context(**options).new_page())
    desk.goto(f"{paper}/desk/pleas/plea/after-the-article/")
    desk.locator("summary", has_text="Who is asked:").click()
    readers = desk.get_by_role("group", name="Ask readers who …")
    readers.get_by_text("Add a sentence").click()
    readers.get_by_role("checkbox", name="are in").check()
    readers.get_by_role("textbox", name="Countries").fill("Latvai")
    desk.get_by_role("button", name="Save the draft").click()
    expect(desk.get_by_text("Did you mean Latvia?")).to_be_visible()
    readers.get_by_role("textbox", name="Countries").fill("Latvia, Estonia")
    desk.get_by_role("button", name="Save the draft").click()
    expect(desk.get_by_text("Saved as a draft.")).to_be_visible()
    expect(desk.locator("[data-studio-who]")).to_have_text("readers in Latvia or Estonia")
