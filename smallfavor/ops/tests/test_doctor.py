"""The doctor tells the truth about an installation, and what to do."""

import socket
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from pytest_django import Settings

from smallfavor.core.clock import utcnow
from smallfavor.ops.backup.shelf import note_made
from smallfavor.ops.doctor import RecoveryCopyWrong, confirm_recovery_copy, examine


@pytest.fixture
def folder(settings: Settings, tmp_path: Path) -> Path:
    settings.DATA = tmp_path
    settings.STATIC_ROOT = tmp_path / "static"
    settings.BAKED = tmp_path / "baked"
    (tmp_path / "keys").mkdir(mode=0o700)
    return tmp_path


def hints() -> str:
    return "\n".join(finding.hint for finding in examine())


@pytest.mark.django_db
def test_an_installation_without_pages_worker_or_copy_is_not_well(folder: Path) -> None:
    told = hints()
    assert "smallfavor upgrade" in told
    assert "smallfavor work" in told
    assert "--recovery-copy" in told


@pytest.mark.django_db
def test_a_whole_installation_is_well(folder: Path, settings: Settings) -> None:
    for name in ("static/.collected", "baked/index.html"):
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        path.touch()
    copy_keys(folder / "copy", settings)
    note_made("paper", utcnow())
    note_made("keyring", utcnow())
    with socket.create_server(("127.0.0.1", 0)) as mail_server:
        settings.EMAIL_HOST, settings.EMAIL_PORT = mail_server.getsockname()
        confirm_recovery_copy(folder / "copy")
        ill = [finding.sentence for finding in examine() if not finding.is_well]
    assert ill == ["Nobody does the background work: no mail, no renewal."]


@pytest.mark.django_db
def test_the_recovery_copy_is_compared(folder: Path, settings: Settings) -> None:
    copy = folder / "copy"
    copy_keys(copy, settings)
    for name in ("installation_key", "backup_key"):
        right = (copy / name).read_text()
        (copy / name).write_text("another key")
        with pytest.raises(RecoveryCopyWrong):
            confirm_recovery_copy(copy)
        (copy / name).write_text(f"{right}\n")
    assert "--recovery-copy" in hints()
    confirm_recovery_copy(copy)
    assert "--recovery-copy" not in hints()
    settings.BACKUP_KEY = "a new key"
    assert "--recovery-copy" in hints()


def copy_keys(copy: Path, settings: Settings) -> None:
    copy.mkdir()
    (copy / "installation_key").write_text(settings.INSTALLATION_KEY)
    (copy / "backup_key").write_text(settings.BACKUP_KEY)


@pytest.mark.django_db
def test_keys_that_others_can_read_are_told(folder: Path) -> None:
    key = folder / "keys" / "secret_key"
    key.touch(mode=0o644)
    assert "chmod" in hints()
    key.chmod(0o600)
    assert "chmod" not in hints()


@pytest.mark.django_db
def test_the_command_ends_with_an_error_while_something_is_wrong(folder: Path) -> None:
    out = StringIO()
    with pytest.raises(CommandError, match="to mend"):
        call_command("doctor", stdout=out)
    assert "NOT " in out.getvalue()
