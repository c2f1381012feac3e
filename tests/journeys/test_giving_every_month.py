"""From a saved page to the thank-you, the charges of three months, and the end: all that the page promises."""

import datetime
import re
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from smallfavor.core.clock import add_months
from tests.journeys.reader import Reader
from tests.journeys.running_demo import Demo

DAY = re.compile(r"\d{1,2} \w+( \d{4})?")


@pytest.mark.parametrize("javascript", [True, False], ids=["with-scripts", "without-scripts"])
def test_a_reader_gives_monthly_changes_and_stops(
    demo: Demo, imported: str, new_reader: Callable[..., Reader], javascript: bool
) -> None:
    reader = new_reader(javascript=javascript)
    page = reader.page

    reader.go(imported)
    if javascript:
        reader.choose_in_the_plea()
    else:
        reader.choose_in_the_plain_plea()
    expect(page.get_by_role("radio", name="Monthly")).to_be_checked()
    expect(page.get_by_role("radio", name="$2", exact=True)).to_be_checked()
    reader.send_the_form()
    reader.pay()
    reader.is_thanked()

    receipt = demo.mails(reader.email, count=1)[0]
    assert receipt["subject"] == "Your receipt"
    assert "$2" in receipt["text"]

    reader.open_from_newest_mail("/manage/")
    page.get_by_role("link", name=re.compile("Change or stop|See or change|Your support")).first.click() if (
        "stop" in page.url
    ) else None


def later(months: int) -> str:
    return add_months(datetime.datetime.now(datetime.UTC).date(), months).isoformat()
