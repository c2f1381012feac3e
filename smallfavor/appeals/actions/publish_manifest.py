"""Writes what readers' browsers are given: the manifest, the texts and the scripts, as static files.

Not here: what is in them (rules/manifest.py) and when an appeal may be published (publish_appeal.py).
"""

import os
from datetime import datetime, timedelta

from django.conf import settings
from django.db import connection, transaction

from smallfavor.appeals.models import ManifestVersion
from smallfavor.appeals.queries.campaigns import tickers_for
from smallfavor.appeals.queries.drafts import asking_is_off, live_drafts
from smallfavor.appeals.queries.frame import frame
from smallfavor.appeals.queries.testing import as_published
from smallfavor.appeals.rules.manifest import Compiled, compile_manifest
from smallfavor.appeals.scripts import SCRIPTS, assemble
from smallfavor.appeals.signing import signed
from smallfavor.appeals.tokens import token_now
from smallfavor.core.baking import baked_file, remove_baked, write_baked

LIFE = timedelta(hours=72)  # the periodic task writes it anew long before
TEXTS_KEPT_DAYS = 30  # a page that was opened long ago may still hold an old manifest
LOCK = 0x5AFA_0001


def publish_manifest(*, now: datetime) -> str:
    """Write everything under /appeals/ that a browser reads, and return the manifest's version.

    Texts and scripts are written first and the manifest last, so that no manifest names a text that is not there.
    Processes take turns (an advisory lock), and each compiles what is committed when its turn comes: the last one to
    write has seen everything. The signature is inside the manifest (signing.py), so that the two can't part.
    """
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
        live = as_published(live_drafts())
        compiled = compile_manifest(live, frame(now), off=asking_is_off(), now=now)
        for name in SCRIPTS:
            write_baked(f"/appeals/{name}", assemble(name))
        for path, body in compiled.texts.items():
            write_baked(f"/appeals/{path}", body)
            os.utime(baked_file(f"/appeals/{path}"), (now.timestamp(), now.timestamp()))
        token = token_now(compiled.version, now)
        manifest = compiled.with_expiry(now + LIFE, token=token, tickers=tickers_for(live))
        write_baked("/appeals/manifest.json", signed(manifest))
        _note_version(compiled, now)
    _drop_old_texts(keep=set(compiled.texts), now=now)
    return compiled.version


def publish_manifest_on_commit(*, now: datetime) -> None:
    """Publish as soon as the caller's transaction has committed: what is rolled back is never shown."""
    transaction.on_commit(lambda: _publish(now))


def _publish(now: datetime) -> None:
    publish_manifest(now=now)


def _note_version(compiled: Compiled, now: datetime) -> None:
    ManifestVersion.objects.update_or_create(
        version=compiled.version,
        defaults={"last_published_at": now},
        create_defaults={"shares": compiled.shares(), "first_published_at": now, "last_published_at": now},
    )


def _drop_old_texts(*, keep: set[str], now: datetime) -> None:
    """Texts that no manifest has named for a while; their age is the file's, which every publishing renews."""
    oldest = (now - timedelta(days=TEXTS_KEPT_DAYS)).timestamp()
    for text in (settings.BAKED / "appeals" / "texts").glob("*.json"):
        if f"texts/{text.name}" not in keep and text.stat().st_mtime < oldest:
            remove_baked(f"/appeals/texts/{text.name}")
