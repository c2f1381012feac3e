"""Ends a test, with the winner that the newsroom names, and shows it to everyone where that is wanted."""

from datetime import datetime

from django.db import transaction

from smallfavor.appeals.actions.publish_manifest import publish_manifest_on_commit
from smallfavor.appeals.actions.refusals import Actor, require_publisher
from smallfavor.appeals.actions.testing.set_shares import set_shares
from smallfavor.appeals.models import Appeal, AppealTest
from smallfavor.appeals.queries.drafts import published_draft
from smallfavor.appeals.rules.shares import shown_variants


class NoTestUnderWay(Exception):
    """Raised when there is no test to end."""

    code = "no_test_under_way"


class NotAVariant(Exception):
    """Raised for a winner that readers do not get."""

    code = "not_a_variant"


@transaction.atomic
def end_test(appeal: Appeal, *, winner: str = "", actor: Actor, now: datetime) -> AppealTest:
    """End the test that is under way. Shares stay as they are; readers keep a variant for good again.

    `winner` is a variant's slug, or empty where none is named. Raises NotAllowed, NoTestUnderWay, NotAVariant.
    """
    require_publisher(actor)
    test = AppealTest.objects.select_for_update().filter(appeal=appeal, ended_at__isnull=True).first()
    if test is None:
        raise NoTestUnderWay(appeal.slug)
    draft = published_draft(Appeal.objects.select_related("live_revision").get(pk=appeal.pk))
    if winner and winner not in {*test.variants, *(shown_variants(draft) if draft else [])}:
        raise NotAVariant(winner)
    test.ended_at, test.ended_by, test.winner = now, actor, winner
    test.save(update_fields=["ended_at", "ended_by", "winner"])
    publish_manifest_on_commit(now=now)
    return test


@transaction.atomic
def show_to_everyone(appeal: Appeal, variant: str, *, actor: Actor, now: datetime) -> None:
    """Show one variant to all readers. The others keep their words and get no share.

    Raises NotAllowed, NotLive, NotAVariant.
    """
    require_publisher(actor)
    draft = published_draft(Appeal.objects.select_related("live_revision").get(pk=appeal.pk))
    shown = shown_variants(draft) if draft else [variant]
    if variant not in shown:
        raise NotAVariant(variant)
    set_shares(appeal, {slug: int(slug == variant) for slug in shown}, by="winner", actor=actor, now=now)
