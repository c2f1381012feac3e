"""A reader: what a person does on the paper's pages, each step by what can be seen there."""

import re
from dataclasses import dataclass

from playwright.sync_api import Page, expect

from tests.journeys.running_demo import Demo

CARD = "4242 4242 4242 4242"


@dataclass
class Reader:
    demo: Demo
    page: Page
    email: str

    def go(self, path: str) -> None:
        self.page.goto(path if path.startswith("http") else self.demo.paper + path)

    def choose_in_the_plea(self, button: str = "Give $2 a month") -> None:
        """One click in the epic: its button leads to the form."""
        self.page.locator("[data-smallfavor=epic]").get_by_role("link", name=button).click()
        self.page.wait_for_url("**/support/**")

    def choose_in_the_plain_plea(self) -> None:
        """The same without JavaScript: the plea is in the page itself."""
        self.page.locator("main, article").get_by_role("link", name=re.compile(r"\$2 a month")).first.click()
        self.page.wait_for_url("**/support/**")

    def send_the_form(self, button: str = "Give $2 a month") -> None:
        """Types the address alone; all else came with the link."""
        self.page.get_by_label("Email").fill(self.email)
        self.page.get_by_role("button", name=button).click()
        self.page.wait_for_url(f"{self.demo.sandbox}/**")

    def pay(self, card: str = CARD) -> None:
        """On the processor's page."""
        self.page.get_by_label("Card number").fill(card)
        self.page.get_by_label("Expiry date").fill("12 / 34")
        self.page.get_by_label("Security code").fill("123")
        self.page.get_by_role("button", name=re.compile("^Pay")).click()

    def is_thanked(self) -> None:
        self.page.wait_for_url("**/support/thanks/**")
        expect(self.page.get_by_role("heading", level=1)).to_have_text("Thank you")

    def open_from_newest_mail(self, address: str) -> None:
        """Open the first link of the newest mail whose address matches the pattern."""
        mail = self.demo.mails(self.email, count=1)[0]
        self.page.goto(self.demo.links(mail, address)[0])
