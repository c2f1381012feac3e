"""Books money that a provider took: the first success pays the payment, a later one is a duplicate and goes back."""

from smallfavor.core.money import Money
from smallfavor.ledger.actions.book import TransferLine, book_entry
from smallfavor.ledger.models import Entry, EntryKind
from smallfavor.payments import providers
from smallfavor.payments.actions.change_state import change_payment, note
from smallfavor.payments.actions.guard.note_outcome import note_paid
from smallfavor.payments.actions.plan_attempt import plan_refund
from smallfavor.payments.actions.save_instrument import save_instrument
from smallfavor.payments.actions.settling import Evidence, close_attempt, withdraw_unsent
from smallfavor.payments.actions.start_pledge import follow_payment
from smallfavor.payments.actions.undoing import keeps_success
from smallfavor.payments.mails import send_receipt_later
from smallfavor.payments.models import (
    AttemptOperation,
    AttemptState,
    Instrument,
    ObjectKind,
    PaymentState,
    ProviderObject,
)
from smallfavor.payments.providers.base import Succeeded
from smallfavor.payments.rules import bookings


def book_success(evidence: Evidence, record: Succeeded) -> None:
    """Book one success of the payment, once. It wins over every state that says there was no money."""
    known = evidence.known_object(record.object_id)
    if known is not None and known.kind == ObjectKind.SUCCESS:
        _book_fee(evidence, record)
        return
    payment = evidence.payment
    duplicate = keeps_success(payment)
    row = _insert(evidence, record, duplicate=duplicate)
    _book_fee(evidence, record)
    close_attempt(evidence.attempt, AttemptState.SUCCEEDED)
    if duplicate:
        note(
            payment=payment, pledge=None, state="duplicate", actor=evidence.actor, now=evidence.now,
            reason=f"{record.object_id} is one success too many; it goes back",
        )  # fmt: skip
        _give_back(evidence, row, record.amount)
        return
    _mark_paid(evidence, record, row.entry)
    withdraw_unsent(payment)
    note_paid(payment, evidence)
    if payment.pledge is not None:
        follow_payment(
            payment.pledge, payment, _saved_on_page(evidence, record), actor=evidence.actor, now=evidence.now
        )
    send_receipt_later(payment)


def _give_back(evidence: Evidence, row: ProviderObject, amount: Money) -> None:
    """Plan it, or have a person do it where the service gives nothing back by itself."""
    if providers.get(evidence.account).capabilities().refunds:
        plan_refund(evidence.payment, row, amount, now=evidence.now)
    else:
        evidence.attempt.doubt = f"{row.object_id} came twice; give it back at {evidence.account}"[:200]
        evidence.attempt.save(update_fields=["doubt"])


def _saved_on_page(evidence: Evidence, record: Succeeded) -> Instrument | None:
    """The instrument that the payer left on a page. A charge without the payer names the one it was taken from, which
    the pledge may have left meanwhile: for another card, or for another account."""
    if evidence.attempt.operation != AttemptOperation.CHECKOUT:
        return None
    return save_instrument(evidence.payment.supporter, evidence.account, record.instrument, now=evidence.now)


def _mark_paid(evidence: Evidence, record: Succeeded, entry: Entry | None) -> None:
    payment = evidence.payment
    reason = ""
    if record.amount != payment.amount:
        # An order that was changed while its old page was being paid: what counts is the money that came.
        reason = (
            f"{record.amount.minor} {record.amount.currency} came instead of {payment.amount_minor} {payment.currency}"
        )
        payment.amount_minor, payment.currency = record.amount.minor, record.amount.currency
    payment.paid_entry = entry
    payment.paid_at = record.created_at
    payment.method = record.method
    payment.decline_code = ""
    payment.retry_on = None
    change_payment(payment, PaymentState.PAID, actor=evidence.actor, now=evidence.now, reason=reason)


def _insert(evidence: Evidence, record: Succeeded, *, duplicate: bool) -> ProviderObject:
    """The object and its entry, in one place: no success without an entry, no entry without its object."""
    code, payment = evidence.account.code, evidence.payment
    debit, credit = bookings.duplicate_capture(code) if duplicate else bookings.capture(code, payment.interval)
    entry = _book(evidence, EntryKind.CAPTURE, record, TransferLine(debit, credit, record.amount))
    return ProviderObject.objects.create(
        provider_account=evidence.account,
        object_id=record.object_id,
        kind=ObjectKind.SUCCESS,
        payment=payment,
        attempt=evidence.attempt,
        entry=entry,
        duplicate=duplicate,
        amount_minor=record.amount.minor,
        currency=record.amount.currency,
        created_at=record.created_at,
        seen_at=evidence.now,
    )


def _book_fee(evidence: Evidence, record: Succeeded) -> None:
    """The provider's fee, whenever it becomes known. Booked once, like all else."""
    fee: Money | None = record.fee
    if fee is not None and fee.minor > 0:
        debit, credit = bookings.fee(evidence.account.code)
        _book(evidence, EntryKind.FEE, record, TransferLine(debit, credit, fee))


def _book(evidence: Evidence, kind: EntryKind, record: Succeeded, line: TransferLine) -> Entry:
    return book_entry(
        kind=kind,
        provider_object=evidence.booked_as(record.object_id),
        payment_uuid=evidence.payment.uuid,
        happened_at=record.created_at,
        booked_at=evidence.now,
        transfers=[line],
    )
