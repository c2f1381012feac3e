"""The WSGI front: baked pages, static files and media from memory, beacons counted at the door, everything else
from Django behind it.

Only the path decides; a query changes nothing. Not here: how files are held (shelf.py) and how pages are baked.
"""

import mimetypes
import os
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

from smallfavor.config.shelf import Copy, Shelf
from smallfavor.core.content_policy import reader_policy
from smallfavor.core.middleware.headers import PERMISSIONS

StartResponse = Callable[[str, list[tuple[str, str]]], Any]
Application = Callable[[dict[str, Any], Any], Iterable[bytes]]

SHELF_BYTES = 64 * 1024 * 1024
CHUNK_BYTES = 64 * 1024
KNOWN_ENCODINGS_MAX = 512
HASHED_NAME = re.compile(r"[./-][0-9a-f]{12,64}\.[a-z0-9]+$")
FOREVER = "public, max-age=31536000, immutable"
PAGE_LIFE = "public, max-age=0, s-maxage=60, must-revalidate"
SCRIPT_LIFE = "public, max-age=300, stale-while-revalidate=86400"
TYPES = {
    ".ics": "text/calendar; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".webmanifest": "application/manifest+json",
    ".woff2": "font/woff2",
    ".xml": "application/xml; charset=utf-8",
}


@dataclass(frozen=True)
class Root:
    """A folder and the addresses that it answers: `prefix` "/static/" gives static/x for /static/x."""

    prefix: str
    folder: str
    pages: bool = False


class Front:
    """Serves what lies in `baked`, `static` and `media`; hands the rest to `application`.

    A POST to an address of `doors` goes to that WSGI application instead: for what comes too often to wake Django.
    """

    def __init__(
        self,
        application: Application,
        *,
        baked: Path,
        static: Path,
        media: Path,
        payment_origins: Iterable[str],
        doors: Mapping[str, Application] | None = None,
    ) -> None:
        self.application = application
        self.doors = doors or {}
        self.shelf = Shelf(SHELF_BYTES)
        self.roots = (
            Root("/static/", os.path.realpath(static)),
            Root("/media/", os.path.realpath(media)),
            Root("/", os.path.realpath(baked), pages=True),
        )
        self.policy = reader_policy(payment_origins)
        self._encodings: dict[str, str] = {}

    def __call__(self, environ: dict[str, Any], start_response: StartResponse) -> Iterable[bytes]:
        method = environ["REQUEST_METHOD"]
        if method not in {"GET", "HEAD"}:
            door = self.doors.get(environ["PATH_INFO"], self.application) if method == "POST" else self.application
            return door(environ, start_response)
        address = environ["PATH_INFO"]
        root, path = self._locate(address)
        if root is None:
            return self.application(environ, start_response)
        copy = self.shelf.get(path, self._encoding(environ.get("HTTP_ACCEPT_ENCODING", "")))
        if copy is None:
            return self._missing(environ, start_response, root, path)
        if not copy.headers:
            if not os.path.realpath(path).startswith(root.folder + "/"):
                return _refused(environ, start_response)
            copy.headers = self._headers(root, address, path, copy)
        asked = environ.get("HTTP_IF_NONE_MATCH")
        if asked and _matches(asked, copy.etag):
            start_response("304 Not Modified", [pair for pair in copy.headers if pair[0] in KEPT_ON_304])
            return []
        start_response("200 OK", copy.headers)
        return [] if method == "HEAD" else [copy.body]

    def _locate(self, address: str) -> tuple[Root | None, str]:
        """The file that an address names, in the WSGI spelling of it. No root: not ours to answer."""
        if "/." in address or "\\" in address or "\0" in address or "//" in address or not address.startswith("/"):
            return None, ""
        if not address.isascii():
            try:
                address = address.encode("latin-1").decode("utf-8")
            except UnicodeError:
                return None, ""
        for root in self.roots:
            if address.startswith(root.prefix):
                inside = address[len(root.prefix) :]
                if root.pages and (not inside or inside.endswith("/")):
                    inside += "index.html"
                if root.pages and inside.endswith((".br", ".gz")):
                    return None, ""
                return root, f"{root.folder}/{inside}"
        return None, ""

    def _missing(
        self, environ: dict[str, Any], start_response: StartResponse, root: Root, path: str
    ) -> Iterable[bytes]:
        if root.pages:
            if Path(path, "index.html").is_file():
                return _moved(environ, start_response)
            return self.application(environ, start_response)
        found = Path(path)
        if not found.is_file() or not os.path.realpath(path).startswith(root.folder + "/"):
            return _refused(environ, start_response)
        headers = self._headers(root, environ["PATH_INFO"], path, None)
        start_response("200 OK", [*headers, ("Content-Length", str(found.stat().st_size))])
        return [] if environ["REQUEST_METHOD"] == "HEAD" else _stream(found)

    def _headers(self, root: Root, address: str, path: str, copy: Copy | None) -> list[tuple[str, str]]:
        headers = [
            ("Content-Type", _type_of(path)),
            ("Cache-Control", _life_of(root, address)),
            ("Content-Security-Policy", self.policy if root.pages else "default-src 'none'; sandbox"),
            ("X-Content-Type-Options", "nosniff"),
            ("Referrer-Policy", "same-origin"),
        ]
        if root.pages and path.endswith(".html"):
            headers += [
                ("X-Frame-Options", "DENY"),
                ("Permissions-Policy", PERMISSIONS),
                ("Cross-Origin-Opener-Policy", "same-origin"),
            ]
        if address.startswith("/appeals/"):
            headers += [("Access-Control-Allow-Origin", "*"), ("Cross-Origin-Resource-Policy", "cross-origin")]
        if copy is not None:
            headers += [("ETag", copy.etag), ("Content-Length", str(len(copy.body)))]
            headers += [("Vary", "Accept-Encoding")] if copy.varies else []
            headers += [("Content-Encoding", copy.encoding)] if copy.encoding else []
        return headers

    def _encoding(self, accepted: str) -> str:
        """The best of ours that the browser takes: br, gzip or none. Remembered by the header's own text."""
        if not accepted:
            return ""
        known = self._encodings.get(accepted)
        if known is None:
            if len(self._encodings) >= KNOWN_ENCODINGS_MAX:
                self._encodings.clear()
            known = self._encodings[accepted] = best_encoding(accepted)
        return known


KEPT_ON_304 = {"Cache-Control", "ETag", "Vary", "Access-Control-Allow-Origin", "Cross-Origin-Resource-Policy"}


def best_encoding(accepted: str) -> str:
    """The encoding for an Accept-Encoding header: "br", "gzip" or "" (as it is). Refused by `;q=0` counts as absent."""
    taken = set()
    for part in accepted.lower().split(","):
        name, _, rest = part.partition(";")
        if not re.fullmatch(r"\s*q\s*=\s*0(\.0*)?\s*", rest):
            taken.add(name.strip())
    return next((name for name in ("br", "gzip") if name in taken), "")


def _matches(asked: str, etag: str) -> bool:
    return any(one.strip().removeprefix("W/") in {etag, "*"} for one in asked.split(","))


def _type_of(path: str) -> str:
    extension = os.path.splitext(path)[1]  # noqa: PTH122
    if extension in TYPES:
        return TYPES[extension]
    guessed = mimetypes.guess_type(path)[0] or "application/octet-stream"
    return f"{guessed}; charset=utf-8" if guessed.startswith("text/") else guessed


def _life_of(root: Root, address: str) -> str:
    """How long a copy may be kept: for ever where the name carries the content's hash, never blindly for pages."""
    if address == "/appeals/manifest.json":
        return "no-cache"
    if address.startswith(("/static/", "/style/", "/appeals/texts/")) and HASHED_NAME.search(address):
        return FOREVER
    if address.startswith("/appeals/") and address.endswith(".js"):
        return SCRIPT_LIFE
    if root.prefix == "/media/":
        return "public, max-age=86400"
    return PAGE_LIFE


def _refused(environ: dict[str, Any], start_response: StartResponse) -> Iterable[bytes]:
    start_response("404 Not Found", [("Content-Type", "text/plain"), ("Cache-Control", "no-store")])
    return [] if environ["REQUEST_METHOD"] == "HEAD" else [b"Not found\n"]


def _moved(environ: dict[str, Any], start_response: StartResponse) -> Iterable[bytes]:
    where = quote(environ["PATH_INFO"].encode("latin-1")) + "/"
    query = environ.get("QUERY_STRING", "")
    location = f"{where}?{query}" if query else where
    start_response(
        "301 Moved Permanently", [("Location", location), ("Content-Length", "0"), ("Cache-Control", PAGE_LIFE)]
    )
    return []


def _stream(path: Path) -> Iterator[bytes]:
    with path.open("rb") as handle:
        while chunk := handle.read(CHUNK_BYTES):
            yield chunk
