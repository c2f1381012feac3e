"""A plain static site with a strict policy carries the demo's tag: asked, dismissed, capped, given; and as a mirror."""

import re
from collections.abc import Callable, Iterator

import pytest
from django.test import override_settings
from playwright.sync_api import expect

from smallfavor.appeals.signing import signed
from tests.embed.site import PARAGRAPH, Site
from tests.journeys.elsewhere import Visitor, dismisses, gives, is_attributed, links_of, meets_the_cap, visitor_of
from tests.journeys.reader import Reader
from tests.journeys.running_demo import Demo

POLICY = (
    "default-src 'none'; script-src {script}; style-src 'self'; img-src 'self'; connect-src {connect}; "
    "base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'; trusted-types 'none'"
)
EXPIRES = re.compile(r'"expires":\d+')
ARTICLES = 5


@pytest.fixture
def elsewhere(demo: Demo) -> Iterator[Site]:
    site = Site(demo.elsewhere_port)
    site.put("/favicon.ico", b"", "image/x-icon")
    carry(site, demo, demo.paper)
    yield site
    site.close()


def carry(site: Site, demo: Demo, script_from: str) -> None:
    """The site's articles, with the tag that names `script_from`; their policy allows no more than documented."""
    connect = " ".join({script_from, demo.paper, demo.second})
    site.headers = {"Content-Security-Policy": POLICY.format(script=script_from, connect=connect)}
    for number in range(ARTICLES):
        site.put(f"/{number}/", page_with(f'<script defer src="{script_from}/appeals/embed.js"></script>', number))


def page_with(tag: str, number: int) -> str:
    return f"""<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Elsewhere {number}</title>
<meta name="viewport" content="width=device-width, initial-scale=1"></head><body><header data-smallfavor="header">
<a href="/give/">Support us</a></header><main><article><h1>Number {number}</h1>{f"<p>{PARAGRAPH}</p>" * 20}</article>
<footer><p>Imprint</p></footer></main>{tag}</body></html>"""


def mirror(site: Site, demo: Demo) -> None:
    """Lays the paper's baked files beside the site's own pages, as anybody may, and takes the script from there."""
    for path in (demo.folder / "baked" / "appeals").rglob("*.js*"):
        if path.suffix in {".js", ".json"}:
            kind = "text/javascript" if path.suffix == ".js" else "application/json"
            site.put(f"/{path.relative_to(demo.folder / 'baked')}", path.read_bytes(), kind)
    carry(site, demo, site.address)


@pytest.fixture
def new_visitor(elsewhere: Site, new_reader: Callable[..., Reader]) -> Callable[[], Visitor]:
    return lambda: visitor_of(new_reader(), [f"{elsewhere.address}/{number}/" for number in range(ARTICLES)])


def test_readers_are_asked_dismiss_are_capped_and_give(demo: Demo, new_visitor: Callable[[], Visitor]) -> None:
    dismisses(new_visitor())
    meets_the_cap(new_visitor())
    gives(new_visitor(), amount="43", at=demo.paper)
    is_attributed(demo, amount="43")


def test_nothing_is_shown_and_nothing_broken_when_the_server_is_down(
    demo: Demo, elsewhere: Site, new_visitor: Callable[[], Visitor]
) -> None:
    gone = Site()
    gone.close()
    carry(elsewhere, demo, gone.address)
    visitor = new_visitor()
    visitor.is_not_asked()
    expect(visitor.page.get_by_role("link", name="Support us")).to_have_attribute("href", "/give/")


def test_who_refuses_storage_is_asked_and_not_counted(new_visitor: Callable[[], Visitor]) -> None:
    visitor = new_visitor()
    visitor.page.context.add_init_script(
        "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('no', 'SecurityError'); } })"
    )
    told: list[str] = []
    visitor.page.on("request", lambda request: told.append(request.url) if request.method == "POST" else None)
    visitor.opens()
    visitor.plea.locator(".go").scroll_into_view_if_needed()
    expect(visitor.plea).to_be_visible()
    visitor.page.wait_for_load_state("networkidle")
    assert told == []
    visitor.is_unharmed()


def test_a_mirror_with_another_manifest_shows_the_plain_link_alone(
    demo: Demo, elsewhere: Site, new_visitor: Callable[[], Visitor]
) -> None:
    mirror(elsewhere, demo)
    visitor = new_visitor()
    visitor.is_asked()
    _, true = elsewhere.files["/appeals/manifest.json"]
    key = (demo.folder / "keys" / "manifest_key").read_text(encoding="ascii").strip()
    unsigned = re.sub(r',"signature":"[^"]*"}$', "}", true.decode())
    with override_settings(MANIFEST_KEY=key):
        ended = signed(EXPIRES.sub('"expires":1700000000', unsigned).encode())
    for changed in (true.replace(b'"off":false', b'"off": false'), unsigned.encode(), ended):
        elsewhere.put("/appeals/manifest.json", changed, "application/json")
        visitor.is_not_asked(1)
        expect(visitor.page.get_by_role("link", name="Support us")).to_have_attribute("href", "/give/")
    elsewhere.put("/appeals/manifest.json", true, "application/json")
    visitor.is_asked(2, times=2)


def test_when_the_first_origin_is_dead_all_is_done_at_the_second(
    demo: Demo, elsewhere: Site, new_visitor: Callable[[], Visitor]
) -> None:
    mirror(elsewhere, demo)
    visitor = new_visitor()
    page = visitor.page
    page.context.route(f"{demo.paper}/**", lambda route: route.abort("connectionrefused"))
    visitor.is_asked()
    expect(visitor.plea.locator(".go")).to_have_attribute("href", re.compile("^" + re.escape(demo.second)))
    assert links_of(visitor) == {demo.second}
    page.evaluate("localStorage.clear()")
    gives(visitor, amount="47", at=demo.second)
    is_attributed(demo, amount="47")

    page.goto(f"{demo.second}/manage/?lang=en")
    page.get_by_label("Email").fill(visitor.reader.email)
    page.get_by_role("button", name="Mail me the link").click()
    expect(page.locator("main")).to_contain_text("mail")
    link = demo.links(demo.mails(visitor.reader.email, count=1)[0], "/manage/(?!stop)")[0]
    assert link.startswith(demo.paper)  # mails name the first; whoever can't reach it puts another in its place
    page.goto(link.replace(demo.paper, demo.second))
    expect(page.locator("main")).to_contain_text("$47")
