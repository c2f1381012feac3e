"""State changes are history: the database refuses to change or remove them."""

from django.db import migrations

FORWARD = """
CREATE FUNCTION payments_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% of % refused: history is append-only', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER payments_statechange_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON payments_statechange
    FOR EACH STATEMENT EXECUTE FUNCTION payments_refuse_change();
"""
REVERSE = """
DROP TRIGGER payments_statechange_append_only ON payments_statechange;
DROP FUNCTION payments_refuse_change();
"""


class Migration(migrations.Migration):
    dependencies = [("payments", "0001_initial")]

    operations = [migrations.RunSQL(FORWARD, REVERSE)]
