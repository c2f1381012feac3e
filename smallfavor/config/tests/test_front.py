"""The front: what it serves from memory, with which headers, and what it leaves to Django."""

import gzip
import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import brotli
import pytest

from smallfavor.config import shelf
from smallfavor.config.front import Front, best_encoding

PAGE = b"<!doctype html><title>News</title>" + b"<p>Words of an article. " * 40


@dataclass
class Answer:
    status: str
    headers: dict[str, str]
    body: bytes


@dataclass
class Site:
    """A front over folders of its own, with a Django behind it that only says that it was asked."""

    folder: Path
    front: Front = field(init=False)

    def __post_init__(self) -> None:
        for name in ("baked", "static", "media"):
            (self.folder / name).mkdir()
        self.front = Front(
            _django,
            baked=self.folder / "baked",
            static=self.folder / "static",
            media=self.folder / "media",
            payment_origins=["https://pay.example"],
        )

    def write(self, name: str, content: bytes = PAGE) -> Path:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        return path

    def ask(self, path: str, method: str = "GET", query: str = "", **headers: str) -> Answer:
        environ = {"REQUEST_METHOD": method, "PATH_INFO": path, "QUERY_STRING": query}
        environ |= {f"HTTP_{name.upper()}": value for name, value in headers.items()}
        told: list[Any] = []
        body = b"".join(self.front(environ, lambda status, pairs: told.extend((status, pairs))))
        names = [name for name, _ in told[1]]
        assert len(names) == len(set(names)), "a header twice"
        return Answer(told[0], dict(told[1]), body)


def _django(environ: dict[str, Any], start_response: Any) -> list[bytes]:
    start_response("200 OK", [("Content-Type", "text/plain")])
    return [b"django"]


@pytest.fixture
def site(tmp_path: Path) -> Site:
    return Site(tmp_path)


@pytest.fixture
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Files are looked at with every request."""
    monkeypatch.setattr(shelf, "RECHECK_S", 0.0)


def test_a_baked_page_is_served_with_its_headers(site: Site) -> None:
    site.write("baked/news/index.html")
    answer = site.ask("/news/")
    assert answer.status == "200 OK"
    assert answer.body == PAGE
    assert answer.headers["Content-Type"] == "text/html; charset=utf-8"
    assert answer.headers["Content-Length"] == str(len(PAGE))
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    assert "form-action 'self' https://pay.example;" in answer.headers["Content-Security-Policy"]
    assert "unsafe" not in answer.headers["Content-Security-Policy"]
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "Set-Cookie" not in answer.headers


def test_head_tells_the_length_and_sends_nothing(site: Site) -> None:
    site.write("baked/index.html")
    answer = site.ask("/", "HEAD")
    assert answer.headers["Content-Length"] == str(len(PAGE))
    assert answer.body == b""


def test_a_query_changes_nothing(site: Site) -> None:
    site.write("baked/index.html")
    assert site.ask("/", query="lang=ru&utm_source=x") == site.ask("/")


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS"])
def test_only_reading_is_answered(site: Site, method: str) -> None:
    site.write("baked/index.html")
    assert site.ask("/", method).body == b"django"


def test_what_is_not_baked_goes_to_django(site: Site) -> None:
    assert site.ask("/support/").body == b"django"
    assert site.ask("/desk/").body == b"django"


def test_a_folder_without_its_slash_is_moved_with_its_query(site: Site) -> None:
    site.write("baked/news/index.html")
    answer = site.ask("/news", query="a=b")
    assert answer.status.startswith("301")
    assert answer.headers["Location"] == "/news/?a=b"


def test_the_same_bytes_are_not_sent_twice(site: Site) -> None:
    site.write("baked/index.html")
    etag = site.ask("/").headers["ETag"]
    for asked in (etag, f"W/{etag}", f'"other", {etag}', "*"):
        answer = site.ask("/", if_none_match=asked)
        assert answer.status.startswith("304")
        assert answer.body == b""
        assert answer.headers["ETag"] == etag
        assert "Content-Length" not in answer.headers
    assert site.ask("/", if_none_match='"other"').status == "200 OK"


def test_precompressed_forms_are_chosen_by_the_browser(site: Site) -> None:
    site.write("baked/index.html")
    site.write("baked/index.html.br", brotli.compress(PAGE) + b"")
    site.write("baked/index.html.gz", gzip.compress(PAGE))
    best = site.ask("/", accept_encoding="gzip, deflate, br")
    assert best.headers["Content-Encoding"] == "br"
    assert brotli.decompress(best.body) == PAGE
    zipped = site.ask("/", accept_encoding="gzip;q=0.5, br;q=0")
    assert zipped.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(zipped.body) == PAGE
    plain = site.ask("/", accept_encoding="identity")
    assert "Content-Encoding" not in plain.headers
    assert len({one.headers["ETag"] for one in (best, zipped, plain)}) == 3
    assert {one.headers["Vary"] for one in (best, zipped, plain)} == {"Accept-Encoding"}


def test_a_compressed_form_older_than_its_page_is_not_served(site: Site) -> None:
    page = site.write("baked/index.html")
    old = site.write("baked/index.html.gz", gzip.compress(b"yesterday's page"))
    stamp = page.stat().st_mtime - 60
    os.utime(old, (stamp, stamp))
    assert gzip.decompress(site.ask("/", accept_encoding="gzip").body) == PAGE


def test_compressed_on_the_fly_where_nothing_lies_beside(site: Site) -> None:
    site.write("static/app.js", b"let a = 1;\n" * 100)
    answer = site.ask("/static/app.js", accept_encoding="br")
    assert brotli.decompress(answer.body) == b"let a = 1;\n" * 100


def test_pictures_are_left_as_they_are(site: Site) -> None:
    site.write("media/photo.jpg", b"\xff\xd8" * 500)
    answer = site.ask("/media/photo.jpg", accept_encoding="gzip, br")
    assert "Content-Encoding" not in answer.headers
    assert "Vary" not in answer.headers
    assert answer.headers["Content-Type"] == "image/jpeg"
    assert answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"


def test_a_change_is_seen(site: Site, at_once: None) -> None:
    site.write("baked/index.html")
    before = site.ask("/", accept_encoding="br")
    site.write("baked/index.html", PAGE + b"more")
    after = site.ask("/", accept_encoding="br")
    assert brotli.decompress(after.body) == PAGE + b"more"
    assert before.headers["ETag"] != after.headers["ETag"]


def test_a_removed_page_is_gone(site: Site, at_once: None) -> None:
    page = site.write("baked/index.html")
    assert site.ask("/").body == PAGE
    page.unlink()
    assert site.ask("/").body == b"django"


def test_a_page_that_comes_later_is_served(site: Site) -> None:
    assert site.ask("/news/").body == b"django"
    site.write("baked/news/index.html")
    assert site.ask("/news/").body == PAGE


@pytest.mark.parametrize(
    "path",
    [
        "/../secret", "/static/../../secret", "/static/..", "/media/../secret", "/static/.hidden", "/./secret",
        "//secret", "/static//etc/passwd", "/static/..\\secret", "/static/a\0b", "/static/\xff\xfe", "secret",
    ],
)  # fmt: skip
def test_no_address_leaves_the_folders(site: Site, path: str) -> None:
    site.write("secret", b"secret")
    site.write("static/.hidden", b"secret")
    assert b"secret" not in site.ask(path).body


def test_a_link_out_of_the_folder_is_refused(site: Site) -> None:
    outside = site.write("secret.txt", b"secret")
    (site.folder / "static" / "link.txt").symlink_to(outside)
    assert site.ask("/static/link.txt").status.startswith("404")


def test_addresses_in_other_letters(site: Site) -> None:
    site.write("baked/новости/index.html")
    assert site.ask("/новости/".encode().decode("latin-1")).body == PAGE
    moved = site.ask("/новости".encode().decode("latin-1"))
    assert moved.headers["Location"] == "/%D0%BD%D0%BE%D0%B2%D0%BE%D1%81%D1%82%D0%B8/"


@pytest.mark.parametrize(
    ("path", "life"),
    [
        ("/appeals/manifest.json", "no-cache"),
        ("/appeals/texts/0a1b2c3d4e5f.json", "public, max-age=31536000, immutable"),
        ("/appeals/embed.js", "public, max-age=300, stale-while-revalidate=86400"),
    ],
)
def test_what_other_sites_may_load(site: Site, path: str, life: str) -> None:
    site.write(f"baked{path}", b"{}" * 200)
    answer = site.ask(path)
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert answer.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert answer.headers["Cache-Control"] == life
    again = site.ask(path, if_none_match=answer.headers["ETag"])
    assert again.headers["Access-Control-Allow-Origin"] == "*"


def test_hashed_names_are_kept_for_ever_and_others_are_asked_again(site: Site) -> None:
    site.write("static/core/page.0123456789ab.css", b"a{}" * 100)
    site.write("static/core/page.css", b"a{}" * 100)
    site.write("baked/style/page-0123456789ab.css", b"a{}" * 100)
    assert "immutable" in site.ask("/static/core/page.0123456789ab.css").headers["Cache-Control"]
    assert "immutable" in site.ask("/style/page-0123456789ab.css").headers["Cache-Control"]
    assert "immutable" not in site.ask("/static/core/page.css").headers["Cache-Control"]


def test_a_large_file_is_streamed_and_not_held(site: Site) -> None:
    content = os.urandom(1024) * 20_000
    site.write("media/film.mp4", content)
    answer = site.ask("/media/film.mp4")
    assert answer.body == content
    assert answer.headers["Content-Length"] == str(len(content))
    assert site.front.shelf.held_bytes == 0


def test_a_missing_static_file_does_not_wake_django(site: Site) -> None:
    assert site.ask("/static/gone.css").status.startswith("404")
    assert site.ask("/media/gone.jpg", "HEAD").body == b""


@pytest.fixture
def small_shelf() -> Iterator[shelf.Shelf]:
    yield shelf.Shelf(limit_bytes=10_000)


def test_memory_is_bounded_and_the_longest_unused_go_first(tmp_path: Path, small_shelf: shelf.Shelf) -> None:
    paths = [tmp_path / f"{number}.jpg" for number in range(12)]
    for path in paths:
        path.write_bytes(b"x" * 1000)
    first = small_shelf.get(str(paths[0]), "")
    for path in paths[1:]:
        small_shelf.get(str(path), "")
        assert small_shelf.get(str(paths[0]), "") is first
        assert small_shelf.held_bytes <= 10_000
    assert small_shelf.get(str(tmp_path / "large.jpg"), "") is None


@pytest.mark.parametrize(
    ("accepted", "best"),
    [("br", "br"), ("gzip", "gzip"), ("", ""), ("*", ""), ("br;q=0, gzip;q=0.000", ""), ("GZIP ; q=1.0", "gzip")],
)
def test_best_encoding(accepted: str, best: str) -> None:
    assert best_encoding(accepted) == best


def test_a_door_takes_the_posts_to_its_address_alone(tmp_path: Path) -> None:
    site = Site(tmp_path)

    def door(environ: dict[str, Any], start_response: Any) -> list[bytes]:
        start_response("204 No Content", [])
        return []

    site.front.doors = {"/appeals/tally": door}
    assert site.ask("/appeals/tally", "POST").status == "204 No Content"
    for path, method in (("/appeals/tally", "GET"), ("/appeals/tally", "PUT"), ("/appeals/tally/", "POST")):
        assert site.ask(path, method).body == b"django"
