"""Statements and their lines, transfers that are expected, what came of them, and gifts noted by hand."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('bank', '0002_mandates'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='BankLine',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('iban', models.CharField(help_text='Ours', max_length=34)),
                ('line_id', models.CharField(max_length=60)),
                ('content_id', models.CharField(max_length=60)),
                ('entry_id', models.CharField(blank=True, max_length=60)),
                ('is_part', models.BooleanField(default=False, help_text='Of an entry that the bank may also tell as one sum')),
                ('amount_minor', models.BigIntegerField()),
                ('currency', models.CharField(max_length=3)),
                ('credit', models.BooleanField()),
                ('booked_on', models.DateField()),
                ('fee_minor', models.BigIntegerField(default=0, help_text='Kept by the bank, inside the amount')),
                ('reference', models.CharField(blank=True, help_text='Of ours, where the line bears one', max_length=35)),
                ('end_to_end_id', models.CharField(blank=True, max_length=35)),
                ('return_code', models.CharField(blank=True, max_length=10)),
                ('reversal', models.BooleanField(default=False)),
                ('payer_hash', models.BinaryField(help_text="Keyed hash of the other side's account", null=True)),
                ('told_sealed', models.BinaryField(null=True)),
                ('state', models.CharField(choices=[('open', 'Open'), ('left', 'Left'), ('taken', 'Taken'), ('matched', 'Matched'), ('early', 'Early'), ('paid_back', 'Paid Back'), ('other', 'Other'), ('outside', 'Outside'), ('told_apart', 'Told Apart')], default='open', max_length=12)),
                ('why', models.CharField(blank=True, help_text='Why it is open, or what took it', max_length=40)),
                ('note', models.CharField(blank=True, help_text="A person's; nothing personal", max_length=200)),
                ('settled_by', models.CharField(blank=True, max_length=40)),
                ('settled_at', models.DateTimeField(null=True)),
                ('seen_at', models.DateTimeField()),
            ],
            options={
                'permissions': [('read_statement', 'Can read bank statements in and settle their lines')],
            },
        ),
        migrations.CreateModel(
            name='ExpectedTransfer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('account', models.CharField(max_length=40)),
                ('object_id', models.CharField(max_length=40, unique=True)),
                ('kind', models.CharField(choices=[('page', 'Page'), ('setup', 'Setup'), ('period', 'Period')], max_length=10)),
                ('key', models.CharField(max_length=64)),
                ('fingerprint', models.CharField(help_text='Of the bytes that asked for it', max_length=64)),
                ('metadata', models.JSONField(default=dict)),
                ('payment', models.CharField(blank=True, help_text='What the metadata says that it is for', max_length=40)),
                ('attempt', models.PositiveIntegerField(default=0)),
                ('pledge', models.CharField(blank=True, max_length=40)),
                ('amount_minor', models.BigIntegerField(null=True)),
                ('currency', models.CharField(max_length=3)),
                ('interval', models.CharField(blank=True, max_length=10)),
                ('return_url', models.TextField(blank=True)),
                ('cancel_url', models.TextField(blank=True)),
                ('language', models.CharField(blank=True, max_length=10)),
                ('state', models.CharField(choices=[('open', 'Open'), ('complete', 'Complete'), ('received', 'Received'), ('expired', 'Expired'), ('missed', 'Missed'), ('refused', 'Refused')], default='open', max_length=10)),
                ('expires_at', models.DateTimeField(null=True)),
                ('due_on', models.DateField(help_text="The paper's day on which it was asked for")),
                ('late_at', models.DateTimeField(help_text='Statements far enough had been read, and it was not there', null=True)),
                ('missed_at', models.DateTimeField(null=True)),
                ('created_at', models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name='Statement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('iban', models.CharField(max_length=34)),
                ('kind', models.CharField(max_length=12)),
                ('bank_id', models.CharField(blank=True, max_length=80)),
                ('currency', models.CharField(max_length=3)),
                ('opening_minor', models.BigIntegerField(null=True)),
                ('closing_minor', models.BigIntegerField(null=True)),
                ('until', models.DateField(null=True)),
                ('pending', models.PositiveIntegerField(default=0, help_text='Announced, not booked yet, and left out')),
            ],
        ),
        migrations.CreateModel(
            name='StatementFile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sha256', models.CharField(max_length=64, unique=True)),
                ('name', models.CharField(blank=True, max_length=120)),
                ('columns', models.TextField(blank=True, help_text='Of a table, where a person named them')),
                ('read_by', models.CharField(max_length=40)),
                ('read_at', models.DateTimeField()),
                ('lines', models.PositiveIntegerField()),
                ('known_lines', models.PositiveIntegerField(help_text='Of these, told by another file before')),
            ],
        ),
        migrations.CreateModel(
            name='TransferReference',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('account', models.CharField(max_length=40)),
                ('code', models.CharField(max_length=25, unique=True)),
                ('recurs', models.BooleanField()),
                ('saved_at', models.DateTimeField(help_text='When it became a way to pay that goes on', null=True)),
                ('revoked_at', models.DateTimeField(null=True)),
                ('metadata', models.JSONField(default=dict, help_text='Of the page that showed it; nothing personal')),
                ('created_at', models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name='NotedGift',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('account', models.CharField(max_length=40)),
                ('object_id', models.CharField(max_length=40, unique=True)),
                ('key', models.CharField(max_length=64)),
                ('fingerprint', models.CharField(help_text='Of the bytes that asked for it', max_length=64)),
                ('metadata', models.JSONField(default=dict)),
                ('payment', models.CharField(help_text='What the metadata says that it is for', max_length=40)),
                ('attempt', models.PositiveIntegerField()),
                ('method', models.CharField(max_length=40)),
                ('amount_minor', models.BigIntegerField()),
                ('currency', models.CharField(max_length=3)),
                ('cancel_url', models.TextField(blank=True)),
                ('state', models.CharField(choices=[('open', 'Open'), ('noted', 'Noted'), ('expired', 'Expired')], default='open', max_length=10)),
                ('expires_at', models.DateTimeField()),
                ('created_at', models.DateTimeField()),
                ('given_on', models.DateField(null=True)),
                ('receipt', models.CharField(max_length=40, null=True)),
                ('note', models.CharField(blank=True, help_text='Nothing personal', max_length=200)),
                ('noted_at', models.DateTimeField(null=True)),
                ('noted_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'permissions': [('note_gift', 'Can note gifts in cash, by cheque or at a terminal')],
            },
        ),
        migrations.CreateModel(
            name='NotedReversal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('object_id', models.CharField(max_length=40, unique=True)),
                ('key', models.CharField(max_length=64)),
                ('fingerprint', models.CharField(max_length=64)),
                ('metadata', models.JSONField(default=dict)),
                ('attempt', models.PositiveIntegerField()),
                ('amount_minor', models.BigIntegerField()),
                ('currency', models.CharField(max_length=3)),
                ('reversed_at', models.DateTimeField()),
                ('gift', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reversals', to='bank.notedgift')),
            ],
        ),
        migrations.CreateModel(
            name='ReceivedTransfer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('account', models.CharField(max_length=40)),
                ('object_id', models.CharField(max_length=40, null=True, unique=True)),
                ('amount_minor', models.BigIntegerField()),
                ('fee_minor', models.BigIntegerField(default=0)),
                ('currency', models.CharField(max_length=3)),
                ('received_at', models.DateTimeField()),
                ('matched_by', models.CharField(max_length=40)),
                ('line', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='transfer', to='bank.bankline')),
                ('order', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='received', to='bank.expectedtransfer')),
                ('reference', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='received', to='bank.transferreference')),
            ],
        ),
        migrations.AddField(
            model_name='bankline',
            name='notification',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='told_lines', to='bank.statement'),
        ),
        migrations.AddField(
            model_name='bankline',
            name='statement',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='lines', to='bank.statement'),
        ),
        migrations.AddField(
            model_name='statement',
            name='file',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='statements', to='bank.statementfile'),
        ),
        migrations.CreateModel(
            name='TransferBack',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('account', models.CharField(max_length=40)),
                ('object_id', models.CharField(max_length=40, unique=True)),
                ('key', models.CharField(max_length=64)),
                ('fingerprint', models.CharField(max_length=64)),
                ('metadata', models.JSONField(default=dict)),
                ('payment', models.CharField(max_length=40)),
                ('attempt', models.PositiveIntegerField()),
                ('reference', models.CharField(help_text='To be put on the transfer back', max_length=25, unique=True)),
                ('amount_minor', models.BigIntegerField()),
                ('currency', models.CharField(max_length=3)),
                ('created_at', models.DateTimeField()),
                ('done_at', models.DateTimeField(null=True)),
                ('done_by', models.CharField(blank=True, max_length=40)),
                ('line', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='transfer_back', to='bank.bankline')),
                ('received', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='backs', to='bank.receivedtransfer')),
            ],
        ),
        migrations.AddField(
            model_name='expectedtransfer',
            name='reference',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='orders', to='bank.transferreference'),
        ),
        migrations.AddIndex(
            model_name='notedgift',
            index=models.Index(fields=['payment', 'attempt'], name='noted_gift_of_attempt'),
        ),
        migrations.AddIndex(
            model_name='notedgift',
            index=models.Index(fields=['account', 'created_at'], name='noted_gift_made'),
        ),
        migrations.AddIndex(
            model_name='notedgift',
            index=models.Index(fields=['account', 'noted_at'], name='noted_gift_when'),
        ),
        migrations.AddConstraint(
            model_name='notedgift',
            constraint=models.UniqueConstraint(fields=('account', 'key'), name='noted_gift_once'),
        ),
        migrations.AddConstraint(
            model_name='notedgift',
            constraint=models.UniqueConstraint(fields=('account', 'receipt'), name='noted_gift_receipt_once'),
        ),
        migrations.AddConstraint(
            model_name='notedgift',
            constraint=models.CheckConstraint(condition=models.Q(('amount_minor__gt', 0)), name='noted_gift_amount_positive'),
        ),
        migrations.AddConstraint(
            model_name='notedgift',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'noted'), _negated=True), models.Q(('given_on__isnull', False), ('noted_at__isnull', False), ('noted_by__isnull', False), ('receipt__isnull', False)), _connector='OR'), name='noted_gift_says_who_and_when'),
        ),
        migrations.AddConstraint(
            model_name='notedreversal',
            constraint=models.UniqueConstraint(fields=('gift', 'key'), name='noted_reversal_once'),
        ),
        migrations.AddConstraint(
            model_name='notedreversal',
            constraint=models.CheckConstraint(condition=models.Q(('amount_minor__gt', 0)), name='noted_reversal_amount_positive'),
        ),
        migrations.AddIndex(
            model_name='bankline',
            index=models.Index(fields=['iban', 'content_id'], name='bank_line_content'),
        ),
        migrations.AddIndex(
            model_name='bankline',
            index=models.Index(condition=models.Q(('entry_id', ''), _negated=True), fields=['iban', 'entry_id'], name='bank_line_entry'),
        ),
        migrations.AddIndex(
            model_name='bankline',
            index=models.Index(condition=models.Q(('payer_hash__isnull', False)), fields=['payer_hash'], name='bank_line_payer'),
        ),
        migrations.AddIndex(
            model_name='bankline',
            index=models.Index(condition=models.Q(('state', 'open')), fields=['booked_on'], name='bank_line_open'),
        ),
        migrations.AddConstraint(
            model_name='bankline',
            constraint=models.UniqueConstraint(fields=('iban', 'line_id'), name='bank_line_once'),
        ),
        migrations.AddConstraint(
            model_name='bankline',
            constraint=models.CheckConstraint(condition=models.Q(('amount_minor__gt', 0)), name='bank_line_amount_positive'),
        ),
        migrations.AddConstraint(
            model_name='bankline',
            constraint=models.CheckConstraint(condition=models.Q(('statement__isnull', False), ('notification__isnull', False), _connector='OR'), name='bank_line_was_told'),
        ),
        migrations.AddIndex(
            model_name='statement',
            index=models.Index(fields=['iban', 'until'], name='statement_until'),
        ),
        migrations.AddIndex(
            model_name='transferback',
            index=models.Index(fields=['payment', 'attempt'], name='transfer_back_of_attempt'),
        ),
        migrations.AddConstraint(
            model_name='transferback',
            constraint=models.UniqueConstraint(fields=('account', 'key'), name='transfer_back_once'),
        ),
        migrations.AddConstraint(
            model_name='transferback',
            constraint=models.CheckConstraint(condition=models.Q(('amount_minor__gt', 0)), name='transfer_back_amount_positive'),
        ),
        migrations.AddIndex(
            model_name='receivedtransfer',
            index=models.Index(fields=['account', 'received_at'], name='received_transfer_when'),
        ),
        migrations.AddConstraint(
            model_name='receivedtransfer',
            constraint=models.CheckConstraint(condition=models.Q(('amount_minor__gt', 0)), name='received_transfer_amount_positive'),
        ),
        migrations.AddConstraint(
            model_name='receivedtransfer',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('object_id__isnull', True), ('order__isnull', True)), models.Q(('object_id__isnull', False), ('order__isnull', False)), _connector='OR'), name='received_transfer_named_with_its_order'),
        ),
        migrations.AddIndex(
            model_name='expectedtransfer',
            index=models.Index(fields=['payment', 'attempt'], name='expected_transfer_of_attempt'),
        ),
        migrations.AddIndex(
            model_name='expectedtransfer',
            index=models.Index(condition=models.Q(('pledge', ''), _negated=True), fields=['pledge'], name='expected_transfer_of_pledge'),
        ),
        migrations.AddIndex(
            model_name='expectedtransfer',
            index=models.Index(fields=['account', 'created_at'], name='expected_transfer_when'),
        ),
        migrations.AddIndex(
            model_name='expectedtransfer',
            index=models.Index(condition=models.Q(('state', 'open')), fields=['account', 'due_on'], name='expected_transfer_open'),
        ),
        migrations.AddConstraint(
            model_name='expectedtransfer',
            constraint=models.UniqueConstraint(fields=('account', 'key'), name='expected_transfer_once'),
        ),
        migrations.AddConstraint(
            model_name='expectedtransfer',
            constraint=models.CheckConstraint(condition=models.Q(('amount_minor__gt', 0), models.Q(('amount_minor__isnull', True), ('kind', 'setup')), _connector='OR'), name='expected_transfer_has_an_amount'),
        ),
    ]
