"""Backup, 50 new pledges, 20 cancellations, renewals; the disk is lost; restore, resume. Held against the processor.

Two machines with a PostgreSQL each, programs of our own as processes, a real sandbox that outlives both.
"""

import json
import shutil
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from django.db import connections

from sandbox_processor.testing import RunningSandbox, running_sandbox
from tests.restore.machine import Machine, machine

# The mark has the migrated database made; the first machine begins with a copy of it.
pytestmark = [pytest.mark.django_db, pytest.mark.faults, pytest.mark.timeout(400)]

OLD, NEW, CANCELLED = 22, 50, 20
PICTURE = b"a picture" * 1000


def test_nothing_is_lost_with_the_disk_and_nobody_is_charged_twice(tmp_path: Path) -> None:
    backups, keyrings, keys = (tmp_path / name for name in ("backups", "keyrings", "keys"))
    backups.mkdir()
    keyrings.mkdir()
    with running_sandbox() as sandbox:
        with machine(sandbox) as first:
            lived = live_and_back_up(first, backups, keyrings)
            shutil.copytree(first.data / "keys", keys)  # the copy that is kept elsewhere
            check_a_copy_with_live_keys_sends_nothing(first, sandbox)
            first.lose_disk()
        alive, cancelled = lived["alive"], lived["cancelled"]
        check_each_period_once(sandbox, alive, periods=(0, 1))
        with machine(sandbox) as second:
            shutil.copytree(keys, second.data / "keys")
            come_back(second, sandbox, backups, keyrings)
            check_each_period_once(sandbox, alive, periods=(0, 1, 2))
            assert taken(sandbox, cancelled) == Counter((pledge, 0) for pledge in cancelled)
            states = second.sql("SELECT state, count(*) FROM payments_pledge GROUP BY state")
            assert dict(states) == {"active": len(alive), "cancelled": CANCELLED}
            check_it_refuses_to_overwrite(second, backups)


def live_and_back_up(paper: Machine, backups: Path, keyrings: Path) -> dict[str, Any]:
    settings = connections["default"].settings_dict
    paper.copy_database(str(settings["HOST"]), str(settings["NAME"]))
    # What other tests may have left: Django does not empty tables that it does not manage.
    paper.sql("DELETE FROM keyring.supporter_key")
    (paper.data / "media").mkdir()
    (paper.data / "media" / "front.jpg").write_bytes(PICTURE)
    numbers = map(str, (OLD, NEW, CANCELLED))
    lived: dict[str, Any] = json.loads(
        paper.python("-m", "tests.restore.life", "before", str(backups), str(keyrings), *numbers)
    )
    assert lived["backup"].count("whole") == 2
    assert f"paid {OLD + NEW - CANCELLED}" in lived["renew"]
    return lived


def check_a_copy_with_live_keys_sends_nothing(paper: Machine, sandbox: RunningSandbox) -> None:
    """Started at once, before the paper did anything new: the provider's record can't tell it then, its place does."""
    before = sandbox.record()
    with machine(sandbox) as clone:
        clone.copy_database(str(paper.database.socket_folder), "smallfavor")
        shutil.copytree(paper.data / "keys", clone.data / "keys")
        [[due]] = clone.sql("SELECT max(next_due) FROM payments_pledge WHERE state = 'active'")
        said = clone.run("renew", "--as-of", str(due))
        assert "has moved or is a copy" in said
        assert "paid 0" in said
    assert sandbox.record() == before


def come_back(paper: Machine, sandbox: RunningSandbox, backups: Path, keyrings: Path) -> None:
    [backup], [keyring] = backups.iterdir(), keyrings.iterdir()
    said = paper.run("restore", str(backup), "--keyring", str(keyring))
    assert f"{OLD} people's keys" in said
    assert (paper.data / "media" / "front.jpg").read_bytes() == PICTURE
    before = sandbox.record("charge")
    back = json.loads(paper.python("-m", "tests.restore.life", "after"))
    assert "paid 0" in back["stopped"]
    assert "restored from a backup" in back["stopped"]
    # What was taken after the restore is the one renewal that followed the rebuild.
    assert len(sandbox.record("charge")) == len(before) + OLD + NEW - CANCELLED
    assert f"rebuilt {NEW} pledges" in back["resume"]
    assert f"cancelled {CANCELLED} pledges" in back["resume"]
    assert f"paid {OLD + NEW - CANCELLED}" in back["renew"]
    assert "Everything agrees" in back["reconcile"]


def taken(sandbox: RunningSandbox, pledges: list[str]) -> Counter[tuple[str, int]]:
    """(pledge, period) of everything that the processor took from these, by its own record."""
    return Counter(
        (charge["metadata"]["pledge"], int(charge["metadata"]["x_period"]))
        for charge in sandbox.record("charge")
        if charge["state"] == "succeeded" and charge["metadata"]["pledge"] in pledges
    )


def check_each_period_once(sandbox: RunningSandbox, alive: list[str], periods: tuple[int, ...]) -> None:
    assert taken(sandbox, alive) == Counter((pledge, n) for pledge in alive for n in periods)


def check_it_refuses_to_overwrite(paper: Machine, backups: Path) -> None:
    [backup] = backups.iterdir()
    before = paper.sql("SELECT count(*) FROM payments_payment")
    assert "Nothing was changed" in paper.run("restore", str(backup), fails=True)
    assert paper.sql("SELECT count(*) FROM payments_payment") == before
