"""The rows of one object of ours at the provider, where they are missing: payment, attempt, setup page.

They are made as if sent and unanswered; settling the object (settle.py) does the rest. The bytes that were sent are
lost, so that such an attempt is only ever looked up, never sent again.
"""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from smallfavor.core.mail import note_gone_out
from smallfavor.core.money import Money
from smallfavor.payments.actions.change_state import change_payment, change_pledge_state, note
from smallfavor.payments.actions.lock import lock_payment
from smallfavor.payments.actions.rebuild.pledge_rows import ACTOR, REASON, first_pledge, renewal, supporter_of
from smallfavor.payments.actions.rebuild.report import RebuildReport, Unplaced
from smallfavor.payments.actions.save_instrument import save_instrument
from smallfavor.payments.models import (
    IN_FLIGHT,
    Attempt,
    AttemptOperation,
    AttemptState,
    Instrument,
    InstrumentSetup,
    Payment,
    PaymentState,
    Pledge,
    PledgeState,
    ProviderAccount,
    ProviderObject,
    SetupState,
)
from smallfavor.payments.providers.base import (
    CheckoutSession,
    Disputed,
    InstrumentUpdated,
    Ours,
    ProviderRecord,
    Refunded,
    Succeeded,
)
from smallfavor.payments.queries.installation import installation
from smallfavor.payments.rules.keys import idempotency_key
from smallfavor.payments.rules.rebuilding import Facts, read_facts
from smallfavor.payments.rules.states import HAD_MONEY


@transaction.atomic
def rebuild_rows(
    account: ProviderAccount, record: ProviderRecord, ours: Ours, report: RebuildReport, *, now: datetime
) -> None:
    """Make what this object shows to have been here. Known rows stay as they are. Raises Unplaced; nothing is made."""
    if not ours.payment:
        _rebuild_setup(account, record, ours, report, now=now)
        return
    facts = read_facts(ours.extra)
    payment = lock_payment(_uuid(ours.payment))
    if payment is None:
        payment = _rebuild_payment(account, record, ours, facts, report, now=now)
    attempt = payment.attempts.filter(n=ours.attempt).first()
    if attempt is None:
        if isinstance(record, CheckoutSession):
            _take_over_order(payment, account, record, ours, facts, report, now=now)
        _rebuild_attempt(account, payment, record, ours, facts, now=now)
        report.attempts += 1
    elif attempt.first_sent_at is None:
        # Planned when the backup was made, and sent after it.
        Attempt.objects.filter(pk=attempt.pk).update(first_sent_at=record.created_at)
    if isinstance(record, Succeeded):
        note_gone_out(f"receipt:{payment.uuid}", now=now)


def _rebuild_payment(
    account: ProviderAccount, record: ProviderRecord, ours: Ours, facts: Facts, report: RebuildReport, *, now: datetime
) -> Payment:
    uuid, amount = _uuid(ours.payment), _amount(record) or facts.amount
    if ours.pledge and facts.period:
        report.payments += 1
        return renewal(uuid, ours.pledge, facts, amount, made_at=record.created_at, now=now)
    if amount is None or not facts.interval or isinstance(record, Refunded | Disputed):
        raise Unplaced("it does not say enough of its payment")
    payment = Payment(uuid=uuid, created_at=record.created_at)
    _write_first(payment, account, record, ours, facts, report)
    payment.save(force_insert=True)
    note(payment=payment, pledge=None, state=payment.state, actor=ACTOR, reason=REASON, now=now)
    report.payments += 1
    return payment


def _write_first(
    payment: Payment, account: ProviderAccount, record: ProviderRecord, ours: Ours, facts: Facts, report: RebuildReport
) -> None:
    """A single gift, or the first payment of a pledge, as the form had it."""
    amount, made_at = facts.amount or _amount(record), record.created_at
    if amount is None:
        raise Unplaced("it does not say its amount")
    pledge = None
    if ours.pledge:
        pledge = first_pledge(_uuid(ours.pledge), facts, amount, account, report, made_at=made_at)
    payment.supporter = pledge.supporter if pledge else supporter_of(facts, report, now=made_at)
    payment.pledge, payment.period = pledge, None if pledge is None else 0
    payment.interval = facts.interval
    payment.amount_minor, payment.currency = amount.minor, amount.currency
    payment.method, payment.language = facts.method or "card", facts.language or "en"
    payment.appeal, payment.variant, payment.manifest_version = facts.appeal, facts.variant, facts.manifest
    payment.expires_at = record.expires_at if isinstance(record, CheckoutSession) else made_at


def _take_over_order(
    payment: Payment,
    account: ProviderAccount,
    record: CheckoutSession,
    ours: Ours,
    facts: Facts,
    report: RebuildReport,
    *,
    now: datetime,
) -> None:
    """A later page of the same order: its reader may have changed the amount, or how often."""
    newest = payment.attempts.order_by("-n").values_list("n", flat=True).first() or 0
    if payment.state in HAD_MONEY or ours.attempt < newest or facts.amount is None or not facts.interval:
        return
    old = payment.pledge
    _write_first(payment, account, record, ours, facts, report)
    payment.save()
    if old is not None and old.pk != payment.pledge_id and old.state == PledgeState.PENDING:
        change_pledge_state(old, PledgeState.CANCELLED, actor=ACTOR, now=now, reason="the order was changed")


def _rebuild_attempt(
    account: ProviderAccount, payment: Payment, record: ProviderRecord, ours: Ours, facts: Facts, *, now: datetime
) -> None:
    operation, refund_of = _operation(account, payment, record, facts)
    amount = _amount(record) or facts.amount or payment.amount
    if operation is not AttemptOperation.REFUND:
        # A later number is planned only when the earlier ones have ended, and none of them has taken money.
        payment.attempts.filter(state__in=IN_FLIGHT, n__lt=ours.attempt).exclude(
            operation=AttemptOperation.REFUND
        ).update(state=AttemptState.GIVEN_UP, lease_until=None)
        if payment.state not in {*HAD_MONEY, PaymentState.WAIVED, PaymentState.PLANNED}:
            change_payment(payment, PaymentState.PLANNED, actor=ACTOR, now=now, reason=REASON)
    Attempt.objects.create(
        payment=payment,
        n=ours.attempt,
        provider_account=account,
        operation=operation,
        refund_of=refund_of,
        instrument=_taken_from(account, payment, record, now=now) if operation is AttemptOperation.CHARGE else None,
        amount_minor=amount.minor,
        idem_key=idempotency_key(installation(), payment.uuid, ours.attempt),
        frozen_body=b"",
        state=AttemptState.UNKNOWN,
        look_up_only=True,
        send_after=now,
        first_sent_at=record.created_at,
        created_at=record.created_at,
    )


def _taken_from(
    account: ProviderAccount, payment: Payment, record: ProviderRecord, *, now: datetime
) -> Instrument | None:
    """The card that a charge was taken from, so that it counts among that card's charges: as the record names it, else
    the pledge's own at this account."""
    if isinstance(record, Succeeded) and record.instrument is not None:
        return save_instrument(payment.supporter, account, record.instrument, now=now)
    own = payment.pledge.instrument if payment.pledge else None
    return own if own is not None and own.provider_account_id == account.pk else None


def _operation(
    account: ProviderAccount, payment: Payment, record: ProviderRecord, facts: Facts
) -> tuple[AttemptOperation, ProviderObject | None]:
    if isinstance(record, Disputed):
        raise Unplaced("it is a dispute of a charge that is not here")
    if isinstance(record, Refunded):
        charge = ProviderObject.objects.filter(
            provider_account=account, object_id=record.charge_id, payment=payment
        ).first()
        if charge is None:
            raise Unplaced("it gives back a charge that is not here")
        return AttemptOperation.REFUND, charge
    return (AttemptOperation.CHARGE if facts.period else AttemptOperation.CHECKOUT), None


def _rebuild_setup(
    account: ProviderAccount, record: ProviderRecord, ours: Ours, report: RebuildReport, *, now: datetime
) -> None:
    if not isinstance(record, CheckoutSession):
        raise Unplaced("it belongs to no payment")
    pledge = Pledge.objects.select_for_update().filter(uuid=_uuid(ours.pledge)).first()
    if pledge is None:
        raise Unplaced("its pledge is not here")
    _, is_new = InstrumentSetup.objects.get_or_create(
        pledge=pledge,
        n=ours.attempt,
        defaults={
            "provider_account": account,
            "idem_key": idempotency_key(installation(), pledge.uuid, ours.attempt),
            "frozen_body": b"",
            "state": SetupState.PLANNED,
            "expires_at": record.expires_at,
            "look_after": now,
            "created_at": record.created_at,
        },
    )
    report.setups += is_new


def _amount(record: ProviderRecord) -> Money | None:
    return None if isinstance(record, CheckoutSession | InstrumentUpdated) else record.amount


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise Unplaced("its number is none of ours") from None
