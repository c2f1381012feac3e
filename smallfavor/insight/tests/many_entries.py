"""Fills the books with as many entries as a large paper has, of every kind, in a few statements."""

from django.db import connection, transaction

# Of every hundred events: gifts and renewals, then what follows some of them. JPY and KWD keep the decimals honest.
_ACCOUNTS = """
INSERT INTO ledger_account (code, kind, currency)
SELECT code, kind, currency FROM (VALUES
    ('assets:sandbox', 'asset'), ('assets:bank', 'asset'), ('income:once', 'income'), ('income:monthly', 'income'),
    ('income:yearly', 'income'), ('income:other', 'income'), ('income:exchange', 'income'),
    ('expenses:fees', 'expense'), ('expenses:disputes', 'expense'), ('equity:conversion', 'equity'),
    ('liabilities:duplicates', 'liability')) AS chart (code, kind),
    unnest(ARRAY['USD', 'EUR', 'JPY', 'KWD']) AS currency
"""
_ENTRIES = """
INSERT INTO ledger_entry (kind, provider_object, payment_uuid, happened_at, booked_at, posted_on)
SELECT (ARRAY['capture', 'capture', 'capture', 'fee', 'capture', 'fee', 'refund', 'dispute', 'dispute_won', 'returned',
        'payout', 'other_income', 'correction', 'exchange'])[1 + n %% 14], 'sandbox/"' || n || '"', gen_random_uuid(),
    timestamptz '2024-01-01 12:00+00' + n * interval '10 minutes', now(),
    (timestamptz '2024-01-01 12:00+00' + n * interval '10 minutes')::date
FROM generate_series(0, %s - 1) AS n
"""
_TRANSFERS = """
WITH numbered AS (
    SELECT id, kind, id - (SELECT min(id) FROM ledger_entry) AS n FROM ledger_entry
), lines AS (
    SELECT id, n, line.*, CASE WHEN kind IN ('exchange') OR bank THEN 'USD'
        ELSE (ARRAY['USD', 'EUR', 'USD', 'JPY', 'KWD'])[1 + n %% 5] END AS currency
    FROM numbered JOIN (VALUES
        ('capture', 'assets:sandbox', 'income:monthly', false), ('fee', 'expenses:fees', 'assets:sandbox', false),
        ('refund', 'income:once', 'assets:sandbox', false), ('dispute', 'expenses:disputes', 'assets:sandbox', false),
        ('dispute_won', 'assets:sandbox', 'expenses:disputes', false),
        ('returned', 'income:yearly', 'assets:sandbox', false),
        ('payout', 'equity:conversion', 'assets:sandbox', false), ('payout', 'assets:bank', 'equity:conversion', true),
        ('other_income', 'assets:sandbox', 'income:other', false),
        ('correction', 'expenses:fees', 'liabilities:duplicates', false),
        ('exchange', 'equity:conversion', 'income:exchange', false)) AS line (of, debit, credit, bank) ON line.of = kind
)
INSERT INTO ledger_transfer (entry_id, debit_account_id, credit_account_id, currency, amount_minor)
SELECT lines.id, debit.id, credit.id, lines.currency, 100 + n %% 9973 FROM lines
JOIN ledger_account AS debit ON debit.code = lines.debit AND debit.currency = lines.currency
JOIN ledger_account AS credit ON credit.code = lines.credit AND credit.currency = lines.currency
"""


@transaction.atomic
def fill_books(entries: int) -> None:
    """Book this many entries of all kinds, one every ten minutes from January 2024."""
    with connection.cursor() as cursor:
        cursor.execute(_ACCOUNTS)
        cursor.execute(_ENTRIES, [entries])
        cursor.execute(_TRANSFERS.replace("%%", "%"))
        cursor.execute("ANALYZE ledger_entry, ledger_transfer")
