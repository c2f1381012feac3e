"""Saves what is being written. Readers get nothing of it until it is published."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from smallfavor.appeals.actions.history import note_change
from smallfavor.appeals.actions.refusals import Actor
from smallfavor.appeals.models import Appeal, AppealChange, Campaign, Variant, VariantText
from smallfavor.appeals.queries.drafts import draft_of
from smallfavor.appeals.rules.draft import AppealDraft, PleaText, VariantDraft

PLAIN_FIELDS = (
    "name", "placement", "priority", "starts_at", "ends_at", "cap_views", "cap_days", "gap_days", "holdback_percent",
)  # fmt: skip


@transaction.atomic
def save_draft(draft: AppealDraft, *, actor: Actor, now: datetime) -> Appeal:
    """Make the appeal `draft.slug` be written as in `draft`; a new slug is a new appeal.

    The salt is set once, with the appeal, so that a reader keeps a variant. Nothing changes, and no change is noted,
    where the draft is as it was.
    """
    appeal = Appeal.objects.select_for_update(of=["self"]).filter(slug=draft.slug).first()
    if appeal is None:
        appeal = Appeal(slug=draft.slug)
        if draft.salt:
            appeal.salt = draft.salt
        kind = AppealChange.Kind.CREATED
    elif draft_of(appeal) == _as_stored(draft, appeal):
        return appeal
    else:
        kind = AppealChange.Kind.EDITED
    for name in PLAIN_FIELDS:
        setattr(appeal, name, getattr(draft, name))
    appeal.audience = draft.audience.to_json()
    appeal.campaign = Campaign.objects.get(slug=draft.campaign) if draft.campaign else None
    appeal.updated_at = now
    appeal.save()
    _save_variants(appeal, draft.variants)
    note_change(appeal, kind, actor=actor, now=now)
    return appeal


def _as_stored(draft: AppealDraft, appeal: Appeal) -> AppealDraft:
    """The draft as it would be read back: the appeal's own salt, no empty texts."""
    stored = AppealDraft.from_json({**draft.to_json(), "salt": appeal.salt})
    variants = tuple(
        VariantDraft(each.slug, each.share, each.interval, each.amount_index, _written(each.texts))
        for each in stored.variants
    )
    return AppealDraft(**{**vars(stored), "variants": variants})


def _written(texts: Mapping[str, PleaText]) -> dict[str, PleaText]:
    return {language: text for language, text in texts.items() if not text.is_empty}


def _save_variants(appeal: Appeal, drafts: tuple[VariantDraft, ...]) -> None:
    appeal.variants.exclude(slug__in=[each.slug for each in drafts]).delete()
    for position, draft in enumerate(drafts):
        variant, _created = Variant.objects.update_or_create(
            appeal=appeal,
            slug=draft.slug,
            defaults={
                "share": draft.share,
                "interval": draft.interval,
                "amount_index": draft.amount_index,
                "position": position,
            },
        )
        texts = _written(draft.texts)
        variant.texts.exclude(language__in=texts).delete()
        for language, text in texts.items():
            VariantText.objects.update_or_create(variant=variant, language=language, defaults=vars(text))
