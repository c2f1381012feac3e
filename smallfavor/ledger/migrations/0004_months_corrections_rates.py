"""Posting days, closed months, corrections with two people, dated rates; and what the database refuses of them.

A booking holds a shared lock until it commits, and closing a month takes it for itself: it waits for the bookings that
run and those that come wait for it. Each looks after it has the lock (every statement sees what is committed by then, in
PostgreSQL's default isolation), so no entry can land in a month that is closed.
"""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

BOOKS_LOCK = 7_130_000_001  # ledger/actions/close_month.py takes the same number

POSTING = f"""
CREATE FUNCTION ledger_hold_books_open() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_advisory_xact_lock_shared({BOOKS_LOCK});
    RETURN NULL;
END $$;
CREATE TRIGGER ledger_entry_hold_open BEFORE INSERT ON ledger_entry
    FOR EACH STATEMENT EXECUTE FUNCTION ledger_hold_books_open();
CREATE TRIGGER ledger_transfer_hold_open BEFORE INSERT ON ledger_transfer
    FOR EACH STATEMENT EXECUTE FUNCTION ledger_hold_books_open();

CREATE FUNCTION ledger_post_into_open_month() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    closed date := (SELECT max(month) FROM ledger_closedmonth);
BEGIN
    IF NEW.posted_on < closed + interval '1 month' THEN
        NEW.posted_on := (closed + interval '1 month')::date;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER ledger_entry_open_month BEFORE INSERT ON ledger_entry
    FOR EACH ROW EXECUTE FUNCTION ledger_post_into_open_month();

CREATE FUNCTION ledger_refuse_closed_transfer() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    closed date := (SELECT max(month) FROM ledger_closedmonth);
BEGIN
    IF closed IS NOT NULL AND EXISTS (
        SELECT 1 FROM fresh JOIN ledger_entry ON ledger_entry.id = fresh.entry_id
        WHERE ledger_entry.posted_on < closed + interval '1 month'
    ) THEN
        RAISE EXCEPTION 'a transfer of an entry in a closed month is refused' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER ledger_transfer_open_month AFTER INSERT ON ledger_transfer
    REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuse_closed_transfer();

CREATE TRIGGER ledger_closedmonth_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger_closedmonth
    FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuse_change();
CREATE FUNCTION ledger_close_in_order() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.month <> (SELECT coalesce(max(month) + interval '1 month', NEW.month) FROM ledger_closedmonth) THEN
        RAISE EXCEPTION 'months are closed in order' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER ledger_closedmonth_in_order BEFORE INSERT ON ledger_closedmonth
    FOR EACH ROW EXECUTE FUNCTION ledger_close_in_order();
"""
POSTING_REVERSE = """
DROP TRIGGER ledger_closedmonth_in_order ON ledger_closedmonth;
DROP FUNCTION ledger_close_in_order();
DROP TRIGGER ledger_closedmonth_append_only ON ledger_closedmonth;
DROP TRIGGER ledger_transfer_open_month ON ledger_transfer;
DROP FUNCTION ledger_refuse_closed_transfer();
DROP TRIGGER ledger_entry_open_month ON ledger_entry;
DROP FUNCTION ledger_post_into_open_month();
DROP TRIGGER ledger_transfer_hold_open ON ledger_transfer;
DROP TRIGGER ledger_entry_hold_open ON ledger_entry;
DROP FUNCTION ledger_hold_books_open();
"""

CORRECTIONS = """
CREATE FUNCTION ledger_decide_once() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.state <> 'proposed'
        OR (OLD.uuid, OLD.dated, OLD.reason, OLD.about_id, OLD.proposed_by_id, OLD.proposed_at)
            IS DISTINCT FROM (NEW.uuid, NEW.dated, NEW.reason, NEW.about_id, NEW.proposed_by_id, NEW.proposed_at)
    THEN
        RAISE EXCEPTION 'a correction is decided once, and as it was proposed' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER ledger_correction_decide_once BEFORE UPDATE ON ledger_correction
    FOR EACH ROW EXECUTE FUNCTION ledger_decide_once();
CREATE TRIGGER ledger_correction_kept BEFORE DELETE OR TRUNCATE ON ledger_correction
    FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuse_change();
CREATE TRIGGER ledger_correctionline_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger_correctionline
    FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuse_change();
"""
CORRECTIONS_REVERSE = """
DROP TRIGGER ledger_correctionline_append_only ON ledger_correctionline;
DROP TRIGGER ledger_correction_kept ON ledger_correction;
DROP TRIGGER ledger_correction_decide_once ON ledger_correction;
DROP FUNCTION ledger_decide_once();
"""


def post_what_stands(apps, schema_editor):
    """Entries that were booked before: on the paper's own day."""
    with schema_editor.connection.cursor() as cursor:
        cursor.execute("ALTER TABLE ledger_entry DISABLE TRIGGER ledger_entry_append_only")
        cursor.execute(
            "UPDATE ledger_entry SET posted_on = (happened_at AT TIME ZONE %s)::date", [settings.PAPER_TIME_ZONE]
        )
        cursor.execute("ALTER TABLE ledger_entry ENABLE TRIGGER ledger_entry_append_only")


class Migration(migrations.Migration):
    dependencies = [("ledger", "0003_more_kinds_of_entries"), migrations.swappable_dependency(settings.AUTH_USER_MODEL)]

    operations = [
        migrations.CreateModel(
            name='ClosedMonth',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('month', models.DateField(help_text='Its first day', unique=True)),
                ('figures', models.JSONField()),
                ('entries', models.PositiveBigIntegerField(help_text='Entries that are posted in this month')),
                ('digest', models.CharField(max_length=64)),
                ('note', models.CharField(blank=True, help_text='What could not be done: a rate that was missing', max_length=300)),
                ('closed_at', models.DateTimeField()),
            ],
            options={
                'permissions': [('close_month', 'Can close a month of the books')],
                'default_permissions': ('view',),
            },
        ),
        migrations.CreateModel(
            name='Correction',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('state', models.CharField(choices=[('proposed', 'Proposed'), ('booked', 'Booked'), ('refused', 'Refused'), ('withdrawn', 'Withdrawn')], default='proposed', max_length=10)),
                ('dated', models.DateField(help_text='The day it is to be posted on; moved on where that month is closed by then')),
                ('reason', models.CharField(max_length=500)),
                ('proposed_at', models.DateTimeField()),
                ('decided_at', models.DateTimeField(null=True)),
                ('decision_note', models.CharField(blank=True, max_length=500)),
            ],
            options={
                'permissions': [('propose_correction', 'Can propose a correction of the books'), ('approve_correction', "Can approve or refuse somebody else's correction")],
                'default_permissions': ('view',),
            },
        ),
        migrations.CreateModel(
            name='CorrectionLine',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('debit', models.CharField(max_length=80)),
                ('credit', models.CharField(max_length=80)),
                ('currency', models.CharField(max_length=3)),
                ('amount_minor', models.BigIntegerField()),
            ],
            options={
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='Rate',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('day', models.DateField()),
                ('currency', models.CharField(max_length=3)),
                ('base', models.CharField(max_length=3)),
                ('worth', models.DecimalField(decimal_places=15, max_digits=30)),
                ('source', models.CharField(help_text="The file's name, or who typed it", max_length=80)),
                ('noted_at', models.DateTimeField()),
            ],
            options={
                'default_permissions': ('add', 'view'),
            },
        ),
        migrations.AddField(
            model_name='entry',
            name='posted_on',
            field=models.DateField(null=True),
        ),
        migrations.RunPython(post_what_stands, migrations.RunPython.noop),
        migrations.AlterField(
            model_name='entry',
            name='posted_on',
            field=models.DateField(help_text='The day on which it stands in the books'),
        ),
        migrations.AddIndex(
            model_name='entry',
            index=models.Index(fields=['posted_on', 'id'], name='entry_posted'),
        ),
        migrations.AddField(
            model_name='closedmonth',
            name='closed_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='correction',
            name='about',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='corrections', to='ledger.entry'),
        ),
        migrations.AddField(
            model_name='correction',
            name='decided_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='correction',
            name='entry',
            field=models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ledger.entry'),
        ),
        migrations.AddField(
            model_name='correction',
            name='proposed_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='correctionline',
            name='correction',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='lines', to='ledger.correction'),
        ),
        migrations.AddConstraint(
            model_name='rate',
            constraint=models.UniqueConstraint(fields=('base', 'currency', 'day'), name='rate_once_a_day'),
        ),
        migrations.AddConstraint(
            model_name='rate',
            constraint=models.CheckConstraint(condition=models.Q(('worth__gt', 0)), name='rate_positive'),
        ),
        migrations.AddConstraint(
            model_name='rate',
            constraint=models.CheckConstraint(condition=models.Q(('base', models.F('currency')), _negated=True), name='rate_of_another_currency'),
        ),
        migrations.AddConstraint(
            model_name='closedmonth',
            constraint=models.CheckConstraint(condition=models.Q(('month__day', 1)), name='closed_month_is_a_first'),
        ),
        migrations.AddConstraint(
            model_name='correction',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['booked', 'refused']), _negated=True), models.Q(('decided_by', models.F('proposed_by')), _negated=True), _connector='OR'), name='correction_needs_two_people'),
        ),
        migrations.AddConstraint(
            model_name='correction',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('decided_at__isnull', True), ('decided_by__isnull', True), ('state', 'proposed')), models.Q(models.Q(('state', 'proposed'), _negated=True), ('decided_at__isnull', False), ('decided_by__isnull', False)), _connector='OR'), name='correction_decided_by_somebody'),
        ),
        migrations.AddConstraint(
            model_name='correction',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('entry__isnull', False), ('state', 'booked')), models.Q(models.Q(('state', 'booked'), _negated=True), ('entry__isnull', True)), _connector='OR'), name='correction_booked_has_its_entry'),
        ),
        migrations.AddConstraint(
            model_name='correctionline',
            constraint=models.CheckConstraint(condition=models.Q(('amount_minor__gt', 0)), name='correction_line_positive'),
        ),
        migrations.AddConstraint(
            model_name='correctionline',
            constraint=models.CheckConstraint(condition=models.Q(('debit', models.F('credit')), _negated=True), name='correction_line_between_two_accounts'),
        ),
        migrations.RunSQL(POSTING, POSTING_REVERSE),
        migrations.RunSQL(CORRECTIONS, CORRECTIONS_REVERSE),
    ]
