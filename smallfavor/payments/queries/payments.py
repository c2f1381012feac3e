"""Finding payments."""

from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from smallfavor.payments.models import Attempt, AttemptState, Payment, PaymentState
from smallfavor.supporters.models import Supporter


def payment_by_uuid(uuid: UUID | str) -> Payment | None:
    """None for a uuid that is nobody's, or no uuid at all."""
    try:
        wanted = UUID(str(uuid))
    except ValueError:
        return None
    return Payment.objects.select_related("pledge", "supporter").filter(uuid=wanted).first()


def payments_of(supporter: Supporter) -> QuerySet[Payment]:
    """What the reader would call their gifts: money that came, is on its way, or failed; newest first."""
    hidden = [PaymentState.EXPIRED, PaymentState.WAIVED, PaymentState.AWAITING_PAYER]
    return (
        Payment.objects.filter(supporter=supporter)
        .exclude(state__in=hidden)
        .select_related("pledge")
        .order_by("-created_at", "-id")
    )


def open_page_url(payment: Payment, *, now: datetime) -> str | None:
    """The hosted page on which this payment can still be made, None where there is none."""
    if payment.expires_at is None or payment.expires_at <= now:
        return None
    latest = (
        Attempt.objects.filter(payment=payment, state=AttemptState.AWAITING_PAYER)
        .exclude(session_url="")
        .order_by("-n")
    ).first()
    return latest.session_url if latest else None
