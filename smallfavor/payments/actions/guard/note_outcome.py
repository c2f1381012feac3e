"""Notes what became of a checkout that the guard let through. Called where its payment is settled, in that transaction.

A page whose card was declined may go on only while its purses pay for one more card; else it is closed. Not here:
the closing itself (close_page.py), which calls the provider.
"""

from smallfavor.core.jobs import defer
from smallfavor.payments.actions.settling import Evidence
from smallfavor.payments.models import AttemptOperation, AttemptState, GuardTry, Payment, TryState
from smallfavor.payments.providers.base import Declined
from smallfavor.payments.queries.guard.counts import alert_now, purses_of
from smallfavor.payments.queries.guard.names import Namer, namer
from smallfavor.payments.rules.guard import Kind, Lane, may_try_again

CLOSE = "smallfavor.payments.tasks.close_page"


def note_paid(payment: Payment, evidence: Evidence) -> None:
    """The try gets its price back, and its purses more."""
    if evidence.attempt.operation == AttemptOperation.CHECKOUT:
        row = _newest(payment, namer(now=evidence.now))
        if row is not None:
            # A page that had been given up owes for all its cards; this one paid besides.
            late = int(row.state == TryState.SPOILED)
            GuardTry.objects.filter(pk=row.pk).update(state=TryState.PAID, cards=row.cards + late)


def note_card_declined(evidence: Evidence, record: Declined) -> None:
    """Take the price of another card for a page that stays open, or have the page closed."""
    if evidence.attempt.operation != AttemptOperation.CHECKOUT:
        return
    by = namer(now=evidence.now)
    row = _newest(evidence.payment, by)
    if row is None or row.state == TryState.PAID:
        return
    row.purses += [name for name in _card_names(record, by)[:1] if name not in row.purses]
    was_open = row.state == TryState.OPEN
    goes_on = was_open and not record.final and _may_go_on(row, record, by, evidence)
    row.state = TryState.OPEN if goes_on else TryState.SPOILED
    row.cards += goes_on or not was_open  # the card that was tried meanwhile is paid for too
    row.save(update_fields=["purses", "state", "cards"])
    if not goes_on and not record.final and evidence.attempt.state == AttemptState.AWAITING_PAYER:
        defer(CLOSE, attempt=str(evidence.attempt.pk))


def _may_go_on(row: GuardTry, record: Declined, by: Namer, evidence: Evidence) -> bool:
    names: dict[Kind, list[str]] = {Kind(name[0]): [name] for name in row.purses}
    if names_of_card := _card_names(record, by):
        names[Kind.CARD] = names_of_card
    alert = alert_now(now=evidence.now)
    is_on = alert.all or (alert.small and row.is_small)
    purses = purses_of(names, now=evidence.now)
    return may_try_again(Lane(row.lane), purses, tries=row.cards, alert=is_on)


def _card_names(record: Declined, by: Namer) -> list[str]:
    return by.names(Kind.CARD, record.card) if record.card else []


def _newest(payment: Payment, by: Namer) -> GuardTry | None:
    tries = GuardTry.objects.filter(payment_name__in=by.names("p", str(payment.uuid)))
    return tries.select_for_update().order_by("-pk").first()
