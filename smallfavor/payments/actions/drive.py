"""Drives the money: sweeps, settles what waits, plans what is due, claims and sends, in small bounded concurrency.

`run_money_loop` is the worker's; `drive_until_idle` is behind `smallfavor renew` and tests. Both may run at once, on
any number of machines: leases and locks share the work out.
"""

import contextlib
import logging
import threading
import time
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import partial
from typing import TypeVar

from django.db import DEFAULT_DB_ALIAS, InterfaceError, OperationalError, close_old_connections, connections
from django.db.backends.base.base import BaseDatabaseWrapper

from smallfavor.core.clock import utcnow
from smallfavor.core.paper import current_paper
from smallfavor.payments.actions.callers import Callers
from smallfavor.payments.actions.check_place import check_place
from smallfavor.payments.actions.claim import WITHOUT_THE_READER
from smallfavor.payments.actions.compare_newest import compare_newest
from smallfavor.payments.actions.end_pauses import end_pauses
from smallfavor.payments.actions.give_notice import give_notice
from smallfavor.payments.actions.lapse_unconfirmed import lapse_unconfirmed
from smallfavor.payments.actions.moving.follow_moves import follow_moves
from smallfavor.payments.actions.note_card_ends import note_card_ends
from smallfavor.payments.actions.plan_renewals import plan_renewals
from smallfavor.payments.actions.revoke import revoke_marked
from smallfavor.payments.actions.send_planned import Shift, send_planned
from smallfavor.payments.actions.settle_inbox import settle_waiting
from smallfavor.payments.actions.slots import places
from smallfavor.payments.actions.sweep import expire_unsent_checkouts, sweep_one, take_hanging
from smallfavor.payments.actions.sweep_setups import sweep_setups
from smallfavor.payments.models import Attempt, AttemptOperation, AttemptState, ProviderAccount

logger = logging.getLogger(__name__)
T = TypeVar("T")
R = TypeVar("R")

CONCURRENCY = 16  # calls at once to an account, at most, and never more than it bears
SWEEPS_AT_ONCE = 8
ACCOUNTS_AT_ONCE = 8
PAUSE_S = 1.0
PAUSE_AFTER_FAULT_S = 10.0
COMPARE_EVERY = timedelta(minutes=5)
LATELY = timedelta(minutes=10)
SENDING_PER_ROUND_S = 20.0  # then the other steps have their turn
FIRST_BATCH = 100  # planned before the first call; the rest is planned while calls are out


@dataclass(frozen=True)
class Done:
    """What one round did."""

    planned: int = 0
    noticed: int = 0
    sent: int = 0
    swept: int = 0
    chores: int = 0

    def __add__(self, other: "Done") -> "Done":
        return Done(
            self.planned + other.planned,
            self.noticed + other.noticed,
            self.sent + other.sent,
            self.swept + other.swept,
            self.chores + other.chores,
        )

    @property
    def nothing(self) -> bool:
        return self == Done()


class Driver:
    """One worker's hands, to be used with `with`.

    `concurrency` 1 works in the calling thread; more use threads that keep a database connection each, and others
    that only call. When `stopping` says so, nothing more is claimed: what is out is waited for, the rest handed back.
    """

    def __init__(self, *, concurrency: int = CONCURRENCY, stopping: Callable[[], bool] = lambda: False) -> None:
        self.concurrency = concurrency
        self.stopping = stopping
        self._compared: dict[int, datetime] = {}
        self._ahead: dict[int, int] = {}
        self._pool = ThreadPoolExecutor(SWEEPS_AT_ONCE, thread_name_prefix="sweep") if concurrency > 1 else None
        self._accounts = ThreadPoolExecutor(ACCOUNTS_AT_ONCE, thread_name_prefix="account") if concurrency > 1 else None
        self._connections: set[BaseDatabaseWrapper] = set()

    def __enter__(self) -> "Driver":
        return self

    def __exit__(self, *exception: object) -> None:
        for pool in (self._accounts, self._pool):
            if pool is not None:
                pool.shutdown()
        for held in self._connections:
            held.inc_thread_sharing()
            held.close()

    def round(self, *, today: date, now: datetime) -> Done:
        """One round over everything that is due: at most a batch of each. A step that breaks holds up no other."""
        check_place()  # a copy stops its accounts before anything else
        done = Done(
            planned=_step(lambda: plan_renewals(today=today, now=now, limit=FIRST_BATCH)),
            noticed=_step(lambda: give_notice(today=today, now=now)),
            chores=_step(lambda: end_pauses(today=today, now=now))
            + _step(lambda: lapse_unconfirmed(today=current_paper().today(now), now=now))
            + _step(lambda: note_card_ends(today=today, now=now))
            + _step(lambda: settle_waiting(now=now))
            + _step(lambda: expire_unsent_checkouts(now=now))
            + _step(lambda: sweep_setups(now=now))
            + _step(lambda: revoke_marked(now=now))
            + _step(lambda: follow_moves(now=now)),
        )
        return done + self._work_accounts(today=today, now=now)

    def _work_accounts(self, *, today: date, now: datetime) -> Done:
        """Side by side, so that a slow service holds up no other one."""
        # Accounts that are switched off too: what was sent on them is still to be settled.
        accounts = list(ProviderAccount.objects.order_by("id"))
        work = partial(self._work_account, today=today, now=now)
        if self._accounts is None or len(accounts) < 2:
            return sum(map(work, accounts), Done())
        return sum(self._accounts.map(partial(self._in_thread, work), accounts), Done())

    def _work_account(self, account: ProviderAccount, *, today: date, now: datetime) -> Done:
        return Done(swept=_step(partial(self._sweep, account, now=now))) + self._send(account, today=today, now=now)

    def _sweep(self, account: ProviderAccount, *, now: datetime) -> int:
        hanging = take_hanging(account, limit=min(self.concurrency, SWEEPS_AT_ONCE), now=now)
        self._each(hanging, lambda attempt: sweep_one(attempt, now=now))
        return len(hanging)

    def _send(self, account: ProviderAccount, *, today: date, now: datetime) -> Done:
        planned = list[int]()

        def refill(wanted: int) -> bool:
            planned.append(plan_renewals(today=today, now=now, limit=wanted))
            return planned[-1] > 0

        shift = Shift(SENDING_PER_ROUND_S, self.stopping, refill, self._ahead.get(account.pk, 0))

        def send() -> int:
            if not account.enabled or not _has_planned(account, now=now) or not self._is_ours(account, now=now):
                return 0
            with places(account, wanted=self.concurrency) as width:
                return self._send_with(account, width, shift, now=now) if width else 0

        sent = _step(send)
        return Done(sent=sent, planned=sum(planned))

    def _send_with(self, account: ProviderAccount, width: int, shift: Shift, *, now: datetime) -> int:
        with contextlib.closing(Callers(width, inline=self.concurrency == 1)) as callers:
            sent = send_planned(account, callers, shift, now=now)
        self._ahead[account.pk] = sent.ahead
        return sent.answered

    def _is_ours(self, account: ProviderAccount, *, now: datetime) -> bool:
        last = self._compared.get(account.pk)
        if last is not None and now - last < COMPARE_EVERY:
            return True
        if account.stopped_reason or not compare_newest(account, last=last, now=now):
            return False
        self._compared[account.pk] = now
        return True

    def _each(self, attempts: Iterable[Attempt], act: Callable[[Attempt], None]) -> None:
        if self._pool is None:
            for attempt in attempts:
                self._guarded(act, attempt)
        else:
            list(self._pool.map(partial(self._in_thread, partial(self._guarded, act)), attempts))

    def _in_thread(self, act: Callable[[T], R], given: T) -> R:
        connection = connections[DEFAULT_DB_ALIAS]
        connection.close_if_unusable_or_obsolete()
        self._connections.add(connection)
        return act(given)

    def _guarded(self, act: Callable[[Attempt], None], attempt: Attempt) -> None:
        """Act; what breaks leaves the attempt leased, for the sweep, and nobody else waits for it."""
        try:
            act(attempt)
        except Exception:
            logger.exception("attempt %s is left to the sweep", attempt.pk)


def _has_planned(account: ProviderAccount, *, now: datetime) -> bool:
    planned = Attempt.objects.filter(provider_account=account, state=AttemptState.PLANNED, send_after__lte=now)
    return planned.filter(operation__in=WITHOUT_THE_READER).exists()


def _step(act: Callable[[], int]) -> int:
    """Take one step; what is wrong with its rows is logged and does not stop the others. Without a database: raises."""
    try:
        return act()
    except (OperationalError, InterfaceError):
        raise
    except Exception:
        logger.exception("a step of the money's round broke")
        return 0


def run_money_loop(stop: threading.Event) -> None:
    """Work until `stop` is set; returns after the round that is running. Outlives a database that is away."""
    with Driver(stopping=stop.is_set) as driver:
        while not stop.is_set():
            close_old_connections()
            now = utcnow()
            try:
                done = driver.round(today=current_paper().today(now), now=now)
            except (OperationalError, InterfaceError):
                logger.exception("the database is away; trying again")
                connections.close_all()
                stop.wait(PAUSE_AFTER_FAULT_S)
                continue
            if done.nothing:
                stop.wait(PAUSE_S)
    connections.close_all()


def drive_until_idle(*, today: date, now: datetime, patience_s: float = 0.0, concurrency: int = CONCURRENCY) -> Done:
    """Rounds until nothing is left to do on `today`, the schedule's own day.

    Attempts without an answer are waited for up to `patience_s`; the worker goes on with those that remain.
    """
    done, started = Done(), time.monotonic()
    with Driver(concurrency=concurrency) as driver:
        while True:
            waited_s = time.monotonic() - started
            this = driver.round(today=today, now=now + timedelta(seconds=waited_s))
            done += this
            if this.nothing:
                if waited_s >= patience_s or not _is_waiting(now):
                    return done
                time.sleep(PAUSE_S)


def _is_waiting(now: datetime) -> bool:
    """True while a charge that was sent lately has no answer."""
    return Attempt.objects.filter(
        state__in=[AttemptState.SENDING, AttemptState.UNKNOWN],
        operation=AttemptOperation.CHARGE,
        first_sent_at__gte=now - LATELY,
    ).exists()
