"""An index for comparing: what was made at a provider since a day."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('ledger', '0004_months_corrections_rates'),
        ('payments', '0009_what_comparing_found'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='providerobject',
            index=models.Index(fields=['provider_account', 'created_at'], name='provider_object_when'),
        ),
    ]
