"""Where a declined renewal stands, in the newsroom's words. Not here: the rules (payments/rules/retries.py)."""

from datetime import datetime

from smallfavor.desk.records.base import Fact
from smallfavor.desk.records.wording import day, moment
from smallfavor.payments.models import Payment, Pledge, PledgeState
from smallfavor.payments.queries.cards import charges_left
from smallfavor.payments.queries.dunning import dunning_of, newest_declined
from smallfavor.payments.rules.card_limit import CARD_WINDOW, CHARGES_PER_CARD
from smallfavor.payments.rules.retries import RETRY_DAYS


def standing_of(payment: Payment) -> list[Fact]:
    """One line: how often it was tried, and what comes next. None for a renewal that was not declined."""
    found = dunning_of(payment)
    if found is None:
        return []
    tried = f"Tried {found.tries} of {len(RETRY_DAYS)} times ({found.decline_code})"
    if found.next_try_at is not None:
        return [Fact("After the decline", f"{tried}; next try on {moment(found.next_try_at)}")]
    if found.confirm_by is not None:
        return [
            Fact("After the decline", f"{tried}; waits for the reader to confirm it, until {day(found.confirm_by)}")
        ]
    lapsed = payment.pledge is not None and payment.pledge.state == PledgeState.LAPSED
    end = "the pledge lapsed, and the reader has a link that takes it up again" if lapsed else "not tried any more"
    return [Fact("After the decline", f"{tried}; {end}")]


def standing_of_pledge(pledge: Pledge, *, now: datetime) -> list[Fact]:
    """The same for a pledge's newest declined renewal, and what its card still bears."""
    payment = newest_declined(pledge)
    facts = standing_of(payment) if payment is not None else []
    if pledge.instrument_id is not None and pledge.state != PledgeState.CANCELLED:
        left = charges_left([pledge.instrument_id], now)[pledge.instrument_id]
        facts.append(
            Fact(
                "Left on this card",
                f"{left} of {CHARGES_PER_CARD} charges in {CARD_WINDOW.days} days, over all pledges",
            )
        )
        if pledge.instrument is not None and pledge.instrument.expires is not None:
            facts.append(Fact("Card is good until", day(pledge.instrument.expires)))
    return facts
