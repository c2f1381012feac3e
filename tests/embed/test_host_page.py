"""What the script promises to the page that carries it: nothing breaks, moves or leaks, and nobody is told anything."""

from collections.abc import Callable, Iterator
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import expect

from tests.embed.conftest import Reader
from tests.embed.site import STRICT_POLICY, Site, appeal, article, manifest_of

HOSTILE_STYLE = """
* { font-family: fantasy !important; letter-spacing: 9px !important; text-transform: uppercase !important;
    border: 7px dotted lime !important; line-height: 4 !important; }
section, h2, button, a, p, label, input, fieldset { display: inline !important; background: yellow !important; }
"""


@pytest.fixture
def other_site() -> Iterator[Site]:
    site = Site()
    site.reset()
    yield site
    site.close()


def test_nothing_moves(reader: Reader, site: Site) -> None:
    site.publish(manifest_of(appeal("spring"), appeal("bar", "banner"), appeal("link", "header")))
    reader.read()
    expect(reader.epic).to_be_visible()
    expect(reader.banner).to_be_visible()
    assert reader.page.evaluate("window.shift") == 0


def test_nothing_moves_on_a_phone(new_reader: Callable[..., Reader]) -> None:
    reader = new_reader(viewport={"width": 360, "height": 740})
    reader.read()
    expect(reader.epic).to_be_visible()
    assert reader.page.evaluate("window.shift") == 0


def test_a_placement_in_view_is_left_empty_until_it_is_out_of_view(reader: Reader, site: Site) -> None:
    place = '<div data-smallfavor="epic"></div>'
    site.put("/high/", article().replace(place, "").replace("<article>", f"<article>{place}"))
    reader.open("/high/")
    expect(reader.epic).to_have_count(0)
    reader.scroll_to_end()
    expect(reader.epic).to_have_count(0)
    assert reader.page.evaluate("window.shift") == 0


def test_a_strict_policy_with_trusted_types_is_no_hindrance(reader: Reader, site: Site) -> None:
    site.headers = {"Content-Security-Policy": STRICT_POLICY}
    reader.read()
    expect(reader.epic.locator(".go")).to_have_css("background-color", "rgb(138, 28, 43)")
    reader.epic.get_by_role("radio", name="Another amount").check()
    reader.epic.get_by_role("button", name="Remind me later").click()
    reader.epic.get_by_role("button", name="In a month").click()
    assert reader.page.evaluate("window.violations") == []


def test_styles_of_the_page_do_not_leak_in(reader: Reader, site: Site) -> None:
    site.put("/hostile/", article(head=f"<style>{HOSTILE_STYLE}</style>"))
    reader.read("/hostile/")
    for selector in ("h2", ".go", "legend", ".signed"):
        part = reader.epic.locator(selector).first
        expect(part).to_have_css("letter-spacing", "normal")
        expect(part).to_have_css("text-transform", "none")
        assert "fantasy" not in part.evaluate("part => getComputedStyle(part).fontFamily")
    expect(reader.epic.locator(".go")).to_have_css("display", "block")


def test_styles_of_the_plea_do_not_leak_out(reader: Reader) -> None:
    look = """JSON.stringify([...document.querySelectorAll("p, h1, h2, a")].map((each) => {
      const style = getComputedStyle(each);
      return [...style].map((name) => style[name]);
    }))"""
    reader.open()
    before = reader.page.evaluate(look)
    reader.scroll_to_end()
    expect(reader.epic).to_be_visible()
    assert reader.page.evaluate(look) == before


@pytest.mark.parametrize("colours", [("#111", "#fff"), ("#eee", "#111")])
def test_words_take_the_colour_of_the_page(reader: Reader, site: Site, colours: tuple[str, str]) -> None:
    style = f"<style>body {{ color: {colours[0]}; background: {colours[1]}; }}</style>"
    site.put("/1/", article(head=style))
    reader.read()
    assert reader.epic.locator("h2").evaluate(
        "(part) => getComputedStyle(part).color == getComputedStyle(document.body).color"
    )


def test_the_global_names_of_the_page_are_left_alone(reader: Reader, site: Site) -> None:
    site.put("/plain/", article(script="/no-script.js"))
    reader.open("/plain/")
    before = set(reader.page.evaluate("Object.keys(window)"))
    reader.open()
    assert set(reader.page.evaluate("Object.keys(window)")) - before == {"smallfavor"}


def test_the_tag_twice_is_as_good_as_once(reader: Reader, site: Site) -> None:
    tag = '<script defer src="/appeals/embed.js"></script>'
    site.put("/1/", article().replace(tag, tag + tag))
    reader.read()
    assert [beacon["e"] for beacon in site.beacons(2)] == ["exposed", "seen"]


def test_a_missing_file_shows_nothing_and_breaks_nothing(reader: Reader, site: Site) -> None:
    for broken in ("/appeals/manifest.json", "/appeals/texts/en.json", "/appeals/embed.js"):
        site.reset()
        del site.files[broken]
        reader.read()
        expect(reader.epic).to_have_count(0)


def test_a_broken_manifest_shows_nothing_and_breaks_nothing(reader: Reader, site: Site) -> None:
    for content in ("", "<html>", "null", "[]", "{}", '{"format":1}', '{"format":2,"appeals":[]}'):
        site.put("/appeals/manifest.json", content, "application/json")
        reader.open()
        assert "/appeals/texts/en.json" not in [path for _, path, _ in site.requests]
        expect(reader.epic).to_have_count(0)


def test_a_broken_text_shows_nothing_and_breaks_nothing(reader: Reader, site: Site) -> None:
    for content in ("", "null", "{}", '{"language":"en","labels":{}}', '{"language":"xx-invalid-!"}'):
        site.put("/appeals/texts/en.json", content, "application/json")
        reader.read()
        assert reader.page.evaluate("document.querySelector('[data-smallfavor=epic]').offsetHeight") == 0


def test_a_dead_server_shows_nothing_and_breaks_nothing(reader: Reader, other_site: Site, site: Site) -> None:
    site.put("/1/", article(script=f"{other_site.address}/appeals/embed.js"))
    other_site.close()
    reader.read()
    expect(reader.epic).to_have_count(0)


def test_no_placement_asks_for_nothing(reader: Reader, site: Site) -> None:
    site.put("/none/", '<!doctype html><title>None</title><script defer src="/appeals/embed.js"></script>')
    reader.open("/none/")
    assert "/appeals/manifest.json" not in [path for _, path, _ in site.requests]


def test_a_page_view_asks_for_the_manifest_one_text_and_tells_the_first_exposure(reader: Reader, site: Site) -> None:
    with reader.page.expect_response("**/appeals/tally"):
        reader.open()
    asked = [(method, path) for method, path, _ in site.requests if path != "/favicon.ico"]
    assert asked == [
        ("GET", "/1/"),
        ("GET", "/appeals/embed.js"),
        ("GET", "/appeals/manifest.json"),
        ("GET", "/appeals/texts/en.json"),
        ("POST", "/appeals/tally"),
    ]
    site.requests.clear()
    reader.open("/2/")
    assert [path for method, path, _ in site.requests if method == "POST"] == []


def test_the_manifest_is_asked_anew_every_half_minute(reader: Reader) -> None:
    with reader.page.expect_request("**/manifest.json?t=*") as asked:
        reader.page.goto(reader.site.address + "/1/")
    stamp = int(parse_qs(urlsplit(asked.value.url).query)["t"][0])
    assert abs(stamp - reader.page.evaluate("Date.now() / 30000")) <= 1


def test_no_cookie_and_no_other_host(reader: Reader, site: Site) -> None:
    hosts = set()
    reader.page.on("request", lambda request: hosts.add(urlsplit(request.url).netloc))
    reader.read()
    assert hosts == {urlsplit(site.address).netloc}
    assert reader.page.context.cookies() == []


def test_beacons_tell_what_happened_and_never_who(reader: Reader, site: Site) -> None:
    sent = []
    reader.page.on("request", lambda request: sent.append(request) if request.method == "POST" else None)
    reader.read()
    reader.read("/2/")
    reader.epic.get_by_role("button", name="Close").click()
    common = {"v": "v1", "a": "spring", "b": "control", "c": ""}
    assert site.beacons(4) == [
        {**common, "e": "exposed", "k": 1},
        {**common, "e": "seen", "k": 1},
        {**common, "e": "seen", "k": 2},
        {**common, "e": "dismiss", "k": 2},
    ]
    for request in sent:
        headers = request.all_headers()
        assert headers["content-type"].startswith("text/plain")
        assert "referer" not in headers
        assert "cookie" not in headers


def test_a_click_on_the_button_is_told(reader: Reader, site: Site) -> None:
    reader.read()
    reader.epic.locator(".go").click()
    reader.page.wait_for_url("**/support/?*")
    assert [beacon["e"] for beacon in site.beacons(3)] == ["exposed", "seen", "click"]


def test_a_share_of_nothing_tells_nothing(reader: Reader, site: Site) -> None:
    site.publish(manifest_of(tally_share=0))
    reader.read()
    expect(reader.epic).to_be_visible()
    assert site.beacons() == []


def test_refused_storage_shows_the_control_and_tells_nothing(reader: Reader, site: Site) -> None:
    reader.page.context.add_init_script(
        "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('no', 'SecurityError'); } })"
    )
    reader.read()
    expect(reader.epic).to_be_visible()
    reader.epic.get_by_role("button", name="Close").click()
    expect(reader.epic).to_have_count(0)
    assert site.beacons() == []


def test_full_storage_is_no_hindrance(reader: Reader, site: Site) -> None:
    reader.page.context.add_init_script(
        "Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); };"
        "localStorage.filler = 'x'.repeat(5 * 1024 * 1024 - 20)"
    )
    reader.read()
    expect(reader.epic).to_be_visible()


def test_on_another_site_links_lead_to_the_paper_and_back(reader: Reader, site: Site, other_site: Site) -> None:
    other_site.publish_for_others()
    site.put("/1/", article(script=f"{other_site.address}/appeals/embed.js"))
    reader.read()
    expect(reader.epic).to_be_visible()
    link = urlsplit(reader.epic.locator(".go").evaluate("link => link.href"))
    assert f"{link.scheme}://{link.netloc}" == other_site.address
    assert parse_qs(link.query)["return"] == [f"{site.address}/1/"]
    assert [beacon["e"] for beacon in other_site.beacons(2)] == ["exposed", "seen"]
