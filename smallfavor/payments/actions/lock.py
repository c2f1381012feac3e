"""Locks a payment for the rest of the transaction, always in one order: pledge, payment, attempts. No deadlocks."""

from uuid import UUID

from smallfavor.payments.models import Payment, Pledge


def lock_payment(uuid: UUID) -> Payment | None:
    """The payment, locked together with its pledge (`payment.pledge` is the locked row); None where there is none.

    Not the keys: whoever commits a row that points at the payment must not wait for us while we wait for that row.
    """
    while True:
        row = Payment.objects.filter(uuid=uuid).values_list("pledge_id").first()
        if row is None:
            return None
        pledge = Pledge.objects.select_for_update(no_key=True).get(pk=row[0]) if row[0] else None
        payment = Payment.objects.select_for_update(no_key=True).get(uuid=uuid)
        # A changed order may have put the payment under another pledge in between.
        if payment.pledge_id == row[0]:
            if pledge is not None:
                payment.pledge = pledge
            return payment
