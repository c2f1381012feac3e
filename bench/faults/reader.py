"""A reader without scripts: the form, the hosted page, and what the paper answers."""

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urlencode

import httpx

from bench.faults.house import House


class _Form(HTMLParser):
    """The fields of the first form that posts, as a browser would send them."""

    def __init__(self) -> None:
        super().__init__()
        self.fields: dict[str, str] = {}
        self._select = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        name = given.get("name", "")
        if tag == "select":
            self._select = name
        if tag == "option" and self._select and ("selected" in given or self._select not in self.fields):
            self.fields[self._select] = given.get("value", "")
        if tag == "input" and name:
            kind = given.get("type", "text")
            if kind not in {"radio", "checkbox", "submit"} or "checked" in given:
                self.fields[name] = given.get("value", "")

    def handle_endtag(self, tag: str) -> None:
        if tag == "select":
            self._select = ""


@dataclass
class Reader:
    """One reader with one opened form. Sending it again is what a reload or a second click does."""

    house: House
    email: str
    fields: dict[str, str] = field(default_factory=dict)
    page: str = ""
    interval: str = "monthly"
    amount: str = "2"
    currency: str = "USD"

    def open_form(self) -> None:
        wanted = {"interval": self.interval, "amount": self.amount, "currency": self.currency}
        address = f"{self.house.url}/support/?{urlencode(wanted)}&lang=en"
        form = _Form()
        form.feed(httpx.get(address, timeout=20, trust_env=False).raise_for_status().text)
        self.fields = form.fields | wanted | {"email": self.email, "method": "card"}
        self.fields.pop("show", None)

    def send_form(self) -> str:
        """Where it leads: "page" (the hosted one, kept in `page`), "pending", "thanks", or "" when nothing answered."""
        try:
            answer = httpx.post(
                f"{self.house.url}/support/", data=self.fields, timeout=30, trust_env=False,
                headers={"Origin": self.house.url},
            )  # fmt: skip
        except httpx.HTTPError:
            return ""
        location = answer.headers.get("location", "")
        if not answer.is_redirect:
            raise AssertionError(f"not taken ({answer.status_code}): {_words(answer.text)}\n{self.house.said}")
        if location.startswith(self.house.processor.url):
            self.page = location
            return "page"
        return next(word for word in ("pending", "thanks") if f"/{word}/" in location)

    def pay(self, card: str = "success") -> str:
        return self.house.processor.pay(self.page, card)


def _words(html: str) -> str:
    text = re.sub(r"<(script|style).*?</\1>|<[^>]+>", " ", html, flags=re.S)
    return " ".join(text.split())[:1500]
