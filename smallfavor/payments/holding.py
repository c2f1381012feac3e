"""What this app holds about a person: gifts, pledges, ways to pay. Amounts stay on the books without a person."""

from collections.abc import Mapping
from datetime import datetime

from django.utils.translation import gettext, ngettext

from smallfavor.bank.actions.forget_lines import forget_lines_of
from smallfavor.payments.actions.pledges.cancel_pledge import cancel_pledge
from smallfavor.payments.actions.revoke_mark import revoke_soon
from smallfavor.payments.models import Instrument, Payment, Pledge, PledgeState
from smallfavor.supporters.models import Supporter
from smallfavor.supporters.privacy import register


def register_with_privacy() -> None:
    register("payments", export=_export, erase=_erase)


def _export(supporter: Supporter) -> Mapping[str, object]:
    return {
        "gifts": [
            {
                "made": payment.created_at.isoformat(),
                "paid": payment.paid_at.isoformat() if payment.paid_at else None,
                "amount": f"{payment.amount.major_text()} {payment.currency}",
                "interval": payment.interval,
                "state": payment.state,
                "method": payment.method,
                "language": payment.language,
                "asked by": [payment.appeal, payment.variant],
                "receipts": [receipt.number for receipt in payment.receipts.all()],
            }
            for payment in Payment.objects.filter(supporter=supporter)
            .prefetch_related("receipts")
            .order_by("created_at")
        ],
        "pledges": [
            {
                "began": pledge.created_at.isoformat(),
                "amount": f"{pledge.amount.major_text()} {pledge.currency}",
                "interval": pledge.interval,
                "state": pledge.state,
                "next": pledge.next_due.isoformat() if pledge.next_due else None,
                "terms": pledge.terms_version,
                "terms accepted": pledge.terms_accepted_at.isoformat(),
                "why it was stopped": pledge.cancel_reason,
                "history": [
                    [change.happened_at.isoformat(), change.state, change.actor, change.reason]
                    for change in pledge.changes.order_by("id")
                ],
            }
            for pledge in Pledge.objects.filter(supporter=supporter).order_by("created_at")
        ],
        "ways to pay": [
            [instrument.method, instrument.label, instrument.created_at.isoformat()]
            for instrument in Instrument.objects.filter(supporter=supporter).order_by("created_at")
        ],
    }


def _erase(supporter: Supporter, now: datetime) -> list[str]:
    """End the pledges, have every instrument revoked, forget what was said and typed."""
    for pledge in Pledge.objects.filter(supporter=supporter).exclude(state=PledgeState.CANCELLED).order_by("id"):
        cancel_pledge(pledge, actor="erasure", now=now)
    for instrument in Instrument.objects.filter(supporter=supporter):
        revoke_soon(instrument, now=now)
    Instrument.objects.filter(supporter=supporter).update(label="")
    Pledge.objects.filter(supporter=supporter).update(cancel_reason="")
    gifts = Payment.objects.filter(supporter=supporter)
    gifts.update(form={}, request_fingerprint="")
    forget_lines_of(
        payments=[str(uuid) for uuid in gifts.values_list("uuid", flat=True)],
        pledges=[str(uuid) for uuid in Pledge.objects.filter(supporter=supporter).values_list("uuid", flat=True)],
    )
    booked = gifts.exclude(paid_entry=None).count()
    if not booked:
        return []
    stays = ngettext(
        "{count} payment stays on the books as an amount and a date, as the law asks; nothing there tells who gave it.",
        "{count} payments stay on the books as amounts and dates, as the law asks; nothing there tells who gave them.",
        booked,
    )
    return [
        stays.format(count=booked),
        gettext("The bank and the payment processor keep records of their own, which we can’t erase."),
    ]
