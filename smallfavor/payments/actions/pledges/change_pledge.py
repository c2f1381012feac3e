"""Changes a pledge: amount, interval, the day of the next charge."""

from datetime import date, datetime

from django.db import transaction

from smallfavor.core.money import Money
from smallfavor.payments.actions.change_state import note
from smallfavor.payments.actions.order import AmountRefused
from smallfavor.payments.actions.pledges.refusals import DateRefused, IntervalRefused, PledgeEnded
from smallfavor.payments.mails import send_changed_later
from smallfavor.payments.models import Interval, Pledge, PledgeState
from smallfavor.payments.queries import currency_limits, least_amount, most_amount, next_due_window

RECURRING = {Interval.MONTHLY, Interval.YEARLY}


@transaction.atomic
def change_pledge(
    pledge: Pledge,
    *,
    amount: Money | None = None,
    interval: str | None = None,
    next_due: date | None = None,
    actor: str,
    now: datetime,
) -> Pledge:
    """Change what is given; None leaves a thing as it is. Returns the pledge. A mail confirms it.

    Another interval keeps the day of the next charge and counts from there; so does another day. What is planned
    already is not changed.

    Raises PledgeEnded, AmountRefused (also for another currency), IntervalRefused, DateRefused.
    """
    row = Pledge.objects.select_for_update().get(pk=pledge.pk)
    if row.state not in {PledgeState.ACTIVE, PledgeState.PAUSED} or row.next_due is None:
        raise PledgeEnded(str(row))
    if interval is not None and interval not in RECURRING:
        raise IntervalRefused(interval)
    said = []
    if interval is not None and interval != row.interval:
        said.append(f"{row.interval} to {interval}")
        row.interval = interval
        _count_from(row, row.next_due)
    if amount is not None and amount != row.amount:
        said.append(f"{row.amount.major_text()} to {amount.major_text()} {row.currency}")
        row.amount_minor = amount.minor
    _check_amount(row, amount or row.amount)
    if next_due is not None and next_due != row.next_due:
        _check_date(row, next_due, now=now)
        said.append(f"next on {next_due}")
        _count_from(row, next_due)
    if said:
        row.save()
        change = note(pledge=row, payment=None, state=row.state, actor=actor, reason="; ".join(said), now=now)
        send_changed_later(row, change=str(change.pk))
    return row


def _count_from(pledge: Pledge, day: date) -> None:
    pledge.anchor, pledge.anchor_n, pledge.next_due = day, pledge.n, day


def _check_amount(pledge: Pledge, amount: Money) -> None:
    limits = currency_limits(pledge.currency)
    if limits is None and amount.minor > 0 and amount.currency == pledge.currency:
        return  # the paper takes this currency no more; who gives in it goes on
    if limits is None:
        raise AmountRefused(Money(1, pledge.currency), pledge.amount)
    asked = (pledge.currency, pledge.interval, pledge.method)
    least, most = least_amount(*asked), most_amount(*asked)
    if amount.currency != pledge.currency or not least.minor <= amount.minor <= most.minor:
        raise AmountRefused(least, most)


def _check_date(pledge: Pledge, day: date, *, now: datetime) -> None:
    earliest, latest = next_due_window(pledge, now=now)
    if not earliest <= day <= latest:
        raise DateRefused(earliest, latest)
