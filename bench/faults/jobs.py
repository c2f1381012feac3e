"""What children of the nursery do once, with the product's own actions: migrate, make pledges, cancel, give back."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

SUPPORTERS = 20


def _now() -> datetime:
    return datetime.now(UTC)


def migrate() -> bool:
    """Bring the database up to the code, as `smallfavor init` does."""
    from django.core.management import call_command  # noqa: PLC0415

    from smallfavor.payments.actions.open_accounts import open_accounts  # noqa: PLC0415

    call_command("migrate", interactive=False, verbosity=0)
    open_accounts()
    return True


def open_accounts() -> bool:
    """The accounts that the settings name, and no others: for a copied database that nobody has used."""
    from smallfavor.payments.actions import open_accounts as accounts  # noqa: PLC0415
    from smallfavor.payments.models import ProviderAccount  # noqa: PLC0415

    ProviderAccount.objects.all().delete()
    accounts.open_accounts()
    return True


def make_pledges(account: str, tokens: list[str], amounts: list[int]) -> list[str]:
    """One monthly pledge for each saved card, its period 0 far ahead; uuids in the order of the tokens."""
    from smallfavor.payments.models import Instrument, Pledge, PledgeState, ProviderAccount  # noqa: PLC0415
    from smallfavor.supporters.actions.enrol import enrol_supporter  # noqa: PLC0415

    now = _now()
    provider_account = ProviderAccount.objects.get(code=account)
    people = [
        enrol_supporter(email=f"reader{n}.{uuid4().hex[:6]}@example.org", language="en", now=now)
        for n in range(min(SUPPORTERS, len(tokens)))
    ]
    cards = Instrument.objects.bulk_create(
        Instrument(
            supporter=people[n % len(people)], provider_account=provider_account, token=token, label="Visa",
            created_at=now, expires=(now + timedelta(days=2000)).date(),
        )
        for n, token in enumerate(tokens)
    )  # fmt: skip
    far = (now + timedelta(days=4000)).date()
    pledges = Pledge.objects.bulk_create(
        Pledge(
            supporter=card.supporter, instrument=card, provider_account=provider_account, state=PledgeState.ACTIVE,
            interval="monthly", amount_minor=minor, currency="USD", anchor=far, next_due=far,
            terms_version="harness", terms_accepted_at=now, created_at=now, started_at=now,
        )
        for card, minor in zip(cards, amounts, strict=True)
    )  # fmt: skip
    return [str(pledge.uuid) for pledge in pledges]


def cancel(pledges: list[str]) -> dict[str, float]:
    """Cancel these pledges as their readers would; when each was over, in seconds since 1970."""
    from smallfavor.payments.actions.pledges.cancel_pledge import cancel_pledge  # noqa: PLC0415
    from smallfavor.payments.models import Pledge  # noqa: PLC0415

    over = {}
    for pledge in Pledge.objects.filter(uuid__in=pledges):
        cancel_pledge(pledge, actor="supporter", now=_now())
        over[str(pledge.uuid)] = _now().timestamp()
    return over


JOBS: dict[str, Callable[..., Any]] = {
    "migrate": migrate,
    "open_accounts": open_accounts,
    "make_pledges": make_pledges,
    "cancel": cancel,
}
