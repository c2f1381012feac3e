"""Tests run on a real PostgreSQL of their own: the embedded server, in a folder under the system's temporary one."""

import hashlib
import os
import shutil
from pathlib import Path

import django
import hypothesis
import pytest
from django.conf import settings

# A shared machine has slow moments; they say nothing about the code.
hypothesis.settings.register_profile("steady", deadline=None)
hypothesis.settings.load_profile("steady")

pytest_plugins = [
    "sandbox_processor.testing",
    "bench.emulators.paypal.testing",
    "bench.emulators.mollie.testing",
    "tests.browser",
    "tests.first_rows",
    "tests.order",
]

ROOT = Path(__file__).parent
TEST_DATA = Path("/tmp") / f"smallfavor-tests-{hashlib.sha256(os.fsencode(ROOT)).hexdigest()[:12]}"  # noqa: S108

for name in ("DATABASE_URL", "PORT", "BASE_URL", "HOSTS"):
    os.environ.pop(name, None)
os.environ["DATA"] = str(TEST_DATA)
os.environ["LOG_LEVEL"] = "ERROR"
# Set here, not in pyproject.toml: Django must not read its settings before the lines above.
os.environ["DJANGO_SETTINGS_MODULE"] = "smallfavor.config.settings"
django.setup()


def pytest_configure(config: pytest.Config) -> None:
    """Start the server once, before Django reads its settings; xdist's workers find it running."""
    from smallfavor.config.translations import compile_translations
    from smallfavor.core.database import EmbeddedDatabase

    settings.BAKED, settings.MEDIA_ROOT = _own_folders()
    for leftover in (settings.BAKED, settings.MEDIA_ROOT):
        shutil.rmtree(leftover, ignore_errors=True)
    if hasattr(config, "workerinput"):
        return
    compile_translations()
    database = EmbeddedDatabase(TEST_DATA / "postgres")
    if database.start(durable=False):
        config.add_cleanup(database.stop)


def _own_folders() -> tuple[Path, Path]:
    """Where pages are baked and pictures kept: a place of its own for each worker of pytest-xdist."""
    own = TEST_DATA / os.environ.get("PYTEST_XDIST_WORKER", "alone")
    return own / "baked", own / "media"


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix: None) -> None:
    """Each worker of pytest-xdist has a database of its own."""
