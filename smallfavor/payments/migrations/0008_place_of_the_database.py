"""Where the database stood that sent last, so that a copy is noticed; and from when on a restore is rebuilt."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('payments', '0007_change_of_processor'),
    ]

    operations = [
        migrations.AddField(
            model_name='installation',
            name='place',
            field=models.TextField(blank=True, help_text='Where the database stood that sent last; elsewhere it is a copy'),
        ),
        migrations.AddField(
            model_name='installation',
            name='rebuild_from',
            field=models.DateTimeField(help_text='After a restore: when what was restored had been saved', null=True),
        ),
    ]
