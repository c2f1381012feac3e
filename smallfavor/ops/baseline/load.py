"""A new database begins with the baseline, which takes a second, and not with the walk through every migration.

Migrations that are newer than the baseline follow as everywhere. Where it does not fit (something is in the database,
another schema than `public`, another release of a package), nothing is done and every migration walks as it always can.
Not here: writing it (tests/write_baseline.py).
"""

import logging
import re
from pathlib import Path

from django.conf import settings
from django.db import Error, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.loader import MigrationLoader
from wagtail.coreutils import get_supported_content_language_variant

BASELINE = Path(__file__).with_name("baseline.sql")
# What is written in place of moments and random keys, so that the script is the same whenever it is written.
MOMENT = "2000-01-01 00:00:00+00"
APPLIED = re.compile(rf"^\s*\(\d+, '([^']+)', '([^']+)', '{re.escape(MOMENT)}'\)", re.MULTILINE)

IS_FREE = """
    SELECT current_schema() = 'public' AND NOT EXISTS (
        SELECT FROM pg_class JOIN pg_namespace ON pg_namespace.oid = relnamespace
        WHERE relkind IN ('r', 'p') AND nspname <> 'information_schema' AND nspname NOT LIKE 'pg\\_%'
    )
"""
ONE_AT_A_TIME = "SELECT pg_advisory_xact_lock(hashtext('smallfavor baseline'))"
# pg_dump names everything in full, and functions may name what comes after them.
AS_PG_DUMP = (
    "SET LOCAL search_path = ''; SET LOCAL check_function_bodies = off; SET LOCAL client_min_messages = warning;"
)
OF_THIS_INSTALLATION = """
    UPDATE public.django_migrations SET applied = now();
    UPDATE public.wagtailcore_page SET translation_key = gen_random_uuid();
"""
LANGUAGE = "UPDATE public.wagtailcore_locale SET language_code = %s"

logger = logging.getLogger(__name__)


def load_baseline(connection: BaseDatabaseWrapper, baseline: Path = BASELINE) -> bool:
    """Make the tables of an empty database; all of them or none. Returns whether it was done."""
    try:
        with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
            cursor.execute(ONE_AT_A_TIME)
            cursor.execute(IS_FREE)
            if cursor.fetchone() != (True,):
                return False
            script = baseline.read_text(encoding="utf-8")
            if not _is_of_this_release(script):
                return False
            cursor.execute(AS_PG_DUMP + script + OF_THIS_INSTALLATION)
            cursor.execute(LANGUAGE, [get_supported_content_language_variant(settings.LANGUAGE_CODE)])
    except Error as error:
        # An older server, perhaps, or one that keeps us from what only its owner may do.
        logger.warning("the baseline can't be loaded here, so every migration is walked through: %s", error)
        return False
    return True


def _is_of_this_release(script: str) -> bool:
    """True where every migration in it is one of ours or of an installed package's."""
    applied = set(APPLIED.findall(script))
    return bool(applied) and applied <= set(MigrationLoader(None).disk_migrations)
