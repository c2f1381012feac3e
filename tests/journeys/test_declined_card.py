"""When a renewal is declined: from the mail to the page with one button, and on."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.journeys.reader import Reader
from tests.journeys.test_giving_every_month import BOTH, months_pass, taken_from

CARD = "5555 5555 5555 4444"


def give_monthly(reader: Reader, card: str) -> None:
    reader.go("/support/?interval=monthly&amount=2&currency=USD&lang=en")
    reader.send_the_form()
    reader.pay(card)
    if card.endswith("3184"):
        reader.page.get_by_role("button", name="Yes, confirm").click()
    reader.is_thanked()


def save_another_card(reader: Reader) -> None:
    page = reader.page
    page.get_by_label("Card number").fill(CARD)
    page.get_by_label("Expiry date").fill("12 / 34")
    page.get_by_label("Security code").fill("123")
    page.locator("button.pay").click()
    page.wait_for_url("**/manage/card/**")
    expect(page.get_by_role("heading", level=1)).to_have_text("The new way to pay is saved")


@pytest.mark.parametrize(
    ("card", "subject", "heading", "button"),
    [
        ("4000 0000 0000 0341", "Your payment did not go through", "Another way to pay", "Use another way to pay"),
        ("4000 0000 0000 9987", "Please choose another way to pay", "Take up your support again", "Take it up again"),
    ],
    ids=["no-money-today", "lost-card"],
)
def test_another_card_pays_what_was_declined(
    new_reader: Callable[..., Reader], card: str, subject: str, heading: str, button: str
) -> None:
    reader = new_reader()
    give_monthly(reader, card)
    months_pass(reader.demo, 1)
    assert reader.demo.mails(reader.email, count=2)[0]["subject"] == subject
    reader.open_from_newest_mail("/manage/card/")
    expect(reader.page.get_by_role("heading", level=1)).to_have_text(heading)
    reader.page.get_by_role("button", name=button).click()
    save_another_card(reader)
    assert reader.demo.mails(reader.email, count=3)[0]["subject"] == "Your receipt"
    assert taken_from(reader.demo, reader) == [200, 200]
    months_pass(reader.demo, 2, first=2)
    assert taken_from(reader.demo, reader) == [200, 200, 200]


@BOTH
def test_the_bank_asks_and_the_reader_confirms(new_reader: Callable[..., Reader], javascript: bool) -> None:
    reader = new_reader(javascript=javascript)
    give_monthly(reader, "4000 0027 6000 3184")
    months_pass(reader.demo, 1)
    assert reader.demo.mails(reader.email, count=2)[0]["subject"] == "Your bank asks you to confirm a payment"
    reader.open_from_newest_mail("/manage/confirm/")
    reader.page.get_by_role("button", name="Confirm this payment").click()
    reader.page.wait_for_url(f"{reader.demo.sandbox}/**")
    reader.pay(CARD)
    reader.is_thanked()
    assert reader.demo.mails(reader.email, count=3)[0]["subject"] == "Your receipt"
    assert taken_from(reader.demo, reader) == [200, 200]
