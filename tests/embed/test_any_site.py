"""One tag on a page of another system: it finds the article's end, and believes of a mirror only what is signed."""

import json
import re
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import override_settings
from playwright.sync_api import expect

from smallfavor.core.clock import utcnow
from smallfavor.core.signature import public_key
from smallfavor.giving.marks import with_quiet_mark
from tests.embed.conftest import Reader
from tests.embed.site import PARAGRAPH, Site, appeal

STRICT = (
    "default-src 'none'; script-src 'self' {paper}; style-src 'self'; connect-src {paper}; base-uri 'none'; "
    "require-trusted-types-for 'script'; trusted-types 'none'"
)
TEXT = f"<p>{PARAGRAPH}</p>" * 30
TEASER = f"<article><h2>Another</h2><p>{PARAGRAPH}</p></article>"
NO_SUBTLE = "Object.defineProperty(crypto, 'subtle', { value: undefined })"


@pytest.fixture
def paper() -> Iterator[Site]:
    """The paper's own server: script, manifest and forms."""
    site = Site()
    site.reset()
    site.publish_for_others()
    site.put("/health/live", "{}", "application/json")
    yield site
    site.close()


@pytest.fixture
def mirror() -> Iterator[Site]:
    """Files of the paper at another address; no form works there."""
    site = Site()
    site.reset()
    yield site
    site.close()


def page_of(main: str, script: str, *, language: str = ' lang="en"', body: str = "", tag: str = "") -> str:
    return f"""<!doctype html><html{language}><head><meta charset="utf-8"><title>Elsewhere</title></head><body{body}>
<header><p>Elsewhere</p><nav data-smallfavor="header"><a href="/give/">Support us</a></nav></header>
{main}<footer><p>Imprint</p></footer><script defer src="{script}" {tag}></script></body></html>"""


def put_article(
    site: Site, script_from: Site, main: str = f"<main><article>{TEXT}</article></main>", **more: str
) -> None:
    site.put("/1/", page_of(main, f"{script_from.address}/appeals/embed.js", **more))


def is_bare(reader: Reader) -> None:
    """Nothing is shown but what the page itself holds."""
    reader.read()
    assert reader.page.locator("[data-smallfavor]").count() == 1
    assert reader.page.locator("nav a").get_attribute("href") == "/give/"
    assert reader.page.evaluate("window.shift") == 0


PLACES = {
    "schema": (f'<main><article><div itemprop="articleBody">{TEXT}</div><aside>Tags</aside></article></main>', "div"),
    "wordpress": (f'<main><div class="entry-content">{TEXT}</div>{TEASER}</main>', ".entry-content"),
    "blocks": (f'<main><div class="wp-block-post-content">{TEXT}</div></main>', ".wp-block-post-content"),
    "article": (f"<main><article>{TEXT}</article>{TEASER}{TEASER}</main>", "article"),
    "main": (f'<main><h1>One</h1><div id="text">{TEXT}</div><p>Related</p></main>', "#text"),
}


@pytest.mark.parametrize("name", PLACES)
def test_the_articles_end_is_found(reader: Reader, site: Site, paper: Site, name: str) -> None:
    main, parent = PLACES[name]
    put_article(site, paper, main)
    reader.read()
    expect(reader.epic).to_be_visible()
    assert reader.page.locator(f"{parent} > [data-smallfavor=epic]:last-child").count() == 1
    assert reader.page.evaluate("window.shift") == 0


@pytest.mark.parametrize(
    "main",
    [
        f"<main><h1>Latest</h1>{TEASER * 9}</main>",
        f"<main><article>{TEXT}</article><article>{TEXT}</article></main>",
        f"<main><p>{PARAGRAPH}</p></main>",
        "",
    ],
    ids=["teasers", "two-articles", "one-paragraph", "nothing"],
)
def test_a_page_that_is_no_article_has_no_end_to_ask_at(reader: Reader, site: Site, paper: Site, main: str) -> None:
    put_article(site, paper, main)
    is_bare(reader)


def test_the_tag_may_name_the_place_or_say_that_there_is_none(reader: Reader, site: Site, paper: Site) -> None:
    main = f'<main><article>{TEXT}</article><section id="own">{TEXT}</section></main>'
    put_article(site, paper, main, tag='data-epic="#own"')
    reader.read()
    expect(reader.page.locator("#own > [data-smallfavor=epic] section")).to_be_visible()
    put_article(site, paper, main, tag='data-epic=""')
    is_bare(reader)
    put_article(site, paper, main, tag='data-epic="<not a selector"')
    is_bare(reader)


def test_the_tag_may_ask_for_a_banner_and_name_the_header(reader: Reader, site: Site, paper: Site) -> None:
    paper.publish_for_others(appeal("bar", "banner"), appeal("link", "header"))
    script, tag = f"{paper.address}/appeals/embed.js", 'data-banner data-header="#support"'
    page = page_of(f'<p id="support"><a href="/give/">Give</a></p><main>{TEXT}</main>', script, tag=tag)
    site.put("/1/", page.replace("data-smallfavor", "data-other"))
    reader.read()
    expect(reader.banner).to_be_visible()
    expect(reader.page.locator("#support a")).to_have_text("No owner pays for The Harbour Courier. Its readers do.")
    assert reader.page.evaluate("window.shift") == 0


def test_facts_stand_on_the_tag_or_on_the_body(reader: Reader, site: Site, paper: Site) -> None:
    paper.publish_for_others(appeal(audience={"sections": ["news"], "countries": ["EE"]}))
    put_article(site, paper, tag='data-section="news" data-country="EE"')
    reader.read()
    expect(reader.epic).to_be_visible()
    put_article(site, paper, tag='data-section="news"', body=' data-smallfavor-country="LT"')
    is_bare(reader)


def test_a_page_without_a_language_is_taken_for_the_papers_own(reader: Reader, site: Site, paper: Site) -> None:
    put_article(site, paper, language="")
    reader.read()
    expect(reader.epic).to_be_visible()
    assert len((reader.stored() or {})["seen"]) == 2  # an article that was found is counted by its address


def test_a_strict_policy_names_the_paper_and_nothing_else(reader: Reader, site: Site, paper: Site) -> None:
    site.headers = {"Content-Security-Policy": STRICT.format(paper=paper.address)}
    put_article(site, paper)
    reader.read()
    expect(reader.epic.locator(".go")).to_have_css("background-color", "rgb(138, 28, 43)")
    reader.epic.get_by_role("radio", name="Another amount").check()
    assert reader.page.evaluate("window.violations") == []
    assert [beacon["e"] for beacon in paper.beacons()] == ["exposed", "seen"]


def test_a_mirror_may_bring_everything_and_the_links_lead_to_the_paper(
    reader: Reader, site: Site, paper: Site, mirror: Site
) -> None:
    mirror.publish_for_others(links=links_to(paper))
    put_article(site, mirror)
    with reader.page.expect_request(paper.address + "/appeals/tally"):
        reader.read()
    link = urlsplit(reader.epic.locator(".go").evaluate("link => link.href"))
    assert f"{link.scheme}://{link.netloc}" == paper.address
    assert parse_qs(link.query)["return"] == [f"{site.address}/1/"]
    assert mirror.beacons() == []


def links_to(*sites: Site) -> dict[str, object]:
    origins = [site.address for site in sites]
    return {"support": "/support/", "remind": "/remind/", "tally": "/appeals/tally", "origins": origins}


def tamper(mirror: Site, change: Callable[[str], str]) -> None:
    kind, body = mirror.files["/appeals/manifest.json"]
    mirror.files["/appeals/manifest.json"] = (kind, change(body.decode()).encode())


TAMPERED: dict[str, Callable[[str], str]] = {
    "other-words": lambda text: text.replace("Harbour Courier", "Harbour Killer"),
    "member-added": lambda text: text[:-1] + ',"appeals":[]}',
    "member-added-before": lambda text: text.replace('"format"', '"off":false,"format"'),
    "no-signature": lambda text: text.split(',"signature"')[0] + "}",
    "empty-signature": lambda text: text.split(',"signature"')[0] + ',"signature":""}',
    "other-signature": lambda text: text[:-90] + "A" * 86 + '=="}',
}


@pytest.mark.parametrize("name", TAMPERED)
def test_a_manifest_that_was_changed_shows_nothing(
    reader: Reader, site: Site, paper: Site, mirror: Site, name: str
) -> None:
    mirror.publish_for_others(links=links_to(paper))
    tamper(mirror, TAMPERED[name])
    put_article(site, mirror)
    is_bare(reader)
    assert paper.beacons() == []


def test_a_manifest_that_has_ended_shows_nothing(reader: Reader, site: Site, paper: Site, mirror: Site) -> None:
    mirror.publish_for_others(links=links_to(paper), expires=int(time.time()) - 60)
    put_article(site, mirror)
    is_bare(reader)


def test_words_that_were_changed_show_nothing(reader: Reader, site: Site, paper: Site, mirror: Site) -> None:
    mirror.publish_for_others(links=links_to(paper))
    for path, (kind, body) in mirror.files.items():
        if path.startswith("/appeals/texts/"):
            mirror.files[path] = (kind, body.replace(b"Its readers do", b"Send it to us"))
    put_article(site, mirror)
    is_bare(reader)


def test_a_tag_can_pin_the_papers_key(reader: Reader, site: Site, paper: Site, mirror: Site) -> None:
    mirror.publish_for_others(links=links_to(paper))
    own_key = public_key()
    with override_settings(MANIFEST_KEY="of somebody else"):
        other_key = public_key()
    put_article(site, mirror, tag=f'data-paper="{other_key}"')
    is_bare(reader)
    for named in (own_key, "The Harbour Courier"):
        put_article(site, mirror, tag=f'data-paper="{named}"')
        reader.read()
        expect(reader.epic).to_be_visible()


def test_who_cannot_verify_keeps_the_plain_link(reader: Reader, site: Site, paper: Site) -> None:
    reader.page.context.add_init_script(NO_SUBTLE)
    put_article(site, paper)
    is_bare(reader)
    reader.read("/2/")  # the paper's own page came the same way as its manifest
    expect(reader.epic).to_be_visible()


def test_a_browser_without_adopted_style_sheets_is_shown_the_plea(reader: Reader, site: Site, paper: Site) -> None:
    reader.page.context.add_init_script(
        "window.CSSStyleSheet = class { constructor() { throw new TypeError('Illegal constructor'); } }"
    )
    put_article(site, paper)
    reader.read()
    expect(reader.epic.locator(".go")).to_have_css("background-color", "rgb(138, 28, 43)")


def test_when_the_first_origin_is_dead_links_lead_to_the_next(
    reader: Reader, site: Site, paper: Site, mirror: Site
) -> None:
    dead = Site()
    dead.close()
    refusing = Site()
    refusing.put("/health/live", "", "text/plain")
    refusing.files.clear()
    mirror.publish_for_others(links=links_to(dead, refusing, paper))
    put_article(site, mirror)
    with reader.page.expect_request(paper.address + "/health/live"):
        reader.read()
    reader.epic.get_by_role("button", name="Remind me later").click()
    for name in (".go", ".plain[href]"):
        expect(reader.epic.locator(name).first).to_have_attribute("href", starts_with(paper.address))
    reader.epic.get_by_role("radio", name="$5").check()  # later changes of the link lead there, too
    expect(reader.epic.locator(".go")).to_have_attribute(
        "href", starts_with(paper.address + "/support/?interval=monthly&amount=5")
    )
    refusing.close()


def starts_with(address: str) -> re.Pattern[str]:
    return re.compile("^" + re.escape(address))


def test_a_single_origin_is_not_asked_whether_it_is_alive(reader: Reader, site: Site, paper: Site) -> None:
    put_article(site, paper)
    reader.read()
    expect(reader.epic).to_be_visible()
    assert "/health/live" not in [path for _, path, _ in paper.requests]


def marked(site: Site, *, days: int = 90, aged_s: int = 0, to: str = "") -> str:
    whole = with_quiet_mark((to or site.address) + "/1/", days=days, now=utcnow() - timedelta(seconds=aged_s))
    return "/1/#" + whole.split("#")[1]


def test_who_comes_back_from_giving_is_left_alone(reader: Reader, site: Site, paper: Site) -> None:
    put_article(site, paper)
    reader.open(marked(site))
    expect(reader.page).to_have_url(site.address + "/1/")
    reader.scroll_to_end()
    expect(reader.epic).to_have_count(0)
    assert (reader.stored() or {})["quiet"] == reader.today() + 90


def test_a_mark_that_is_not_for_here_and_now_is_taken_away_and_forgotten(
    reader: Reader, site: Site, paper: Site
) -> None:
    put_article(site, paper)
    for mark in (
        marked(site, aged_s=601),
        marked(site, to="https://elsewhere.example"),
        marked(site).replace("=90.", "=360."),
    ):
        reader.page.goto("about:blank")
        reader.open(mark)
        expect(reader.page).to_have_url(site.address + "/1/")
        assert not (reader.stored() or {}).get("quiet")
    reader.open("/1/#chapter-2")
    expect(reader.page).to_have_url(site.address + "/1/#chapter-2")


def test_the_host_page_grants_and_denies_consent_at_any_time(reader: Reader, site: Site, paper: Site) -> None:
    paper.publish_for_others(consent="required")
    put_article(site, paper)
    reader.open()
    assert not (reader.stored() or {}).get("id")
    reader.page.evaluate("smallfavor.consent('granted')")
    kept = reader.stored() or {}
    assert kept["id"]
    assert kept["weeks"]["all"][1] == 1
    reader.page.evaluate("smallfavor.consent('denied')")
    kept = reader.stored() or {}
    assert (kept["id"], kept["weeks"], kept["views"], kept["consent"]) == ("", {}, {}, "denied")
    reader.scroll_to_end()
    expect(reader.epic).to_be_visible()
    assert json.dumps(reader.stored()) == json.dumps(kept)
    assert paper.beacons() == []


def test_a_word_about_consent_may_come_before_the_script(reader: Reader, site: Site, paper: Site) -> None:
    paper.publish_for_others(consent="required")
    put_article(site, paper)
    reader.page.context.add_init_script(
        "window.smallfavor = { consent(word) { this.word = word; } }; smallfavor.consent('granted')"
    )
    reader.read()
    assert (reader.stored() or {})["id"]
    assert [beacon["e"] for beacon in paper.beacons()] == ["exposed", "seen"]


def test_consent_that_ends_ends_the_counting_of_what_is_shown(reader: Reader, site: Site, paper: Site) -> None:
    put_article(site, paper)
    reader.open()
    reader.page.evaluate("smallfavor.consent('denied')")
    paper.requests.clear()
    reader.scroll_to_end()
    expect(reader.epic).to_be_visible()
    reader.epic.get_by_role("button", name="Close").click()
    kept = reader.stored() or {}
    assert (kept["id"], kept["views"]) == ("", {})
    assert paper.beacons() == []
