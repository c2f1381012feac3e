"""Kills and mishaps of a soak, drawn from its seed, spread over its progress. Not here: the processor's own faults."""

import contextlib
import itertools
import random
import signal
import threading
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

import httpx
import psycopg

from bench.faults.house import House
from bench.faults.mishaps import LIES, tell
from bench.faults.processes import Child
from bench.faults.scale import SOAK
from bench.faults.weather import order_standing, web_boundaries, worker_boundaries

WORKERS = 2
BACKLOG = 240
ARMED_S = 5.0
KILLS = (("worker", 30), ("worker boundary", 30), ("web", 10), ("web boundary", 18), ("database", 12))
# How many of each for one kill.
MISHAPS = {
    "frozen past its lease": 0.06,
    "clock step": 0.15,
    "processor killed": 0.025,
    "lists down": 0.017,
    "outage longer than the key's life": 0.007,
    "disk full": 0.009,
    "old events replayed": 0.5,
    "lying webhook": 0.5,
    "second success": 0.2,
    "pledges cancelled": 0.03,
}


@dataclass
class Storm:
    """`kills` and `faults` count what has happened; `cancelled` is when which pledge was over."""

    house: House
    pledges: list[str]
    drawn: random.Random
    seed: int
    kills_wanted: int
    weather: int = 100  # per cent of the processor's standing faults
    kills: Counter[str] = field(default_factory=Counter)
    faults: Counter[str] = field(default_factory=Counter)
    done: Counter[str] = field(default_factory=Counter)
    cancelled: dict[str, float] = field(default_factory=dict)
    taken_in: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.workers = [self.house.start_worker() for _ in range(WORKERS)]
        self.web = self.house.start_web()
        self._armed: dict[str, tuple[Child, float]] = {}
        self._later: list[tuple[float, Callable[[], None]]] = []
        self._struck: Counter[str] = Counter()
        self._worker_steps = itertools.cycle(self.drawn.sample(worker_boundaries(), len(worker_boundaries())))
        self._web_steps = itertools.cycle(self.drawn.sample(web_boundaries(), len(web_boundaries())))
        self._paid = 0
        order_standing(self.house.processor, SOAK, self.seed, per_cent=self.weather)

    @property
    def is_done(self) -> bool:
        return sum(self.kills.values()) >= self.kills_wanted

    def paid(self) -> int:
        """How many payments are paid. A database that has gone by itself (its disk was full) is started again."""
        try:
            [(self._paid,)] = self.house.sql("SELECT count(*) FROM payments_payment WHERE state = 'paid'")
        except psycopg.OperationalError:
            self.house.cluster.restart()
        return self._paid

    def blow(self, progress: float, *, until_s: float) -> None:
        """Whatever is due by `progress`, for about so long."""
        until = time.monotonic() + until_s
        self._release_work()
        self._count_faults()
        while time.monotonic() < until:
            self._keep_processes()
            self._do_later()
            if sum(self.kills.values()) + len(self._armed) < self.kills_wanted * progress:
                self._kill_something()
            for name, share in MISHAPS.items():
                if self.done[name] < int(share * self.kills_wanted * progress):
                    self.done[name] += 1
                    self._mishap(name)
            time.sleep(0.03)

    def calm_down(self) -> None:
        """The last faults are taken back, and everything runs."""
        self._count_faults()
        for _, act in self._later:
            act()
        self._later.clear()
        self.house.processor.healthy()
        for child, _ in self._armed.values():
            child.slot.crash_at = ""
        self._armed.clear()
        for worker in self.workers:
            worker.slot.shift_s = 0.0
            worker.signal(signal.SIGCONT)
        self._keep_processes()

    # --- Processes ---

    def _keep_processes(self) -> None:
        """Whoever was killed is started again; who was armed and has died is counted by where it died."""
        for kind, (child, until) in list(self._armed.items()):
            if not child.runs:
                self.kills[f"{kind} at {child.slot.crash_at}"] += 1
                del self._armed[kind]
            elif time.monotonic() > until:
                child.kill()
                self.kills[f"{kind} at a random moment"] += 1
                del self._armed[kind]
        self.workers = [worker if worker.runs else self.house.start_worker() for worker in self.workers]
        if not self.web.runs:
            self.web = self.house.start_web()

    def _kill_something(self) -> None:
        kinds, weights = zip(*KILLS, strict=True)
        what = self.drawn.choices(kinds, weights)[0]
        if what == "database":
            self._kill_database()
        elif what.endswith("boundary"):
            self._arm(what.split()[0])
        elif what not in self._armed:
            (self.web if what == "web" else self.drawn.choice(self.workers)).kill()
            self.kills[f"{what} at a random moment"] += 1

    def _arm(self, kind: str) -> None:
        """Let one process die at the next boundary of its list."""
        if kind in self._armed:
            return
        step = next(self._web_steps if kind == "web" else self._worker_steps)
        child = self.web if kind == "web" else self.drawn.choice(self.workers)
        child.slot.crash_at = step
        self._armed[kind] = (child, time.monotonic() + ARMED_S)
        if step.startswith("refund."):
            self._mishap("second success")

    def _kill_database(self) -> None:
        time.sleep(self.drawn.random() * 0.3)
        self.house.cluster.kill()
        self.kills["database at a random moment"] += 1
        time.sleep(self.drawn.random() * 0.3)
        self.house.cluster.restart()

    # --- Work ---

    def _release_work(self) -> None:
        """Let the next pledges fall due, so that there is always something to break."""
        waiting = (
            "SELECT (SELECT count(*) FROM payments_attempt WHERE state = 'planned' AND send_after <= now())"
            " + (SELECT count(*) FROM payments_pledge WHERE state = 'active' AND next_due <= current_date)"
        )
        with contextlib.suppress(psycopg.OperationalError):
            [(count,)] = self.house.sql(waiting)
            if count < BACKLOG:
                chosen = self.drawn.sample(self.pledges, min(2 * BACKLOG, len(self.pledges)))
                self.house.fall_due(chosen, though_planned=False)

    def _count_faults(self) -> None:
        with contextlib.suppress(httpx.HTTPError, KeyError):
            struck = self.house.processor.struck()
            self.faults.update(struck - self._struck)
            self._struck = struck

    # --- Mishaps ---

    def _mishap(self, name: str) -> None:
        """One of MISHAPS; the database or the processor may be away just now, which is one more thing to bear."""
        acts: dict[str, Callable[[], None]] = {
            "frozen past its lease": self._freeze,
            "clock step": self._step_clock,
            "processor killed": self._kill_processor,
            "lists down": lambda: self._down("objects.list", 3.0),
            "outage longer than the key's life": lambda: self._down("*", SOAK.key_life_s * 1.15),
            "disk full": self._fill_disk,
            "old events replayed": self._replay,
            "lying webhook": self._lie,
            "second success": self._charge_behind_our_back,
            "pledges cancelled": self._cancel,
        }
        if name == "disk full" and self.house.cluster.disk == "shared":
            return  # not ours to fill
        with contextlib.suppress(psycopg.OperationalError, httpx.HTTPError):
            acts[name]()
            self.faults[name] += 1

    def _after(self, delay_s: float, act: Callable[[], None]) -> None:
        self._later.append((time.monotonic() + delay_s, act))

    def _do_later(self) -> None:
        now = time.monotonic()
        due = [act for at, act in self._later if at <= now]
        self._later = [(at, act) for at, act in self._later if at > now]
        for act in due:
            act()

    def _freeze(self) -> None:
        """A worker stands still for longer than its lease, and then goes on as if nothing had been."""
        worker = self.drawn.choice(self.workers)
        worker.signal(signal.SIGSTOP)
        # By a thread of its own: what we do meanwhile may wait for a lock that the frozen one holds.
        threading.Timer(SOAK.lease_s * 1.2, worker.signal, [signal.SIGCONT]).start()

    def _step_clock(self) -> None:
        self.drawn.choice(self.workers).slot.shift_s = self.drawn.uniform(-2.5, 2.5)

    def _kill_processor(self) -> None:
        self._count_faults()
        self.house.processor.kill()
        self.house.processor.start()
        self._struck.clear()
        self._reorder()

    def _down(self, where: str, for_s: float) -> None:
        self.house.processor.fault(where, "status", status=503, times=-1)
        self._after(for_s, self._reorder)

    def _reorder(self) -> None:
        self._count_faults()
        with contextlib.suppress(httpx.HTTPError):
            self.house.processor.healthy()
            self.seed += 1
            order_standing(self.house.processor, SOAK, self.seed, per_cent=self.weather)
            self.house.processor.send_webhooks_to(self.house.webhooks)

    def _fill_disk(self) -> None:
        """Not a byte is left for the database. Where it gave up over that, it is started again."""
        with self.house.cluster.full_disk():
            time.sleep(1.5)
        self.house.cluster.restart()

    def _replay(self) -> None:
        """Events of any age come once more."""
        for event in self.house.processor.some_events([self.drawn.randrange(10**6) for _ in range(5)]):
            self.house.processor.deliver(event)

    def _lie(self) -> None:
        """A webhook that nobody should take in: forged, stale, from the future, too large, not JSON."""
        lie = self.drawn.choice(LIES)
        status = tell(self.house, lie)
        if status and status < 400:
            self.taken_in.append(f"a webhook that is {lie} was answered with {status}")

    def _charge_behind_our_back(self) -> None:
        """A payment is taken once more at the processor, as broken services do."""
        rows = self.house.sql(
            "SELECT object_id FROM payments_providerobject WHERE kind = 'success' AND NOT duplicate"
            " ORDER BY id DESC LIMIT 50"
        )
        if rows:
            self.house.processor.charge_again(str(self.drawn.choice(rows)[0]))

    def _cancel(self) -> None:
        chosen = self.drawn.sample(self.pledges, 3)
        over = self.house.nursery.job("cancel", self.house.database, pledges=chosen)
        self.cancelled.update(over)
        self.pledges = [pledge for pledge in self.pledges if pledge not in over]
