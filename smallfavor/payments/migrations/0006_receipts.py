"""Receipts: numbered 1, 2, 3 ... within a year, and never changed; the database refuses a gap."""

import django.db.models.deletion
from django.db import migrations, models

FORWARD = """
CREATE TRIGGER payments_receipt_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON payments_receipt
    FOR EACH STATEMENT EXECUTE FUNCTION payments_refuse_change();
CREATE FUNCTION payments_number_receipt() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.serial <> (SELECT coalesce(max(serial), 0) + 1 FROM payments_receipt WHERE year = NEW.year) THEN
        RAISE EXCEPTION 'receipt %-% would leave a gap', NEW.year, NEW.serial USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER payments_receipt_gapless BEFORE INSERT ON payments_receipt
    FOR EACH ROW EXECUTE FUNCTION payments_number_receipt();
"""
REVERSE = """
DROP TRIGGER payments_receipt_gapless ON payments_receipt;
DROP FUNCTION payments_number_receipt();
DROP TRIGGER payments_receipt_append_only ON payments_receipt;
"""


class Migration(migrations.Migration):
    dependencies = [("payments", "0005_payouts_returns_and_pause_reasons")]

    operations = [
        migrations.CreateModel(
            name="Receipt",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("year", models.PositiveSmallIntegerField()),
                ("serial", models.PositiveIntegerField(help_text="1, 2, 3 ... within the year")),
                ("kind", models.CharField(choices=[("receipt", "Receipt"), ("credit_note", "Credit Note")], max_length=12)),
                ("amount_minor", models.BigIntegerField()),
                ("currency", models.CharField(max_length=3)),
                ("moved_on", models.DateField(help_text="When the money moved, by the paper's calendar")),
                ("issued_on", models.DateField()),
                ("issued_at", models.DateTimeField()),
                (
                    "payment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="receipts", to="payments.payment"
                    ),
                ),
                (
                    "provider_object",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="receipt",
                        to="payments.providerobject",
                    ),
                ),
            ],
            options={
                "default_permissions": ("view",),
                "constraints": [
                    models.UniqueConstraint(fields=("year", "serial"), name="receipt_number"),
                    models.CheckConstraint(
                        condition=models.Q(("amount_minor__gt", 0), ("serial__gt", 0)), name="receipt_positive"
                    ),
                ],
            },
        ),
        migrations.RunSQL(FORWARD, REVERSE),
    ]
