"""Finding pledges, and their calendar."""

from datetime import date, datetime
from uuid import UUID

from django.db.models import QuerySet

from smallfavor.core.paper import current_paper
from smallfavor.payments.models import InstrumentSetup, PaymentState, Pledge
from smallfavor.payments.rules.schedule import Schedule, choice_window
from smallfavor.supporters.models import Supporter


def pledges_of(supporter: Supporter) -> QuerySet[Pledge]:
    """Every pledge that began, ended ones too; newest first."""
    return (
        Pledge.objects.filter(supporter=supporter, started_at__isnull=False)
        .select_related("instrument", "provider_account")
        .order_by("-created_at", "-id")
    )


def pledge_by_uuid(uuid: UUID | str) -> Pledge | None:
    """None for a uuid that is nobody's, or no uuid at all."""
    try:
        wanted = UUID(str(uuid))
    except ValueError:
        return None
    return Pledge.objects.select_related("supporter").filter(uuid=wanted).first()


def next_retry_on(pledge: Pledge) -> date | None:
    """When a declined renewal is tried again; None where nothing waits for another try."""
    waiting = pledge.payments.filter(state=PaymentState.PLANNED, retry_on__isnull=False)
    return waiting.order_by("retry_on").values_list("retry_on", flat=True).first()


def schedule_of(pledge: Pledge) -> Schedule:
    return Schedule(pledge.interval, pledge.anchor, pledge.anchor_n, pledge.n, pledge.last_planned_on)


def next_due_window(pledge: Pledge, *, now: datetime) -> tuple[date, date]:
    """The first and the last day that the reader may choose for the next charge."""
    return choice_window(schedule_of(pledge), current_paper().today(now))


def newest_setup(pledge: Pledge) -> InstrumentSetup | None:
    """The last page on which another way to pay was to be saved; None where there was none."""
    return pledge.setups.select_related("provider_account", "pledge").order_by("-n").first()
