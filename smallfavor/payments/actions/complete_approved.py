"""Completes pages on which the payer has agreed, at services that take the money only when we say so.

Not here: finding out that a page is approved (look, settle_inbox, sweep_setups); what the answer causes (settle).
"""

from collections.abc import Iterable
from datetime import datetime

from smallfavor.core.boundaries import reached
from smallfavor.payments import providers
from smallfavor.payments.actions.compare_newest import readable_uuids
from smallfavor.payments.actions.settle import heed_refusal, settle
from smallfavor.payments.models import (
    Attempt,
    AttemptOperation,
    AttemptState,
    InstrumentSetup,
    PledgeState,
    ProviderAccount,
    SetupState,
)
from smallfavor.payments.providers.base import CheckoutSession, ProviderRecord, Unknown
from smallfavor.payments.queries.installation import is_ours
from smallfavor.payments.rules.keys import completion_key
from smallfavor.payments.rules.states import HAD_MONEY


def complete_approved(
    account: ProviderAccount, records: Iterable[ProviderRecord], *, actor: str, now: datetime
) -> None:
    """Complete those of these pages that are approved and that still wait here, and settle what comes of it.

    `records` are settled already. A page completes once, however many of us ask (providers/base.py), so this needs no
    lease: when the answer is lost or we are killed, the next look finds the page complete, or approved still. Not for
    a page whose attempt is over or whose payment had its money; nothing on an account that is stopped. Must not run
    inside a transaction.
    """
    for record in records:
        if isinstance(record, CheckoutSession) and record.state == "approved":
            _complete(account, record, actor=actor, now=now)


def _complete(account: ProviderAccount, page: CheckoutSession, *, actor: str, now: datetime) -> None:
    key = _key_of_waiting(account, page)
    if not key or not ProviderAccount.objects.filter(pk=account.pk, enabled=True, stopped_reason="").exists():
        return
    provider = providers.get(account)
    if provider.is_sandbox:
        reached("checkout.approved")
    answer = provider.complete_session(page.object_id, key=key)
    if provider.is_sandbox:
        reached("checkout.completed")
    if isinstance(answer, Unknown):
        heed_refusal(account, answer)
    else:
        settle(account, [answer], actor=actor, now=now)


def _key_of_waiting(account: ProviderAccount, page: CheckoutSession) -> str:
    """The key under which this page may be completed; empty where nobody waits for it here."""
    ours = page.ours
    if ours is None or not is_ours(ours):
        return ""
    if ours.payment:
        attempts = Attempt.objects.filter(
            provider_account=account,
            operation=AttemptOperation.CHECKOUT,
            state=AttemptState.AWAITING_PAYER,
            session_id=page.object_id,
            payment__uuid__in=readable_uuids([ours.payment]),
            n=ours.attempt,
        ).exclude(payment__state__in=HAD_MONEY)
        key = attempts.values_list("idem_key", flat=True).first()
    else:
        setups = InstrumentSetup.objects.filter(
            provider_account=account,
            state=SetupState.AWAITING_PAYER,
            session_id=page.object_id,
            pledge__uuid__in=readable_uuids([ours.pledge]),
            n=ours.attempt,
        ).exclude(pledge__state=PledgeState.CANCELLED)
        key = setups.values_list("idem_key", flat=True).first()
    return completion_key(key) if key else ""
