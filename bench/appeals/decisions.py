"""How many decisions a second the browser script makes, in the worst case.

Every appeal has every filter, and every reader passes all of them but the last (the frequency cap), so that the whole
list is walked and nothing is shown. Readers and pages are many and different. The modules run as they are written, in
Chromium, without the network. The figure is the best of the rounds, for what else runs on a machine only ever slows one
down; the median stands beside it.
"""

import random
from itertools import accumulate
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import CDPSession, Page, Route, sync_playwright

from bench.goals import Goal
from smallfavor.appeals.rules.groups import countries_in
from smallfavor.appeals.rules.referrers import PATTERNS
from smallfavor.appeals.scripts import SOURCE
from tests.browser import ARGUMENTS
from tests.install_browser import find_browser

GOALS = (Goal("decisions_per_s_100", least=100_000), Goal("decisions_per_s_1000", least=10_000))
COUNTS = (100, 1_000)
ROUND_MS = 500
ROUNDS = 9
NOW = 1_795_435_200
DAY = NOW // 86_400
WEEK = (DAY + 3) // 7
PAIRS = 16
COUNTED = ["s:culture", "s:news", "t:port", "t:war"]

PREPARE = """
async ({ raw, readers, pages, now }) => {
  const modules = await Promise.all(["decide", "visitor", "page", "explain"].map((name) => import(`/src/${name}.js`)));
  const [{ compile, decide }, { parse }, { locate }, { explain }] = modules;
  const before = performance.now();
  const manifest = compile(raw);
  const compileMs = performance.now() - before;
  const people = readers.map((reader) => parse(JSON.stringify(reader)));
  const places = pages.map((page) => locate(manifest, page, now));
  const failing = new Set();
  for (const [i, reader] of people.entries())
    for (const verdicts of explain(manifest, reader, places[i], now))
      failing.add(Object.keys(verdicts).filter((name) => verdicts[name] === false).join("+"));
  window.run = (milliseconds) => {
    const start = performance.now();
    let count = 0;
    let shown = 0;
    while (performance.now() - start < milliseconds)
      for (let i = 0; i < people.length; i++, count++) if (decide(manifest, people[i], places[i], now).epic) shown++;
    return { count, shown, rate: (count / (performance.now() - start)) * 1000 };
  };
  return { failing: [...failing], compileMs };
}
"""


def worst_appeal(number: int, chance: random.Random) -> dict[str, Any]:
    """Every filter set; every page of `page_of` passes all but the cap."""
    others = [f"other-{chance.randrange(100_000)}" for _ in range(6)]
    return {
        "id": f"appeal-{number}",
        "placement": "epic",
        "from": NOW - 1000,
        "until": NOW + 1000,
        "deadline": NOW + 500,
        "campaign": "winter",
        "audience": {
            "sections": [*others[:3], "news", "culture", "harbour", "opinion"],
            "topics": [*others, "port"],
            "articles": others,
            "not_sections": others[:3],
            "not_topics": others,
            "not_articles": others,
            "countries": ["@eu", "US"],
            "not_countries": ["BY", "RU"],
            "devices": ["phone", "tablet", "desktop"],
            "segments": ["members", "guests"],
            "not_segments": ["staff"],
            "referrers": ["search", "social", "internal"],
            "consent": ["assumed", "granted"],
            "signed_in": False,
            "left_form": True,
            "reading": [
                {"weeks": chance.randrange(4, 12), "min": 1, "max": 300},
                {"weeks": 26, "min": 1, "of": chance.choice(COUNTED)},
            ],
        },
        "cap": {"views": 4, "days": 30},
        "gap_days": 1,
        "salt": f"{chance.randrange(1 << 30):x}",
        "holdback": 1e-9,
        "unit": "reader",
        "variants": [
            {"id": each, "share": 1, "texts": {"en": "texts/a.json", "ru": "texts/b.json"}} for each in ("control", "b")
        ],
    }


def manifest_of(count: int, chance: random.Random) -> dict[str, Any]:
    return {
        "format": 2, "expires": NOW + 86_400, "off": False, "consent": "assumed", "risk": ["BY"],
        "paper": {"language": "en"}, "zones": {"Europe/Riga": "LV", "Europe/Berlin": "DE"},
        "cap": {"views": 4, "days": 30, "gap_days": 1},
        "groups": {"eu": countries_in("@eu")}, "counted": COUNTED, "referrers": PATTERNS, "sensitive_topics": ["grief"],
        "appeals": [worst_appeal(number, chance) for number in range(count)],
    }  # fmt: skip


def reader_of(count: int, chance: random.Random) -> dict[str, Any]:
    """Somebody who has seen every appeal four times in the last month."""
    views = {
        f"appeal-{number}": [4, *sorted(DAY - chance.randrange(1, 29) for _ in range(4))] for number in range(count)
    }
    weeks = {key: [WEEK, *accumulate(chance.randrange(1, 5) for _ in range(52))] for key in ("all", *COUNTED)}
    return {
        "id": f"{chance.random()}", "views": views, "quiet": DAY - chance.randrange(100), "weeks": weeks,
        "asked": [DAY - 29 - each for each in range(20, 0, -1)], "form": DAY - chance.randrange(14),
    }  # fmt: skip


def page_of(chance: random.Random) -> dict[str, Any]:
    return {
        "section": chance.choice(["news", "culture", "harbour", "opinion"]),
        "topics": " ".join(chance.sample(["port", "money", "snow", "trams", "fog"], 3)),
        "article": str(chance.randrange(10_000)),
        "language": chance.choice(["en", "ru", "en-GB"]),
        "zone": chance.choice(["Europe/Riga", "Europe/Berlin"]),
        "device": chance.choice(["phone", "desktop"]),
        "segment": chance.choice(["members", "guests other"]),
        "from": chance.choice(["www.google.com", "t.co", "courier.example"]),
        "host": "courier.example",
        "offset": 120,
        "placements": ["epic"],
    }


def serve(route: Route) -> None:
    """The modules as they are written; everything else is an empty page."""
    path = urlsplit(route.request.url).path
    if path.startswith("/src/"):
        route.fulfill(content_type="text/javascript", body=(SOURCE / Path(path).name).read_text("utf-8"))
    else:
        route.fulfill(content_type="text/html", body="<!doctype html>")


def cpu_s(session: CDPSession) -> float:
    """The processor time that Chromium's renderers have had: it says what a busy machine would have done when idle."""
    processes = session.send("SystemInfo.getProcessInfo")["processInfo"]
    return float(sum(each["cpuTime"] for each in processes if each["type"] == "renderer"))


def figures_of(seed: int) -> dict[str, Any]:
    """Decisions a second, by the number of appeals; also by a second of processor time, and the time to compile."""
    figures: dict[str, Any] = {}
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_browser(), args=ARGUMENTS)
        page = browser.new_page()
        session = browser.new_browser_cdp_session()
        page.route("**/*", serve)
        page.goto("http://bench.invalid/")
        for count in COUNTS:
            figures |= _with(page, session, count, random.Random(seed))
        browser.close()
    return figures


def _with(page: Page, session: CDPSession, count: int, chance: random.Random) -> dict[str, Any]:
    prepared = page.evaluate(PREPARE, {
        "raw": manifest_of(count, chance),
        "readers": [reader_of(count, chance) for _ in range(PAIRS)],
        "pages": [page_of(chance) for _ in range(PAIRS)],
        "now": NOW,
    })  # fmt: skip
    page.evaluate("run", ROUND_MS)  # to warm up
    before = cpu_s(session)
    found = [page.evaluate("run", ROUND_MS) for _ in range(ROUNDS)]
    spent_s = cpu_s(session) - before
    if prepared["failing"] != ["cap"] or any(each["shown"] for each in found):
        raise SystemExit(f"not the worst case: {prepared['failing']}")
    rates = sorted(each["rate"] for each in found)
    return {
        f"decisions_per_s_{count}": round(rates[-1]),
        f"decisions_per_s_{count}_median": round(rates[len(rates) // 2]),
        f"decisions_per_cpu_s_{count}": round(sum(each["count"] for each in found) / spent_s),
        f"compile_ms_{count}": round(prepared["compileMs"], 2),
    }
