"""What a change of processor needs to know of accounts, instruments and pledges; who decides about doubts."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("payments", "0006_receipts")]

    operations = [
        migrations.AlterModelOptions(
            name="attempt", options={"permissions": [("decide_doubt", "Can decide about payments in doubt")]}
        ),
        migrations.AddField(
            model_name="provideraccount",
            name="retired_at",
            field=models.DateTimeField(
                help_text="Closed to new payments for good; refunds, look-ups and webhooks go on", null=True
            ),
        ),
        migrations.AddField(
            model_name="instrument",
            name="copy_of",
            field=models.ForeignKey(
                help_text="Where it was moved from",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="copies",
                to="payments.instrument",
            ),
        ),
        migrations.AddField(
            model_name="pledge",
            name="moving_to",
            field=models.ForeignKey(
                help_text="The reader is asked for a way to pay there",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="awaited_pledges",
                to="payments.provideraccount",
            ),
        ),
        migrations.AddField(model_name="pledge", name="move_asked_at", field=models.DateTimeField(null=True)),
        migrations.AddField(
            model_name="pledge",
            name="move_mails",
            field=models.PositiveSmallIntegerField(
                default=0, help_text="How often the reader was asked"
            ),
        ),
        migrations.AddField(
            model_name="pledge",
            name="held",
            field=models.BooleanField(
                default=False, help_text="Its account has closed: not charged until it can be elsewhere"
            ),
        ),
        migrations.AddField(
            model_name="pledge",
            name="former_instrument",
            field=models.ForeignKey(
                help_text="At the account that has closed",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="payments.instrument",
            ),
        ),
        migrations.AddIndex(
            model_name="pledge",
            index=models.Index(
                condition=models.Q(("moving_to__isnull", False)), fields=["move_asked_at"], name="pledge_asked_to_move"
            ),
        ),
    ]
