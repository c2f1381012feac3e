"""Opens a payment for a gift that is taken by hand, on the way that every payment goes: planned, sent, then settled.

Not here: filling the slip in (bank.actions.note_gift), which is the money.
"""

import hashlib
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from smallfavor.core.money import Money
from smallfavor.payments import providers
from smallfavor.payments.actions.change_state import note
from smallfavor.payments.actions.check_place import check_place
from smallfavor.payments.actions.claim import claim_one
from smallfavor.payments.actions.lock import lock_payment
from smallfavor.payments.actions.open_accounts import open_accounts
from smallfavor.payments.actions.order import MethodUnavailable
from smallfavor.payments.actions.plan_attempt import plan_checkout
from smallfavor.payments.actions.send import send
from smallfavor.payments.models import Attempt, Payment, ProviderAccount
from smallfavor.payments.queries import account_for
from smallfavor.payments.queries.installation import installation
from smallfavor.payments.rules.keys import form_payment_uuid
from smallfavor.supporters.actions.enrol import enrol_supporter, enrol_unnamed
from smallfavor.supporters.models import Supporter


class CounterBusy(Exception):
    """Raised when the payment is planned and its provider gave no answer: send the same form again."""

    code = "counter_busy"


@dataclass(frozen=True)
class GiftByHand:
    """`form_key`: of the form, so that it counts once however often it is sent. `email` may be empty: nobody's."""

    form_key: str
    method: str
    amount: Money
    email: str
    name: str
    language: str

    @property
    def request_key(self) -> str:
        """Another amount, way or giver is another gift, though the form is the same."""
        told = (self.form_key, self.method, self.amount.major_text(), self.amount.currency, self.email.casefold())
        return hashlib.sha256("|".join(told).encode()).hexdigest()


@dataclass(frozen=True)
class OpenedByHand:
    payment: Payment
    session_id: str


def open_by_hand(gift: GiftByHand, *, actor: str, now: datetime) -> OpenedByHand:
    """The payment of this form and the slip that waits to be filled in.

    Raises MethodUnavailable, AddressInvalid, RequestInvalid; nothing has happened then. CounterBusy.
    """
    open_accounts()
    check_place()
    account = account_for(gift.method, gift.amount, "once")
    if account is None:
        raise MethodUnavailable(f"{gift.method} in {gift.amount.currency}")
    attempt = _plan(gift, account, actor=actor, now=now)
    if not attempt.session_id:
        claimed = claim_one(attempt)
        if claimed is not None:
            send(claimed, now=now)
        attempt.refresh_from_db()
    if not attempt.session_id:
        raise CounterBusy(str(attempt))
    return OpenedByHand(attempt.payment, attempt.session_id)


@transaction.atomic(durable=True)
def _plan(gift: GiftByHand, account: ProviderAccount, *, actor: str, now: datetime) -> Attempt:
    uuid = form_payment_uuid(installation(), gift.request_key)
    payment = lock_payment(uuid)
    if payment is not None:
        return payment.attempts.select_related("payment", "provider_account").order_by("n")[0]
    method = providers.get(account).capabilities().method(gift.method)
    if method is None:
        raise MethodUnavailable(gift.method)
    payment = Payment.objects.create(
        uuid=uuid,
        request_key=gift.request_key,
        supporter=_giver(gift, now=now),
        interval="once",
        amount_minor=gift.amount.minor,
        currency=gift.amount.currency,
        method=gift.method,
        language=gift.language,
        expires_at=now + method.page_life,
        created_at=now,
    )
    note(payment=payment, pledge=None, state=payment.state, actor=actor, reason=f"noted: {gift.method}", now=now)
    return plan_checkout(payment, account, now=now)


def _giver(gift: GiftByHand, *, now: datetime) -> Supporter:
    if not gift.email:
        return enrol_unnamed(language=gift.language, now=now)
    return enrol_supporter(email=gift.email, name=gift.name, language=gift.language, now=now)
