"""Sets the shares of an appeal's variants, beside its draft: by hand, by a test, by what the variants earn."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from smallfavor.appeals.actions.publish_manifest import publish_manifest_on_commit
from smallfavor.appeals.actions.refusals import Actor, NotLive, require_publisher
from smallfavor.appeals.models import Appeal, ShareSetting
from smallfavor.appeals.queries.drafts import published_draft
from smallfavor.appeals.queries.testing import current_shares
from smallfavor.appeals.rules.shares import checked, differ, shares_of, shown_variants


@transaction.atomic
def set_shares(
    appeal: Appeal, shares: Mapping[str, int], *, by: str, actor: Actor = None, now: datetime
) -> ShareSetting | None:
    """Give readers these shares within a minute. `by`: hand, test, bandit or winner.

    Shares are whole numbers against each other, one for each variant that the published plea shows. They stand until
    others are set, or until an editor publishes other shares with the plea. None, and nothing is published, where no
    share would move by more than a hundredth of the readers.

    Raises NotAllowed, NotLive, and SharesInvalid with nothing changed.
    """
    require_publisher(actor)
    appeal = Appeal.objects.select_for_update(of=["self"]).select_related("live_revision").get(pk=appeal.pk)
    draft = published_draft(appeal)
    if draft is None:
        raise NotLive(appeal.slug)
    shown = shown_variants(draft)
    wanted = checked(shares, shown)
    if not differ({slug: share for slug, share in current_shares(draft).items() if slug in shown}, wanted):
        return None
    over = {slug: share for slug, share in shares_of(draft).items() if slug in wanted}
    setting = ShareSetting.objects.create(appeal=appeal, shares=wanted, over=over, by=by, actor=actor, set_at=now)
    publish_manifest_on_commit(now=now)
    return setting
