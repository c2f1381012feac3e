"""A draft as its writer looks at it: shown to this one reader now, whatever its audience and its schedule. Pure."""

from dataclasses import replace

from smallfavor.appeals.rules.draft import AppealDraft, Audience


def preview_draft(draft: AppealDraft, variant: str) -> AppealDraft:
    """The draft with the one wording `variant` (the first where there is no such) and nothing that could hide it."""
    chosen = [each for each in draft.variants if each.slug == variant] or list(draft.variants[:1])
    return replace(
        draft,
        starts_at=None,
        ends_at=None,
        audience=Audience(),
        cap_views=None,
        cap_days=None,
        gap_days=0,
        holdback_percent=0,
        variants=tuple(replace(each, share=1) for each in chosen),
    )
