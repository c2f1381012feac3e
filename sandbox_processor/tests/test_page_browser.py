"""The hosted page in a real Chromium: keyboard, digits, a double click, axe."""

import time

import pytest
from axe_playwright_python.sync_playwright import Axe

from sandbox_processor.tests.conftest import fetch


def typed(page, keys: str) -> str:
    page.locator("#expiry").click()
    page.keyboard.press("Control+A")
    page.keyboard.type(keys)
    return str(page.input_value("#expiry"))


def test_digits_are_grouped_while_one_types(page, open_session) -> None:
    page.goto(open_session()["url"])
    page.locator("#number").click()
    page.keyboard.type("4242424242424242")
    assert page.input_value("#number") == "4242 4242 4242 4242"
    assert [typed(page, keys) for keys in ("1230", "930", "1/31", "12 / 31", "12/2034", "0130")] == [
        "12 / 30", "09 / 30", "01 / 31", "12 / 31", "12 / 2034", "01 / 30",
    ]  # fmt: skip
    for _ in range(7):
        page.keyboard.press("Backspace")
    assert page.input_value("#expiry") == ""


def test_one_pays_by_keyboard_alone(page, open_session, server) -> None:
    session = open_session(return_url=f"{server.url}/health")
    page.goto(session["url"])
    while page.evaluate("document.activeElement.id") != "number":
        page.keyboard.press("Tab")
    for text in ("4242424242424242", "1240", "123"):
        page.keyboard.type(text)
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**/health")
    assert fetch(server, session["id"])["state"] == "complete"


def test_a_double_click_pays_once(page, open_session, server) -> None:
    session = open_session(return_url=f"{server.url}/health")
    page.goto(f"{session['url']}?card=slow")
    page.locator("button.pay").dblclick()
    page.wait_for_url("**/health", timeout=15_000)
    time.sleep(0.2)
    assert len([thing for thing in server.record("charge") if thing["session"] == session["id"]]) == 1


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(open_context, open_session, server, scheme) -> None:
    page = open_context(color_scheme=scheme, viewport={"width": 320, "height": 640}).new_page()
    session = open_session(language="ru")
    page.goto(session["url"])
    page.locator("summary").click()
    # axe needs no script of ours: it is run from outside the page's own policy.
    for step in ("open", "wrong", "declined", "challenge"):
        if step == "wrong":
            page.locator("button.pay").click()
            page.wait_for_selector(".notice")
            assert page.evaluate("document.activeElement.className") == "notice"
        if step == "declined":
            page.goto(f"{session['url']}?card=declined")
            page.locator("button.pay").click()
            page.wait_for_selector(".notice")
        if step == "challenge":
            page.goto(f"{session['url']}?card=challenge")
            page.locator("button.pay").click()
            page.wait_for_selector(".shield")
        assert page.evaluate("document.documentElement.scrollWidth") <= 320
        assert Axe().run(page).response["violations"] == [], step
    page.goto(f"{server.url}/")
    assert Axe().run(page).response["violations"] == []
