"""Settles what a provider says: the one door for answers, webhooks, the sweep and the reconciliation.

Not here: what each kind of record does (book_success, note_decline, follow_session, book_return); asking the provider.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from operator import itemgetter
from uuid import UUID

from django.db import transaction

from smallfavor.payments.actions.book_dispute import book_dispute
from smallfavor.payments.actions.book_return import ChargeUnknown, book_refund
from smallfavor.payments.actions.book_returned import book_returned
from smallfavor.payments.actions.book_success import book_success
from smallfavor.payments.actions.follow_instrument import follow_instrument
from smallfavor.payments.actions.follow_session import follow_processing, follow_session
from smallfavor.payments.actions.lock import lock_payment
from smallfavor.payments.actions.note_decline import note_decline
from smallfavor.payments.actions.settle_setup import settle_setup
from smallfavor.payments.actions.settling import Evidence
from smallfavor.payments.models import Attempt, AttemptState, ProviderAccount, ProviderObject
from smallfavor.payments.providers.base import (
    CheckoutSession,
    Declined,
    Disputed,
    InstrumentUpdated,
    Processing,
    ProviderRecord,
    Reason,
    Refunded,
    Returned,
    Succeeded,
    Unknown,
)
from smallfavor.payments.queries.installation import installation
from smallfavor.payments.rules.backoff import wait_after

# A page is over because its card was declined: the decline is heard first. Money is heard after both, so that it has
# the last word; what undoes money comes after it.
_ORDER = (Processing, Declined, CheckoutSession, Succeeded, Refunded, Disputed, Returned)

_Placed = tuple[ProviderRecord, int]  # a record and the number of the attempt that it is about


@dataclass(frozen=True)
class Settled:
    """`placed`: how many records found their attempt. `unplaced`: ours by their metadata, yet unknown to our rows."""

    placed: int
    unplaced: tuple[ProviderRecord, ...]


def settle(account: ProviderAccount, records: Iterable[ProviderRecord], *, actor: str, now: datetime) -> Settled:
    """Bring our rows in line with what the provider has. Repeating it changes nothing.

    Each payment is locked and settled in a transaction of its own. Records of other installations and of other people
    on the same account are passed over. `actor` (worker, webhook, sweep, reconcile, reader) goes into the history.
    """
    groups: dict[str, list[_Placed]] = defaultdict(list)
    placed, unplaced = 0, list[ProviderRecord]()
    for record in records:
        place = _place(account, record)
        if place is not None:
            groups[place[0]].append((record, place[1]))
        elif isinstance(record, InstrumentUpdated):
            placed += follow_instrument(account, record)
        elif isinstance(record, CheckoutSession) and _is_setup(record):
            known = settle_setup(account, record, actor=actor, now=now)
            placed, unplaced = placed + known, unplaced + ([] if known else [record])
    for payment_uuid, group in sorted(groups.items(), key=itemgetter(0)):
        missing = _settle_payment(account, payment_uuid, group, actor=actor, now=now)
        placed += len(group) - len(missing)
        unplaced += missing
    return Settled(placed, tuple(unplaced))


def settle_answer(attempt: Attempt, answer: ProviderRecord | Unknown, *, now: datetime) -> None:
    """Settle the answer to a call that this process made with a claimed attempt.

    An answer that is about another attempt is no answer: the attempt becomes unknown and only looked up from then on.
    """
    if isinstance(answer, Unknown):
        mark_unknown(attempt, answer, now=now)
    elif not is_about(attempt, answer):
        mark_unknown(attempt, Unknown(Reason.KEY_MISMATCH, "the answer is about something else"), now=now)
    else:
        settle(attempt.provider_account, [answer], actor="worker", now=now)


def mark_unknown(attempt: Attempt, why: Unknown, *, now: datetime) -> None:
    """No answer: say so, unless somebody else has learnt more meanwhile. Opens the account's breaker on 401 and 403."""
    wait = wait_after(attempt.look_ups)
    with transaction.atomic():
        Attempt.objects.filter(pk=attempt.pk, state=AttemptState.SENDING, lease_until=attempt.lease_until).update(
            state=AttemptState.UNKNOWN,
            lease_until=None,
            unknown_reason=str(why.reason),
            look_up_only=attempt.look_up_only or why.look_up_only,
            send_after=now + wait,
        )
        heed_refusal(attempt.provider_account, why)


def heed_refusal(account: ProviderAccount, why: Unknown) -> None:
    """Open the account's breaker when the provider refused our key (401, 403)."""
    if why.opens_breaker:
        stop_account(account, f"{account} refuses our key")


def stop_account(account: ProviderAccount, reason: str) -> None:
    """Open the breaker: nothing is sent on this account until a person lifts it. The first reason stands."""
    ProviderAccount.objects.filter(pk=account.pk, stopped_reason="").update(stopped_reason=reason)


def is_about(attempt: Attempt, answer: ProviderRecord) -> bool:
    """True when the answer is about this very attempt."""
    ours = answer.ours
    return (
        ours is not None
        and ours.installation == installation()
        and (ours.payment, ours.attempt) == (str(attempt.payment.uuid), attempt.n)
    )


def _place(account: ProviderAccount, record: ProviderRecord) -> tuple[str, int] | None:
    """The payment and attempt that a record of ours is about; None for other people's, and for setup pages."""
    ours = record.ours
    if ours is not None:
        return (ours.payment, ours.attempt) if ours.installation == installation() and ours.payment else None
    if isinstance(record, Refunded | Disputed | Returned):
        # Made at the provider, by a person or a bank: it is ours when the charge is.
        charge = ProviderObject.objects.filter(provider_account=account, object_id=record.charge_id)
        place = charge.values_list("payment__uuid", "attempt__n").first()
        return (str(place[0]), place[1] or 0) if place else None
    return None


def _is_setup(record: CheckoutSession) -> bool:
    ours = record.ours
    return ours is not None and ours.installation == installation() and not ours.payment and bool(ours.pledge)


@transaction.atomic
def _settle_payment(
    account: ProviderAccount, payment_uuid: str, records: Sequence[_Placed], *, actor: str, now: datetime
) -> list[ProviderRecord]:
    try:
        payment = lock_payment(UUID(payment_uuid))
    except ValueError:
        payment = None
    if payment is None:
        return [record for record, _ in records]
    attempts = {attempt.n: attempt for attempt in payment.attempts.select_for_update().order_by("n")}
    missing = []
    for record, n in sorted(records, key=lambda placed: (_ORDER.index(type(placed[0])), placed[0].created_at)):
        attempt = attempts.get(n)
        if attempt is None or attempt.provider_account_id != account.pk:
            missing.append(record)
            continue
        try:
            _apply(Evidence(payment, attempt, account, actor, now), record)
        except ChargeUnknown:
            missing.append(record)
    return missing


def _apply(evidence: Evidence, record: ProviderRecord) -> None:
    match record:
        case CheckoutSession():
            follow_session(evidence, record)
        case Processing():
            follow_processing(evidence, record)
        case Declined():
            note_decline(evidence, record)
        case Succeeded():
            book_success(evidence, record)
        case Refunded():
            book_refund(evidence, record)
        case Disputed():
            book_dispute(evidence, record)
        case Returned():
            book_returned(evidence, record)
