"""What came of comparing with the providers: one row a run, for the desk."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('payments', '0008_place_of_the_database'),
    ]

    operations = [
        migrations.CreateModel(
            name='Comparison',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('since', models.DateTimeField()),
                ('ended_at', models.DateTimeField(db_index=True)),
                ('compared', models.PositiveIntegerField()),
                ('settled', models.PositiveIntegerField(help_text='What we had missed and booked then')),
                ('faults', models.JSONField(default=list, help_text='The first sentences, without what the desk says anyway')),
                ('faults_count', models.PositiveIntegerField(default=0)),
            ],
            options={
                'default_permissions': ('view',),
            },
        ),
    ]
