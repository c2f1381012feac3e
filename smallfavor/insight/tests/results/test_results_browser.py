"""From readers and their gifts to the words on the page, in a real browser; every page looked at by axe."""

import json
import re
import urllib.request
import uuid
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.auth import get_user_model
from playwright.sync_api import Page, expect

from smallfavor.appeals.actions.count_tally import TALLIER, Tallier
from smallfavor.appeals.actions.load_sample import load_sample_appeals
from smallfavor.core.clock import utcnow
from smallfavor.core.money import Money
from smallfavor.payments import providers
from smallfavor.payments.actions import plan_attempt
from smallfavor.payments.actions.begin_checkout import CheckoutOrder, begin_checkout
from smallfavor.payments.actions.drive import drive_until_idle
from smallfavor.payments.actions.refund_payment import refund_payment
from smallfavor.payments.actions.settle import settle
from smallfavor.payments.models import Attempt, Payment, ProviderAccount
from smallfavor.payments.tests.fake_provider import FakeProvider
from smallfavor.publication.actions.set_up_site import set_up_site

READER = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Safari/537.36"
RESULTS = "/desk/results/plea/after-the-article/"
OURS = [".nice-padding"]  # Wagtail's own furniture stands around it


@pytest.fixture
def provider(transactional_db: None, monkeypatch: pytest.MonkeyPatch, settings: Any) -> FakeProvider:
    fake = FakeProvider()
    monkeypatch.setattr(providers, "get", lambda account: fake)
    monkeypatch.setattr(plan_attempt, "payment_page", lambda payment: f"https://paper.example/{payment.uuid}")
    monkeypatch.setattr(Tallier, "keep_flushing", lambda self: None)
    settings.PROVIDERS = ["fake"]
    TALLIER.forget()
    return fake


@pytest.fixture
def desk(paper_site: str, provider: FakeProvider, page: Page) -> Page:
    """The desk of a paper whose sample pleas are live, signed in."""
    set_up_site()
    load_sample_appeals(now=utcnow())
    get_user_model().objects.create_superuser("editor", "editor@example.org", "a-good-password")
    page.goto(f"{paper_site}/desk/login/")
    page.get_by_label("Username").fill("editor")
    page.locator("input[name=password]").fill("a-good-password")
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url(f"{paper_site}/desk/")
    return page


def manifest(paper_site: str) -> dict[str, Any]:
    with urllib.request.urlopen(f"{paper_site}/appeals/manifest.json", timeout=10) as answer:
        found: dict[str, Any] = json.loads(answer.read())
    return found


def come_by(paper_site: str, given: dict[str, Any], variant: str, events: tuple[str, ...], times: int) -> None:
    """Readers' beacons, as the script sends them."""
    for event in events * times:
        said = {"v": given["version"], "a": "after-the-article", "b": variant, "c": "LV", "e": event, "k": 1,
                "t": given["token"]}  # fmt: skip
        request = urllib.request.Request(
            f"{paper_site}/appeals/tally",
            json.dumps(said).encode(),
            {"User-Agent": READER, "Content-Type": "text/plain"},
        )
        with urllib.request.urlopen(request, timeout=10) as answer:
            assert answer.status == 204


def give(provider: FakeProvider, version: str, variant: str, times: int) -> list[Payment]:
    """Gifts of $10 by a plea's link, paid at the provider and settled."""
    account = ProviderAccount.objects.get_or_create(code="fake", defaults={"provider": "fake"})[0]
    made = []
    for _ in range(times):
        order = CheckoutOrder(
            request_key=uuid.uuid4().hex, interval="once", amount=Money(1000, "USD"), name="", method="card",
            email=f"{uuid.uuid4()}@example.org", language="en", country="LV", appeal="after-the-article",
            variant=variant, manifest_version=version, terms_version="t1",
        )  # fmt: skip
        step = begin_checkout(order, now=utcnow())
        provider.pay(Attempt.objects.get(payment=step.payment).session_id)
        made.append(step.payment)
    settle(account, provider.records.values(), actor="webhook", now=utcnow())
    return made


def faults(page: Page) -> list[str]:
    found = Axe().run(page, context={"include": [OURS]}, options={"iframes": False})
    return [f"{each['id']}: {each['nodes'][0]['html']}" for each in found.response["violations"]]


def test_from_readers_and_gifts_to_the_words_and_to_everyone(
    paper_site: str, desk: Page, provider: FakeProvider
) -> None:
    desk.goto(f"{paper_site}/desk/results/")
    desk.get_by_role("link", name="After the article").click()
    desk.get_by_role("link", name="Begin a test").click()
    expect(desk.get_by_text("too few to tell which wording earns more")).to_be_visible()
    desk.get_by_label("The least difference worth finding, in percent").fill("50")
    desk.get_by_role("button", name="Begin the test").click()
    expect(desk.get_by_text("The test has begun.")).to_be_visible()

    given = manifest(paper_site)
    [appeal] = [each for each in given["appeals"] if each["id"] == "after-the-article"]
    assert [each["share"] for each in appeal["variants"]] == [1, 1]
    come_by(paper_site, given, "in-the-room", ("exposed", "seen", "seen"), 12)
    come_by(paper_site, given, "open-to-all", ("exposed", "seen", "click"), 12)
    assert TALLIER.flush() == 72
    give(provider, given["version"], "in-the-room", 8)
    first, *_rest = give(provider, given["version"], "open-to-all", 41)
    refund_payment(first, amount=None, actor="desk:1", reason="asked by mail", now=utcnow())
    drive_until_idle(today=utcnow().date(), now=utcnow(), concurrency=1)

    desk.goto(f"{paper_site}{RESULTS}")
    said = desk.get_by_text(re.compile("“open-to-all” earns (at least|between)"))
    expect(said).to_contain_text("more than “in-the-room”. Safe to stop.")
    row = desk.get_by_role("region", name="The wordings as a table").get_by_role("row").filter(has_text="open-to-all")
    assert [cell.strip() for cell in row.get_by_role("cell").all_inner_texts()][1:9] == [
        "12", "12", "12", "0", "40", "0", "0", "1",
    ]  # fmt: skip
    desk.get_by_role("link", name="Show “open-to-all” to everyone").click()
    expect(desk.get_by_role("radio", name="open-to-all")).to_be_checked()
    desk.get_by_role("button", name="End the test").click()
    expect(desk.get_by_text("Everyone gets “open-to-all” within a minute.")).to_be_visible()
    [appeal] = [each for each in manifest(paper_site)["appeals"] if each["id"] == "after-the-article"]
    assert {each["id"]: each["share"] for each in appeal["variants"]} == {"in-the-room": 0, "open-to-all": 1}


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (390, "dark")])
def test_axe_finds_nothing_on_the_pages_of_results(paper_site: str, desk: Page, width: int, scheme: Any) -> None:
    desk.goto(f"{paper_site}{RESULTS}test/")
    desk.get_by_role("button", name="Begin the test").click()
    desk.emulate_media(color_scheme=scheme)
    desk.set_viewport_size({"width": width, "height": 900})
    found: dict[str, list[str]] = {}
    for address in ("/desk/results/", RESULTS, f"{RESULTS}test/", "/desk/results/plea/open-to-everyone/test/"):
        desk.goto(f"{paper_site}{address}")
        desk.wait_for_load_state("networkidle")
        for part in desk.locator("details").all():
            part.evaluate("part => { part.open = true; }")
        found[address] = faults(desk)
        assert desk.evaluate("document.documentElement.scrollWidth") <= width
    assert {address: each for address, each in found.items() if each} == {}
