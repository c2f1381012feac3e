"""What must always be true of the money's rows. Each check returns sentences; none means that it holds.

Not here: comparing with the providers' own records (actions/reconcile.py).
"""

from datetime import datetime, timedelta

from django.db import connection
from django.db.models import F

from smallfavor.ledger.queries import closed_faults, trial_balance
from smallfavor.payments import providers
from smallfavor.payments.models import Attempt, AttemptState, InboxEvent, Pledge, PledgeState, ProviderAccount
from smallfavor.payments.providers.base import Operation
from smallfavor.payments.queries.clock import database_now
from smallfavor.payments.queries.payouts import payout_faults
from smallfavor.payments.queries.pledges import schedule_of
from smallfavor.payments.queries.shortened import shortened

REFUND_SLACK = timedelta(hours=1)
INBOX_SLACK = timedelta(days=1)
LOOK_SLACK = timedelta(hours=2)  # the sweep looks at least hourly, so that past the horizon one look is sure


def all_faults(*, now: datetime) -> list[str]:
    """Every broken rule, in words."""
    return [
        *_books(),
        *closed_faults(),
        *_rows("payment {} has more than one success that was not given back", _TWO_SUCCESSES, now - REFUND_SLACK),
        *_rows("{} is booked with another amount than the provider's object has", _AMOUNT_DIFFERS),
        *_rows("entry {} has no object of a provider", _ENTRY_WITHOUT_OBJECT),
        *_rows("more went back of charge {} than had come", _REFUNDED_TOO_MUCH),
        *_rows("pledge {} lacks a payment for one of its periods", _PERIOD_MISSING),
        *_rows("payment {} is planned, but nothing is under way for it", _PLANNED_IDLE),
        *unproven(),
        *_undecided(),
        *_schedules(),
        *for_a_person(),
        *_inbox(now),
        *payout_faults(),
    ]


def unproven() -> list[str]:
    """Attempts that count as answered although no provider recorded an answer: a time-out booked as a decline."""
    return _rows("{} has an outcome that no provider recorded", _UNPROVEN)


def _books() -> list[str]:
    return [
        f"the books in {currency} do not balance: {debit} debit, {credit} credit (minor units)"
        for currency, (debit, credit) in trial_balance().totals.items()
        if debit != credit
    ]


_TWO_SUCCESSES = """
SELECT payment.uuid FROM payments_payment AS payment
JOIN payments_providerobject AS charge ON charge.payment_id = payment.id AND charge.kind = 'success'
WHERE charge.seen_at < %s AND charge.amount_minor > (
    SELECT coalesce(sum(amount_minor), 0) FROM payments_providerobject WHERE charge_id = charge.id
    AND (kind IN ('refund', 'return') OR (kind = 'dispute' AND dispute_state <> 'won')))
GROUP BY payment.uuid HAVING count(*) > 1
"""
_AMOUNT_DIFFERS = """
SELECT entry.provider_object FROM payments_providerobject AS object
JOIN ledger_entry AS entry ON entry.id = object.entry_id
JOIN ledger_transfer AS transfer ON transfer.entry_id = entry.id
GROUP BY entry.id, object.id
HAVING sum(transfer.amount_minor) <> object.amount_minor OR min(transfer.currency) <> object.currency
"""
_ENTRY_WITHOUT_OBJECT = """
SELECT entry.kind || ' ' || entry.provider_object FROM ledger_entry AS entry
WHERE entry.kind IN ('capture', 'refund', 'dispute', 'returned')
  AND NOT EXISTS (SELECT 1 FROM payments_providerobject WHERE entry_id = entry.id)
"""
_REFUNDED_TOO_MUCH = """
SELECT charge.object_id FROM payments_providerobject AS charge
JOIN payments_providerobject AS refund ON refund.charge_id = charge.id
    AND (refund.kind IN ('refund', 'return') OR (refund.kind = 'dispute' AND refund.dispute_state <> 'won'))
GROUP BY charge.id HAVING sum(refund.amount_minor) > charge.amount_minor
"""
_PERIOD_MISSING = """
SELECT pledge.uuid FROM payments_pledge AS pledge
WHERE pledge.started_at IS NOT NULL AND pledge.n <> (
    SELECT count(*) FROM payments_payment WHERE pledge_id = pledge.id AND period < pledge.n)
"""
_UNPROVEN = """
SELECT 'attempt ' || attempt.n || ' of payment ' || payment.uuid FROM payments_attempt AS attempt
JOIN payments_payment AS payment ON payment.id = attempt.payment_id
WHERE attempt.state IN ('declined', 'succeeded') AND NOT EXISTS (
    SELECT 1 FROM payments_providerobject WHERE attempt_id = attempt.id
    AND kind = CASE attempt.state WHEN 'declined' THEN 'decline'
        ELSE CASE attempt.operation WHEN 'refund' THEN 'refund' ELSE 'success' END END)
"""
_PLANNED_IDLE = """
SELECT payment.uuid FROM payments_payment AS payment
WHERE payment.state IN ('planned', 'awaiting_payer', 'processing') AND NOT EXISTS (
    SELECT 1 FROM payments_attempt WHERE payment_id = payment.id
    AND state IN ('planned', 'sending', 'unknown', 'awaiting_payer', 'processing'))
"""


def _rows(sentence: str, sql: str, *parameters: datetime) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        found = [row[0] for row in cursor.fetchall()]
    return shortened([sentence.format(name) for name in found])


def _undecided() -> list[str]:
    clock = database_now()
    hanging = Attempt.objects.filter(state__in=[AttemptState.SENDING, AttemptState.UNKNOWN], doubt="")
    found = []
    for attempt in hanging.exclude(first_sent_at=None).select_related("provider_account", "payment").iterator():
        horizon = providers.get(attempt.provider_account).horizon(Operation(attempt.operation))
        if attempt.first_sent_at is not None and clock - attempt.first_sent_at > horizon + LOOK_SLACK:
            found.append(f"attempt {attempt.n} of payment {attempt.payment.uuid} is undecided past its horizon")
    return shortened(found)


def _schedules() -> list[str]:
    active = Pledge.objects.filter(state=PledgeState.ACTIVE)
    return shortened(
        [
            f"pledge {pledge.uuid} is next due on {pledge.next_due}, and its calendar says otherwise"
            for pledge in active.iterator()
            if schedule_of(pledge).due(pledge.n) != pledge.next_due
        ]
    )


def for_a_person() -> list[str]:
    """What waits for a decision: stopped accounts, doubts."""
    stopped = ProviderAccount.objects.exclude(stopped_reason="").values_list("code", "stopped_reason")
    pledges = Pledge.objects.exclude(doubt="").values_list("uuid", "doubt")
    attempts = Attempt.objects.exclude(doubt="").values_list("payment__uuid", F("n"), "doubt")
    return [
        *(f"account {code} is stopped: {reason}" for code, reason in stopped),
        *shortened([f"pledge {uuid} waits for a person: {doubt}" for uuid, doubt in pledges]),
        *shortened([f"attempt {n} of payment {uuid} waits for a person: {doubt}" for uuid, n, doubt in attempts]),
    ]


def _inbox(now: datetime) -> list[str]:
    old = InboxEvent.objects.filter(settled_at=None, received_at__lt=now - INBOX_SLACK)
    return shortened([f"event {event_id} can't be settled" for event_id in old.values_list("event_id", flat=True)])
