"""How many decisions a second the browser script makes: `python -m bench.decisions [--seed N]`.

The worst case: every appeal has every filter, and every reader passes all of them but the last (the frequency cap), so
that the whole list is walked and nothing is shown. Readers and pages are many and different. The modules run as they
are written, in Chromium, without the network. Prints one JSON object as its last line.
"""

import argparse
import json
import random
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import CDPSession, Route, sync_playwright

from smallfavor.appeals.scripts import SOURCE
from tests.browser import ARGUMENTS
from tests.install_browser import find_browser

TARGETS = {10: 500_000, 100: 100_000, 1_000: 10_000}
NOW = 1_795_435_200
DAY = NOW // 86_400
PAIRS = 16

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
        "audience": {
            "sections": [*others[:3], "news", "culture", "harbour", "opinion"],
            "topics": [*others, "port"],
            "articles": others,
            "not_sections": others[:3],
            "not_topics": others,
            "not_articles": others,
            "languages": ["en", "ru"],
            "not_languages": ["lv"],
            "countries": ["LV", "EE", "LT", "DE"],
            "not_countries": ["BY", "RU"],
            "devices": ["phone", "tablet", "desktop"],
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
        "format": 1, "expires": NOW + 86_400, "off": False, "consent": "assumed", "risk": ["BY"],
        "zones": {"Europe/Riga": "LV", "Europe/Berlin": "DE"}, "cap": {"views": 4, "days": 30},
        "appeals": [worst_appeal(number, chance) for number in range(count)],
    }  # fmt: skip


def reader_of(count: int, chance: random.Random) -> dict[str, Any]:
    """Somebody who has seen every appeal four times in the last month."""
    views = {
        f"appeal-{number}": [4, *sorted(DAY - chance.randrange(1, 29) for _ in range(4))] for number in range(count)
    }
    return {"id": f"{chance.random()}", "views": views, "quiet": DAY - chance.randrange(100)}


def page_of(chance: random.Random) -> dict[str, Any]:
    return {
        "section": chance.choice(["news", "culture", "harbour", "opinion"]),
        "topics": " ".join(chance.sample(["port", "money", "snow", "trams", "fog"], 3)),
        "article": str(chance.randrange(10_000)),
        "language": chance.choice(["en", "ru", "en-GB"]),
        "zone": chance.choice(["Europe/Riga", "Europe/Berlin"]),
        "device": chance.choice(["phone", "desktop"]),
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


def measure(seed: int, milliseconds: int, rounds: int) -> dict[str, Any]:
    figures: dict[str, Any] = {}
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_browser(), args=ARGUMENTS)
        page = browser.new_page()
        session = browser.new_browser_cdp_session()
        page.route("**/*", serve)
        page.goto("http://bench.invalid/")
        for count in TARGETS:
            chance = random.Random(seed)
            prepared = page.evaluate(PREPARE, {
                "raw": manifest_of(count, chance),
                "readers": [reader_of(count, chance) for _ in range(PAIRS)],
                "pages": [page_of(chance) for _ in range(PAIRS)],
                "now": NOW,
            })  # fmt: skip
            page.evaluate("run", milliseconds)  # to warm up
            before = cpu_s(session)
            found = [page.evaluate("run", milliseconds) for _ in range(rounds)]
            spent_s = cpu_s(session) - before
            if prepared["failing"] != ["cap"] or any(each["shown"] for each in found):
                raise SystemExit(f"not the worst case: {prepared['failing']}")
            rates = sorted(each["rate"] for each in found)
            figures[f"decisions_per_s_{count}"] = round(rates[len(rates) // 2])
            figures[f"decisions_per_s_{count}_lowest"] = round(rates[0])
            figures[f"decisions_per_cpu_s_{count}"] = round(sum(each["count"] for each in found) / spent_s)
            figures[f"compile_ms_{count}"] = round(prepared["compileMs"], 2)
        figures["chromium"] = browser.version
        browser.close()
    return figures


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--milliseconds", type=int, default=500, help="of one round")
    parser.add_argument("--rounds", type=int, default=7)
    given = parser.parse_args()
    figures = measure(given.seed, given.milliseconds, given.rounds)
    missed = [count for count, target in TARGETS.items() if figures[f"decisions_per_s_{count}"] < target]
    print(json.dumps({"bench": "decisions", "seed": given.seed, **figures, "targets_missed": missed}))


if __name__ == "__main__":
    main()
