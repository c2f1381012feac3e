"""The bank's pages at the desk, in a real browser: on a phone and on a desktop, sound and usable."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.auth import get_user_model
from playwright.sync_api import Page, expect

from smallfavor.bank.actions.order_back import BackOrder, order_back
from smallfavor.bank.models import BankLine, ExpectedTransfer, ReceivedTransfer
from smallfavor.bank.tests.statement_files import camt053
from smallfavor.core.clock import utcnow
from smallfavor.core.money import Money
from smallfavor.desk.tests.test_bank import accounts, give, line

__all__ = ["accounts"]
OURS = [".bank"]  # Wagtail's own furniture stands around it


@pytest.fixture
def desk(paper_site: str, page: Page) -> Page:
    get_user_model().objects.create_superuser("editor", "editor@example.org", "a-good-password")
    page.goto(f"{paper_site}/desk/bank/statements/")
    page.get_by_label("Username").fill("editor")
    page.locator("input[name=password]").fill("a-good-password")
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url(f"{paper_site}/desk/bank/statements/")
    return page


def check(desk: Page, name: str) -> None:
    for width in (360, 1280):
        desk.set_viewport_size({"width": width, "height": 900})
        assert desk.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"), name
        found = Axe().run(desk, context={"include": [OURS]})
        assert found.violations_count == 0, found.generate_report()


def test_a_statement_is_read_in_and_its_lines_are_settled(desk: Page, paper_site: str) -> None:
    give()
    check(desk, "statements")
    give("k2", "Ben Kok")
    code = ExpectedTransfer.objects.latest("id").reference.code
    content = camt053(line(), line(code, ref="B2", name="B KOK"), line("rent", ref="B3", side="DBIT"))
    desk.get_by_label("The bank’s file").set_input_files(
        {"name": "statement.xml", "mimeType": "application/xml", "buffer": content}
    )
    desk.get_by_role("button", name="Read it in").click()
    expect(desk.get_by_text("1 gift was found by its reference.")).to_be_visible()
    check(desk, "lines")
    desk.get_by_role("link", name="more, or something else").or_(
        desk.get_by_role("link", name="Something else")
    ).first.click()
    check(desk, "line")
    desk.get_by_role("button", name="It is this one").first.click()
    expect(desk.get_by_text("is booked as this reader’s gift")).to_be_visible()
    assert sorted(BankLine.objects.values_list("state", flat=True)) == ["matched", "matched", "open"]
    received = ReceivedTransfer.objects.latest("id")
    order = BackOrder("bank_transfer", "b", "b", {}, "p", 2, received.object_id or "", Money(500, "EUR"))
    order_back(order, now=utcnow())
    desk.goto(f"{paper_site}/desk/bank/transfers/")
    check(desk, "transfers")


def test_a_gift_is_noted(desk: Page, paper_site: str) -> None:
    desk.goto(f"{paper_site}/desk/bank/gifts/")
    desk.get_by_role("button", name="Note this gift").click()
    expect(desk.get_by_text("How much was it?")).to_be_visible()
    check(desk, "gifts-wrong")
    desk.get_by_label("Amount").fill("25")
    desk.get_by_label("Cash").check()
    desk.get_by_label("Number in the receipt book").fill("A-17")
    desk.get_by_role("button", name="Note this gift").click()
    expect(desk.get_by_text("€25 is noted")).to_be_visible()
    check(desk, "gifts")
