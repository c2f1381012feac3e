"""Payouts with their parts, other people's payments, late returns, and why a pledge is paused."""

import django.db.models.deletion
import django.db.models.expressions
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('ledger', '0002_append_only'),
        ('payments', '0004_card_of_a_charge_and_its_dunning'),
        ('supporters', '0002_keyring'),
    ]

    operations = [
        migrations.CreateModel(
            name='ForeignObject',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('object_id', models.CharField(max_length=200)),
                ('kind', models.CharField(max_length=20)),
                ('charge_id', models.CharField(blank=True, help_text='What it undid', max_length=200)),
                ('amount_minor', models.BigIntegerField()),
                ('fee_minor', models.BigIntegerField(default=0)),
                ('currency', models.CharField(max_length=3)),
                ('created_at', models.DateTimeField(help_text="By the provider's clock")),
                ('seen_at', models.DateTimeField()),
                ('booked_by', models.CharField(blank=True, help_text='desk:<user id>, or who heard what followed', max_length=80)),
                ('booked_at', models.DateTimeField(null=True)),
            ],
            options={
                'verbose_name': 'other payment',
                'permissions': [('book_other_income', 'Can book other payments as other income')],
            },
        ),
        migrations.CreateModel(
            name='Payout',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('object_id', models.CharField(max_length=200)),
                ('amount_minor', models.BigIntegerField()),
                ('currency', models.CharField(max_length=3)),
                ('bank_minor', models.BigIntegerField(help_text='What arrives at the bank, in its currency')),
                ('bank_currency', models.CharField(max_length=3)),
                ('state', models.CharField(choices=[('on_its_way', 'On Its Way'), ('paid', 'Paid'), ('failed', 'Failed')], max_length=10)),
                ('arrives_on', models.DateField()),
                ('created_at', models.DateTimeField(help_text="By the provider's clock")),
                ('seen_at', models.DateTimeField()),
                ('doubt', models.CharField(blank=True, help_text='Not empty: why it is not booked', max_length=200)),
            ],
        ),
        migrations.CreateModel(
            name='PayoutPart',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('part_id', models.CharField(max_length=200)),
                ('kind', models.CharField(max_length=20)),
                ('object_id', models.CharField(blank=True, max_length=200)),
                ('charge_id', models.CharField(blank=True, max_length=200)),
                ('gross_minor', models.BigIntegerField()),
                ('fee_minor', models.BigIntegerField()),
                ('net_minor', models.BigIntegerField()),
                ('created_at', models.DateTimeField()),
                ('as_foreign', models.BooleanField(default=False)),
                ('why', models.CharField(blank=True, help_text='Not empty: what is wrong with it', max_length=200)),
            ],
        ),
        migrations.AlterModelOptions(
            name='payment',
            options={'permissions': [('refund_payment', 'Can give payments back')]},
        ),
        migrations.RemoveConstraint(
            model_name='payment',
            name='payment_paid_means_booked',
        ),
        migrations.AddField(
            model_name='pledge',
            name='pause_reason',
            field=models.CharField(blank=True, choices=[('dispute', 'Dispute'), ('dispute_in_pause', 'Dispute In Pause')], max_length=20),
        ),
        migrations.AddField(
            model_name='providerobject',
            name='due_by',
            field=models.DateTimeField(help_text='Of a dispute: until then the service takes evidence', null=True),
        ),
        migrations.AddField(
            model_name='providerobject',
            name='fee_minor',
            field=models.BigIntegerField(help_text="Of a dispute or a return: the service's own", null=True),
        ),
        migrations.AlterField(
            model_name='payment',
            name='state',
            field=models.CharField(choices=[('planned', 'Planned'), ('awaiting_payer', 'Awaiting Payer'), ('processing', 'Processing'), ('paid', 'Paid'), ('failed', 'Failed'), ('expired', 'Expired'), ('waived', 'Waived'), ('refunded', 'Refunded'), ('disputed', 'Disputed'), ('returned', 'Returned')], default='planned', max_length=20),
        ),
        migrations.AlterField(
            model_name='providerobject',
            name='kind',
            field=models.CharField(choices=[('success', 'Success'), ('decline', 'Decline'), ('refund', 'Refund'), ('dispute', 'Dispute'), ('return', 'Return')], max_length=20),
        ),
        migrations.AddConstraint(
            model_name='payment',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('paid_entry__isnull', False), ('state__in', ['paid', 'refunded', 'disputed', 'returned'])), models.Q(models.Q(('state__in', ['paid', 'refunded', 'disputed', 'returned']), _negated=True), ('paid_entry__isnull', True)), _connector='OR'), name='payment_paid_means_booked'),
        ),
        migrations.AddField(
            model_name='foreignobject',
            name='entry',
            field=models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ledger.entry'),
        ),
        migrations.AddField(
            model_name='foreignobject',
            name='provider_account',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='payments.provideraccount'),
        ),
        migrations.AddField(
            model_name='payout',
            name='entry',
            field=models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ledger.entry'),
        ),
        migrations.AddField(
            model_name='payout',
            name='provider_account',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='payments.provideraccount'),
        ),
        migrations.AddField(
            model_name='payout',
            name='reversal',
            field=models.OneToOneField(help_text='The bank sent it back', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ledger.entry'),
        ),
        migrations.AddField(
            model_name='payoutpart',
            name='foreign',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='parts', to='payments.foreignobject'),
        ),
        migrations.AddField(
            model_name='payoutpart',
            name='payout',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='parts', to='payments.payout'),
        ),
        migrations.AddField(
            model_name='payoutpart',
            name='provider_object',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='parts', to='payments.providerobject'),
        ),
        migrations.AddIndex(
            model_name='foreignobject',
            index=models.Index(fields=['-created_at'], name='foreign_object_newest'),
        ),
        migrations.AddIndex(
            model_name='foreignobject',
            index=models.Index(fields=['provider_account', 'charge_id'], name='foreign_object_undone'),
        ),
        migrations.AddConstraint(
            model_name='foreignobject',
            constraint=models.UniqueConstraint(fields=('provider_account', 'object_id', 'kind'), name='foreign_object_once'),
        ),
        migrations.AddConstraint(
            model_name='foreignobject',
            constraint=models.CheckConstraint(condition=models.Q(('amount_minor', 0), _negated=True), name='foreign_object_moves_money'),
        ),
        migrations.AddConstraint(
            model_name='foreignobject',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('booked_at__isnull', True), ('booked_by', ''), ('entry__isnull', True)), models.Q(('booked_at__isnull', False), ('entry__isnull', False), models.Q(('booked_by', ''), _negated=True)), _connector='OR'), name='foreign_object_booked_by_somebody'),
        ),
        migrations.AddIndex(
            model_name='payout',
            index=models.Index(fields=['-created_at'], name='payout_newest'),
        ),
        migrations.AddConstraint(
            model_name='payout',
            constraint=models.UniqueConstraint(fields=('provider_account', 'object_id'), name='payout_once'),
        ),
        migrations.AddConstraint(
            model_name='payout',
            constraint=models.CheckConstraint(condition=models.Q(('amount_minor__gt', 0), ('bank_minor__gt', 0)), name='payout_amount_positive'),
        ),
        migrations.AddConstraint(
            model_name='payout',
            constraint=models.CheckConstraint(condition=models.Q(('entry__isnull', False), models.Q(('doubt', ''), _negated=True), _connector='OR'), name='payout_booked_or_in_doubt'),
        ),
        migrations.AddIndex(
            model_name='payoutpart',
            index=models.Index(fields=['object_id'], name='payout_part_object'),
        ),
        migrations.AddConstraint(
            model_name='payoutpart',
            constraint=models.UniqueConstraint(fields=('payout', 'part_id'), name='payout_part_once'),
        ),
        migrations.AddConstraint(
            model_name='payoutpart',
            constraint=models.CheckConstraint(condition=models.Q(('net_minor', django.db.models.expressions.CombinedExpression(models.F('gross_minor'), '-', models.F('fee_minor')))), name='payout_part_net_is_gross_less_fee'),
        ),
        migrations.AddConstraint(
            model_name='payoutpart',
            constraint=models.CheckConstraint(condition=models.Q(('provider_object__isnull', True), ('foreign__isnull', True), _connector='OR'), name='payout_part_is_ours_or_foreign'),
        ),
    ]
