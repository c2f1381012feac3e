"""Follows what takes its time: a hosted page that is open, complete or over, and money that is on its way."""

from datetime import timedelta

from smallfavor.core.paper import current_paper
from smallfavor.payments.actions.change_state import change_payment, note
from smallfavor.payments.actions.plan_try import try_new_card
from smallfavor.payments.actions.settling import Evidence, close_attempt
from smallfavor.payments.mails import send_dunning_later, send_instructions_later
from smallfavor.payments.models import AttemptOperation, AttemptState, PaymentState
from smallfavor.payments.models.attempt import OPEN
from smallfavor.payments.providers.base import CheckoutSession, Processing
from smallfavor.payments.rules.backoff import wait_after
from smallfavor.payments.rules.retries import morning_of
from smallfavor.payments.rules.states import HAD_MONEY

APPROVED_LOOK = timedelta(minutes=2)  # who agreed is waiting for us: asked again soon when completing was lost
LATE = "late"
FIRST_LOOK = timedelta(minutes=1)  # the webhook and the reader's return come sooner, as a rule


def follow_session(evidence: Evidence, record: CheckoutSession) -> None:
    """An open page waits for its reader, an approved one for us; one that is over ends the attempt. A complete one: its
    charge tells."""
    attempt = evidence.attempt
    if attempt.state not in OPEN:
        return
    attempt.session_id, attempt.session_url = record.object_id, record.url
    attempt.save(update_fields=["session_id", "session_url"])
    if record.state in {"open", "approved"}:
        _await_payer(evidence, record)
    elif record.state == "expired":
        _end(evidence)


def follow_processing(evidence: Evidence, record: Processing) -> None:
    """The bank takes its time. Looked up at growing intervals, not before the day on which it is to take the money.

    Never given up, never replaced.
    """
    attempt, payment = evidence.attempt, evidence.payment
    if attempt.state not in OPEN:
        return
    attempt.state = AttemptState.PROCESSING
    attempt.lease_until = None
    attempt.send_after = evidence.now + max(wait_after(attempt.look_ups), FIRST_LOOK)
    if record.expected_on is not None:
        # Whoever is told earlier that it failed says so by itself.
        attempt.send_after = max(attempt.send_after, morning_of(record.expected_on, current_paper().zone))
    attempt.save(update_fields=["state", "lease_until", "send_after"])
    if attempt.operation == AttemptOperation.REFUND:
        return  # ordered, and a person carries it out; the payment stays what it is until it has gone
    if record.late and attempt.operation == AttemptOperation.CHARGE:
        _say_late(evidence)
    if payment.expected_on != record.expected_on:
        payment.expected_on = record.expected_on
        payment.save(update_fields=["expected_on"])
    if payment.state not in HAD_MONEY:
        change_payment(payment, PaymentState.PROCESSING, actor=evidence.actor, now=evidence.now)


def _say_late(evidence: Evidence) -> None:
    """Once: the record says so in every look."""
    payment = evidence.payment
    if payment.state not in HAD_MONEY and not payment.changes.filter(state=LATE).exists():
        note(payment=payment, pledge=None, state=LATE, actor=evidence.actor, now=evidence.now, reason="not seen yet")
        send_dunning_later(payment, "unseen")


def _await_payer(evidence: Evidence, record: CheckoutSession) -> None:
    attempt, payment = evidence.attempt, evidence.payment
    attempt.state = AttemptState.AWAITING_PAYER
    attempt.lease_until = None
    wait = max(wait_after(attempt.look_ups), FIRST_LOOK)
    if record.state == "approved":
        wait = min(wait, APPROVED_LOOK)
    attempt.send_after = min(evidence.now + wait, max(record.expires_at, evidence.now) + FIRST_LOOK)
    attempt.save(update_fields=["state", "lease_until", "send_after"])
    if payment.state == PaymentState.PLANNED:
        payment.expires_at = record.expires_at
        change_payment(payment, PaymentState.AWAITING_PAYER, actor=evidence.actor, now=evidence.now)
        if record.instructions:
            send_instructions_later(payment)


def _end(evidence: Evidence) -> None:
    attempt, payment = evidence.attempt, evidence.payment
    close_attempt(attempt, AttemptState.EXPIRED)
    if payment.state in HAD_MONEY:
        return
    # A decline on the page is what the reader knows of; only a page that was left alone is `expired`. A renewal had
    # failed before its reader came, and stays so.
    state = PaymentState.FAILED if attempt.decline_code or payment.period else PaymentState.EXPIRED
    change_payment(payment, state, actor=evidence.actor, now=evidence.now, reason="the page is over")
    try_new_card(payment, actor=evidence.actor, now=evidence.now)
