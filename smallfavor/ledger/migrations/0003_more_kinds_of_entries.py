"""Entries of late returns, payouts, other income, exchange and corrections."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('ledger', '0002_append_only'),
    ]

    operations = [
        migrations.AlterField(
            model_name='entry',
            name='kind',
            field=models.CharField(choices=[('capture', 'Capture'), ('refund', 'Refund'), ('dispute', 'Dispute'), ('fee', 'Fee'), ('dispute_won', 'Dispute Won'), ('returned', 'Returned'), ('payout', 'Payout'), ('other_income', 'Other Income'), ('exchange', 'Exchange'), ('correction', 'Correction')], max_length=20),
        ),
    ]
