"""Previews by signed addresses, so that no row is written for what is only looked at.

The desk's own preview packs the draft that is being written into the address, for half a day. A preview link names an
appeal and a wording, for a week: it opens any article, on any site that carries the script, with the draft as it is
saved then. Whoever holds such an address may read the draft. Not here: the pages that show it.
"""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.core import signing

from smallfavor.appeals.models import Appeal
from smallfavor.appeals.queries.drafts import asking_is_off, draft_of
from smallfavor.appeals.queries.frame import frame
from smallfavor.appeals.rules.draft import AppealDraft
from smallfavor.appeals.rules.manifest import Compiled, compile_forced, compile_manifest
from smallfavor.appeals.rules.preview import preview_draft

SALT = "smallfavor.appeals.preview"
LIFE_S = 12 * 3600
LINK_SALT = "smallfavor.appeals.preview-link"
LINK_LIFE_S = 7 * 86_400
FRAGMENT = "smallfavor-preview"


class PreviewEnded(Exception):
    """Raised for an address that was not made here, or too long ago."""


@dataclass(frozen=True)
class Preview:
    draft: AppealDraft
    variant: str

    def compiled(self, now: datetime) -> Compiled:
        """The manifest with this one draft in it, shown to whoever looks."""
        anywhere = replace(frame(now), risk_countries=())
        return compile_manifest([preview_draft(self.draft, self.variant)], anywhere, off=False, now=now)


def preview_token(preview: Preview) -> str:
    """The preview as a part of an address."""
    packed = {"draft": preview.draft.to_json(), "variant": preview.variant}
    return signing.dumps(packed, salt=SALT, compress=True)


def read_preview(token: str) -> Preview:
    """Raises PreviewEnded."""
    try:
        packed: dict[str, Any] = signing.loads(token, salt=SALT, max_age=LIFE_S)
    except signing.BadSignature as error:
        raise PreviewEnded("no such preview") from error
    return Preview(AppealDraft.from_json(packed["draft"]), str(packed["variant"]))


@dataclass(frozen=True)
class LinkedPreview:
    appeal: Appeal
    variant: str

    @property
    def draft(self) -> AppealDraft:
        return draft_of(self.appeal)

    def compiled(self, now: datetime) -> Compiled:
        """The manifest with this appeal as it is saved now, forced, with all its conditions."""
        return compile_forced(self.draft, self.variant, frame(now), off=asking_is_off())


def preview_link(appeal: Appeal, variant: str, *, article_url: str) -> str:
    """The address of an article on which the appeal is shown in this wording, for a week. Nothing of it is counted.

    `article_url` is any page that carries the script, of the paper or of another site.
    """
    token = signing.dumps([appeal.slug, variant], salt=LINK_SALT)
    return f"{article_url.partition('#')[0]}#{FRAGMENT}={token}"


def open_preview(token: str) -> Preview | LinkedPreview:
    """What the token of an address shows, of either kind. Raises PreviewEnded."""
    try:
        slug, variant = signing.loads(token, salt=LINK_SALT, max_age=LINK_LIFE_S)
    except signing.BadSignature:
        return read_preview(token)
    appeal = Appeal.objects.select_related("campaign").filter(slug=slug).first()
    if appeal is None:
        raise PreviewEnded("the appeal is gone")
    return LinkedPreview(appeal, variant)
