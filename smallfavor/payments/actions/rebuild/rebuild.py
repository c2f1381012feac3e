"""Goes through the provider's record and brings this database to what it says. Only reads there, never acts.

Can be cut anywhere and run again: each object is settled in transactions of its own, and a second time changes nothing.
"""

import logging
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from itertools import islice
from typing import TypeVar

from django.db import InterfaceError, OperationalError, transaction

from smallfavor.core.mail import note_gone_out
from smallfavor.payments import providers
from smallfavor.payments.actions.change_state import note
from smallfavor.payments.actions.compare_newest import CLOCK_SLACK, readable_uuids, unknown_to_us
from smallfavor.payments.actions.pledges.cancel_pledge import cancel_pledge
from smallfavor.payments.actions.rebuild.attempt_rows import rebuild_rows
from smallfavor.payments.actions.rebuild.pledge_rows import ACTOR, REASON
from smallfavor.payments.actions.rebuild.report import RebuildReport, Unplaced
from smallfavor.payments.actions.save_instrument import save_instrument
from smallfavor.payments.actions.settle import settle
from smallfavor.payments.actions.whole import whole
from smallfavor.payments.models import (
    Attempt,
    AttemptOperation,
    Instrument,
    Pledge,
    PledgeState,
    ProviderAccount,
    ProviderObject,
)
from smallfavor.payments.models.attempt import OPEN
from smallfavor.payments.providers.base import (
    CheckoutSession,
    Disputed,
    Ours,
    ProviderRecord,
    ProviderUnavailable,
    Refunded,
    Succeeded,
)
from smallfavor.payments.queries.installation import installation

logger = logging.getLogger(__name__)

T = TypeVar("T")
CHUNK = 200
SAVED_BEFORE = timedelta(days=10)  # a webhook may have been as late as that when we first saw an instrument


def rebuild(account: ProviderAccount, *, since: datetime, now: datetime) -> RebuildReport:
    """Rebuild payments, pledges, attempts, instruments, returns and cancellations from what was made since `since`.

    Oldest first, so that a pledge is there before its renewals, and a charge before what undoes it. Letters of thanks
    and of farewell are not sent again. Raises ProviderUnavailable; what was rebuilt until then stays.
    """
    report = RebuildReport()
    listed = providers.get(account).list_window(since, now + CLOCK_SLACK)
    for chunk in _chunks(listed):
        for record in _news(account, chunk):
            _rebuild_guarded(account, record, report, now=now)
    for pledge in _with_revoked_instrument(account, now=now):
        _cancel_unless_replaced(account, pledge, report, now=now)
    return report


def _news(account: ProviderAccount, chunk: Sequence[ProviderRecord]) -> Iterator[ProviderRecord]:
    """Without what is other people's, and without what is here whole: charges, refunds, pages that are over."""
    ids = [record.object_id for record in chunk]
    here = set(
        ProviderObject.objects.filter(provider_account=account, object_id__in=ids).values_list("object_id", flat=True)
    )
    unknown = {(one.payment, one.attempt) for one in unknown_to_us([one for one in map(_ours, chunk) if one])}
    over = _pages_over(account, [ours for ours in map(_ours, chunk) if ours is not None])
    for record in chunk:
        ours = _ours(record)
        if isinstance(record, CheckoutSession) and ours is not None and (ours.payment, ours.attempt) in over:
            continue
        if ours is None:
            if record.ours is None and isinstance(record, Refunded | Disputed):
                yield record  # made at the provider, by a person or a bank; settle knows whether the charge is ours
        elif (
            isinstance(record, CheckoutSession | Disputed)
            or record.object_id not in here
            or (ours.payment, ours.attempt) in unknown
        ):
            yield record


def _pages_over(account: ProviderAccount, ours: Sequence[Ours]) -> set[tuple[str, int]]:
    """Attempts by a page that have ended here: their pages have nothing to tell any more."""
    ended = Attempt.objects.filter(
        provider_account=account,
        payment__uuid__in=readable_uuids(one.payment for one in ours),
        operation=AttemptOperation.CHECKOUT,
        first_sent_at__isnull=False,
    ).exclude(state__in=OPEN)
    return {(str(uuid), n) for uuid, n in ended.values_list("payment__uuid", "n")}


def _rebuild_guarded(account: ProviderAccount, record: ProviderRecord, report: RebuildReport, *, now: datetime) -> None:
    """One object that breaks is left to a person, and holds up no other."""
    try:
        _rebuild_one(account, whole(providers.get(account), record), report, now=now)
    except (ProviderUnavailable, OperationalError, InterfaceError):
        raise
    except Exception as error:
        logger.exception("%s of %s can't be rebuilt", record.object_id, account)
        report.unplaced.append(f"{account}/{record.object_id} can't be rebuilt: {type(error).__name__}")


def _rebuild_one(account: ProviderAccount, record: ProviderRecord, report: RebuildReport, *, now: datetime) -> None:
    ours, why = _ours(record), "its rows do not fit"
    report.objects += 1
    if ours is not None:
        try:
            rebuild_rows(account, record, ours, report, now=now)
        except Unplaced as refusal:
            why = str(refusal)
        else:
            if isinstance(record, Succeeded):
                _take_over_instrument(account, record, ours, now=now)
    for unplaced in settle(account, [record], actor=ACTOR, now=now).unplaced:
        subject = f"payment {ours.payment}" if ours and ours.payment else f"pledge {ours.pledge if ours else ''}"
        report.unplaced.append(f"{account}/{unplaced.object_id} ({subject}): {why}")


@transaction.atomic
def _take_over_instrument(account: ProviderAccount, record: Succeeded, ours: Ours, *, now: datetime) -> None:
    """A renewal shows which card the pledge lives on now: it may have been replaced after the backup."""
    if record.instrument is None or not ours.pledge or not ours.extra.get("due"):
        return
    pledge = Pledge.objects.select_for_update().filter(uuid=ours.pledge, started_at__isnull=False).first()
    if pledge is None:
        return
    newer = pledge.payments.filter(created_at__gt=record.created_at, period__gt=0).exclude(uuid=ours.payment)
    instrument = save_instrument(pledge.supporter, account, record.instrument, now=now)
    if newer.exists() or instrument is None or instrument.pk == pledge.instrument_id:
        return
    pledge.instrument, pledge.provider_account = instrument, account
    pledge.save(update_fields=["instrument", "provider_account"])
    note(payment=None, pledge=pledge, state=pledge.state, actor=ACTOR, reason=REASON, now=now)


def _with_revoked_instrument(account: ProviderAccount, *, now: datetime) -> list[Pledge]:
    """Living pledges here whose instrument the provider lists as revoked."""
    living = Pledge.objects.exclude(state=PledgeState.CANCELLED).filter(instrument__provider_account=account)
    oldest = living.order_by("instrument__created_at").values_list("instrument__created_at", flat=True).first()
    if oldest is None:
        return []
    found = list[Pledge]()
    listed = providers.get(account).list_instruments(oldest - SAVED_BEFORE, now + CLOCK_SLACK)
    for chunk in _chunks(one.token for one in listed if not one.active):
        found += living.filter(instrument__token__in=chunk).order_by("id")
    return found


def _cancel_unless_replaced(account: ProviderAccount, pledge: Pledge, report: RebuildReport, *, now: datetime) -> None:
    """We revoke an instrument when its pledge ends, or has another one. A page that saved another tells which."""
    if pledge.setups.exists():
        settle(
            account,
            providers.get(account).look_up(Ours(installation(), "", 0, str(pledge.uuid))),
            actor=ACTOR,
            now=now,
        )
    before = pledge.instrument
    pledge.refresh_from_db()
    if before is None or pledge.instrument_id != before.pk:
        return
    with transaction.atomic():
        Instrument.objects.filter(pk=before.pk, revoked_at=None).update(revoked_at=now, revoke_after=None)
        note_gone_out(f"cancelled:{pledge.uuid}", now=now)
        cancel_pledge(pledge, actor=ACTOR, now=now)
    report.cancelled.append(str(pledge.uuid))


def _ours(record: ProviderRecord) -> Ours | None:
    ours = record.ours
    return ours if ours is not None and ours.installation == installation() else None


def _chunks(things: Iterable[T]) -> Iterator[list[T]]:
    remaining = iter(things)
    while chunk := list(islice(remaining, CHUNK)):
        yield chunk
