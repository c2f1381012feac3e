"""Before a batch's first send: is this database the one that made what the provider has of us? (design: restore, clone)

After a restore from a backup, on a fail-over or in a staging clone the provider knows payments that we do not. Then
nothing is sent on that account until a person has looked.
"""

import contextlib
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from itertools import islice
from uuid import UUID

from smallfavor.payments import providers
from smallfavor.payments.actions.check_place import check_place
from smallfavor.payments.actions.settle import stop_account
from smallfavor.payments.models import Attempt, InstrumentSetup, ProviderAccount
from smallfavor.payments.providers.base import Ours, ProviderUnavailable
from smallfavor.payments.queries.installation import installation

FIRST_WINDOW = timedelta(hours=24)
OVERLAP = timedelta(minutes=10)  # lists may lag behind
CLOCK_SLACK = timedelta(hours=1)  # the provider's clock may be ahead of ours
CHUNK = 200
ALL_THAT_COUNTS = timedelta(days=400)  # a yearly pledge and a month


def compare_newest(account: ProviderAccount, *, last: datetime | None, now: datetime) -> bool:
    """True when every new object that bears our installation belongs to an attempt of ours.

    New since the `last` comparison of this process; the first time since the newest attempt that is here, at least the
    last day: whoever puts back an old snapshot may start it long after what is missing was made.

    An attempt is committed before its call, so one that the provider knows and we do not means that rows are missing:
    the account is stopped. False also while the provider does not answer, and in a copy of the database: nothing is
    sent then either.
    """
    if not check_place():
        return False
    overlap = max(OVERLAP, providers.get(account).capabilities().lists_lag)
    since = _first_window(account, now) if last is None else last - overlap
    try:
        missing = missing_here(account, since=since, now=now)
    except ProviderUnavailable:
        return False
    if missing:
        stop_account(
            account,
            f"{account} has {len(missing)} objects of ours that this database does not know, such as payment "
            f"{missing[0].payment or missing[0].pledge}: restored, or a copy? See `smallfavor resume --help`.",
        )
    return not missing


def _first_window(account: ProviderAccount, now: datetime) -> datetime:
    sent = Attempt.objects.filter(provider_account=account, first_sent_at__isnull=False)
    newest = sent.order_by("-id").values_list("first_sent_at", flat=True).first()
    since = now - ALL_THAT_COUNTS if newest is None else newest - OVERLAP
    return min(since, now - FIRST_WINDOW)


def missing_here(account: ProviderAccount, *, since: datetime, now: datetime) -> list[Ours]:
    """What the provider has of our installation since then and this database does not know.

    Objects that a person accepted (`smallfavor resume --accept`) are left out. Raises ProviderUnavailable.
    """
    start = max(since, account.trusted_from) if account.trusted_from else since
    listed = providers.get(account).list_window(start, now + CLOCK_SLACK)
    named = (record.ours for record in listed)
    ours = (one for one in named if one is not None and one.installation == installation())
    missing = list[Ours]()
    # A first look may go back for more than a year: asked in chunks, and only what is missing is kept.
    while chunk := list(islice(ours, CHUNK)):
        missing += unknown_to_us(chunk)
    return missing


def unknown_to_us(ours: Sequence[Ours]) -> list[Ours]:
    """Those that no attempt and no setup page of this database stands for.

    An attempt that is only planned here does not count: if the provider has it, somebody else has sent it. The key may
    be forgotten by now, and sending it from here would charge the reader twice.
    """
    attempts = Attempt.objects.filter(
        payment__uuid__in=readable_uuids(one.payment for one in ours), first_sent_at__isnull=False
    )
    known = {(str(uuid), n) for uuid, n in attempts.values_list("payment__uuid", "n")}
    setups = InstrumentSetup.objects.filter(
        pledge__uuid__in=readable_uuids(one.pledge for one in ours if not one.payment)
    )
    pages = {(str(uuid), n) for uuid, n in setups.values_list("pledge__uuid", "n")}
    return [
        one
        for one in ours
        if ((one.payment, one.attempt) not in known if one.payment else (one.pledge, one.attempt) not in pages)
    ]


def readable_uuids(texts: Iterable[str]) -> set[UUID]:
    """Those of the texts that are uuids."""
    found = set()
    for text in texts:
        with contextlib.suppress(ValueError):
            found.add(UUID(text))
    return found
