"""Backup, 50 new pledges, 20 cancellations, renewals; the disk is lost; restore, resume. Held against the processor.

Two machines with a PostgreSQL each, our own commands as processes, a real sandbox that outlives both.
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
pytestmark = [pytest.mark.django_db, pytest.mark.faults, pytest.mark.timeout(300)]

OLD, NEW, CANCELLED = 30, 50, 20


def test_nothing_is_lost_with_the_disk_and_nobody_is_charged_twice(tmp_path: Path) -> None:
    settings = connections["default"].settings_dict
    with running_sandbox() as sandbox:
        with machine(sandbox) as first:
            first.copy_database(str(settings["HOST"]), str(settings["NAME"]))
            (first.data / "media").mkdir()
            (first.data / "media" / "front.jpg").write_bytes(b"a picture" * 1000)
            old = begin(first, OLD)
            backups, keyrings = tmp_path / "backups", tmp_path / "keyrings"
            backups.mkdir()
            keyrings.mkdir()
            assert "whole" in first.run("backup", str(backups), "--keyring", str(keyrings), "--keep", "3")
            new, cancelled = begin(first, NEW), old[:CANCELLED]
            first.python("-m", "tests.restore.life", "cancel", *cancelled)
            alive = set(old + new) - set(cancelled)
            assert f"paid {len(alive)}" in first.run("renew", "--as-of", next_due(first))
            shutil.copytree(first.data / "keys", tmp_path / "keys")  # the copy that is kept elsewhere
            first.lose_disk()
        [backup], [keyring] = backups.iterdir(), keyrings.iterdir()
        with machine(sandbox) as second:
            shutil.copytree(tmp_path / "keys", second.data / "keys")
            said = second.run("restore", str(backup), "--keyring", str(keyring))
            assert f"{OLD} people's keys" in said
            assert (second.data / "media" / "front.jpg").read_bytes() == b"a picture" * 1000
            check_nothing_is_sent_before_resume(second, sandbox)
            said = second.run("resume")
            assert f"rebuilt {NEW} pledges" in said
            assert f"cancelled {CANCELLED} pledges" in said
            check_each_period_once(sandbox, alive, periods=(0, 1))
            second.run("renew", "--as-of", next_due(second))
            check_each_period_once(sandbox, alive, periods=(0, 1, 2))
            assert taken(sandbox, cancelled) == Counter((pledge, 0) for pledge in cancelled)
            assert "Everything agrees" in second.run("reconcile")
            states = second.sql("SELECT state, count(*) FROM payments_pledge GROUP BY state")
            assert dict(states) == {"active": len(alive), "cancelled": CANCELLED}
            check_it_refuses_to_overwrite(second, backup)


def begin(paper: Machine, count: int) -> list[str]:
    begun: list[str] = json.loads(paper.python("-m", "tests.restore.life", "begin", str(count)))
    return begun


def next_due(paper: Machine) -> str:
    [[day]] = paper.sql("SELECT max(next_due) FROM payments_pledge WHERE state = 'active'")
    return str(day)


def check_nothing_is_sent_before_resume(paper: Machine, sandbox: RunningSandbox) -> None:
    before = changes(sandbox)
    assert "restored from a backup" in paper.run("renew", "--as-of", next_due(paper))
    assert changes(sandbox) == before


def changes(sandbox: RunningSandbox) -> list[Any]:
    """Everything that the processor was ever asked to do."""
    return [(thing["object"], thing["id"], thing.get("state")) for thing in sandbox.record()]


def taken(sandbox: RunningSandbox, pledges: list[str]) -> Counter[tuple[str, int]]:
    """(pledge, period) of everything that the processor took from these, by its own record."""
    return Counter(
        (charge["metadata"]["pledge"], int(charge["metadata"]["x_period"]))
        for charge in sandbox.record("charge")
        if charge["state"] == "succeeded" and charge["metadata"]["pledge"] in pledges
    )


def check_each_period_once(sandbox: RunningSandbox, alive: set[str], periods: tuple[int, ...]) -> None:
    assert taken(sandbox, list(alive)) == Counter((pledge, n) for pledge in alive for n in periods)


def check_it_refuses_to_overwrite(paper: Machine, backup: Path) -> None:
    before = paper.sql("SELECT count(*) FROM payments_payment")
    assert "Nothing was changed" in paper.run("restore", str(backup), fails=True)
    assert paper.sql("SELECT count(*) FROM payments_payment") == before
