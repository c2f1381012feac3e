"""Which card an attempt charges, until when a payer may confirm, and whether a card's end was written about."""

import django.db.models.deletion
from django.db import migrations, models

# As the pledges stand: which card an older attempt used is known no better, and it counts for thirty days alone.
CARDS_OF_OLDER_CHARGES = """
UPDATE payments_attempt AS attempt SET instrument_id = pledge.instrument_id
FROM payments_payment AS payment JOIN payments_pledge AS pledge ON pledge.id = payment.pledge_id
WHERE payment.id = attempt.payment_id AND attempt.operation = 'charge'
"""


class Migration(migrations.Migration):
    dependencies = [("payments", "0003_what_the_worker_asks_for")]

    operations = [
        migrations.AddField(
            model_name="attempt",
            name="instrument",
            field=models.ForeignKey(
                db_index=False,
                help_text="What a charge without the reader is taken from",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="charges",
                to="payments.instrument",
            ),
        ),
        migrations.RunSQL(CARDS_OF_OLDER_CHARGES, migrations.RunSQL.noop),
        migrations.RunSQL("SET CONSTRAINTS ALL IMMEDIATE", "SET CONSTRAINTS ALL IMMEDIATE"),
        migrations.AddIndex(
            model_name="attempt",
            index=models.Index(
                condition=models.Q(("instrument__isnull", False)),
                fields=["instrument", "first_sent_at"],
                name="attempt_of_card",
            ),
        ),
        migrations.AddField(
            model_name="payment",
            name="confirm_by",
            field=models.DateField(
                help_text="The bank wants the payer present: the last day for it, then the pledge lapses", null=True
            ),
        ),
        migrations.AddIndex(
            model_name="payment",
            index=models.Index(
                condition=models.Q(("confirm_by__isnull", False), ("state", "failed")),
                fields=["confirm_by"],
                name="payment_to_confirm",
            ),
        ),
        migrations.AddField(
            model_name="instrument",
            name="end_noted_on",
            field=models.DateField(
                help_text="When its coming end was looked at: one mail, if a charge falls after it", null=True
            ),
        ),
        migrations.AddIndex(
            model_name="instrument",
            index=models.Index(
                condition=models.Q(
                    ("end_noted_on__isnull", True), ("revoke_after__isnull", True), ("revoked_at__isnull", True)
                ),
                fields=["expires"],
                name="instrument_ends",
            ),
        ),
    ]
