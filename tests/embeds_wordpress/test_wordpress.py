"""WordPress with its default theme and the guide's plugin: asked, dismissed, capped, given, back, attributed."""

from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import expect

from tests.embeds_wordpress.wordpress import WordPress
from tests.journeys.elsewhere import Visitor, dismisses, gives, is_attributed, meets_the_cap
from tests.journeys.running_demo import Demo

NewVisitor = Callable[..., Visitor]
POLICY = """<?php
add_action('send_headers', function () {
    header("Content-Security-Policy: default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
        . "font-src 'self' data:; script-src 'self' 'unsafe-inline' PAPER; connect-src 'self' PAPER SECOND");
});
"""


def test_the_plea_stands_at_the_end_of_the_text(new_visitor: NewVisitor, pictures: Path | None) -> None:
    for name, viewport in (("phone", {"width": 390, "height": 844}), ("desktop", {"width": 1280, "height": 900})):
        visitor = new_visitor(viewport=viewport)
        visitor.is_asked()
        assert visitor.page.locator(".entry-content > [data-smallfavor=epic]:last-child").count() == 1
        text = visitor.page.locator(".entry-content > p").last.bounding_box()
        plea = visitor.plea.bounding_box()
        assert text and plea and abs(text["x"] - plea["x"]) <= 2 and abs(text["width"] - plea["width"]) <= 4
        if pictures:
            visitor.page.screenshot(path=pictures / f"wordpress-{name}.png", full_page=True)


def test_readers_dismiss_are_capped_and_give(demo: Demo, new_visitor: NewVisitor) -> None:
    dismisses(new_visitor())
    meets_the_cap(new_visitor())
    gives(new_visitor(), amount="53", at=demo.paper)
    is_attributed(demo, amount="53")


def test_the_facts_of_the_article_are_on_the_tag(new_visitor: NewVisitor) -> None:
    visitor = new_visitor()
    visitor.opens()
    tag = visitor.page.locator("script[data-paper]")
    expect(tag).to_have_attribute("data-section", "harbour")
    expect(tag).to_have_attribute("data-signed-in", "no")
    assert (tag.get_attribute("data-article") or "").isdecimal()


def test_lists_of_articles_are_not_asked_on(wordpress: WordPress, new_visitor: NewVisitor) -> None:
    visitor = new_visitor()
    visitor.articles = [f"{wordpress.address}/", f"{wordpress.address}/category/harbour/"]
    for article in range(2):
        visitor.is_not_asked(article)


def test_a_policy_and_a_dead_first_origin_are_no_hindrance(
    demo: Demo, wordpress: WordPress, new_visitor: NewVisitor
) -> None:
    wordpress.put_snippet(POLICY.replace("PAPER", demo.paper).replace("SECOND", demo.second), "policy.php")
    visitor = new_visitor()
    visitor.page.context.route(f"{demo.paper}/health/live", lambda route: route.abort())
    visitor.is_asked()
    expect(visitor.plea.locator(f".go[href^='{demo.second}/']")).to_have_count(1)
    visitor.page.evaluate("localStorage.clear()")
    gives(visitor, amount="59", at=demo.second)
    is_attributed(demo, amount="59")


def test_a_dead_server_breaks_nothing(demo: Demo, new_visitor: NewVisitor) -> None:
    visitor = new_visitor()
    visitor.page.context.route(f"{demo.paper}/**", lambda route: route.abort())
    visitor.is_not_asked()
