"""Mandates, the debits under them and the files that a bank gets. A file's bytes are frozen; what happened is history."""

import django.db.models.deletion
from django.db import migrations, models


FORWARD = """
CREATE FUNCTION bank_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% of % refused: it stays as it was written', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER bank_bankevent_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON bank_bankevent
    FOR EACH STATEMENT EXECUTE FUNCTION bank_refuse_change();
CREATE TRIGGER bank_collectionfile_stays BEFORE DELETE OR TRUNCATE ON bank_collectionfile
    FOR EACH STATEMENT EXECUTE FUNCTION bank_refuse_change();
CREATE TRIGGER bank_collectionfile_frozen BEFORE UPDATE ON bank_collectionfile FOR EACH ROW
    WHEN (NEW.message_id <> OLD.message_id OR NEW.sha256 <> OLD.sha256 OR NEW.count <> OLD.count
        OR NEW.total_minor <> OLD.total_minor OR NEW.account <> OLD.account)
    EXECUTE FUNCTION bank_refuse_change();
"""
REVERSE = """
DROP TRIGGER bank_collectionfile_frozen ON bank_collectionfile;
DROP TRIGGER bank_collectionfile_stays ON bank_collectionfile;
DROP TRIGGER bank_bankevent_append_only ON bank_bankevent;
DROP FUNCTION bank_refuse_change();
"""


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('bank', '0001_initial'),
        ('supporters', '0002_keyring'),
    ]

    operations = [
        migrations.CreateModel(
            name='CollectionFile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('account', models.CharField(max_length=40)),
                ('message_id', models.CharField(max_length=35, unique=True)),
                ('body_sealed', models.BinaryField(null=True)),
                ('sha256', models.CharField(help_text='Of the bytes as they go to the bank', max_length=64)),
                ('count', models.PositiveIntegerField()),
                ('total_minor', models.BigIntegerField()),
                ('currency', models.CharField(max_length=3)),
                ('first_due_on', models.DateField()),
                ('state', models.CharField(choices=[('made', 'Made'), ('released', 'Released'), ('accepted', 'Accepted'), ('refused', 'Refused'), ('withdrawn', 'Withdrawn')], default='made', max_length=10)),
                ('made_by', models.CharField(max_length=40)),
                ('created_at', models.DateTimeField()),
                ('released_by', models.CharField(blank=True, max_length=40)),
                ('released_at', models.DateTimeField(null=True)),
                ('bank_says', models.CharField(blank=True, help_text='The latest answer, in words', max_length=300)),
            ],
            options={
                'permissions': [('release_collectionfile', 'Can make and release files of direct debits')],
                'indexes': [models.Index(fields=['account', 'created_at'], name='collection_file_when')],
                'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ['made', 'withdrawn']), ('released_at__isnull', False), _connector='OR'), name='collection_file_released_by_a_person')],
            },
        ),
        migrations.CreateModel(
            name='Mandate',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('account', models.CharField(help_text="The provider account's code", max_length=40)),
                ('reference', models.CharField(max_length=35, unique=True)),
                ('holder_sealed', models.BinaryField(null=True)),
                ('iban_sealed', models.BinaryField(null=True)),
                ('label', models.CharField(blank=True, help_text='DE•• •••• 3000, never whole', max_length=40)),
                ('language', models.CharField(default='en', max_length=10)),
                ('text_version', models.CharField(help_text='Of the mandate text that was signed', max_length=40)),
                ('recurs', models.BooleanField(help_text='False: for one debit')),
                ('signed_on', models.DateField(help_text="The paper's own date")),
                ('created_at', models.DateTimeField()),
                ('state', models.CharField(choices=[('active', 'Active'), ('ended', 'Ended')], default='active', max_length=10)),
                ('ended_at', models.DateTimeField(null=True)),
                ('end_reason', models.CharField(blank=True, max_length=80)),
                ('last_used_on', models.DateField(help_text='The latest day for which the bank was asked under it', null=True)),
                ('series_minor', models.BigIntegerField(help_text='The amount that was announced for every period', null=True)),
                ('metadata', models.JSONField(default=dict, help_text='Of the page that it was signed on; nothing personal')),
                ('supporter', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='mandates', to='supporters.supporter')),
            ],
            options={
                'permissions': [('end_mandate', 'Can end mandates for direct debit')],
            },
        ),
        migrations.CreateModel(
            name='Collection',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('account', models.CharField(max_length=40)),
                ('end_to_end_id', models.CharField(max_length=35, unique=True)),
                ('key', models.CharField(max_length=64)),
                ('fingerprint', models.CharField(help_text='Of the bytes that asked for it', max_length=64)),
                ('metadata', models.JSONField(default=dict)),
                ('payment', models.CharField(help_text='What the metadata says that it is for', max_length=40)),
                ('attempt', models.PositiveIntegerField()),
                ('amount_minor', models.BigIntegerField()),
                ('currency', models.CharField(max_length=3)),
                ('interval', models.CharField(max_length=10)),
                ('sequence', models.CharField(blank=True, choices=[('FRST', 'First'), ('RCUR', 'Recurring'), ('OOFF', 'One Off')], help_text='Once it is in a file', max_length=4)),
                ('due_on', models.DateField(help_text='The day on which the bank is to take it')),
                ('announced', models.BooleanField(help_text="Told by the mandate's first mail; no mail of its own")),
                ('description', models.CharField(max_length=140)),
                ('created_at', models.DateTimeField()),
                ('state', models.CharField(choices=[('ordered', 'Ordered'), ('in_file', 'In File'), ('rejected', 'Rejected'), ('collected', 'Collected'), ('returned', 'Returned')], default='ordered', max_length=10)),
                ('reason', models.CharField(blank=True, help_text="The bank's code", max_length=10)),
                ('batch', models.CharField(blank=True, help_text='Which part of the file', max_length=35)),
                ('settled_at', models.DateTimeField(null=True)),
                ('credited_on', models.DateField(null=True)),
                ('fee_minor', models.BigIntegerField(default=0, help_text='What the bank kept of it')),
                ('returned_at', models.DateTimeField(null=True)),
                ('returned_on', models.DateField(null=True)),
                ('return_fee_minor', models.BigIntegerField(default=0)),
                ('announced_return', models.CharField(blank=True, help_text='A reason told before the money moved', max_length=10)),
                ('file', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='collections', to='bank.collectionfile')),
                ('mandate', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='collections', to='bank.mandate')),
            ],
        ),
        migrations.CreateModel(
            name='BankEvent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('what', models.CharField(max_length=40)),
                ('actor', models.CharField(max_length=40)),
                ('reason', models.CharField(blank=True, max_length=300)),
                ('happened_at', models.DateTimeField()),
                ('collection', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='events', to='bank.collection')),
                ('file', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='events', to='bank.collectionfile')),
                ('mandate', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='events', to='bank.mandate')),
            ],
        ),
        migrations.CreateModel(
            name='MandatePage',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('account', models.CharField(max_length=40)),
                ('object_id', models.CharField(max_length=40, unique=True)),
                ('key', models.CharField(max_length=64)),
                ('fingerprint', models.CharField(help_text='Of the bytes that asked for it', max_length=64)),
                ('metadata', models.JSONField(default=dict)),
                ('payment', models.CharField(blank=True, help_text='What the metadata says that it is for', max_length=40)),
                ('attempt', models.PositiveIntegerField(default=0)),
                ('pledge', models.CharField(blank=True, max_length=40)),
                ('amount_minor', models.BigIntegerField(null=True)),
                ('currency', models.CharField(blank=True, max_length=3)),
                ('interval', models.CharField(max_length=10)),
                ('saves', models.BooleanField(help_text='Further debits follow without the payer')),
                ('return_url', models.TextField()),
                ('cancel_url', models.TextField()),
                ('language', models.CharField(max_length=10)),
                ('state', models.CharField(choices=[('open', 'Open'), ('complete', 'Complete'), ('expired', 'Expired')], default='open', max_length=10)),
                ('expires_at', models.DateTimeField()),
                ('created_at', models.DateTimeField()),
                ('mandate', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='page', to='bank.mandate')),
            ],
        ),
        migrations.AddField(
            model_name='collection',
            name='page',
            field=models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='collection', to='bank.mandatepage'),
        ),
        migrations.AddIndex(
            model_name='mandate',
            index=models.Index(fields=['account', 'created_at'], name='mandate_when'),
        ),
        migrations.AddIndex(
            model_name='mandate',
            index=models.Index(condition=models.Q(('state', 'active')), fields=['signed_on'], name='mandate_alive'),
        ),
        migrations.AddConstraint(
            model_name='mandate',
            constraint=models.CheckConstraint(condition=models.Q(('state', 'ended'), ('iban_sealed__isnull', False), _connector='OR'), name='mandate_active_has_an_account'),
        ),
        migrations.AddIndex(
            model_name='mandatepage',
            index=models.Index(fields=['account', 'created_at'], name='mandate_page_when'),
        ),
        migrations.AddIndex(
            model_name='mandatepage',
            index=models.Index(fields=['payment', 'attempt'], name='mandate_page_of_attempt'),
        ),
        migrations.AddIndex(
            model_name='mandatepage',
            index=models.Index(condition=models.Q(('pledge', ''), _negated=True), fields=['pledge'], name='mandate_page_of_pledge'),
        ),
        migrations.AddConstraint(
            model_name='mandatepage',
            constraint=models.UniqueConstraint(fields=('account', 'key'), name='mandate_page_once'),
        ),
        migrations.AddConstraint(
            model_name='mandatepage',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('mandate__isnull', False), ('state', 'complete')), models.Q(models.Q(('state', 'complete'), _negated=True), ('mandate__isnull', True)), _connector='OR'), name='mandate_page_complete_means_signed'),
        ),
        migrations.AddIndex(
            model_name='collection',
            index=models.Index(fields=['payment', 'attempt'], name='collection_of_attempt'),
        ),
        migrations.AddIndex(
            model_name='collection',
            index=models.Index(fields=['account', 'created_at'], name='collection_when'),
        ),
        migrations.AddIndex(
            model_name='collection',
            index=models.Index(fields=['account', 'settled_at'], name='collection_settled'),
        ),
        migrations.AddIndex(
            model_name='collection',
            index=models.Index(condition=models.Q(('state', 'ordered')), fields=['account', 'due_on'], name='collection_due'),
        ),
        migrations.AddIndex(
            model_name='collection',
            index=models.Index(condition=models.Q(('state', 'in_file')), fields=['batch'], name='collection_batch'),
        ),
        migrations.AddConstraint(
            model_name='collection',
            constraint=models.UniqueConstraint(fields=('account', 'key'), name='collection_once'),
        ),
        migrations.AddConstraint(
            model_name='collection',
            constraint=models.CheckConstraint(condition=models.Q(('amount_minor__gt', 0)), name='collection_amount_positive'),
        ),
        migrations.AddConstraint(
            model_name='collection',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'in_file'), _negated=True), ('file__isnull', False), _connector='OR'), name='collection_in_a_file'),
        ),
        migrations.AddConstraint(
            model_name='collection',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('credited_on__isnull', False), ('state__in', ['collected', 'returned'])), models.Q(('state__in', ['collected', 'returned']), _negated=True), _connector='OR'), name='collection_credited_on_a_day'),
        ),
        migrations.RunSQL(FORWARD, REVERSE),
    ]
