"""The yardstick: the writes of a renewal by plain SQL in large batches, with nothing around them.

Three commits for each batch, as the protocol asks: planned, claimed (before anything is called), settled. No locks but
those of the statements, no dunning, no sweep, no second thoughts: how fast the database takes these rows at all.
"""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

import psycopg
from django.db import connection

from bench.renewals.processor import Processor
from bench.renewals.product import RECEIPT_TASK, Due, Planned, plan_due
from bench.renewals.tables import insert_rows, table
from smallfavor.core.paper import current_paper
from smallfavor.ledger.models import Account, Entry, Transfer
from smallfavor.payments.models import (
    Attempt,
    Instrument,
    Payment,
    Pledge,
    ProviderAccount,
    ProviderObject,
    StateChange,
)
from smallfavor.payments.providers.base import Succeeded
from smallfavor.payments.rules import bookings

LEASE_S = 65.0
ACCOUNT = "sandbox"


@dataclass(frozen=True)
class Claimed:
    attempt_id: int
    payment_id: int
    idem_key: str
    frozen: bytes
    payment_uuid: UUID
    interval: str


class Raw:
    """One run over everything that is due on `today`. `batch` pledges at a time."""

    def __init__(self, processor: Processor, *, batch: int, concurrency: int) -> None:
        self._provider, self._batch = processor, batch
        self._pool = ThreadPoolExecutor(concurrency) if processor.waits else None

    def run(self, today: date, now: datetime) -> None:
        wanted = {name: connection.get_connection_params()[name] for name in ("dbname", "user", "host")}
        with psycopg.connect(**wanted) as link, link.cursor() as cursor:
            self._account_id = _account_id(cursor)
            self._ledger = _ledger_ids(cursor)
            while self._plan(cursor, today, now):
                link.commit()
                while claimed := self._claim(cursor, now):
                    link.commit()
                    self._settle(cursor, claimed, self._call(claimed), now)
                    link.commit()
        if self._pool is not None:
            self._pool.shutdown()

    def _plan(self, cursor: Any, today: date, now: datetime) -> int:
        cursor.execute(DUE, {"today": today, "batch": self._batch})
        pledges = [Due(*row) for row in cursor.fetchall()]
        if not pledges:
            return 0
        planned = [plan_due(pledge, today, self._provider) for pledge in pledges]
        ids = _insert_payments(cursor, pledges, planned, now)
        numbers = [ids[one.uuid] for one in planned]
        insert_rows(cursor, Attempt, {
            "payment_id": numbers, "n": 1, "provider_account_id": self._account_id, "operation": "charge",
            "instrument_id": [pledge.instrument_id for pledge in pledges],
            "amount_minor": [pledge.amount_minor for pledge in pledges], "idem_key": [one.idem_key for one in planned],
            "frozen_body": [one.frozen for one in planned], "state": "planned", "send_after": now, "created_at": now,
        })  # fmt: skip
        _insert_changes(cursor, numbers, "planned", "due", now)
        cursor.execute(MOVE_ON, [
            today, [pledge.id for pledge in pledges], [one.next_n for one in planned],
            [one.next_due for one in planned],
        ])  # fmt: skip
        return len(pledges)

    def _claim(self, cursor: Any, now: datetime) -> list[Claimed]:
        cursor.execute(CLAIM, {"account": self._account_id, "now": now, "batch": self._batch, "lease_s": LEASE_S})
        return [Claimed(*row) for row in cursor.fetchall()]

    def _call(self, claimed: Sequence[Claimed]) -> list[Succeeded]:
        spread = self._pool.map if self._pool is not None else map
        answers = list(spread(lambda one: self._provider.charge(one.frozen, key=one.idem_key), claimed))
        successes = [answer for answer in answers if isinstance(answer, Succeeded)]
        if len(successes) != len(claimed):
            raise SystemExit("the processor did not take every charge")
        return successes

    def _settle(self, cursor: Any, claimed: Sequence[Claimed], answers: Sequence[Succeeded], now: datetime) -> None:
        entries = self._book(cursor, claimed, answers, now)
        insert_rows(cursor, ProviderObject, {
            "provider_account_id": self._account_id, "object_id": [answer.object_id for answer in answers],
            "kind": "success", "payment_id": [one.payment_id for one in claimed],
            "attempt_id": [one.attempt_id for one in claimed], "entry_id": entries, "duplicate": False,
            "amount_minor": [answer.amount.minor for answer in answers],
            "currency": [answer.amount.currency for answer in answers],
            "created_at": [answer.created_at for answer in answers], "seen_at": now,
        })  # fmt: skip
        cursor.execute(END_ATTEMPTS, [[one.attempt_id for one in claimed]])
        paid_at = [answer.created_at for answer in answers]
        cursor.execute(MARK_PAID, [[one.payment_id for one in claimed], entries, paid_at])
        _insert_changes(cursor, [one.payment_id for one in claimed], "paid", "", now)
        cursor.execute(DEFER, [RECEIPT_TASK, [str(one.payment_uuid) for one in claimed]])

    def _book(self, cursor: Any, claimed: Sequence[Claimed], answers: Sequence[Succeeded], now: datetime) -> list[int]:
        """Entry and transfer of each charge and of its fee; returns the entries of the charges."""
        names = [f"{ACCOUNT}/{answer.object_id}" for answer in answers]
        happened = [answer.created_at for answer in answers]
        rows = insert_rows(cursor, Entry, {
            "kind": ["capture"] * len(names) + ["fee"] * len(names), "provider_object": names * 2,
            "payment_uuid": [one.payment_uuid for one in claimed] * 2, "happened_at": happened * 2, "booked_at": now,
            "posted_on": [current_paper().today(moment) for moment in happened] * 2,
        }, ("kind", "provider_object", "id"))  # fmt: skip
        numbers = {(kind, name): number for kind, name, number in rows}
        debits, credits, sums, currencies, entries = [], [], [], [], []
        for one, answer, name in zip(claimed, answers, names, strict=True):
            if answer.fee is None:
                raise SystemExit("the processor told no fee")
            for kind, (debit, credit), amount in (
                ("capture", bookings.capture(ACCOUNT, one.interval), answer.amount),
                ("fee", bookings.fee(ACCOUNT), answer.fee),
            ):
                entries.append(numbers[kind, name])
                debits.append(self._ledger[debit, amount.currency])
                credits.append(self._ledger[credit, amount.currency])
                sums.append(amount.minor)
                currencies.append(amount.currency)
        insert_rows(cursor, Transfer, {
            "entry_id": entries, "debit_account_id": debits, "credit_account_id": credits, "amount_minor": sums,
            "currency": currencies,
        })  # fmt: skip
        return [numbers["capture", name] for name in names]


def _insert_payments(cursor: Any, pledges: Sequence[Due], planned: Sequence[Planned], now: datetime) -> dict[UUID, int]:
    columns: dict[str, object] = {
        name: [getattr(pledge, name) for pledge in pledges]
        for name in ("supporter_id", "interval", "amount_minor", "currency", "method", "language", "appeal", "variant",
                     "manifest_version")
    }  # fmt: skip
    columns |= {
        "uuid": [one.uuid for one in planned], "pledge_id": [pledge.id for pledge in pledges],
        "period": [one.period for one in planned], "due": [one.due for one in planned], "state": "planned",
        "created_at": now,
    }  # fmt: skip
    return dict(insert_rows(cursor, Payment, columns, ("uuid", "id")))


def _insert_changes(cursor: Any, payments: list[int], state: str, reason: str, now: datetime) -> None:
    insert_rows(cursor, StateChange, {
        "payment_id": payments, "state": state, "actor": "worker", "reason": reason, "happened_at": now,
    })  # fmt: skip


def _account_id(cursor: Any) -> int:
    cursor.execute(f"SELECT id FROM {table(ProviderAccount)} WHERE code = %s", [ACCOUNT])  # noqa: S608
    number: int = cursor.fetchone()[0]
    return number


def _ledger_ids(cursor: Any) -> dict[tuple[str, str], int]:
    cursor.execute(f"SELECT code, currency, id FROM {table(Account)}")  # noqa: S608
    return {(code, currency): number for code, currency, number in cursor.fetchall()}


DUE = f"""
    SELECT p.id, p.uuid, p.supporter_id, p."interval", p.anchor, p.anchor_n, p.n, p.last_planned_on, p.amount_minor,
        p.currency, p.method, p.language, p.appeal, p.variant, p.manifest_version, i.token, i.id
    FROM {table(Pledge)} AS p JOIN {table(Instrument)} AS i ON i.id = p.instrument_id
    WHERE p.state = 'active' AND p.next_due <= %(today)s AND p.doubt = ''
    ORDER BY p.next_due, p.id LIMIT %(batch)s FOR UPDATE OF p SKIP LOCKED
"""  # noqa: S608 (names of tables)
MOVE_ON = f"""
    UPDATE {table(Pledge)} AS p SET n = u.n, next_due = u.next_due, last_planned_on = %s
    FROM unnest(%b::bigint[], %b::integer[], %b::date[]) AS u(id, n, next_due) WHERE p.id = u.id
"""  # noqa: S608
CLAIM = f"""
    UPDATE {table(Attempt)} AS a SET state = 'sending',
        lease_until = clock_timestamp() + %(lease_s)s * interval '1 second',
        first_sent_at = coalesce(a.first_sent_at, clock_timestamp())
    FROM {table(Payment)} AS p
    WHERE p.id = a.payment_id AND a.id IN (
        SELECT id FROM {table(Attempt)}
        WHERE provider_account_id = %(account)s AND state = 'planned' AND operation IN ('charge', 'refund')
            AND send_after <= %(now)s
        ORDER BY send_after, id LIMIT %(batch)s FOR UPDATE SKIP LOCKED)
    RETURNING a.id, a.payment_id, a.idem_key, a.frozen_body, p.uuid, p."interval"
"""  # noqa: S608
END_ATTEMPTS = f"""
    UPDATE {table(Attempt)} AS a SET state = 'succeeded', lease_until = NULL
    FROM unnest(%b::bigint[]) AS u(id) WHERE a.id = u.id AND a.state = 'sending'
"""  # noqa: S608
MARK_PAID = f"""
    UPDATE {table(Payment)} AS p SET state = 'paid', paid_entry_id = u.entry, paid_at = u.paid_at, method = 'card'
    FROM unnest(%b::bigint[], %b::bigint[], %b::timestamptz[]) AS u(id, entry, paid_at)
    WHERE p.id = u.id AND p.state = 'planned'
"""  # noqa: S608
DEFER = """
    SELECT procrastinate_defer_jobs_v1(array_agg(
        ROW('default', %s, 0, NULL, NULL, jsonb_build_object('payment', u.payment), NULL)::procrastinate_job_to_defer_v1
    )) FROM unnest(%b::text[]) AS u(payment)
"""
