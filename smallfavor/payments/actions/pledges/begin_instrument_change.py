"""Begins the change of a pledge's instrument: a hosted page that saves another way to pay. No money moves on it."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal, cast

from django.conf import settings
from django.db import transaction
from django.db.models import Max

from smallfavor.payments import providers
from smallfavor.payments.actions.check_place import check_place
from smallfavor.payments.actions.pledges.page_room import check_page_room
from smallfavor.payments.actions.pledges.refusals import PledgeEnded, WayUnfit
from smallfavor.payments.actions.settle import heed_refusal, settle
from smallfavor.payments.models import InstrumentSetup, Pledge, PledgeState, ProviderAccount, SetupState
from smallfavor.payments.providers.base import CheckoutRequest, Ours, Unknown
from smallfavor.payments.queries.accounts import account_of, method_at
from smallfavor.payments.queries.installation import installation
from smallfavor.payments.queries.ways import ways_for_pledge
from smallfavor.payments.rules.keys import idempotency_key
from smallfavor.supporters.links import manage_url

PAGE_LIFE = timedelta(hours=3)
RESEND_WITHIN = timedelta(hours=1)
FIRST_LOOK = timedelta(minutes=2)  # the webhook comes sooner, as a rule


@dataclass(frozen=True)
class SetupStep:
    """What to show: the hosted page at `url` ("redirect"), or that the provider did not answer ("pending")."""

    kind: Literal["redirect", "pending"]
    url: str = ""


def begin_instrument_change(pledge: Pledge, *, now: datetime, back: str = "", method: str = "") -> SetupStep:
    """Lead the supporter to the page on which another way to pay is saved; asked again: the same page while it is open.

    `back`: the address of ours to which the page leads, by default the supporter's own page. `method`: which way, of
    those that suit the pledge (queries.ways_for_pledge); by default its own. When the page is complete, the pledge
    gets the new instrument and the old one is revoked (settle_setup).

    Raises PledgeEnded, also where no account that is open can take the pledge; WayUnfit; PagesSpent.
    """
    setup = _plan(pledge, back or manage_url(pledge.supporter), method, now=now)
    if setup.state == SetupState.AWAITING_PAYER:
        return SetupStep("redirect", setup.session_url)
    if not check_place() or setup.provider_account.stopped_reason:
        return SetupStep("pending")
    answer = providers.get(setup.provider_account).begin_checkout(bytes(setup.frozen_body), key=setup.idem_key)
    if isinstance(answer, Unknown):
        heed_refusal(setup.provider_account, answer)
        return SetupStep("pending")
    settle(setup.provider_account, [answer], actor="supporter", now=now)
    return SetupStep("redirect", answer.url)


@transaction.atomic(durable=True)
def _plan(pledge: Pledge, back: str, method: str, *, now: datetime) -> InstrumentSetup:
    row = (
        Pledge.objects.select_for_update(of=("self",)).select_related("provider_account", "moving_to").get(pk=pledge.pk)
    )
    if row.state in {PledgeState.CANCELLED, PledgeState.PENDING}:
        raise PledgeEnded(str(row))
    account, code = _way(row, method)
    latest = row.setups.filter(provider_account=account).order_by("-n").first()
    if latest is not None and latest.method != code:
        latest = None
    if latest is not None and latest.state == SetupState.AWAITING_PAYER and now < latest.expires_at:
        return latest
    if latest is not None and latest.state == SetupState.PLANNED and now < latest.created_at + RESEND_WITHIN:
        return latest
    check_page_room(row, now=now)
    return _insert(row, account, code, back, now=now)


def _way(pledge: Pledge, method: str) -> tuple[ProviderAccount, str]:
    """Where the page is opened, and for which way to pay."""
    if method:
        fitting = next((way for way in ways_for_pledge(pledge) if way.code == method), None)
        if fitting is None:
            raise WayUnfit(f"{method} for {pledge}")
        return fitting.account, fitting.code
    account = account_of(pledge)
    if account is None:
        raise PledgeEnded(f"no account takes {pledge}")
    return account, method_at(account, pledge)


def _insert(pledge: Pledge, account: ProviderAccount, method: str, back: str, *, now: datetime) -> InstrumentSetup:
    highest: int | None = pledge.setups.aggregate(n=Max("n"))["n"]
    n, expires_at = (highest or 0) + 1, now + PAGE_LIFE
    request = CheckoutRequest(
        ours=Ours(installation(), "", n, str(pledge.uuid)),
        mode="setup",
        amount=None,
        method=method,
        interval=cast("Literal['monthly', 'yearly']", pledge.interval),
        description=settings.PAPER_STATEMENT_NAME,
        return_url=back,
        cancel_url=back,
        language=pledge.language,
        expires_at=expires_at,
        save_instrument=True,
    )
    return InstrumentSetup.objects.create(
        pledge=pledge,
        n=n,
        provider_account=account,
        method=method,
        idem_key=idempotency_key(installation(), pledge.uuid, n),
        frozen_body=providers.get(account).freeze_checkout(request),
        expires_at=expires_at,
        look_after=now + FIRST_LOOK,
        created_at=now,
    )
