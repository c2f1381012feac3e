"""Close a hosted page on which a card was declined that nothing pays for any more. Its reader may begin anew."""

from datetime import datetime

from smallfavor.payments import providers
from smallfavor.payments.actions.settle import heed_refusal, settle
from smallfavor.payments.models import Attempt, AttemptState
from smallfavor.payments.providers.base import Unknown


def close_page(attempt: Attempt, *, now: datetime) -> None:
    """Ask the provider to close it. Where the reader was faster, the money counts; no answer leaves it to its age."""
    if attempt.state != AttemptState.AWAITING_PAYER or not attempt.session_id:
        return
    account = attempt.provider_account
    answer = providers.get(account).expire_session(attempt.session_id)
    if isinstance(answer, Unknown):
        heed_refusal(account, answer)
    else:
        settle(account, [answer], actor="guard", now=now)
