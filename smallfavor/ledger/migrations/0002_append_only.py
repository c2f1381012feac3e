"""What the database itself refuses: changed or removed entries and transfers, mixed currencies, entries without money."""

from django.db import migrations

APPEND_ONLY = """
CREATE FUNCTION ledger_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% of % refused: the books are append-only', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'restrict_violation', HINT = 'Book a correcting entry instead.';
END $$;

CREATE TRIGGER ledger_entry_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger_entry
    FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuse_change();
CREATE TRIGGER ledger_transfer_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger_transfer
    FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuse_change();
CREATE TRIGGER ledger_account_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger_account
    FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuse_change();

CREATE FUNCTION ledger_entry_moves_money() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (SELECT 1 FROM ledger_transfer WHERE entry_id = NEW.id) THEN
        RAISE EXCEPTION 'entry % has no transfer', NEW.id USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER ledger_entry_moves_money AFTER INSERT ON ledger_entry
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION ledger_entry_moves_money();
"""

ONE_CURRENCY = """
ALTER TABLE ledger_transfer
    ADD CONSTRAINT transfer_debit_account_currency
        FOREIGN KEY (debit_account_id, currency) REFERENCES ledger_account (id, currency),
    ADD CONSTRAINT transfer_credit_account_currency
        FOREIGN KEY (credit_account_id, currency) REFERENCES ledger_account (id, currency);
"""

APPEND_ONLY_REVERSE = """
DROP TRIGGER ledger_entry_moves_money ON ledger_entry;
DROP FUNCTION ledger_entry_moves_money();
DROP TRIGGER ledger_account_append_only ON ledger_account;
DROP TRIGGER ledger_transfer_append_only ON ledger_transfer;
DROP TRIGGER ledger_entry_append_only ON ledger_entry;
DROP FUNCTION ledger_refuse_change();
"""

ONE_CURRENCY_REVERSE = """
ALTER TABLE ledger_transfer
    DROP CONSTRAINT transfer_debit_account_currency,
    DROP CONSTRAINT transfer_credit_account_currency;
"""


class Migration(migrations.Migration):
    dependencies = [("ledger", "0001_initial")]

    operations = [
        migrations.RunSQL(ONE_CURRENCY, ONE_CURRENCY_REVERSE),
        migrations.RunSQL(APPEND_ONLY, APPEND_ONLY_REVERSE),
    ]
