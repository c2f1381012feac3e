"""The page of what needs a decision, in a real browser: readable, usable, and one press decides."""

import uuid
from datetime import UTC, datetime, timedelta

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.auth import get_user_model
from playwright.sync_api import Page, expect

from smallfavor.payments.models import Attempt, Payment, Pledge, ProviderAccount
from smallfavor.supporters.actions.enrol import enrol_supporter

OURS = [".nice-padding"]  # Wagtail's own furniture stands around it


@pytest.fixture
def desk(paper_site: str, page: Page) -> Page:
    """The desk, signed in, with one case of each kind."""
    now = datetime.now(UTC)
    account = ProviderAccount.objects.get_or_create(code="sandbox", defaults={"provider": "sandbox"})[0]
    ProviderAccount.objects.update(stopped_reason="sandbox refuses our key")
    person = enrol_supporter(email="vera@example.org", name="Vera", language="en", country="LV", now=now)
    pledge = Pledge.objects.create(
        supporter=person, provider_account=account, state="active", interval="monthly", amount_minor=200,
        currency="USD", anchor=now.date(), next_due=now.date(), n=2, terms_version="1", terms_accepted_at=now,
        created_at=now, doubt="can't be planned: RequestInvalid",
    )  # fmt: skip
    payment = Payment.objects.create(
        uuid=uuid.uuid4(), supporter=person, pledge=pledge, period=1, due=now.date(), interval="monthly",
        amount_minor=200, currency="USD", state="failed", created_at=now,
    )  # fmt: skip
    sent = now - timedelta(days=4)
    Attempt.objects.create(
        payment=payment, n=3, provider_account=account, operation="charge", amount_minor=200, idem_key=uuid.uuid4().hex,
        frozen_body=b"{}", state="given_up", send_after=sent, first_sent_at=sent, looked_up_at=now, look_ups=31,
        unknown_reason="timeout", doubt="lost too often", created_at=sent,
    )  # fmt: skip
    get_user_model().objects.create_superuser("editor", "editor@example.org", "a-good-password")
    page.goto(f"{paper_site}/desk/decisions/")
    page.get_by_label("Username").fill("editor")
    page.locator("input[name=password]").fill("a-good-password")
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url(f"{paper_site}/desk/decisions/")
    return page


@pytest.mark.parametrize("width", [320, 1280])
def test_cases_can_be_read_and_decided_on_any_screen(desk: Page, width: int) -> None:
    desk.set_viewport_size({"width": width, "height": 900})
    case = desk.get_by_role("region", name="A pledge that can't be planned")
    expect(case.get_by_text("Planned again when it is due.")).to_be_visible()
    assert desk.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    found = Axe().run(desk, context={"include": [OURS]})
    assert found.violations_count == 0, found.generate_report()
    case.get_by_role("button", name="Go on").click()
    assert Pledge.objects.get().doubt != ""  # a reason is asked for first
    case.get_by_label("Why (stays with the case)").fill("the account takes the currency again")
    case.get_by_role("button", name="Go on").click()
    expect(desk.get_by_text("The pledge goes on.")).to_be_visible()
    assert Pledge.objects.get().doubt == ""
