"""The command line: what it lists, what it says when a setting is wrong, and that nothing is done twice."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.templatetags.static import static
from pytest_django import Settings

from smallfavor.config import cli
from smallfavor.config.install import migrate_if_needed, refuse_wrong_settings
from smallfavor.config.ports import Ports
from smallfavor.config.static_files import collect_static

ROOT = Path(__file__).parents[3]


def test_every_command_is_listed_with_a_sentence() -> None:
    listed = {line.split()[0]: line for line in cli.overview().splitlines() if line.startswith("  ")}
    for verb in ("bake", "demo", "doctor", "import", "init", "reconcile", "renew", "serve", "upgrade", "work"):
        assert listed[verb].endswith(".")
        assert len(listed[verb].split()) > 4


@pytest.mark.parametrize("verb", sorted(cli.OWN))
def test_each_of_ours_explains_itself(verb: str) -> None:
    done = run(verb, "--help")
    assert done.returncode == 0
    assert f"smallfavor {verb}" in done.stdout


def test_a_wrong_setting_is_one_sentence_and_no_traceback() -> None:
    done = run("check", PORT="eighty")
    assert done.returncode == 1
    assert done.stderr.startswith("smallfavor: the setting PORT can't be read")
    assert "Traceback" not in done.stderr


def test_a_folder_that_the_database_cannot_use_is_told(tmp_path: Path) -> None:
    blocked = tmp_path / "postgres"
    blocked.write_text("a file where a folder should be")
    done = run("migrate", DATA=str(tmp_path))
    assert done.returncode == 1
    assert done.stderr.startswith("smallfavor: ")
    assert "Traceback" not in done.stderr


@pytest.mark.django_db
def test_a_database_that_is_up_to_date_is_left_alone() -> None:
    assert migrate_if_needed() is False


def test_right_settings_are_not_refused() -> None:
    refuse_wrong_settings()


def test_static_files_are_collected_once_under_hashed_names(settings: Settings, tmp_path: Path) -> None:
    assert static("core/page.css") == "/static/core/page.css"
    settings.STATIC_ROOT = tmp_path
    assert collect_static(tmp_path) is True
    assert collect_static(tmp_path) is False
    assert list(tmp_path.glob("wagtailadmin/css/core.*.css"))


def test_ports_are_counted_from_the_papers() -> None:
    ports = Ports(8000)
    assert (ports.sandbox, ports.smtp, ports.mailbox) == (8010, 8025, 8026)


def run(*words: str, **settings: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": str(ROOT), **settings}
    return subprocess.run(
        [sys.executable, "-W", "ignore", "-m", "smallfavor", *words],
        env=environment, cwd=ROOT, capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip
