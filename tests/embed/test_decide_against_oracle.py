"""The script's decisions against a slow oracle's: 100,000 random readers on random pages, in one page of Chromium."""

import json
from collections import Counter
from typing import Any

from playwright.sync_api import Browser

from tests.embed import oracle
from tests.embed.chances import Chances
from tests.embed.site import Site

BATCHES = 50
BATCH = 2_000
FEWEST = 150  # of each condition: times that it held, that it did not, and that it alone did not

DECIDE = """
async (text) => {
  const { manifests, visitors, pages, rounds } = JSON.parse(text);
  const load = (name) => import(`/src/${name}.js`);
  const [{ compile, decide }, { locate }, { parse }] = await Promise.all(["decide", "page", "visitor"].map(load));
  const compiled = manifests.map(compile);
  const readers = visitors.map((each) => parse(JSON.stringify(each)));
  return JSON.stringify(rounds.map(([m, v, p, now]) =>
    decide(compiled[m], readers[v], locate(compiled[m], pages[p], now), now)));
}
"""


def batch_of(seed: int) -> dict[str, Any]:
    """Manifests, readers and pages, and which of them meet when."""
    chances = Chances(seed)
    parts = {
        "manifests": [chances.manifest() for _ in range(120)],
        "visitors": [chances.visitor() for _ in range(250)],
        "pages": [chances.page() for _ in range(250)],
    }
    pick = chances.random.randrange
    return {**parts, "rounds": [(pick(120), pick(250), pick(250), chances.now()) for _ in range(BATCH)]}


def test_the_script_decides_as_the_oracle_on_100_000_random_readers(browser: Browser) -> None:
    site = Site()
    site.reset()
    page = browser.new_page()
    page.goto(f"{site.address}/favicon.ico")
    held, failed, alone = Counter[str](), Counter[str](), Counter[str]()
    shown = 0
    for seed in range(BATCHES):
        batch = batch_of(seed)
        answers = json.loads(page.evaluate(DECIDE, json.dumps(batch)))
        for (m, v, p, now), answer in zip(batch["rounds"], answers, strict=True):
            met = batch["manifests"][m], batch["visitors"][v], batch["pages"][p], now
            assert answer == oracle.decide(*met), f"seed {seed}: {json.dumps(met)}"
            shown += bool(answer)
            found = oracle.verdicts(met[0]["appeals"][0], *met)
            failing = [name for name, holds in found.items() if not holds]
            held.update(name for name, holds in found.items() if holds)
            failed.update(failing)
            alone.update(failing if len(failing) == 1 else [])
    page.close()
    site.close()
    assert shown >= BATCHES * BATCH // 20
    for counts in (held, failed, alone):
        assert {name for name in found if counts[name] < FEWEST} == set(), counts
