"""`smallfavor backup` and what `smallfavor restore` refuses. The way there and back again: tests/restore."""

import io
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from smallfavor.ops.backup import restore as restoring
from smallfavor.ops.backup import write
from smallfavor.ops.backup.container import BackupRefused, SealedWriter
from smallfavor.ops.backup.manifest import Manifest, read_manifest, refuse_newer
from smallfavor.ops.backup.programs import ProgramFailed
from smallfavor.ops.backup.shelf import target_in
from smallfavor.ops.backup.write import back_up_keyring, back_up_paper, examine
from smallfavor.ops.doctor import examine as look
from smallfavor.supporters.actions.enrol import enrol_supporter
from smallfavor.supporters.models import SupporterKey

pytestmark = pytest.mark.django_db(transaction=True)
NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def own_folders(tmp_path: Path, settings: Any) -> Iterator[None]:
    settings.DATA = tmp_path / "data"
    settings.MEDIA_ROOT = settings.DATA / "media"
    settings.ERASURES = settings.DATA / "erasures.txt"
    settings.MEDIA_ROOT.mkdir(parents=True)
    (settings.MEDIA_ROOT / "a.jpg").write_bytes(b"jpeg")
    yield
    SupporterKey.objects.all().delete()  # Django does not empty tables that it does not manage


@pytest.fixture
def backup(tmp_path: Path) -> Path:
    target = tmp_path / "paper.smallfavor"
    back_up_paper(target, now=NOW)
    return target


def run(*arguments: str, **options: Any) -> str:
    said = io.StringIO()
    call_command(*arguments, stdout=said, **options)
    return said.getvalue()


def test_a_backup_says_what_it_is_and_only_its_owner_can_read_it(backup: Path, settings) -> None:
    found = examine(backup, "paper")
    assert (found.manifest.made_at, found.manifest.paper) == (NOW, settings.PAPER_NAME)
    assert found.pictures == 1
    assert backup.stat().st_mode & 0o077 == 0
    assert settings.PAPER_NAME.encode() not in backup.read_bytes()
    assert "whole. The Harbour Courier, 2026-11-24 12:00 UTC" in run("restore", str(backup), "--check")


def test_neither_file_holds_the_installation_key_nor_the_paper_a_persons_key(
    tmp_path: Path, monkeypatch, settings
) -> None:
    enrol_supporter(email="reader@example.org", language="en", now=NOW)
    plain = bytearray()
    monkeypatch.setattr(
        SealedWriter, "write", lambda self, more, seal=SealedWriter.write: (plain.extend(more), seal(self, more))
    )
    monkeypatch.setattr(write, "dump", lambda *options: uncompressed(*options))
    back_up_paper(tmp_path / "paper", now=NOW)
    assert b"supporters_supporter" in plain
    assert settings.INSTALLATION_KEY.encode() not in plain
    assert not rows_of(plain, b"COPY keyring.supporter_key")
    plain.clear()
    back_up_keyring(tmp_path / "keyring", now=NOW)
    assert rows_of(plain, b"COPY keyring.supporter_key")
    assert settings.INSTALLATION_KEY.encode() not in plain


def uncompressed(*options: str):
    """The dump as text, so that a test can look into it; the check of its contents wants the real one."""
    from smallfavor.ops.backup import programs  # noqa: PLC0415

    yield from programs.dump("--compress=none", *options)


def rows_of(plain: bytearray, copy: bytes) -> bytes:
    """The data that follows this COPY in the dump: its rows stand in blocks after the table of contents."""
    names = [str(row.supporter_uuid).encode() + b"\t" + str(row.name).encode() for row in SupporterKey.objects.all()]
    assert names
    return b"".join(name for name in names if name in plain)


@pytest.mark.parametrize("harm", ["cut", "changed", "longer", "other key", "keyring"])
def test_a_restore_refuses_what_is_not_whole_and_changes_nothing(backup, harm, settings, monkeypatch, tmp_path) -> None:
    content = bytearray(backup.read_bytes())
    if harm == "cut":
        content = content[:-1]
    elif harm == "changed":
        content[len(content) // 2] ^= 1
    elif harm == "longer":
        content += b"\0"
    elif harm == "other key":
        settings.BACKUP_KEY = "another"
    backup.write_bytes(content)
    if harm == "keyring":
        backup = tmp_path / "keyring"
        back_up_keyring(backup, now=NOW)
    monkeypatch.setattr(restoring, "_run_script", lambda *a, **o: pytest.fail("the database was touched"))
    before = sorted(settings.DATA.rglob("*"))
    with pytest.raises(CommandError, match="Nothing was changed"):
        run("restore", str(backup), "--replace")
    assert sorted(settings.DATA.rglob("*")) == before


def test_a_restore_refuses_a_newer_release(backup: Path) -> None:
    told = examine(backup, "paper").manifest
    newer = Manifest(
        told.made_at, told.paper, "9.0", 18, told.installation_key, (*told.migrations, "payments.0999_tomorrow")
    )
    with pytest.raises(BackupRefused, match=r"newer release \(9\.0\)"):
        refuse_newer(read_manifest(newer.as_bytes()))
    refuse_newer(told)


def test_a_restore_refuses_what_is_in_use_or_not_empty(backup: Path, monkeypatch) -> None:
    monkeypatch.setattr(restoring, "_run_script", lambda *a, **o: pytest.fail("the database was touched"))
    monkeypatch.setattr(restoring, "_refuse_in_use", lambda: None)
    with pytest.raises(CommandError, match="already"):
        run("restore", str(backup))


def test_a_keyring_of_another_installation_key_is_refused(backup: Path, tmp_path: Path, settings, monkeypatch) -> None:
    keyring = tmp_path / "keyring"
    back_up_keyring(keyring, now=NOW)
    settings.INSTALLATION_KEY = "another"
    monkeypatch.setattr(restoring, "_run_script", lambda *a, **o: pytest.fail("the database was touched"))
    with pytest.raises(CommandError, match="another INSTALLATION_KEY"):
        run("restore", str(backup), "--keyring", str(keyring), "--replace")


def test_a_backup_that_fails_leaves_no_file(tmp_path: Path, monkeypatch) -> None:
    def broken(*options: str):
        yield b"PGDMP"
        raise ProgramFailed("pg_dump failed: the server went away")

    monkeypatch.setattr(write, "dump", broken)
    with pytest.raises(CommandError, match="No backup was made: pg_dump failed"):
        run("backup", str(tmp_path / "paper.smallfavor"))
    assert [path.name for path in tmp_path.iterdir() if path.is_file()] == []


def test_a_file_that_is_there_is_not_overwritten(backup: Path) -> None:
    before = backup.read_bytes()
    with pytest.raises(CommandError, match="there already"):
        run("backup", str(backup))
    assert backup.read_bytes() == before


def test_the_keyring_must_lie_elsewhere(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="another folder"):
        run("backup", str(tmp_path), "--keyring", str(tmp_path))


def test_old_files_are_removed_and_others_left_alone(tmp_path: Path, backup: Path) -> None:
    shelf, keyrings = tmp_path / "shelf", tmp_path / "keyrings"
    shelf.mkdir()
    keyrings.mkdir()
    now = datetime.now(UTC)
    for days in (1, 2, 3, 40):
        shutil.copy(backup, target_in(shelf, "paper", now - timedelta(days=days)))
        shutil.copy(backup, target_in(keyrings, "keyring", now - timedelta(days=days)))
    (shelf / "notes.txt").write_text("mine")
    run("backup", str(shelf), "--keep", "2", "--keyring", str(keyrings))
    assert len(list(shelf.glob("paper-*"))) == 2
    assert (shelf / "notes.txt").exists()
    assert len(list(keyrings.glob("keyring-*"))) == 4  # the one of 40 days ago is gone, a new one has come


def test_the_doctor_asks_for_a_backup(tmp_path: Path) -> None:
    assert any("No backup" in finding.sentence for finding in look())
    run("backup", str(tmp_path / "paper.smallfavor"))
    assert not any("No backup" in finding.sentence for finding in look())
