"""The browser scripts, put together from embed/src: modules joined in order, style sheets inlined, minified; and the
style of a plea, which travels in its text files.

The paper's public key and its own hosts are written into them, so each installation's scripts are its own.
Not here: where they are written (actions/publish_manifest.py).
"""

import json
import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

import minify

from smallfavor.core.origins import form_origins
from smallfavor.core.signature import public_key

SOURCE = Path(__file__).parents[2] / "embed" / "src"
SCRIPTS = ("embed.js", "device.js", "why.js")

# Chromium then compiles all of it at once, beside the page, and nothing function by function in the page's own time.
COMPILE_HINT = "//# allFunctionsCalledOnLoad\n"

_IMPORT = re.compile(r'^import (?P<names>[^;]+?) from "\./(?P<file>[\w.-]+)";\n', re.MULTILINE)
_EXPORT = re.compile(r"^export ", re.MULTILINE)


def assemble(name: str, *, hosts: Iterable[str] | None = None) -> bytes:
    """The script `name` ("embed.js", "device.js") as readers get it: one function, minified.

    `hosts` ("courier.example", with the port where there is one) are those on whose pages no signature is asked for;
    by default all at which the forms can be reached.
    """
    own = [urlsplit(origin).netloc for origin in form_origins()] if hosts is None else hosts
    body = "".join(_modules(name, set())).replace("%KEY%", public_key()).replace("%HOSTS%", " ".join(own))
    minified = str(minify.string("application/javascript", f"(()=>{{{body}}})();"))
    return (COMPILE_HINT + minified).encode()


@cache
def plea_style() -> str:
    """How every plea looks (embed/src/show.css), minified; its design's own rule stands behind it."""
    return _style("show.css")


def _style(file: str) -> str:
    return str(minify.string("text/css", (SOURCE / file).read_text("utf-8")))


def _modules(name: str, joined: set[str]) -> list[str]:
    """The module and, before it, whatever it imports that has not been joined yet."""
    joined.add(name)
    source = (SOURCE / name).read_text("utf-8")
    parts: list[str] = []
    for found in _IMPORT.finditer(source):
        file = found["file"]
        if file in joined:
            continue
        if file.endswith(".css"):
            joined.add(file)
            parts.append(f"const {found['names']} = {json.dumps(_style(file), ensure_ascii=False)};\n")
        else:
            parts.extend(_modules(file, joined))
    return [*parts, _EXPORT.sub("", _IMPORT.sub("", source))]
