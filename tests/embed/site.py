"""A plain static site on loopback that carries the script: somebody else's page, not ours.

It notes every request. Not here: the tests themselves, and the real paper (tests/journeys).
"""

import copy
import hashlib
import json
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from smallfavor.appeals.labels import labels_in
from smallfavor.appeals.rules.designs import style_of, tokens_of
from smallfavor.appeals.rules.manifest import written_amounts
from smallfavor.appeals.scripts import SCRIPTS, SOURCE, assemble, plea_style
from smallfavor.appeals.signing import signed

NEVER = 4_000_000_000
BEACONS_WITHIN_S = 10
PARAGRAPH = (
    "The harbour board met on Tuesday to decide who will dredge the eastern channel, and for the first time in nine "
    "years the doors were open. Seven of the nine members spoke; the minutes will be read out again in March."
)
STRICT_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self'; form-action 'none'; "
    "base-uri 'none'; require-trusted-types-for 'script'; trusted-types 'none'"
)
GIVING = {
    "USD": {
        "presets": {"once": ["10", "25", "50"], "monthly": ["2", "5", "10"], "yearly": ["20", "50", "100"]},
        "minimum": {"once": "1", "monthly": "2", "yearly": "10"},
    },
    "JPY": {
        "presets": {
            "once": ["1500", "4000", "8000"],
            "monthly": ["300", "800", "1500"],
            "yearly": ["3000", "8000", "15000"],
        },
        "minimum": {"once": "100", "monthly": "300", "yearly": "1500"},
    },
}
WORDS = {
    "en": {
        "heading": "No owner pays for {paper}. Its readers do.",
        "paragraphs": [
            "For {years} years we have sat through meetings so that you need not. *{minimum} a month is enough.*",
            "You have read {articles} articles with us.",
        ],
        "signature": "The journalists of {paper}",
    },
    "ru": {
        "heading": "За {paper} платят читатели.",
        "paragraphs": ["{years} — столько лет мы ходим на заседания. *Хватит {minimum} в месяц.*"],
        "signature": "Журналисты {paper}",
    },
}


def text_of(language: str, **more: Any) -> dict[str, Any]:
    """A text file as appeals publish it."""
    return {
        "language": language,
        "button": "",
        "methods": "card:Visa, Mastercard",
        "interval": "monthly",
        "amount_index": 0,
        "choice": "form",
        "design": style_of(tokens_of("page", paper_accent="#8a1c2b")),
        "style": plea_style(),
        "labels": labels_in(language),
        "amounts": written_amounts(GIVING, language),
        **WORDS[language],
        **more,
    }


def appeal(slug: str = "spring", placement: str = "epic", **more: Any) -> dict[str, Any]:
    return {
        "id": slug,
        "placement": placement,
        "salt": slug,
        "variants": [{"id": "control", "share": 1, "texts": {"en": "texts/en.json", "ru": "texts/ru.json"}}],
        **more,
    }


def manifest_of(*appeals: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {
        "format": 2,
        "version": "v1",
        "expires": NEVER,
        "off": False,
        "paper": {
            "name": "The Harbour Courier",
            "language": "en",
            "founded": 1994,
            "country": "LV",
            "zone": "Europe/Riga",
        },
        "links": {"support": "/support/", "remind": "/remind/", "tally": "/appeals/tally", "origins": []},
        "consent": "assumed",
        "zones": {"Asia/Tokyo": "JP", "Europe/Minsk": "BY"},
        "quiet": {"once": 90, "monthly": 365, "yearly": 365, "dismiss": 30},
        "cap": {"views": 4, "days": 30, "gap_days": 0},
        "money": {
            "default": "USD",
            "countries": {"JP": "JPY"},
            "presets": {code: rule["presets"] for code, rule in GIVING.items()},
            "minimum": {code: rule["minimum"] for code, rule in GIVING.items()},
            "digits": {"USD": 2, "JPY": 0},
        },
        "tally_share": 1.0,
        "risk": ["BY"],
        "appeals": list(appeals) or [appeal()],
        **more,
    }


def article(
    *, language: str = "en", head: str = "", script: str = "/appeals/embed.js", number: int = 1, **more: str
) -> str:
    """A long article with every placement; `more` are attributes of its body, such as section="news"."""
    attributes = "".join(f' data-smallfavor-{name}="{value}"' for name, value in more.items())
    body = f"<p>{PARAGRAPH}</p>" * 40
    return f"""<!doctype html><html lang="{language}"><head><meta charset="utf-8"><title>Article {number}</title>
<meta name="viewport" content="width=device-width, initial-scale=1">{head}</head>
<body data-smallfavor-article="{number}"{attributes}><header><p>The site</p>
<nav aria-label="Site"><span data-smallfavor="header"><a href="/support/">Support us</a></span></nav></header>
<main><article><h1>The eastern channel</h1>{body}</article><div data-smallfavor="epic"></div>
<h2>Read more</h2><p>{PARAGRAPH}</p><p>{PARAGRAPH}</p></main><div data-smallfavor="banner"></div>
<script defer src="{script}"></script></body></html>"""


class Site:
    """Serves `files` by path; a test may change them. `requests` holds (method, path, body) of all that was asked."""

    def __init__(self, port: int = 0) -> None:
        self.files: dict[str, tuple[str, bytes]] = {}
        self.headers: dict[str, str] = {}
        self.requests: list[tuple[str, str, str]] = []
        site = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                self.answer()

            def do_POST(self) -> None:
                self.answer()

            def answer(self) -> None:
                body = self.rfile.read(int(self.headers.get("Content-Length") or 0)).decode()
                path = self.path.split("?")[0]
                site.requests.append((self.command, path, body))
                kind, content = site.files.get(path, ("text/plain", b""))
                self.send_response(204 if self.command == "POST" else 200 if path in site.files else 404)
                for name, value in {"Content-Type": kind, "Access-Control-Allow-Origin": "*", **site.headers}.items():
                    self.send_header(name, value)
                if self.command == "POST":
                    content = b""
                self.send_header("Content-Length", str(len(content)))
                self.end_headers()
                self.wfile.write(content)

            def log_message(self, format: str, *args: object) -> None:
                """Nothing on the tests' terminal."""

        self.server = ThreadingHTTPServer(("127.0.0.1", port), Handler)
        self.server.daemon_threads = True
        host = f"127.0.0.1:{self.server.server_port}"
        self.address = f"http://{host}"
        self.scripts = {name: assemble(name, hosts=[host]) for name in SCRIPTS}
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def put(self, path: str, content: str | bytes, kind: str = "text/html; charset=utf-8") -> None:
        self.files[path] = (kind, content.encode() if isinstance(content, str) else content)

    def put_json(self, path: str, content: Any) -> None:
        self.put(path, json.dumps(content), "application/json")

    def publish(self, manifest: dict[str, Any]) -> None:
        self.put("/appeals/manifest.json", signed(json.dumps(manifest).encode()), "application/json")

    def publish_for_others(self, *appeals: dict[str, Any], **more: Any) -> None:
        """As the paper does: texts are named by their hash, and the manifest lists where the forms are."""
        texts = {}
        for language in WORDS:
            body = json.dumps(text_of(language))
            texts[language] = f"texts/{hashlib.sha256(body.encode()).hexdigest()[:16]}.json"
            self.put(f"/appeals/{texts[language]}", body, "application/json")
        manifest = manifest_of(*appeals, **more)
        for each in manifest["appeals"]:
            each["variants"] = [{**variant, "texts": texts} for variant in each["variants"]]
        manifest["links"]["origins"] = manifest["links"]["origins"] or [self.address]
        self.publish(manifest)

    def reset(self) -> None:
        """The scripts, one epic, its texts, and articles 1-9."""
        self.files = copy.copy(_MODULES)
        for name in SCRIPTS:
            self.put(f"/appeals/{name}", self.scripts[name], "text/javascript")
        self.headers = {}
        self.requests.clear()
        for language in WORDS:
            self.put_json(f"/appeals/texts/{language}.json", text_of(language))
        self.publish(manifest_of())
        self.put("/favicon.ico", b"", "image/x-icon")
        self.put("/support/", "<!doctype html><title>Form</title>")
        for number in range(1, 10):
            self.put(f"/{number}/", article(number=number))

    def beacons(self, at_least: int = 0) -> list[dict[str, Any]]:
        """What was told, once so many beacons are here: a busy browser sends them after all else."""
        deadline = time.monotonic() + BEACONS_WITHIN_S
        while len(self._beacons()) < at_least and time.monotonic() < deadline:
            time.sleep(0.02)
        return self._beacons()

    def _beacons(self) -> list[dict[str, Any]]:
        return [json.loads(body) for method, path, body in self.requests if path == "/appeals/tally"]

    def close(self) -> None:
        self.server.shutdown()
        self.server.server_close()


_MODULES = {f"/src/{path.name}": ("text/javascript", path.read_bytes()) for path in SOURCE.glob("*.js")}
