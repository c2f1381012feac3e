"""Settles an attempt in doubt by the object that a person has found at the provider."""

from datetime import datetime

from smallfavor.payments import providers
from smallfavor.payments.actions.change_state import note
from smallfavor.payments.actions.doubts.refusals import NotInDoubt, OtherObject, ProviderSilent, said
from smallfavor.payments.actions.settle import settle
from smallfavor.payments.models import Attempt
from smallfavor.payments.providers.base import ProviderUnavailable
from smallfavor.payments.queries.installation import installation

LONGEST_ID = 200


def settle_named(attempt: Attempt, object_id: str, *, actor: str, reason: str, now: datetime) -> None:
    """It happened: fetch the object and settle it like any other. A person's word alone books nothing.

    Raises NotInDoubt, ReasonMissing, ProviderSilent, OtherObject (not there, or with another attempt's metadata).
    """
    words, name = said(reason), object_id.strip()
    row = Attempt.objects.select_related("provider_account", "payment").get(pk=attempt.pk)
    if not row.doubt:
        raise NotInDoubt(str(row))
    if not 0 < len(name) <= LONGEST_ID or not name.isprintable():
        raise OtherObject("that is no object's id")
    try:
        record = providers.get(row.provider_account).fetch(name)
    except ProviderUnavailable as error:
        raise ProviderSilent(str(row.provider_account)) from error
    ours = record.ours if record is not None else None
    if (
        record is None
        or ours is None
        or (ours.installation, ours.payment, ours.attempt) != (installation(), str(row.payment.uuid), row.n)
    ):
        raise OtherObject(f"{name} is not there, or is about something else")
    settle(row.provider_account, [record], actor=actor, now=now)
    Attempt.objects.filter(pk=row.pk).update(doubt="")
    note(payment=row.payment, pledge=None, state="settled_by_hand", actor=actor, now=now, reason=f"{name}: {words}")
