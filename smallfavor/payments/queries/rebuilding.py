"""What goes into the metadata of a payment's objects, so that its rows could be rebuilt from the provider's record."""

from smallfavor.payments.models import Payment
from smallfavor.payments.rules.rebuilding import Facts


def facts_of(payment: Payment) -> Facts:
    """All terms with a first or single payment; with a renewal only what the pledge's first payment did not tell."""
    pledge = payment.pledge
    if pledge is not None and payment.period:
        return Facts(
            interval=payment.interval,
            period=payment.period,
            due=payment.due,
            anchor=pledge.anchor,
            anchor_n=pledge.anchor_n,
        )
    return Facts(
        interval=payment.interval,
        period=payment.period,
        due=payment.due,
        amount=payment.amount,
        supporter=payment.supporter.uuid,
        method=payment.method,
        language=payment.language,
        terms=pledge.terms_version if pledge else "",
        accepted=pledge.terms_accepted_at if pledge else None,
        appeal=payment.appeal,
        variant=payment.variant,
        manifest=payment.manifest_version,
    )
