"""Stops every account after a restore: what was made after the backup is rebuilt before anything is sent."""

from datetime import datetime

from smallfavor.payments.actions.open_accounts import open_accounts
from smallfavor.payments.models import Installation, ProviderAccount

REASON = "restored from a backup: run `smallfavor resume`"
# Runs in the transaction that brings the rows back, so that no moment is left in which they could be sent.
STOP_SQL = f"UPDATE public.payments_provideraccount SET stopped_reason = '{REASON}';\n"  # noqa: S608 (a constant)


def stop_restored(*, backed_up_at: datetime) -> None:
    """Stop what is there and what the settings name; remember from when on the provider's record is to be read."""
    open_accounts()
    ProviderAccount.objects.update(stopped_reason=f"{REASON} (the backup is of {backed_up_at:%Y-%m-%d %H:%M} UTC)")
    Installation.objects.update(rebuild_from=backed_up_at)
