"""`python -m tests.journeys.month`: lives the month, writes its figures into docs/finance.md, takes its pictures.

For whoever changes what the month does; the test only compares.
"""

from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.browser import ARGUMENTS
from tests.install_browser import find_browser
from tests.journeys.month.month_end import live_the_month
from tests.journeys.month.page import PAGE, rewritten
from tests.journeys.month.people import new_world
from tests.journeys.month.walk import Story
from tests.journeys.month.world import World

PICTURES = Path(PAGE.parent / "pictures")
SIZE = {"width": 1280, "height": 1000}


def main() -> None:
    story = Story()
    with new_world() as world:
        live_the_month(world, story)
        take_pictures(world)
    PAGE.write_text(rewritten(PAGE.read_text(encoding="utf-8"), story), encoding="utf-8")


def take_pictures(world: World) -> None:
    """The second payout with its parts, and the trial balance, as the desk shows them on a desktop."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_browser(), args=ARGUMENTS)
        page = browser.new_page(viewport=SIZE, locale="en-GB", timezone_id="Europe/Riga")
        page.goto(f"{world.demo.paper}/desk/login/")
        page.fill("[name=username]", "editor")
        page.fill("[name=password]", world.demo.password)
        page.press("[name=password]", "Enter")
        page.wait_for_url("**/desk/")
        page.goto(f"{world.demo.paper}/desk/payouts/2/")
        page.screenshot(path=PICTURES / "payout.png", full_page=True)
        page.goto(f"{world.demo.paper}/desk/books/?month={world.month:%Y-%m}")
        page.screenshot(path=PICTURES / "trial-balance.png", full_page=True)
        browser.close()


if __name__ == "__main__":
    main()
