"""The browser scripts, put together from embed/src: modules joined in order, style sheets inlined, minified.

Not here: where they are written (actions/publish_manifest.py).
"""

import json
import re
from pathlib import Path

import minify

SOURCE = Path(__file__).parents[2] / "embed" / "src"
SCRIPTS = ("embed.js", "device.js")

_IMPORT = re.compile(r'^import (?P<names>[^;]+?) from "\./(?P<file>[\w.-]+)";\n', re.MULTILINE)
_EXPORT = re.compile(r"^export ", re.MULTILINE)


def assemble(name: str) -> bytes:
    """The script `name` ("embed.js", "device.js") as readers get it: one function, minified."""
    body = "".join(_modules(name, set()))
    return str(minify.string("application/javascript", f"(()=>{{{body}}})();")).encode()


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
            style = minify.string("text/css", (SOURCE / file).read_text("utf-8"))
            parts.append(f"const {found['names']} = {json.dumps(style, ensure_ascii=False)};\n")
        else:
            parts.extend(_modules(file, joined))
    return [*parts, _EXPORT.sub("", _IMPORT.sub("", source))]
