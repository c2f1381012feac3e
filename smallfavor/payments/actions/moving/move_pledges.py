"""Moves the pledges of one provider account to another: decides for each, does it in a transaction of its own.

Cut anywhere and run again it goes on; any number of runs with later files. Not here: reading and matching the file
(rules/token_file, match_tokens), asking the readers again (follow_moves), the end (finish_move).
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Q, QuerySet

from smallfavor.payments.actions.change_state import change_payment, note
from smallfavor.payments.actions.moving.end_move import end_move
from smallfavor.payments.actions.moving.held_period import ACTOR, leave_waiting, try_held_period
from smallfavor.payments.actions.plan_try import plan_try
from smallfavor.payments.actions.settling import withdraw_unsent
from smallfavor.payments.mails import send_move_later
from smallfavor.payments.models import (
    IN_FLIGHT,
    Attempt,
    AttemptOperation,
    AttemptState,
    Instrument,
    Payment,
    PaymentState,
    Pledge,
    PledgeState,
    ProviderAccount,
)
from smallfavor.payments.models.attempt import OPEN
from smallfavor.payments.queries.accounts import methods_for
from smallfavor.payments.rules.moving import Move, Standing, decide_move

LIVING = [PledgeState.ACTIVE, PledgeState.PAUSED, PledgeState.LAPSED]
ASKED = [PledgeState.ACTIVE, PledgeState.PAUSED]


@dataclass(frozen=True)
class Wanted:
    """One run: from where to where, the new tokens by old instrument, whether the old account closes, whom to ask."""

    old: ProviderAccount
    new: ProviderAccount
    tokens: Mapping[int, str] = field(default_factory=dict)
    closing: bool = False
    mail: bool = False


@dataclass(frozen=True)
class Verdict:
    """What happens, or has happened, to one pledge. `under_way`: a charge at the old account has no outcome yet."""

    pledge: UUID
    what: Move
    next_due: date | None
    under_way: bool
    asked: bool


class SameAccount(ValueError):
    """Raised when pledges are to be moved to the account where they are, or to one that has closed."""

    code = "same_account"


def preview_move(wanted: Wanted) -> Iterator[Verdict]:
    """What `move_pledges` would do, pledge by pledge. Changes nothing."""
    _check(wanted)
    for pledge in _pledges(wanted).select_related("instrument", "former_instrument").iterator(chunk_size=500):
        yield _verdict(pledge, wanted)


def move_pledges(wanted: Wanted, *, now: datetime) -> Iterator[Verdict]:
    """Move what can be moved, hold what can't where the account closes, ask whom to ask; yields what was done.

    A charge that was sent at the old account keeps its course: its period is decided there, and tried at the new one
    only if it ends without money. What was planned and not sent is withdrawn and planned anew. Nothing is revoked.
    """
    _check(wanted)
    if wanted.closing:
        ProviderAccount.objects.filter(pk=wanted.old.pk, retired_at=None).update(retired_at=now)
    for pk in list(_pledges(wanted).values_list("pk", flat=True)):
        verdict = _move_one(pk, wanted, now=now)
        if verdict is not None:
            yield verdict


def _check(wanted: Wanted) -> None:
    if wanted.old.code == wanted.new.code:
        raise SameAccount(f"{wanted.old} is the same account")
    if wanted.new.retired_at is not None:
        raise SameAccount(f"{wanted.new} has closed")


def _pledges(wanted: Wanted) -> QuerySet[Pledge]:
    """Living pledges that pay at the old account, or did before this move; a line of the file may be about either."""
    old = wanted.old
    here = Q(instrument__provider_account=old) | Q(instrument=None, former_instrument__provider_account=old)
    moved = Q(instrument__copy_of__provider_account=old)
    return Pledge.objects.filter(here | moved, state__in=LIVING).order_by("pk")


def _verdict(pledge: Pledge, wanted: Wanted) -> Verdict:
    old = pledge.instrument or pledge.former_instrument
    methods = methods_for(wanted.new, pledge)
    what = decide_move(
        Standing(
            there=old is not None and old.provider_account_id == wanted.new.pk,
            mapped=old is not None and old.pk in wanted.tokens,
            takeable=pledge.method in methods,
            takeable_otherwise=bool(methods),
            closing=wanted.closing or wanted.old.retired_at is not None,
        )
    )
    is_news = pledge.move_mails == 0 or (what is Move.HOLD and not pledge.held)
    return Verdict(
        pledge=pledge.uuid,
        what=what,
        next_due=pledge.next_due,
        under_way=_under_way(pledge, wanted.old),
        asked=what in {Move.HOLD, Move.KEEP} and wanted.mail and pledge.state in ASKED and is_news,
    )


def _under_way(pledge: Pledge, account: ProviderAccount) -> bool:
    sent = Attempt.objects.filter(payment__pledge=pledge, provider_account=account, state__in=OPEN)
    return sent.exclude(state=AttemptState.PLANNED).exclude(operation=AttemptOperation.REFUND).exists()


@transaction.atomic(durable=True)
def _move_one(pk: int, wanted: Wanted, *, now: datetime) -> Verdict | None:
    pledge = Pledge.objects.select_for_update(of=("self",)).select_related("instrument", "former_instrument").get(pk=pk)
    if pledge.state not in LIVING:
        return None  # ended while we came to it
    verdict = _verdict(pledge, wanted)
    match verdict.what:
        case Move.MOVE:
            _move(pledge, wanted, now=now)
        case Move.HOLD if pledge.state in ASKED and not pledge.held:
            _hold(pledge, wanted, now=now)
        case Move.IMPOSSIBLE if wanted.closing and not pledge.doubt:
            pledge.doubt = f"{wanted.new} can't take it, and {wanted.old} has closed"
            _note(pledge, pledge.doubt, now=now)
    if verdict.asked:
        pledge.moving_to, pledge.move_asked_at, pledge.move_mails = wanted.new, now, 1
        send_move_later(pledge, number=1)
        _note(pledge, f"asked for a way to pay at {wanted.new}", now=now)
    if verdict.what is not Move.MOVED:
        pledge.save()
    return verdict


def _move(pledge: Pledge, wanted: Wanted, *, now: datetime) -> None:
    """The pledge points to the new instrument; what was planned for the old one goes out with the new one instead."""
    old = pledge.instrument or pledge.former_instrument
    if old is None:
        raise ValueError("only a pledge with an instrument has a new token")
    new, _ = Instrument.objects.get_or_create(
        provider_account=wanted.new,
        token=wanted.tokens[old.pk],
        defaults={
            "supporter_id": old.supporter_id, "method": old.method, "label": old.label, "expires": old.expires,
            "created_at": now, "copy_of": old,
        },
    )  # fmt: skip
    pledge.instrument, pledge.provider_account = new, wanted.new
    pledge.former_instrument = None
    was_held = pledge.held
    end_move(pledge)
    _note(pledge, f"moved from {wanted.old} to {wanted.new}", now=now)
    for payment in _planned(pledge):
        send_after = _withdraw(payment, wanted.old)
        if send_after is not None:
            planned = plan_try(pledge, payment, new, wanted=max(send_after, now), actor=ACTOR, now=now)
            if planned is None:
                change_payment(payment, PaymentState.FAILED, actor=ACTOR, now=now, reason=pledge.doubt)
    if was_held and pledge.state == PledgeState.ACTIVE:
        try_held_period(pledge, new, now=now)


def _hold(pledge: Pledge, wanted: Wanted, *, now: datetime) -> None:
    """Nothing more is charged at the account that closes; a period that waited for a try waits for its reader."""
    pledge.former_instrument, pledge.instrument = pledge.instrument, None
    pledge.moving_to, pledge.held = wanted.new, True
    # Its 45 days begin now, though its reader may have been asked before, while the account still worked.
    pledge.move_asked_at, pledge.move_mails = now, 0
    _note(pledge, f"{wanted.old} has closed; held until there is a way to pay at {wanted.new}", now=now)
    for payment in _planned(pledge):
        if _withdraw(payment, wanted.old) is not None:
            leave_waiting(payment, reason=f"{wanted.old} has closed", now=now)


def _planned(pledge: Pledge) -> QuerySet[Payment]:
    return Payment.objects.select_for_update().filter(pledge=pledge, state=PaymentState.PLANNED).order_by("id")


def _withdraw(payment: Payment, account: ProviderAccount) -> datetime | None:
    """Take back the charge that is planned at this account; when it would have gone out. None: there is none, or the
    worker was faster and it is on its way."""
    planned = payment.attempts.filter(
        provider_account=account, state=AttemptState.PLANNED, operation=AttemptOperation.CHARGE, first_sent_at=None
    )
    send_after = planned.values_list("send_after", flat=True).first()
    if send_after is None:
        return None
    withdraw_unsent(payment)
    in_flight = payment.attempts.filter(state__in=IN_FLIGHT).exclude(operation=AttemptOperation.REFUND)
    return None if in_flight.exists() else send_after


def _note(pledge: Pledge, reason: str, *, now: datetime) -> None:
    note(payment=None, pledge=pledge, state=pledge.state, actor=ACTOR, reason=reason, now=now)
