"""The people and their money that stand in the tables before anything is measured: made in SQL, from the seed.

Nothing of it is due: slices.py makes a few pledges due for each run. Half of the pledges have one paid period behind
them, in all the rows that a renewal leaves, so that every index has its depth.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import connection, transaction
from django.db.models import Model

from bench.renewals.tables import insert_select, table
from smallfavor.ledger.models import Account, Entry, Transfer
from smallfavor.payments.actions.open_accounts import open_accounts
from smallfavor.payments.models import (
    Attempt,
    Instrument,
    Payment,
    Pledge,
    ProviderAccount,
    ProviderObject,
    StateChange,
)
from smallfavor.supporters.models import Supporter

ACCOUNTS = {
    "assets:sandbox": "asset",
    "income:monthly": "income",
    "income:yearly": "income",
    "expenses:fees": "expense",
}
CURRENCIES = ("USD", "EUR")
BIG = (Supporter, Instrument, Pledge, Payment, Attempt, StateChange, ProviderObject, Entry, Transfer)
BODY = """convert_to('{"amount_minor":' || amount_minor || ',"currency":"' || currency || '",'
    || '"description":"HARBOUR MEDIA","instrument":"card_' || id || '","metadata":{"attempt":"1",'
    || '"installation":"' || md5('installation') || '","payment":"' || payment_uuid || '",'
    || '"pledge":"' || uuid || '","x_interval":"' || "interval" || '"}}', 'UTF8')"""


@dataclass(frozen=True)
class Growth:
    """Pledges from number `first` to number `last` are added; dates stand around `today`."""

    first: int
    last: int
    seed: int
    today: date
    now: datetime


def grow(growth: Growth) -> None:
    """Add the pledges of `growth` with their people, instruments and past; then look after the tables."""
    open_accounts()
    with transaction.atomic(), connection.cursor() as cursor:
        # Rows of the past may be written as they are: no checks of what we know to be right, no waiting for the disk.
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute("SET LOCAL synchronous_commit = off")
        cursor.execute("SET LOCAL work_mem = '256MB'")
        _pick(cursor, growth)
        _people(cursor)
        _pledges(cursor, growth)
        _past(cursor, growth)
        for model in BIG:
            _follow_numbers(cursor, model)
    with connection.cursor() as cursor:
        cursor.execute(f"VACUUM (ANALYZE) {', '.join(table(model) for model in BIG)}")
        cursor.execute("CHECKPOINT")


def _pick(cursor: Any, growth: Growth) -> None:
    """What chance decides about each pledge; the same for the same seed."""
    cursor.execute("DROP TABLE IF EXISTS picked")
    cursor.execute(
        """
        CREATE TEMP TABLE picked AS
        SELECT g AS id, md5(%(seed)s || 'pledge' || g)::uuid AS uuid, CASE
                WHEN state < 83 THEN 'active' WHEN state < 92 THEN 'cancelled' WHEN state < 97 THEN 'lapsed'
                ELSE 'paused' END AS state,
            CASE WHEN rhythm < 75 THEN 'monthly' ELSE 'yearly' END AS "interval",
            CASE WHEN rhythm < 75 THEN 200 + 100 * (amount %% 24) ELSE 2000 + 500 * (amount %% 17) END AS amount_minor,
            CASE WHEN currency < 70 THEN 'USD' ELSE 'EUR' END AS currency,
            CASE WHEN language < 70 THEN 'en' ELSE 'ru' END AS language,
            CASE WHEN rhythm < 75 THEN 1 + n %% 48 ELSE 1 + n %% 5 END AS n,
            %(today)s::date + CASE
                WHEN state BETWEEN 83 AND 96 THEN -1 - day %% 365
                WHEN rhythm < 75 THEN 1 + day %% 30 ELSE 1 + day %% 365 END AS next_due
        FROM generate_series(%(first)s, %(last)s) AS g, LATERAL (SELECT
            chance(g, 1, 100) AS state, chance(g, 2, 100) AS rhythm, chance(g, 3, 10000) AS amount,
            chance(g, 4, 100) AS currency, chance(g, 5, 100) AS language, chance(g, 6, 10000) AS n,
            chance(g, 7, 10000) AS day) AS chances
        """.replace("chance(g, ", "pg_temp.chance(g::bigint + %(seed)s::bigint * 1000000007, "),
        {"seed": growth.seed, "first": growth.first, "last": growth.last, "today": growth.today},
    )


def prepare_chance() -> None:
    """One number below `sides` for each (what, salt)."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            CREATE OR REPLACE FUNCTION pg_temp.chance(what bigint, salt bigint, sides integer) RETURNS integer
            LANGUAGE sql IMMUTABLE AS 'SELECT ((hashint8extended(what, salt) & 9223372036854775807) % sides)::integer'
            """
        )


def _people(cursor: Any) -> None:
    created = "next_due - n * (CASE \"interval\" WHEN 'monthly' THEN 1 ELSE 12 END) * interval '1 month'"
    sealed = "sha256(convert_to('{}' || id, 'UTF8'))"
    insert_select(cursor, Supporter, {
        "id": "id", "uuid": "md5('supporter' || uuid)::uuid", "email_lookup": sealed.format("lookup"),
        "email_sealed": f"{sealed.format('a')} || {sealed.format('b')} || {sealed.format('c')}",
        "name_sealed": f"{sealed.format('d')} || {sealed.format('e')} || {sealed.format('f')}",
        "language": "language", "country": "'LV'", "created_at": created,
    }, "picked")  # fmt: skip
    insert_select(cursor, Instrument, {
        "id": "id", "uuid": "md5('instrument' || uuid)::uuid", "supporter_id": "id",
        "provider_account_id": _account(), "token": "'card_' || id", "label": "'Visa •••• 4242'",
        "expires": "next_due + 700", "created_at": created,
    }, "picked")  # fmt: skip


def _pledges(cursor: Any, growth: Growth) -> None:
    step = "(CASE \"interval\" WHEN 'monthly' THEN 1 ELSE 12 END) * interval '1 month'"
    noticed = f"CASE WHEN \"interval\" = 'yearly' AND next_due <= '{growth.today}'::date + 31 THEN {{}} END"
    insert_select(cursor, Pledge, {
        "id": "id", "uuid": "uuid", "supporter_id": "id", "instrument_id": "id", "provider_account_id": _account(),
        "state": "state", "interval": '"interval"', "amount_minor": "amount_minor", "currency": "currency",
        "language": "language", "anchor": "next_due", "anchor_n": "n", "n": "n", "next_due": "next_due",
        "last_planned_on": f"(next_due - {step})::date",
        "paused_until": f"CASE state WHEN 'paused' THEN '{growth.today}'::date + 90 END",
        "notified_due": noticed.format("next_due"), "notified_on": noticed.format("next_due - 31"),
        "terms_version": "'2026-01'", "terms_accepted_at": f"next_due - n * {step}",
        "appeal": "'spring'", "variant": "'short'", "manifest_version": "'12'",
        "created_at": f"next_due - n * {step}", "started_at": f"next_due - n * {step}",
    }, "picked")  # fmt: skip


def _past(cursor: Any, growth: Growth) -> None:
    """One paid period of every other pledge, in all the rows that a renewal leaves in the money's tables."""
    Account.objects.bulk_create(
        [Account(code=code, kind=kind, currency=one) for code, kind in ACCOUNTS.items() for one in CURRENCIES],
        ignore_conflicts=True,
    )
    step = "(CASE \"interval\" WHEN 'monthly' THEN 1 ELSE 12 END) * interval '1 month'"
    cursor.execute("DROP TABLE IF EXISTS past")
    # Each row has its place in all tables: payment, attempt and object `at + k`, two entries and transfers.
    cursor.execute(
        f"""
        CREATE TEMP TABLE past AS
        SELECT picked.*, row_number() OVER (ORDER BY id) AS k, md5('payment' || uuid)::uuid AS payment_uuid,
            next_due - {step} AS happened, 30 + amount_minor * 29 / 1000 AS fee_minor,
            (SELECT coalesce(max(id), 0) FROM {table(Payment)}) AS payment_at,
            (SELECT coalesce(max(id), 0) FROM {table(Attempt)}) AS attempt_at,
            (SELECT coalesce(max(id), 0) FROM {table(Entry)}) AS entry_at
        FROM picked WHERE id % 2 = 0
        """  # noqa: S608
    )
    sums = "past CROSS JOIN (VALUES (1), (2)) AS part (of)"
    entry = "entry_at + 2 * k - 2 + of"
    held, income = _ledger("'assets:sandbox'"), _ledger("'income:' || \"interval\"")
    fees = _ledger("'expenses:fees'")
    insert_select(cursor, Entry, {
        "id": entry, "kind": "CASE of WHEN 1 THEN 'capture' ELSE 'fee' END",
        "provider_object": "'sandbox/ch_past_' || id", "payment_uuid": "payment_uuid",
        "happened_at": "happened", "booked_at": "happened", "posted_on": "happened::date",
    }, sums)  # fmt: skip
    insert_select(cursor, Transfer, {
        "entry_id": entry, "currency": "currency",
        "amount_minor": "CASE of WHEN 1 THEN amount_minor ELSE fee_minor END",
        "debit_account_id": f"CASE of WHEN 1 THEN {held} ELSE {fees} END",
        "credit_account_id": f"CASE of WHEN 1 THEN {income} ELSE {held} END",
    }, sums)  # fmt: skip
    insert_select(cursor, Payment, {
        "id": "payment_at + k", "uuid": "payment_uuid", "supporter_id": "id", "pledge_id": "id", "period": "n - 1",
        "due": "happened::date", "interval": '"interval"', "amount_minor": "amount_minor", "currency": "currency",
        "language": "language", "state": "'paid'", "paid_entry_id": "entry_at + 2 * k - 1", "paid_at": "happened",
        "appeal": "'spring'", "variant": "'short'", "manifest_version": "'12'", "created_at": "happened",
    }, "past")  # fmt: skip
    insert_select(cursor, Attempt, {
        "id": "attempt_at + k", "payment_id": "payment_at + k", "n": "1", "provider_account_id": _account(),
        "instrument_id": "id", "operation": "'charge'", "amount_minor": "amount_minor",
        "idem_key": "encode(sha256(convert_to('key' || payment_uuid, 'UTF8')), 'hex')", "frozen_body": BODY,
        "state": "'succeeded'", "send_after": "happened", "first_sent_at": "happened", "created_at": "happened",
    }, "past")  # fmt: skip
    insert_select(cursor, ProviderObject, {
        "provider_account_id": _account(), "object_id": "'ch_past_' || id", "kind": "'success'",
        "payment_id": "payment_at + k", "attempt_id": "attempt_at + k", "entry_id": "entry_at + 2 * k - 1",
        "amount_minor": "amount_minor", "currency": "currency", "created_at": "happened", "seen_at": "happened",
    }, "past")  # fmt: skip
    insert_select(cursor, StateChange, {
        "payment_id": "payment_at + k", "state": "CASE of WHEN 1 THEN 'planned' ELSE 'paid' END", "actor": "'worker'",
        "reason": "CASE of WHEN 1 THEN 'due' ELSE '' END", "happened_at": "happened",
    }, sums)  # fmt: skip


def _account() -> str:
    return str(ProviderAccount.objects.get(code="sandbox").pk)


def _ledger(code: str) -> str:
    return f"(SELECT a.id FROM {table(Account)} AS a WHERE a.code = {code} AND a.currency = past.currency)"  # noqa: S608


def _follow_numbers(cursor: Any, model: type[Model]) -> None:
    name = table(model)
    cursor.execute(
        f"SELECT setval(pg_get_serial_sequence('{name}', 'id'), (SELECT coalesce(max(id), 1) FROM {name}))"  # noqa: S608
    )
