"""How the plea stands on a page: contrast and names (axe), narrow and zoomed windows, targets, both directions."""

from collections.abc import Callable
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, expect

from tests.embed.conftest import Reader
from tests.embed.site import Site, appeal, article, manifest_of

SCHEME = """<style>
:root { color-scheme: light dark; }
body { background: #fff; color: #222; }
header a { color: inherit; }
@media (prefers-color-scheme: dark) { body { background: #181818; color: #eee; } }
</style>"""


def open_everything(plea: Locator) -> None:
    plea.get_by_role("radio", name="Another amount").check()
    plea.locator(".go").click()
    plea.get_by_role("button", name="Remind me later").click()


def problems(reader: Reader) -> list[Any]:
    found = Axe().run(
        reader.page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
    )
    return [(each["id"], [node["html"] for node in each["nodes"]]) for each in found.response["violations"]]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(new_reader: Callable[..., Reader], site: Site, scheme: str) -> None:
    site.publish(manifest_of(consent="required"))
    site.put("/1/", article(head=SCHEME))
    reader = new_reader(color_scheme=scheme, reduced_motion="reduce")
    reader.read()
    assert problems(reader) == []
    open_everything(reader.epic)
    assert problems(reader) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_a_banner(new_reader: Callable[..., Reader], site: Site, scheme: str) -> None:
    site.publish(manifest_of(appeal("bar", "banner")))
    site.put("/1/", article(head=SCHEME))
    reader = new_reader(color_scheme=scheme)
    reader.open()
    expect(reader.banner).to_be_visible()
    assert problems(reader) == []


@pytest.mark.parametrize("language", ["en", "ru"])
@pytest.mark.parametrize(("width", "height"), [(320, 640), (640, 450)], ids=["320 px", "200 % zoom"])
def test_nothing_is_lost_in_a_narrow_window(
    new_reader: Callable[..., Reader], site: Site, language: str, width: int, height: int
) -> None:
    site.put("/1/", article(language=language))
    reader = new_reader(viewport={"width": width, "height": height})
    reader.read()
    plea = reader.epic
    plea.locator("fieldset").nth(1).get_by_role("radio").nth(3).check()
    plea.locator(".later, .row").get_by_role("button").first.click()
    assert reader.page.evaluate("document.documentElement.scrollWidth") <= width
    outside = plea.evaluate(
        """(box) => [...box.querySelectorAll("*")].filter((part) => {
          const { left, right, width } = part.getBoundingClientRect();
          return width && (left < -1 || right > innerWidth + 1);
        }).map((part) => part.outerHTML)"""
    )
    assert outside == []


def test_nothing_to_touch_is_smaller_than_44_pixels(new_reader: Callable[..., Reader], site: Site) -> None:
    site.publish(manifest_of(consent="required"))
    reader = new_reader(viewport={"width": 360, "height": 740}, has_touch=True)
    reader.page.goto(site.address + "/favicon.ico")
    reader.page.evaluate("localStorage.smallfavor = JSON.stringify({ weeks: { 9999: 5 } })")
    reader.read()
    open_everything(reader.epic)
    small = reader.epic.evaluate(
        """(box) => [...box.querySelectorAll("a, button, input, .cards label")].filter((part) => {
          const { width, height } = part.getBoundingClientRect();
          return width < 43.5 || height < 43.5;
        }).map((part) => [part.outerHTML, part.getBoundingClientRect().height])"""
    )
    assert small == []


def test_right_to_left_the_plea_is_mirrored(reader: Reader, site: Site) -> None:
    site.put("/1/", article().replace("<html ", '<html dir="rtl" '))
    reader.read()
    box = reader.epic.bounding_box()
    close = reader.epic.locator(".close").bounding_box()
    first = reader.epic.get_by_text("Once").bounding_box()
    assert box and close and first
    assert close["x"] < box["x"] + box["width"] / 2 < first["x"]


def test_the_plea_is_a_named_region_with_a_heading_of_the_second_level(reader: Reader) -> None:
    reader.read()
    name = "No owner pays for The Harbour Courier. Its readers do."
    expect(reader.page.get_by_role("region", name=name)).to_be_visible()
    expect(reader.epic.get_by_role("heading", level=2)).to_have_count(1)
    for legend in ("How often", "How much"):
        expect(reader.epic.get_by_role("group", name=legend)).to_be_visible()
