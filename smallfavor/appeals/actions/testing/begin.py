"""Begins a test of an appeal: what it is to find, and what a gift is worth, stand still from then on."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction

from smallfavor.appeals.actions.publish_manifest import publish_manifest_on_commit
from smallfavor.appeals.actions.refusals import Actor, NotLive, require_publisher
from smallfavor.appeals.actions.testing.set_shares import set_shares
from smallfavor.appeals.models import Allocation, Appeal, AppealTest
from smallfavor.appeals.queries.drafts import published_draft
from smallfavor.appeals.rules.shares import shown_variants


class TooFewVariants(Exception):
    """Raised when the published plea shows fewer than two variants: there is nothing to compare."""

    code = "too_few_variants"


class AlreadyUnderWay(Exception):
    """Raised when the appeal is being tested already."""

    code = "already_under_way"


@dataclass(frozen=True)
class NewTest:
    """What is frozen. `minimum_effect` is a fraction; `cap_minor` counts in `currency`, the base.

    `shares` by variant, for an allocation by hand alone. `expected` is the planner's word, kept as it is.
    """

    minimum_effect: float
    months_expected: float
    cap_minor: int
    currency: str
    allocation: str = Allocation.EVEN
    shares: Mapping[str, int] | None = None
    expected: Mapping[str, Any] = field(default_factory=dict)


@transaction.atomic
def begin_test(appeal: Appeal, plan: NewTest, *, actor: Actor, now: datetime) -> AppealTest:
    """Begin a test of the variants that readers get now; its shares are live within a minute.

    Raises NotAllowed, NotLive, TooFewVariants, AlreadyUnderWay, SharesInvalid; nothing has changed then.
    """
    require_publisher(actor)
    appeal = Appeal.objects.select_for_update(of=["self"]).select_related("live_revision").get(pk=appeal.pk)
    draft = published_draft(appeal)
    if draft is None:
        raise NotLive(appeal.slug)
    if AppealTest.objects.filter(appeal=appeal, ended_at__isnull=True).exists():
        raise AlreadyUnderWay(appeal.slug)
    variants = shown_variants(draft)
    if len(variants) < 2:
        raise TooFewVariants(appeal.slug)
    test = AppealTest.objects.create(
        appeal=appeal,
        started_at=now,
        started_by=actor,
        variants=variants,
        minimum_effect=plan.minimum_effect,
        months_expected=plan.months_expected,
        cap_minor=plan.cap_minor,
        currency=plan.currency,
        allocation=plan.allocation,
        plan=dict(plan.expected),
    )
    even = dict.fromkeys(variants, 1)
    by_hand = plan.allocation == Allocation.HAND and plan.shares
    set_shares(appeal, dict(plan.shares or even) if by_hand else even, by="test", actor=actor, now=now)
    publish_manifest_on_commit(now=now)  # readers move by weeks from now on, whether or not a share moved
    return test
