"""Hold a filled-in form for its reader, mail them the link to go on, and open it again when they come.

The form is sealed under the installation's key and bound to its row. Not here: whether they may go on then (admit.py).
"""

import json
from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from smallfavor.core.jobs import defer
from smallfavor.core.money import Money
from smallfavor.core.sealing import SealBroken, installation_keys, open_sealed, seal
from smallfavor.payments.actions.guard.admit import Caller, things_of
from smallfavor.payments.actions.order import CheckoutOrder
from smallfavor.payments.models import HeldCheckout
from smallfavor.payments.queries.guard.counts import mails_asked, purses_of
from smallfavor.payments.queries.guard.names import namer
from smallfavor.payments.rules import guard
from smallfavor.payments.rules.guard import Kind
from smallfavor.supporters.sealed import lookups

TASK = "smallfavor.payments.tasks.mail_checkout_link"
KEY = "payments.held"
ONE_MAIL_IN = timedelta(hours=1)


def hold(order: CheckoutOrder, caller: Caller, *, now: datetime) -> bool:
    """Keep the form and have the link mailed; False when this sender, or a mail domain that nobody has paid from
    lately, asked for too many within the hour. Answers alike for every mailbox.

    Raises AddressInvalid.
    """
    names = namer(now=now).purse_names(things_of(order, caller))
    purses = purses_of(names, now=now)
    asking = [Kind.ADDRESS, Kind.NETWORK, Kind.DOMAIN]
    counted = {kind: mails_asked(names[kind], now=now) for kind in asking if kind in names}
    if any(not guard.may_ask_for_mail(kind, asked, purses) for kind, asked in counted.items()):
        return False
    row = HeldCheckout(
        email_lookup=lookups(order.email)[0],
        purses=[names[kind][0] for kind in counted],
        language=order.language,
        held_at=now,
    )
    row.sealed = seal(_packed(order), key=installation_keys(KEY)[0], bound_to=_place(row))
    with transaction.atomic():
        row.save(force_insert=True)
        defer(TASK, held=str(row.uuid))
    return True


def take_right_to_mail(held: HeldCheckout, *, now: datetime) -> bool:
    """True when this form may be written about: it has that right already, or no other of its mailbox got a mail
    within the hour."""
    with transaction.atomic():
        same = (
            HeldCheckout.objects.select_for_update().filter(email_lookup=bytes(held.email_lookup)).order_by("held_at")
        )
        mailed_at = {row.pk: row.mailed_at for row in same}
        if mailed_at.get(held.pk) is not None:
            return True
        if any(at is not None and at > now - ONE_MAIL_IN for at in mailed_at.values()):
            return False
        HeldCheckout.objects.filter(pk=held.pk).update(mailed_at=now)
    return True


def open_held(held: HeldCheckout) -> CheckoutOrder | None:
    """The order as it was filled in; None when the row can't be opened any more."""
    try:
        plain = open_sealed(bytes(held.sealed), keys=installation_keys(KEY), bound_to=_place(held))
    except SealBroken:
        return None
    return _unpacked(json.loads(plain))


def note_used(held: HeldCheckout, *, now: datetime) -> bool:
    """Count the link as used; False when it was before."""
    return HeldCheckout.objects.filter(pk=held.pk, used_at=None).update(used_at=now) == 1


def _packed(order: CheckoutOrder) -> bytes:
    return json.dumps(asdict(order) | {"amount": [order.amount.minor, order.amount.currency]}).encode()


def _unpacked(fields: dict[str, Any]) -> CheckoutOrder:
    minor, currency = fields.pop("amount")
    return CheckoutOrder(**fields, amount=Money(minor, currency))


def _place(held: HeldCheckout) -> str:
    return f"payments.heldcheckout/{held.uuid}"
