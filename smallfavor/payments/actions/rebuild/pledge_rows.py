"""The rows of a supporter, a pledge and its periods that a lost database had. The caller holds the transaction."""

from datetime import datetime
from uuid import UUID

from smallfavor.core.money import Money
from smallfavor.core.paper import current_paper
from smallfavor.payments.actions.change_state import change_pledge_state, note
from smallfavor.payments.actions.rebuild.report import RebuildReport, Unplaced
from smallfavor.payments.actions.waive import period_payment, waive_periods
from smallfavor.payments.models import Interval, Payment, PaymentState, Pledge, PledgeState, ProviderAccount
from smallfavor.payments.queries.pledges import schedule_of
from smallfavor.payments.rules.rebuilding import Facts
from smallfavor.supporters.actions.recreate import recreate_supporter
from smallfavor.supporters.models import Supporter

ACTOR = "resume"
REASON = "rebuilt from the provider's record"


def supporter_of(facts: Facts, report: RebuildReport, *, now: datetime) -> Supporter:
    """The supporter whom the metadata names: as known here, or made without a contact. Raises Unplaced."""
    if facts.supporter is None:
        raise Unplaced("it does not say whose it is")
    supporter, is_new = recreate_supporter(facts.supporter, language=facts.language or "en", now=now)
    if is_new:
        report.without_contact.append(str(supporter.uuid))
    return supporter


def first_pledge(
    uuid: UUID, facts: Facts, amount: Money, account: ProviderAccount, report: RebuildReport, *, made_at: datetime
) -> Pledge:
    """The pledge that a first payment began: pending until that payment is settled. Raises Unplaced."""
    known = Pledge.objects.select_for_update().filter(uuid=uuid).first()
    if known is not None:
        return known
    if facts.interval not in {Interval.MONTHLY, Interval.YEARLY}:
        raise Unplaced("it does not say how often the pledge is taken")
    report.pledges += 1
    return Pledge.objects.create(
        uuid=uuid,
        supporter=supporter_of(facts, report, now=made_at),
        provider_account=account,
        interval=facts.interval,
        amount_minor=amount.minor,
        currency=amount.currency,
        method=facts.method or "card",
        language=facts.language or "en",
        anchor=current_paper().today(made_at),
        terms_version=facts.terms,
        terms_accepted_at=facts.accepted or made_at,
        appeal=facts.appeal,
        variant=facts.variant,
        manifest_version=facts.manifest,
        created_at=made_at,
    )


def renewal(
    uuid: UUID, pledge_uuid: str, facts: Facts, amount: Money | None, *, made_at: datetime, now: datetime
) -> Payment:
    """The payment of one period, with the pledge's schedule moved on past it. Raises Unplaced.

    Periods that the provider knows nothing of, before this one, were not taken: they are waived, and not asked for now.
    """
    pledge = Pledge.objects.select_for_update().filter(uuid=pledge_uuid).first()
    period = facts.period
    if pledge is None or pledge.started_at is None or period is None:
        raise Unplaced("its pledge is not here, and the provider does not list how it began")
    is_news = period >= pledge.n
    if is_news:
        _take_over_terms(pledge, facts, amount)
    payment = period_payment(pledge, period, PaymentState.PLANNED, now=made_at)
    if payment.uuid != uuid:
        raise Unplaced("its number is not that of its pledge and period")
    if amount is not None:
        payment.amount_minor, payment.currency = amount.minor, amount.currency
    if facts.due is not None:
        payment.due = facts.due
    payment.save(force_insert=True)
    note(payment=payment, pledge=None, state=payment.state, actor=ACTOR, reason=REASON, now=now)
    if is_news:
        waive_periods(pledge, range(pledge.n, period), actor=ACTOR, reason="the provider knows of no charge", now=now)
        _move_on(pledge, period, payment, made_at=made_at, now=now)
    return payment


def _take_over_terms(pledge: Pledge, facts: Facts, amount: Money | None) -> None:
    """What the supporter changed after the backup shows in the newest charge."""
    if facts.interval in {Interval.MONTHLY, Interval.YEARLY}:
        pledge.interval = facts.interval
    if facts.anchor is not None and facts.anchor_n is not None:
        pledge.anchor, pledge.anchor_n = facts.anchor, facts.anchor_n
    if amount is not None:
        pledge.amount_minor, pledge.currency = amount.minor, amount.currency


def _move_on(pledge: Pledge, period: int, payment: Payment, *, made_at: datetime, now: datetime) -> None:
    pledge.n = period + 1
    ended = pledge.state == PledgeState.CANCELLED
    pledge.next_due = None if ended else schedule_of(pledge).due(pledge.n)
    made_on = current_paper().today(made_at)
    pledge.last_planned_on = max(day for day in (made_on, payment.due, pledge.last_planned_on) if day is not None)
    pledge.save()
    if pledge.state == PledgeState.PAUSED:
        # It was charged after the backup: the pause had been over by then.
        pledge.paused_until = None
        change_pledge_state(pledge, PledgeState.ACTIVE, actor=ACTOR, now=now, reason=REASON)
