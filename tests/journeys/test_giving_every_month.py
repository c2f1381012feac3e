"""From a saved page to the thank-you, the charges of three months, and the end: all that the page promises."""

import datetime
import re
from collections.abc import Callable
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import expect

from smallfavor.core.clock import add_months
from tests.journeys.reader import Reader
from tests.journeys.running_demo import Demo

BOTH = pytest.mark.parametrize("javascript", [True, False], ids=["with-scripts", "without-scripts"])


@BOTH
def test_a_reader_gives_monthly_changes_the_amount_and_stops(
    demo: Demo, imported: str, new_reader: Callable[..., Reader], javascript: bool
) -> None:
    reader = new_reader(javascript=javascript)
    page = reader.page

    reader.go(imported)
    reader.choose_in_the_plea() if javascript else reader.choose_in_the_plain_plea()
    expect(page.get_by_role("radio", name="Monthly")).to_be_checked()
    expect(page.get_by_role("radio", name="$2", exact=True)).to_be_checked()
    reader.send_the_form()
    reader.pay()
    reader.is_thanked()
    assert "$2" in demo.mails(reader.email, count=1)[0]["text"]

    reader.open_from_newest_mail("/manage/(?!stop)")
    expect(page.get_by_role("heading", name="$2 every month")).to_be_visible()
    page.get_by_role("link", name="Change", exact=True).click()
    page.get_by_label("Amount").fill("3")
    page.get_by_role("button", name="Change it").click()
    expect(page.get_by_role("heading", name="$3 every month")).to_be_visible()

    months_pass(demo, 3)
    letters = demo.mails(reader.email, count=4)
    assert [("$3" in letter["text"], letter["subject"]) for letter in letters[:3]] == [(True, "Your receipt")] * 3
    assert taken_from(demo, reader) == [200, 300, 300, 300]

    reader.open_from_newest_mail("/manage/stop/")
    page.get_by_role("button", name="Stop now").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Stopped")
    months_pass(demo, 4, first=4)
    assert taken_from(demo, reader) == [200, 300, 300, 300]
    assert "Your receipt" not in demo.mails(reader.email, count=5)[0]["subject"]

    books = demo.command("reconcile")
    assert books.returncode == 0, books.stdout + books.stderr


@pytest.mark.parametrize(
    ("card", "javascript"),
    [("4000 0000 0000 0002", True), ("4000 0000 0000 9995", False), ("4000 0000 0000 0069", True)],
    ids=["declined-with-scripts", "no-funds-without-scripts", "expired-with-scripts"],
)
def test_a_declined_card_is_said_plainly_and_nothing_typed_is_lost(
    new_reader: Callable[..., Reader], card: str, javascript: bool
) -> None:
    reader = new_reader(javascript=javascript)
    page = reader.page
    reader.go("/support/?interval=once&amount=25&currency=USD&lang=en")
    page.get_by_text("Add your name").click()
    page.get_by_label("Name").fill("Vera Ozola")
    reader.send_the_form("Give $25")
    reader.pay(card)
    page.wait_for_url(f"{reader.demo.paper}/**")
    expect(page.locator("main")).to_contain_text("nothing was taken")
    expect(page.get_by_label("Email")).to_have_value(reader.email)
    expect(page.get_by_label("Name")).to_have_value("Vera Ozola")
    expect(page.get_by_role("radio", name="$25", exact=True)).to_be_checked()
    page.get_by_role("button", name="Give $25").click()
    page.wait_for_url(f"{reader.demo.sandbox}/**")
    reader.pay()
    reader.is_thanked()
    assert taken_from(reader.demo, reader) == [2500]


@BOTH
def test_the_bank_may_ask_back(new_reader: Callable[..., Reader], javascript: bool) -> None:
    reader = new_reader(javascript=javascript)
    reader.go("/support/?interval=once&amount=10&currency=EUR&lang=en")
    reader.send_the_form("Give €10")
    reader.pay("4000 0025 0000 3155")
    reader.page.get_by_role("button", name=re.compile("Approve|Confirm|Yes")).click()
    reader.is_thanked()


def test_a_double_click_a_reload_and_a_second_tab_are_one_payment(demo: Demo, reader: Reader) -> None:
    page = reader.page
    reader.go("/support/?interval=once&amount=10&currency=USD&lang=en")
    page.get_by_label("Email").fill(reader.email)
    page.get_by_role("button", name="Give $10").dblclick()
    # The second press breaks off the first one's way, which a wait for that way would take for the end.
    expect(page).to_have_url(re.compile(re.escape(demo.sandbox)), timeout=15_000)
    page.reload()
    second = page.context.new_page()
    second.goto(page.url)
    reader.pay()
    reader.is_thanked()
    second.reload()
    second.wait_for_url(f"{demo.paper}/**/thanks/**")
    page.reload()
    reader.is_thanked()
    assert taken_from(demo, reader) == [1000]


def test_who_comes_back_from_the_card_page_pays_once(demo: Demo, reader: Reader) -> None:
    page = reader.page
    reader.go("/support/?interval=once&amount=10&currency=USD&lang=en")
    reader.send_the_form("Give $10")
    page.go_back()
    page.get_by_label("Email").fill(reader.email)
    page.get_by_role("button", name="Give $10").click()
    page.wait_for_url(f"{demo.sandbox}/**")
    reader.pay()
    reader.is_thanked()
    assert taken_from(demo, reader) == [1000]


def test_after_giving_the_device_is_quiet_and_tells_nobody_why(reader: Reader) -> None:
    page = reader.page
    reader.go("/news/who-owns-the-snow/")
    reader.choose_in_the_plea()
    reader.send_the_form()
    reader.pay()
    reader.is_thanked()
    page.get_by_role("link", name="Back to the article").click()
    page.wait_for_url("**/news/who-owns-the-snow/**")
    page.wait_for_load_state("networkidle")
    expect(page.locator("[data-smallfavor=epic]").get_by_role("link")).to_have_count(0)
    kept = page.evaluate("JSON.stringify(localStorage)")
    assert "quiet" in kept
    for word in ("gave", "gift", "pledge", "month", "amount", "USD"):
        assert word not in kept
    assert page.context.cookies() == []


def months_pass(demo: Demo, last: int, *, first: int = 1) -> None:
    """Let the months pass, one after another, by the paper's own calendar."""
    today = datetime.datetime.now(ZoneInfo("Europe/Riga")).date()
    for month in range(first, last + 1):
        done = demo.command("renew", "--as-of", add_months(today, month).isoformat())
        assert done.returncode == 0, done.stderr


def taken_from(demo: Demo, reader: Reader) -> list[int]:
    """The amounts (minor units) that the processor's own record has taken, oldest first: of this reader's payments."""
    done = demo.command("shell", "-v0", "-c", PAYMENTS_OF.format(email=reader.email))
    assert done.returncode == 0, done.stderr
    ours = set(done.stdout.split())
    return [
        charge["amount_minor"]
        for charge in demo.sandbox_record("charge")
        if charge["metadata"].get("payment") in ours and charge["state"] == "succeeded"
    ]


PAYMENTS_OF = """
from smallfavor.supporters.queries import find_by_email
print(*[payment.uuid for payment in find_by_email("{email}").payments.all()], sep="\\n")
"""
