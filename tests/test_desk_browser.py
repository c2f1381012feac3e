"""The desk in a real browser, under the policy that it is served with."""

import pytest
from django.contrib.auth import get_user_model
from playwright.sync_api import ConsoleMessage, Page


@pytest.fixture
def complaints(page: Page) -> list[str]:
    """What the browser refused to load or to run."""
    heard: list[str] = []

    def listen(message: ConsoleMessage) -> None:
        if "Content Security Policy" in message.text or "Refused to" in message.text:
            heard.append(message.text)

    page.on("console", listen)
    return heard


def test_an_editor_signs_in_and_the_policy_breaks_nothing(paper_site: str, page: Page, complaints: list[str]) -> None:
    get_user_model().objects.create_superuser("editor", "editor@example.org", "a-good-password")
    page.goto(f"{paper_site}/desk/")
    page.get_by_label("Username").fill("editor")
    page.locator("input[name=password]").fill("a-good-password")
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url(f"{paper_site}/desk/")
    for address in ("/desk/users/", "/desk/images/add/", "/desk/account/", "/desk/pages/"):
        answer = page.goto(f"{paper_site}{address}")
        assert answer is not None
        assert answer.status == 200
        page.wait_for_load_state("networkidle")
    assert complaints == []
    assert {cookie["path"] for cookie in page.context.cookies()} == {"/desk/"}
