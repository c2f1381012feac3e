"""Drafts in addresses: signed and packed, so that no row is written for what is only looked at.

Whoever holds such an address may read the draft for half a day. Not here: the page that shows it (desk).
"""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.core import signing

from smallfavor.appeals.queries.frame import frame
from smallfavor.appeals.rules.draft import AppealDraft
from smallfavor.appeals.rules.manifest import Compiled, compile_manifest
from smallfavor.appeals.rules.preview import preview_draft

SALT = "smallfavor.appeals.preview"
LIFE_S = 12 * 3600


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
