"""What the script costs the page that carries it: its own time on a slow processor, and what it moves.

The page is another site's, so that everything is done: the article's end is found, manifest and text are verified, the
plea is drawn and seen. What the script does until it has decided is measured apart: on a page without a plea that is
all. In turn with it, an otherwise empty script makes the calls to the browser that no such script can do without
(`BARE_CALLS`): what these cost is the floor under every figure here.
"""

import os
import statistics
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any

os.environ.setdefault("DATA", tempfile.mkdtemp(prefix="smallfavor-bench-"))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "smallfavor.config.settings")

import django
from playwright.sync_api import Browser, Page, sync_playwright

from bench.goals import Goal

django.setup()

from smallfavor.core.signature import public_key  # noqa: E402 (settings come first)
from tests.browser import ARGUMENTS  # noqa: E402 (settings come first)
from tests.embed.conftest import NOTICE_SHIFTS  # noqa: E402
from tests.embed.site import PARAGRAPH, Site, appeal  # noqa: E402
from tests.install_browser import find_browser  # noqa: E402

GOALS = (Goal("cls", most=0), Goal("script_ms", most=10))
THROTTLE = 6
LOADS = 9
APPEALS = 20
WAIT_S = 60
# In a trace: what runs script, and what the browser does in between, which is not the script's own.
RUNS = {"EvaluateScript", "FunctionCall", "v8.compile", "v8.produceCache"}
MICROTASKS = "RunMicrotasks"  # they name no script; on these pages there is no other that has any
LAYOUT = {"Layout", "UpdateLayoutTree", "ParseHTML", "PrePaint"}
ASKS = "ResourceSendRequest"
TEXTS = "/appeals/texts/"
# One look into the storage and one write, manifest, signature and text, one beacon; nothing is decided or drawn.
BARE_CALLS = """(() => {
  const home = document.currentScript.src;
  const bytes = (base64) => Uint8Array.from(atob(base64), (each) => each.charCodeAt());
  const curve = { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" };
  const read = async (path) => (await fetch(new URL(path, home))).text();
  const run = async () => {
    const text = await read("manifest.json?t=1");
    const key = await crypto.subtle.importKey("raw", bytes("%KEY%"), curve, false, ["verify"]);
    await crypto.subtle.verify(curve, key, new Uint8Array(64), new TextEncoder().encode(text));
    localStorage.smallfavor;
    await read("texts/en.json");
    localStorage.smallfavor = text.slice(0, 300);
    const beacon = { method: "POST", body: JSON.stringify({ e: "bare" }), keepalive: true, credentials: "omit" };
    fetch(new URL("tally", home), { ...beacon, headers: { "Content-Type": "text/plain" } });
  };
  run();
})();"""
VIEWPORTS = ({"width": 1280, "height": 900}, {"width": 360, "height": 740})


def figures_of(seed: int) -> dict[str, Any]:
    """`cls`, the worst of all loads, and the script's milliseconds, at a sixth of the processor's speed.

    Medians of so many loads, each of a browser that never saw the script; nothing is drawn by `seed`.
    """
    shifts: list[float] = []
    deciding: list[float] = []
    drawing: list[float] = []
    floors: list[float] = []
    with _sites() as sites, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_browser(), args=ARGUMENTS)
        for number in range(LOADS):
            with _new_page(browser, VIEWPORTS[number % len(VIEWPORTS)]) as page:
                parts = own_ms(_trace_of_a_load(page, *sites), "/appeals/embed.js")
                deciding.append(parts[0])
                drawing.append(parts[1])
                shifts.append(float(page.evaluate("window.shift")))
            with _new_page(browser, VIEWPORTS[number % len(VIEWPORTS)]) as page:
                floors.append(sum(own_ms(_trace_of_bare_calls(page, *sites), "/appeals/embed.js")))
        browser.close()
    sums = [sum(parts) for parts in zip(deciding, drawing, strict=True)]
    return {
        "cls": max(shifts),
        "script_ms_deciding": round(statistics.median(deciding), 2),
        "script_ms_drawing": round(statistics.median(drawing), 2),
        "script_ms": round(statistics.median(sums), 2),
        "script_ms_least": round(min(sums), 2),
        "script_ms_most": round(max(sums), 2),
        "script_ms_floor": round(statistics.median(floors), 2),
        "throttle": THROTTLE,
        "loads": LOADS,
    }


@contextmanager
def _sites() -> Iterator[tuple[Site, Site]]:
    """The paper's server, and another site with one article at `/`."""
    paper, site = Site(), Site()
    paper.reset()
    paper.publish_for_others(*(appeal(f"spring-{number}") for number in range(APPEALS)))
    tag = f'<script defer src="{paper.address}/appeals/embed.js"></script>'
    text = f"<p>{PARAGRAPH}</p>" * 60
    site.put("/", f'<!doctype html><html lang="en"><title>A</title><main><article>{text}</article></main>{tag}</html>')
    site.put("/favicon.ico", b"", "image/x-icon")
    yield paper, site
    paper.close()
    site.close()


@contextmanager
def _new_page(browser: Browser, viewport: Any) -> Iterator[Page]:
    context = browser.new_context(viewport=viewport, locale="en-GB", timezone_id="Europe/Riga")
    context.add_init_script(NOTICE_SHIFTS)
    yield context.new_page()
    context.close()


def _trace_of_a_load(page: Page, paper: Site, site: Site) -> list[dict[str, Any]]:
    """What the browser did from the page's start until the plea was seen. The beacons tell how far it is: a question
    to the page would run script of ours there."""
    with _traced(page, paper) as events:
        page.goto(site.address + "/")
        _wait_for(page, lambda: "exposed" in _told(paper))
        page.mouse.move(100, 100)
        page.mouse.wheel(0, 1_000_000)
        _wait_for(page, lambda: "seen" in _told(paper))
    return events


def _trace_of_bare_calls(page: Page, paper: Site, site: Site) -> list[dict[str, Any]]:
    """The same page with the otherwise empty script in place of ours."""
    script = BARE_CALLS.replace("%KEY%", public_key())
    page.route("**/appeals/embed.js", lambda route: route.fulfill(body=script, content_type="application/javascript"))
    with _traced(page, paper) as events:
        page.goto(site.address + "/")
        _wait_for(page, lambda: "bare" in _told(paper))
    return events


@contextmanager
def _traced(page: Page, paper: Site) -> Iterator[list[dict[str, Any]]]:
    """Slowed down and traced; the events are there afterwards."""
    session = page.context.new_cdp_session(page)
    events: list[dict[str, Any]] = []
    ended: list[bool] = []
    session.on("Tracing.dataCollected", lambda part: events.extend(part["value"]))
    session.on("Tracing.tracingComplete", lambda _: ended.append(True))
    paper.requests.clear()
    session.send("Emulation.setCPUThrottlingRate", {"rate": THROTTLE})
    session.send("Tracing.start", {"categories": "-*,devtools.timeline,v8,v8.execute", "transferMode": "ReportEvents"})
    yield events
    session.send("Tracing.end")
    _wait_for(page, lambda: bool(ended))
    session.send("Emulation.setCPUThrottlingRate", {"rate": 1})


def _told(paper: Site) -> list[str]:
    return [beacon["e"] for beacon in paper.beacons()]


def _wait_for(page: Page, holds: Callable[[], bool]) -> None:
    deadline = time.monotonic() + WAIT_S
    while not holds():
        if time.monotonic() > deadline:
            raise RuntimeError("the page did not come so far")
        page.wait_for_timeout(20)


def own_ms(events: list[dict[str, Any]], script: str) -> tuple[float, float]:
    """The processor time of the script's thread inside the script's own tasks, the browser's layout in them apart:
    until it asks for the text of a plea, and from then on.

    Processor time, so that a machine which is busy with other things measures the same.
    """
    whole = list(_whole(events))
    decided = min(each["ts"] for each in events if each["name"] == ASKS and TEXTS in each["args"]["data"]["url"])
    threads = {(each["pid"], each["tid"]) for each in whole if each["name"] in RUNS and _is_of(each, script)}
    parts_us = [0, 0]
    own_until, layout_until, part = 0, 0, 0
    for each in sorted(whole, key=lambda event: (event["ts"], -event["dur"])):
        if (each["pid"], each["tid"]) not in threads:
            continue
        start, end = each["ts"], each["ts"] + each["dur"]
        if start >= own_until and (each["name"] == MICROTASKS or (each["name"] in RUNS and _is_of(each, script))):
            part = int(start > decided)
            own_until = end
            parts_us[part] += each["tdur"]
        elif start < own_until and start >= layout_until and each["name"] in LAYOUT:
            layout_until = end
            parts_us[part] -= each["tdur"]
    return parts_us[0] / 1000, parts_us[1] / 1000


def _whole(events: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Events with their lengths; layout comes as a beginning and an end."""
    begun: dict[tuple[int, int, str], list[dict[str, Any]]] = {}
    for each in sorted(events, key=lambda event: event.get("ts", 0)):
        place = (each["pid"], each["tid"], each["name"])
        if each.get("ph") == "X" and "tdur" in each:
            yield each
        elif each.get("ph") == "B" and "tts" in each:
            begun.setdefault(place, []).append(each)
        elif each.get("ph") == "E" and begun.get(place):
            first = begun[place].pop()
            yield {**first, "dur": each["ts"] - first["ts"], "tdur": each["tts"] - first["tts"]}


def _is_of(event: dict[str, Any], script: str) -> bool:
    facts = event.get("args", {}).get("data", {})
    return script in facts.get("url", "") or script in event.get("args", {}).get("fileName", "")
