"""Baked files appear whole, with their compressed forms, and nowhere but in their folder."""

import gzip
from datetime import UTC, datetime
from pathlib import Path

import brotli
import pytest
from pytest_django import Settings

from smallfavor.core.baking import (
    AddressRefused,
    baked_file,
    bakers,
    forget_baker,
    register_baker,
    remove_baked,
    write_baked,
)


@pytest.fixture(autouse=True)
def baked(settings: Settings, tmp_path: Path) -> Path:
    settings.BAKED = tmp_path / "baked"
    return tmp_path / "baked"


def test_a_page_lies_in_the_folder_of_its_address(baked: Path) -> None:
    assert baked_file("/") == baked / "index.html"
    assert baked_file("/news/x/") == baked / "news/x/index.html"
    assert baked_file("/feed.xml") == baked / "feed.xml"
    assert baked_file("/новости/") == baked / "новости/index.html"


@pytest.mark.parametrize("wrong", ["", "news/", "/../keys", "/news/../../keys", "/.hidden", "/a/.b/", "/a\0b"])
def test_an_address_outside_the_folder_is_refused(wrong: str) -> None:
    with pytest.raises(AddressRefused):
        baked_file(wrong)


def test_compressed_forms_lie_beside_and_hold_the_same(baked: Path) -> None:
    assert write_baked("/news/", b"<p>news</p>" * 50)
    assert (baked / "news/index.html").read_bytes() == b"<p>news</p>" * 50
    assert gzip.decompress((baked / "news/index.html.gz").read_bytes()) == b"<p>news</p>" * 50
    assert brotli.decompress((baked / "news/index.html.br").read_bytes()) == b"<p>news</p>" * 50


def test_pictures_are_not_compressed_again(baked: Path) -> None:
    write_baked("/media/a.webp", b"RIFF")
    assert [path.name for path in (baked / "media").iterdir()] == ["a.webp"]


def test_the_same_bytes_are_not_written_twice(baked: Path) -> None:
    write_baked("/feed.xml", b"<feed/>")
    before = (baked / "feed.xml").stat().st_ino
    assert not write_baked("/feed.xml", b"<feed/>")
    assert (baked / "feed.xml").stat().st_ino == before


def test_a_lost_compressed_form_is_made_again(baked: Path) -> None:
    write_baked("/feed.xml", b"<feed/>")
    (baked / "feed.xml.br").unlink()
    assert write_baked("/feed.xml", b"<feed/>")
    assert (baked / "feed.xml.br").exists()


def test_nothing_half_written_is_left_behind(baked: Path) -> None:
    write_baked("/a/", b"one")
    write_baked("/a/", b"two")
    assert sorted(path.name for path in (baked / "a").iterdir()) == ["index.html", "index.html.br", "index.html.gz"]


def test_removing_takes_the_compressed_forms_and_empty_folders_along(baked: Path) -> None:
    write_baked("/", b"front")
    write_baked("/news/x/", b"x")
    assert remove_baked("/news/x/")
    assert not (baked / "news").exists()
    assert (baked / "index.html").exists()
    assert not remove_baked("/news/x/")


def test_a_registered_baker_is_known_by_its_name() -> None:
    calls: list[datetime] = []
    register_baker("for the test", calls.append)
    try:
        now = datetime(2027, 1, 1, tzinfo=UTC)
        bakers()["for the test"](now)
        assert calls == [now]
    finally:
        forget_baker("for the test")
