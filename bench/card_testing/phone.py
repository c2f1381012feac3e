"""`python -m bench.card_testing.phone`: how long the most work takes a browser, in Chromium at six times throttling.

Prints one JSON object; ends with an error where it is more than three seconds. Answers are checked as by the server.
"""

import argparse
import os
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, sync_playwright

from bench.goals import Goal, tell
from smallfavor.payments.rules.work import PARTS_MAX, is_done
from tests.browser import ARGUMENTS, PHONE
from tests.install_browser import find_browser

SCRIPT = Path(__file__).parents[2] / "smallfavor" / "giving" / "static" / "giving" / "work.js"
GOAL = Goal("slowest_s", most=3.0)
FORM = """<form id="proof" data-seed="{seed}" data-parts="{parts}" data-done="." data-doing=".">
<input name="done"><p role="status"></p></form>"""
READY = "(() => { HTMLFormElement.prototype.submit = () => { window.ended = performance.now(); }; })()"
START = "window.dispatchEvent(new PageTransitionEvent('pageshow', {persisted: false}))"


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.card_testing.phone", description="The work, on a phone.")
    parser.add_argument("--seed", type=int, default=1, help="makes the seeds of the work")
    parser.add_argument("--runs", type=int, default=20)
    parser.add_argument("--slower", type=int, default=6)
    options = parser.parse_args()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_browser(), args=ARGUMENTS)
        page = browser.new_page(viewport=PHONE)
        session = page.context.new_cdp_session(page)
        session.send("Emulation.setCPUThrottlingRate", {"rate": options.slower})
        taken = sorted(_work(page, f"{options.seed:012d}{n:012d}") for n in range(options.runs))
        browser.close()
    figures: dict[str, Any] = {
        "bench": "card_testing.phone", "seed": options.seed, "cores": os.cpu_count(), "slower": options.slower,
        "parts": PARTS_MAX, "median_s": taken[len(taken) // 2], "slowest_s": taken[-1],
        "load": round(os.getloadavg()[0], 1),
    }  # fmt: skip
    tell(figures, [word] if (word := GOAL.missed(figures["slowest_s"])) else [])


def _work(page: Page, seed: str) -> float:
    """Seconds, from the page's being shown to its being sent."""
    page.goto("about:blank")
    page.set_content(FORM.format(seed=seed, parts=PARTS_MAX))
    page.evaluate(READY)
    page.evaluate(SCRIPT.read_text(encoding="utf-8"))
    began = float(page.evaluate(f"(() => {{ {START}; return performance.now(); }})()"))
    page.wait_for_function("window.ended", timeout=60_000)
    answer = str(page.evaluate("document.forms[0].elements.done.value"))
    assert is_done(seed, answer, parts=PARTS_MAX)
    return round((float(page.evaluate("window.ended")) - began) / 1000, 2)


if __name__ == "__main__":
    main()
