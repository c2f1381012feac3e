"""Books money on an account that a person has found to be the paper's, and nobody's gift. Nothing is sent anywhere."""

from datetime import datetime

from django.db import transaction

from smallfavor.payments import providers
from smallfavor.payments.actions.book_other_income import BookingRefused, book_other_income
from smallfavor.payments.actions.note_foreign import movements_of, note_foreign
from smallfavor.payments.models import ForeignObject, ProviderAccount
from smallfavor.payments.providers.base import Succeeded


class NotFound(BookingRefused):
    """Raised when the provider knows of no such money, or it is a payment of ours."""

    code = "not_found"


@transaction.atomic
def book_found_income(account: ProviderAccount, object_id: str, *, actor: str, now: datetime) -> ForeignObject:
    """Look the object up afresh and book it as other income, once. Raises BookingRefused, ProviderUnavailable."""
    record = providers.get(account).fetch(object_id)
    if not isinstance(record, Succeeded) or record.ours is not None:
        raise NotFound(object_id)
    [row] = note_foreign(account, movements_of(record), now=now)
    return book_other_income(row, actor=actor, now=now)
