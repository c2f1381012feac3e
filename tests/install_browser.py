"""Makes sure there is a Chromium for the journeys: the system's, else the package manager's, else Playwright's.

Best is the one without windows: the whole Chromium draws a window for each page even when nobody sees it, and takes
four times as long to open one. Writes nothing into the repository. Prints what it did only when it did something.
"""

import os
import shutil
import subprocess
import sys
from functools import partial
from pathlib import Path

from playwright.sync_api import sync_playwright

WITHOUT_WINDOWS = "chromium-headless-shell"
NAMES = (WITHOUT_WINDOWS, "chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
PATIENCE_S = 600


def find_browser() -> str:
    """The path of a Chromium: CHROMIUM if it is set, else one on the PATH, else Playwright's own; empty when none."""
    named = os.environ.get("CHROMIUM", "")
    if named:
        return named
    on_path = next((found for name in NAMES if (found := shutil.which(name))), "")
    if on_path:
        return on_path
    with sync_playwright() as playwright:
        own = playwright.chromium.executable_path
    return own if Path(own).exists() else ""


def main() -> int:
    if os.environ.get("CHROMIUM") or shutil.which(WITHOUT_WINDOWS) or _from_apt(WITHOUT_WINDOWS) or find_browser():
        return 0
    for attempt in (partial(_from_apt, "chromium"), _from_playwright):
        if attempt() and find_browser():
            return 0
    print(
        "No Chromium could be installed. Install one (for example `apt-get install chromium`), "
        "or name yours in CHROMIUM, and run `make test` again.",
        file=sys.stderr,
    )
    return 1


def _from_apt(package: str) -> bool:
    if os.getuid() != 0 or not shutil.which("apt-get"):
        return False
    print(f"Installing {package} with apt-get ...", flush=True)
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    patience = ["-qq", "-o", "Acquire::Retries=1", "-o", "Acquire::http::Timeout=20"]
    install = ["apt-get", "install", "-y", *patience, "--no-install-recommends", "--no-remove"]
    _quiet(["apt-get", "update", *patience], environment)
    done = _quiet([*install, package], environment)
    if done:
        # Letters of other scripts in screenshots; the tests pass without them too.
        _quiet([*install, "fonts-dejavu-core"], environment)
    return done


def _from_playwright() -> bool:
    print("Installing Chromium with Playwright ...", flush=True)
    command = [sys.executable, "-m", "playwright", "install"]
    if os.getuid() == 0:
        command.append("--with-deps")
    return _quiet([*command, "chromium"], dict(os.environ))


def _quiet(command: list[str], environment: dict[str, str]) -> bool:
    try:
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False, timeout=PATIENCE_S)
    except subprocess.TimeoutExpired:
        print(f"{' '.join(command)} took longer than {PATIENCE_S} s", file=sys.stderr)
        return False
    if done.returncode != 0:
        print(f"{' '.join(command)} failed:\n{done.stderr[-2000:]}", file=sys.stderr)
    return done.returncode == 0


if __name__ == "__main__":
    sys.exit(main())
