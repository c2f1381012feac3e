"""Saves what is being written. Readers get nothing of it until it is published."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from django.db import transaction

from smallfavor.appeals.actions.history import note_change
from smallfavor.appeals.actions.hold_appeal import require_free
from smallfavor.appeals.actions.refusals import Actor, Overtaken
from smallfavor.appeals.models import Appeal, AppealChange, Campaign, Variant, VariantText
from smallfavor.appeals.queries.drafts import draft_of
from smallfavor.appeals.rules.draft import AppealDraft, PleaText, VariantDraft

PLAIN_FIELDS = (
    "name", "placement", "priority", "starts_at", "ends_at", "deadline", "cap_views", "cap_days", "gap_days",
    "quiet_days", "gentle", "holdback_percent", "unit",
)  # fmt: skip
VARIANT_FIELDS = ("share", "interval", "amount_index", "design", "accent", "choice", "ticker")


@transaction.atomic
def save_draft(
    draft: AppealDraft,
    *,
    actor: Actor,
    now: datetime,
    seen: int | None = None,
    kind: AppealChange.Kind | None = None,
    reason: str = "",
) -> Appeal:
    """Make the appeal `draft.slug` be written as in `draft`; a new slug is a new appeal, owned by who makes it.

    The salt is set once, with the appeal, so that a reader keeps a variant. Nothing changes, and no change is noted,
    where the draft is as it was. `seen` is the version that the writer began from; `kind` and `reason` say more than
    "created" or "edited". Raises Overtaken when a newer version than `seen` was saved, HeldByAnother while somebody
    else is writing; then nothing has changed.
    """
    appeal = Appeal.objects.select_for_update(of=["self"]).filter(slug=draft.slug).first()
    is_new = appeal is None
    if appeal is None:
        appeal = Appeal(slug=draft.slug, owner=actor)
        if draft.salt:
            appeal.salt = draft.salt
    else:
        require_free(appeal, actor=actor, now=now)
        if seen is not None and seen != appeal.version:
            raise Overtaken(appeal.version)
        if draft_of(appeal) == _as_stored(draft, appeal):
            return appeal
    for name in PLAIN_FIELDS:
        setattr(appeal, name, getattr(draft, name))
    appeal.audience = draft.audience.to_json()
    appeal.campaign = Campaign.objects.get(slug=draft.campaign) if draft.campaign else None
    appeal.updated_at = now
    appeal.version += 1
    appeal.save()
    _save_variants(appeal, draft.variants)
    noted = kind or (AppealChange.Kind.CREATED if is_new else AppealChange.Kind.EDITED)
    note_change(appeal, noted, actor=actor, now=now, reason=reason, draft=_as_stored(draft, appeal))
    return appeal


def _as_stored(draft: AppealDraft, appeal: Appeal) -> AppealDraft:
    """The draft as it would be read back: the appeal's own salt, no empty texts."""
    stored = AppealDraft.from_json({**draft.to_json(), "salt": appeal.salt})
    return replace(stored, variants=tuple(replace(each, texts=_written(each.texts)) for each in stored.variants))


def _written(texts: Mapping[str, PleaText]) -> dict[str, PleaText]:
    return {language: text for language, text in texts.items() if not text.is_empty}


def _save_variants(appeal: Appeal, drafts: tuple[VariantDraft, ...]) -> None:
    appeal.variants.exclude(slug__in=[each.slug for each in drafts]).delete()
    for position, draft in enumerate(drafts):
        variant, _created = Variant.objects.update_or_create(
            appeal=appeal,
            slug=draft.slug,
            defaults={**{name: getattr(draft, name) for name in VARIANT_FIELDS}, "position": position},
        )
        texts = _written(draft.texts)
        variant.texts.exclude(language__in=texts).delete()
        for language, text in texts.items():
            VariantText.objects.update_or_create(variant=variant, language=language, defaults=vars(text))
