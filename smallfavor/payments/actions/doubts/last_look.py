"""The look that every decision begins with: what the provider has now is settled before anything is decided."""

import logging
from datetime import datetime

from smallfavor.payments.actions.doubts.refusals import CantBeSettled, ProviderSilent
from smallfavor.payments.actions.look import Look, look
from smallfavor.payments.models import Attempt

logger = logging.getLogger(__name__)


def last_look(attempt: Attempt, *, actor: str, now: datetime) -> bool:
    """True when something was found, and is settled: then the doubt is lifted.

    Raises ProviderSilent; CantBeSettled when something is there and our rows refuse it, which is why it is in doubt.
    """
    try:
        found = look(attempt, actor=actor, now=now)
    except Exception as error:
        logger.exception("attempt %s can't be settled", attempt.pk)
        raise CantBeSettled(
            f"the provider has something of it that our rows refuse ({type(error).__name__})"
        ) from error
    if found is Look.NO_ANSWER:
        raise ProviderSilent(str(attempt.provider_account))
    if found is Look.FOUND:
        Attempt.objects.filter(pk=attempt.pk).update(doubt="")
    return found is Look.FOUND
