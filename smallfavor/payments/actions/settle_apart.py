"""Settles many records so that one that can't be settled is told and holds up no other payment.

Not here: settling itself (settle.py). For runs over long lists: reconciling, payouts, after a restore.
"""

import logging
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import InterfaceError, OperationalError

from smallfavor.payments.actions.settle import settle
from smallfavor.payments.models import ProviderAccount
from smallfavor.payments.providers.base import ProviderRecord

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class SettledApart:
    """As `Settled`; `broken`: a sentence for each payment that could not be settled, with nothing personal."""

    placed: int
    unplaced: tuple[ProviderRecord, ...]
    broken: tuple[str, ...]


def settle_apart(
    account: ProviderAccount, records: Iterable[ProviderRecord], *, actor: str, now: datetime
) -> SettledApart:
    """As `settle`. Where something breaks, payment by payment; what broke is told, logged, and tried again next time.

    A database that is away is raised: no record is to blame.
    """
    listed = list(records)
    try:
        whole = settle(account, listed, actor=actor, now=now)
        return SettledApart(whole.placed, whole.unplaced, ())
    except (OperationalError, InterfaceError):
        raise
    except Exception:
        logger.exception("records of %s can't be settled together; payment by payment", account)
    placed, unplaced, broken = 0, list[ProviderRecord](), list[str]()
    for group in _by_payment(listed):
        try:
            settled = settle(account, group, actor=actor, now=now)
        except (OperationalError, InterfaceError):
            raise
        except Exception as error:
            logger.exception("%s of %s can't be settled", group[0].object_id, account)
            broken.append(f"{account}/{group[0].object_id} can't be settled: {type(error).__name__}")
        else:
            placed, unplaced = placed + settled.placed, [*unplaced, *settled.unplaced]
    return SettledApart(placed, tuple(unplaced), tuple(broken))


def _by_payment(records: Sequence[ProviderRecord]) -> list[list[ProviderRecord]]:
    """One group for each payment; last what names none, such as a refund that somebody made at the provider."""
    groups: dict[str, list[ProviderRecord]] = {}
    for record in records:
        ours = record.ours
        groups.setdefault((ours.payment or ours.pledge) if ours else "", []).append(record)
    unnamed = groups.pop("", [])
    return [*groups.values(), *([record] for record in unnamed)]
