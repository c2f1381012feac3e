"""Not today: by mail, as a calendar file, on this device; with scripts and without."""

import datetime
import re
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from smallfavor.core.clock import add_months
from tests.journeys.reader import Reader
from tests.journeys.running_demo import Demo

BOTH = pytest.mark.parametrize("javascript", [True, False], ids=["with-scripts", "without-scripts"])
ARTICLE = "/harbour/last-rope-maker/"


def open_reminders(reader: Reader, javascript: bool) -> None:
    """From the plea under an article to the reminder's page."""
    reader.go(ARTICLE)
    page = reader.page
    if javascript:
        plea = page.locator("[data-smallfavor=epic]")
        plea.get_by_role("button", name="Remind me later").click()
        plea.get_by_role("link", name="By mail or in my calendar instead").click()
    else:
        page.get_by_role("link", name="Remind me later").first.click()
    page.wait_for_url("**/remind/**")


@BOTH
def test_one_mail_comes_with_the_form_ready_and_never_again(
    demo: Demo, new_reader: Callable[..., Reader], javascript: bool
) -> None:
    reader = new_reader(javascript=javascript)
    page = reader.page
    open_reminders(reader, javascript)
    page.get_by_role("radio", name="In a month").check()
    page.get_by_role("radio", name="By mail").check()
    page.get_by_label("Email").fill(reader.email)
    page.get_by_role("button", name="Remind me", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_be_visible()

    later = add_months(datetime.datetime.now(datetime.UTC).date(), 1) + datetime.timedelta(days=1)
    assert demo.command("remind", "--as-of", later.isoformat()).returncode == 0
    mail = demo.mails(reader.email, count=1)[0]
    assert not re.search(r"support|gift|donat|\$|Courier", mail["subject"], re.IGNORECASE)
    page.goto(demo.links(mail, "/support/")[0])
    expect(page.get_by_role("radio", name="Monthly")).to_be_checked()
    expect(page.get_by_role("radio", name="$2", exact=True)).to_be_checked()
    page.goto(demo.links(mail, "/remind/")[0])
    page.get_by_role("button", name="Never remind me again").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("will not hear")
    assert len(demo.mails(reader.email, count=1)) == 1


@BOTH
def test_a_calendar_file_needs_no_address(new_reader: Callable[..., Reader], javascript: bool) -> None:
    reader = new_reader(javascript=javascript)
    page = reader.page
    open_reminders(reader, javascript)
    page.get_by_role("radio", name="In a week").check()
    page.get_by_role("radio", name="In my calendar").check()
    with page.expect_download() as download:
        page.get_by_role("button", name="Remind me", exact=True).click()
    entry = download.value.path().read_text(encoding="utf-8")
    day = (datetime.datetime.now(datetime.UTC) + datetime.timedelta(days=7)).strftime("%Y%m")
    assert "BEGIN:VEVENT" in entry
    assert day in entry
    assert "Courier" not in entry


def test_this_device_asks_again_on_the_day_that_was_chosen(reader: Reader) -> None:
    page = reader.page
    reader.go(ARTICLE)
    plea = page.locator("[data-smallfavor=epic]")
    plea.get_by_role("button", name="Remind me later").click()
    plea.get_by_role("button", name="In a week").click()
    expect(plea.get_by_text("We will not ask on this device before")).to_be_visible()
    asked_again = {}
    for days in (6, 8):
        page.clock.set_system_time(datetime.datetime.now(datetime.UTC) + datetime.timedelta(days=days))
        reader.go("/culture/a-dictionary-of-fog/")
        page.wait_for_load_state("networkidle")
        asked_again[days] = page.locator("[data-smallfavor=epic]").get_by_role("link", name="Give").count() > 0
    # The manifest of today is out of date in eight days; the paper publishes a new one every few hours.
    assert asked_again[6] is False


def test_the_reminders_page_keeps_a_day_on_this_device(reader: Reader) -> None:
    page = reader.page
    open_reminders(reader, javascript=True)
    page.get_by_role("radio", name="On this device only").check()
    page.get_by_role("button", name="Remind me", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("This device asks again on")
    reader.go(ARTICLE)
    page.wait_for_load_state("networkidle")
    expect(page.locator("[data-smallfavor=epic]").get_by_role("link")).to_have_count(0)


@BOTH
def test_an_address_that_is_none_is_refused_and_the_rest_is_kept(
    new_reader: Callable[..., Reader], javascript: bool
) -> None:
    reader = new_reader(javascript=javascript)
    page = reader.page
    reader.go("/remind/?lang=en")
    page.get_by_role("radio", name="In a week").check()
    page.get_by_label("Email").fill("not an address")
    page.get_by_role("button", name="Remind me", exact=True).click()
    expect(page.get_by_role("alert")).to_be_visible()
    expect(page.get_by_label("Email")).to_have_value("not an address")
    expect(page.get_by_role("radio", name="In a week")).to_be_checked()
