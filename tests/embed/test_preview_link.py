"""A preview link: one saved draft on any page that carries the script, on the paper and on another site.

It is drawn whatever its conditions say, a panel says what each of them says, and nothing of it is kept or counted.
"""

import re
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.core.management import call_command
from playwright.sync_api import BrowserContext, Page, expect

from smallfavor.appeals.actions.count_tally import TALLIER, Tallier
from smallfavor.appeals.actions.save_draft import save_draft
from smallfavor.appeals.models import Appeal, Tally
from smallfavor.appeals.queries.preview import preview_link
from smallfavor.appeals.rules.draft import AppealDraft, Audience, PleaText, Reading, VariantDraft
from smallfavor.core.clock import utcnow
from smallfavor.publication.actions.set_up_site import set_up_site
from smallfavor.publication.models import Article, Section
from tests.embed.site import Site
from tests.embed.site import article as article_page

READER = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Safari/537.36"
NOTICE_VIOLATIONS = (
    "addEventListener('securitypolicyviolation', (event) => { window.violation = event.violatedDirective; });"
)


def draft(**more: Any) -> AppealDraft:
    words = {
        "control": PleaText("The first words.", "Please give.", "We"),
        "plain": PleaText("Other words, never published.", "Please give.", "We"),
    }
    return AppealDraft(
        slug="night", name="Night", placement="epic",
        variants=tuple(VariantDraft(slug, texts={"en": text}) for slug, text in words.items()), **more,
    )  # fmt: skip


@pytest.fixture
def paper(paper_site: str, monkeypatch: pytest.MonkeyPatch) -> str:
    """The address of an article of a baked paper on which no plea is live."""
    monkeypatch.setattr(Tallier, "keep_flushing", lambda self: None)
    TALLIER.forget()
    section = set_up_site().add_child(instance=Section(title="News", slug="news", language="en"))
    body = "<p>The pier stays open through the winter, the council decided on Tuesday.</p>" * 30
    found = section.add_child(
        instance=Article(title="Pier stays open", language="en", date=date(2026, 11, 20), body=body)
    )
    found.save_revision().publish()
    call_command("bake", verbosity=0)
    return f"{paper_site}{found.url}"


@pytest.fixture
def reader(open_context: Callable[..., BrowserContext]) -> Iterator[Page]:
    context = open_context(user_agent=READER)
    context.add_init_script(NOTICE_VIOLATIONS)
    page = context.new_page()
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    yield page
    assert faults == []


@pytest.fixture
def other_site() -> Iterator[Site]:
    site = Site()
    site.reset()
    yield site
    site.close()


def saved(**more: Any) -> Appeal:
    return save_draft(draft(**more), actor=None, now=utcnow())


def read_to_the_end(page: Page) -> None:
    page.wait_for_load_state("networkidle")
    page.evaluate("scrollTo(0, document.documentElement.scrollHeight)")
    expect(page.locator("[data-smallfavor=epic] section")).to_be_visible()


def condition(page: Page, label: str) -> str:
    return re.sub(r"\s+", " ", page.locator("li").filter(has_text=re.compile(f"^(Yes|No){label}")).inner_text())


def test_on_the_paper_a_draft_is_shown_with_what_each_condition_says(paper: str, reader: Page) -> None:
    audience = Audience(sections=("culture",), countries=("LV",), reading=(Reading(4, 5),))
    appeal = saved(audience=audience, ends_at=utcnow() - timedelta(days=1))
    reader.goto(preview_link(appeal, "plain", article_url=paper))
    read_to_the_end(reader)
    expect(reader.get_by_role("heading", name="Other words, never published.")).to_be_visible()
    panel = reader.locator("details")
    expect(panel).to_contain_text("Preview of night, wording plain")
    expect(panel).to_contain_text("would not see it here: 3 of 21 conditions say no")
    assert condition(reader, "Section, topic or article").startswith(
        "No Section, topic or article wanted: culture; here: news"
    )
    assert condition(reader, "Begun, and not over").startswith("No")
    assert condition(reader, "Articles read") == "No Articles read at least 5 articles in 4 weeks: 1 here"
    assert condition(reader, "Country").startswith("Yes Country wanted: LV; here: LV")
    assert Axe().run(reader).response["violations"] == []
    assert reader.evaluate("window.violation") is None


def test_nothing_of_a_preview_is_kept_or_counted(paper: str, reader: Page) -> None:
    reader.goto(preview_link(saved(), "control", article_url=paper))
    read_to_the_end(reader)
    expect(reader.locator("details")).to_contain_text("would see it here")
    reader.locator("summary").click()
    reader.get_by_role("button", name="Close").click()
    assert reader.evaluate("localStorage.getItem('smallfavor')") is None
    TALLIER.flush()
    assert not Tally.objects.exists()


def test_a_link_whose_token_is_not_ours_shows_nothing(paper: str, reader: Page) -> None:
    reader.goto(f"{paper}#smallfavor-preview=W10:1abcde:forged")
    reader.wait_for_load_state("networkidle")
    reader.evaluate("scrollTo(0, document.documentElement.scrollHeight)")
    expect(reader.locator("details, [data-smallfavor=epic] section")).to_have_count(0)


def test_on_another_site_under_a_strict_policy_it_is_the_same(
    paper: str, paper_site: str, reader: Page, other_site: Site
) -> None:
    other_site.put("/1/", article_page(script=f"{paper_site}/appeals/embed.js", section="culture"))
    other_site.headers = {
        "Content-Security-Policy": f"default-src 'none'; script-src {paper_site}; connect-src {paper_site}; "
        "require-trusted-types-for 'script'; trusted-types 'none'"
    }
    appeal = saved(audience=Audience(sections=("culture",), referrers=("search",)))
    reader.goto(preview_link(appeal, "control", article_url=f"{other_site.address}/1/#comments"))
    read_to_the_end(reader)
    expect(reader.get_by_role("heading", name="The first words.")).to_be_visible()
    expect(reader.locator("details")).to_contain_text("1 of 21 conditions says no")
    assert "wanted: search; here: direct" in condition(reader, "Where the reader comes from")
    assert reader.evaluate("window.violation") is None
