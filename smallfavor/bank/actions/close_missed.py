"""Notes which periods of standing orders are late, and closes those that nothing came for: docs/rules/transfers.md."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta

from smallfavor.bank.models import ExpectedTransfer, OrderKind, OrderState
from smallfavor.bank.rules.standing import LATE_AFTER_DAYS, Waiting, how_it_stands


def close_missed(account: str, *, read_until: date | None, now: datetime) -> list[Mapping[str, str]]:
    """Bring the open periods in line with what has been read; the metadata of those that changed."""
    if read_until is None:
        return []
    waiting = ExpectedTransfer.objects.select_for_update().filter(
        account=account, kind=OrderKind.PERIOD, state=OrderState.OPEN,
        due_on__lte=read_until - timedelta(days=LATE_AFTER_DAYS),
    )  # fmt: skip
    changed = []
    for order in waiting.order_by("id"):
        stands = how_it_stands(order.due_on, read_until)
        if stands is Waiting.MISSED:
            order.state, order.missed_at = OrderState.MISSED, now
        elif order.late_at is not None:
            continue
        order.late_at = order.late_at or now
        order.save(update_fields=["state", "missed_at", "late_at"])
        changed.append(order.metadata)
    return changed
