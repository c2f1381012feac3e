"""The phases of the benchmark: light, full, one sender, kills, a clean stop. Each compares answers with what is stored.

Not here: the promises (goals.py). Imported once Django knows its settings.
"""

import argparse
import json
import random
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection

from bench.tallies.beacons import cells_of, requests_of, requests_of_one_sender
from bench.tallies.load import Load
from bench.tallies.server import Server, serving
from bench.tallies.years import years
from smallfavor.appeals.actions.count_tally import FLUSH_EVERY_S
from smallfavor.appeals.actions.publish_appeal import publish_appeal
from smallfavor.appeals.actions.publish_manifest import publish_manifest
from smallfavor.appeals.actions.save_draft import save_draft
from smallfavor.appeals.readers import BURST, PER_S
from smallfavor.appeals.tests.drafts import draft, variant
from smallfavor.core.clock import utcnow

STORED_WITHIN_S = 20
WARM_S = 3.0
# Counts the statements that write; it stands in this database only.
WATCH = """
    CREATE SEQUENCE bench_statements;
    CREATE FUNCTION bench_note() RETURNS trigger LANGUAGE plpgsql
        AS $$ BEGIN PERFORM nextval('bench_statements'); RETURN NULL; END $$;
    CREATE TRIGGER bench_note AFTER INSERT ON appeals_tally FOR EACH STATEMENT EXECUTE FUNCTION bench_note();
    SELECT nextval('bench_statements');
"""
WRITTEN = """
    SELECT (SELECT last_value - 1 FROM bench_statements), n_tup_ins + n_tup_upd, n_tup_hot_upd
    FROM pg_stat_user_tables WHERE relname = 'appeals_tally'
"""


@dataclass(frozen=True)
class Written:
    """What was written to the table of counts so far."""

    statements: int
    rows: int
    hot_rows: int

    def since(self, before: "Written") -> "Written":
        return Written(self.statements - before.statements, self.rows - before.rows, self.hot_rows - before.hot_rows)


def report(options: argparse.Namespace, folder: Path) -> dict[str, Any]:
    manifest = _publish(folder)
    requests = requests_of(manifest, options.seed)
    with connection.cursor() as cursor:
        cursor.execute(WATCH)
    bench = _Bench(options, folder, manifest, requests)
    figures: dict[str, Any] = {
        "workers": options.workers, "connections": options.connections, "pipelined": options.pipelined,
        "flush_every_s": FLUSH_EVERY_S, "cells": cells_of(requests),
    }  # fmt: skip
    with serving(folder, options.port, options.workers) as server:
        figures |= bench.light_and_full(server)
        figures |= bench.one_sender(server)
        figures |= bench.kills(server)
        figures |= bench.stop(server)
    figures |= bench.kill_all()
    return {**figures, **years(options.years), "answers_but_204": bench.wrong}


def _publish(folder: Path) -> dict[str, Any]:
    """Two pleas in two wordings each, and the manifest as a browser reads it."""
    now = utcnow()
    settings.BAKED.mkdir(parents=True, exist_ok=True)
    for slug, placement in (("spring", "epic"), ("banner", "banner")):
        plea = draft(slug=slug, name=slug, placement=placement, variants=(variant("control"), variant("bold")))
        publish_appeal(save_draft(plea, actor=None, now=now), actor=None, now=now)
    publish_manifest(now=now)
    found: dict[str, Any] = json.loads((folder / "baked" / "appeals" / "manifest.json").read_bytes())
    return found


class _Bench:
    def __init__(
        self, options: argparse.Namespace, folder: Path, manifest: dict[str, Any], requests: list[bytes]
    ) -> None:
        self.options, self.folder, self.manifest, self.requests = options, folder, manifest, requests
        self.chance = random.Random(options.seed)
        self.wrong = 0

    def light_and_full(self, server: Server) -> dict[str, Any]:
        options = self.options
        self._run(self._load(server), WARM_S)
        light, light_s, wrote_light, _cpu, lost_light = self._measured(
            server, self._load(server, options.light_per_s), options.light_seconds
        )
        full, full_s, wrote_full, cpu_s, lost_full = self._measured(server, self._load(server), options.seconds)
        light_per_minute = wrote_light.statements / light_s * 60
        full_per_minute = wrote_full.statements / full_s * 60
        return {
            "beacons_per_s": round(full.answered / full.seconds),
            "beacons_per_s_light": round(light.answered / light.seconds, 1),
            "server_cpu_us_per_beacon": round(cpu_s / full.answered * 1e6, 1),
            "lost_without_a_kill": lost_light + lost_full,
            "statements_per_minute_light": round(light_per_minute, 1),
            "statements_per_minute_full": round(full_per_minute, 1),
            "statements_full_to_light": round(full_per_minute / light_per_minute, 2),
            "rows_per_minute_light": round(wrote_light.rows / light_s * 60),
            "rows_per_minute_full": round(wrote_full.rows / full_s * 60),
            "rows_of_a_statement_to_cells": round(wrote_full.rows / wrote_full.statements / cells_of(self.requests), 3),
            "hot_updates": round(wrote_full.hot_rows / wrote_full.rows, 3),
        }

    def one_sender(self, server: Server) -> dict[str, Any]:
        """A spoofer at full pace from one address: how much of it counts."""
        requests = requests_of_one_sender(self.manifest, self.options.seed, count=1_000)
        load = Load(server.port, requests, self.options.connections, self.options.pipelined)
        before = _stored()
        self._run(load, 5)
        self._settled(0)
        counted = _stored() - before
        allowed = self.options.workers * (BURST + PER_S * (load.seconds + 1))
        return {
            "one_sender_sent": load.answered,
            "one_sender_counted": counted,
            "one_sender_to_its_pace": round(counted / allowed, 3),
        }

    def kills(self, server: Server) -> dict[str, Any]:
        """One process each time. What is lost is told in seconds of what one process takes in."""
        lost_s = []
        for _kill in range(self.options.kills):
            before = _stored()
            load = self._load(server)
            with load:
                time.sleep(FLUSH_EVERY_S + self.chance.uniform(0, FLUSH_EVERY_S))
                rate = load.rate
                server.kill_one(self.chance.randrange(8))
                time.sleep(4)
            self.wrong += load.wrong
            self._settled(before + load.answered)
            lost = before + load.answered - _stored()
            lost_s.append(round(lost / (rate / self.options.workers), 2))
        return {"lost_after_kill_s": max(lost_s, default=None), "lost_after_each_kill_s": lost_s}

    def kill_all(self) -> dict[str, Any]:
        """The whole server at once, as when a machine loses its memory; the database lives."""
        with serving(self.folder, self.options.port, self.options.workers) as server:
            before = _stored()
            load = self._load(server)
            with load:
                time.sleep(FLUSH_EVERY_S + self.chance.uniform(0, FLUSH_EVERY_S))
                rate = load.rate
                server.kill_all()
            self.wrong += load.wrong
            time.sleep(1)
        lost = before + load.answered - _stored()
        return {"lost_after_killing_all_s": round(lost / rate, 2), "lost_after_killing_all": lost}

    def stop(self, server: Server) -> dict[str, Any]:
        """SIGTERM right after the last beacon: nothing may be lost."""
        before = _stored()
        load = self._load(server)
        self._run(load, FLUSH_EVERY_S * 1.5)
        server.stop()
        return {"lost_after_stop": before + load.answered - _stored()}

    def _load(self, server: Server, per_s: float = 0) -> Load:
        self.chance.shuffle(self.requests)
        return Load(server.port, self.requests, self.options.connections, self.options.pipelined, per_s)

    def _run(self, load: Load, seconds: float) -> None:
        with load:
            time.sleep(seconds)
        self.wrong += load.wrong

    def _measured(self, server: Server, load: Load, seconds: float) -> tuple[Load, float, Written, float, int]:
        """The load, the time it took until all was stored, what was written, processor time, and what was lost."""
        self._settled(0)
        before, stored, cpu_s, began = _written(), _stored(), server.cpu_s(), time.monotonic()
        self._run(load, seconds)
        ended, cpu_s = time.monotonic(), server.cpu_s() - cpu_s
        written = _written().since(before)
        self._settled(stored + load.answered)
        return load, ended - began, written, cpu_s, stored + load.answered - _stored()

    def _settled(self, wanted: int) -> None:
        """Wait until all is stored that will be: `wanted` is, or nothing more has come for two rounds of flushing."""
        deadline = time.monotonic() + STORED_WITHIN_S
        quiet_since, stored = time.monotonic(), _stored()
        while time.monotonic() < deadline and time.monotonic() - quiet_since < 2 * FLUSH_EVERY_S:
            time.sleep(0.2)
            now = _stored()
            if now != stored:
                quiet_since, stored = time.monotonic(), now
            if wanted and stored == wanted:
                return


def _stored() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT coalesce(sum(count), 0) FROM appeals_tally")
        return int(cursor.fetchone()[0])


def _written() -> Written:
    with connection.cursor() as cursor:
        cursor.execute(WRITTEN)
        return Written(*map(int, cursor.fetchone()))
