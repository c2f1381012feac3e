"""The script of our own form pages: the quiet mark, forgetting, reminding on this device, the pending page."""

import pytest
from playwright.sync_api import expect

from tests.embed.conftest import Reader
from tests.embed.site import Site


def form_page(body: str, head: str = "") -> str:
    return f"<!doctype html><html lang=en><title>Form</title>{head}{body}<script defer src=/appeals/device.js></script>"


@pytest.mark.parametrize("days", [90, 365])
def test_the_thanks_page_leaves_a_quiet_mark_and_nobody_asks(reader: Reader, site: Site, days: int) -> None:
    site.put("/thanks/", form_page("", f'<meta name="smallfavor-quiet-days" content="{days}">'))
    reader.open("/thanks/")
    kept = {name: value for name, value in (reader.stored() or {}).items() if value}
    assert kept == {"quiet": reader.today() + days}
    reader.read()
    expect(reader.epic).to_have_count(0)
    assert site.beacons() == []


def test_a_reload_of_the_thanks_page_changes_nothing(reader: Reader, site: Site) -> None:
    site.put("/thanks/", form_page("", '<meta name="smallfavor-quiet-days" content="90">'))
    reader.open("/thanks/")
    before = reader.stored()
    reader.open("/thanks/")
    assert reader.stored() == before


def test_forget_this_device(reader: Reader, site: Site) -> None:
    site.put(
        "/manage/",
        form_page(
            "<p><button hidden type=button data-smallfavor-forget data-done=Forgotten.>Forget</button>"
            "<span role=status></span></p>"
        ),
    )
    reader.read()
    assert reader.stored()
    reader.open("/manage/")
    reader.page.get_by_role("button", name="Forget").click()
    expect(reader.page.get_by_role("status")).to_have_text("Forgotten.")
    assert reader.stored() is None


def test_i_already_give(reader: Reader, site: Site) -> None:
    site.put(
        "/manage/",
        form_page("<p><button hidden type=button data-smallfavor-quiet=365 data-done=Noted.>I give</button></p>"),
    )
    reader.open("/manage/")
    reader.page.get_by_role("button", name="I give").click()
    expect(reader.page.get_by_role("button")).to_have_text("Noted.")
    assert (reader.stored() or {})["quiet"] == reader.today() + 365


@pytest.mark.parametrize(("when", "days"), [("week", 7), ("date", 40), ("month", None)])
def test_remind_on_this_device(reader: Reader, site: Site, when: str, days: int | None) -> None:
    site.put(
        "/remind/",
        form_page(
            f"<form><input name=when value={when}><input type=date name=date>"
            "<button hidden type=button data-smallfavor-remind data-done=Yes.>This device</button></form>"
        ),
    )
    reader.open("/remind/")
    today = reader.today()
    if days:
        date = reader.page.evaluate("(day) => new Date(day * 864e5).toISOString().slice(0, 10)", today + days)
        reader.page.locator("[name=date]").fill(date)
    reader.page.get_by_role("button", name="This device").click()
    day, which = (reader.stored() or {})["remind"]
    assert which == ""
    assert day == today + days if days else 28 <= day - today <= 31


def test_a_page_that_reminds_on_this_device(reader: Reader, site: Site) -> None:
    site.put("/remind/", form_page("", '<meta name="smallfavor-remind-days" content="7">'))
    reader.open("/remind/")
    today = reader.today()
    assert (reader.stored() or {})["remind"] == [today + 7, ""]
    assert (reader.stored() or {})["quiet"] == today + 7


def test_the_pending_page_moves_on_once_the_money_has_settled(reader: Reader, site: Site) -> None:
    site.put(
        "/pending/",
        form_page(
            '<form method=post action="/check/" data-smallfavor-check="We ask again."><input name=token value=t1>'
            "<button>Check</button><p role=status></p></form>"
        ),
    )
    reader.page.clock.install()
    answers = iter(["/pending/", "/pending/", "/support/"])
    reader.page.route("**/check/", lambda route: route.fulfill(status=303, headers={"location": next(answers)}))
    reader.page.goto(site.address + "/pending/")
    assert reader.page.locator("[role=status]").inner_text() == "We ask again."
    for _ in range(3):
        with reader.page.expect_request("**/check/") as asked:
            reader.page.clock.run_for(6_000)
        assert "t1" in (asked.value.post_data or "")
    reader.page.wait_for_url("**/support/")
