"""Reads appeals: as drafts (what is being written) and as they are live (what was published)."""

from dataclasses import fields
from datetime import datetime

from django.conf import settings
from django.db.models import Prefetch, QuerySet

from smallfavor.appeals.models import Appeal, AskingSwitch, Campaign, Variant
from smallfavor.appeals.rules.draft import AppealDraft, Audience, PleaText, VariantDraft
from smallfavor.appeals.rules.problems import Problem, Setting, problems
from smallfavor.core.paper import current_paper


def draft_of(appeal: Appeal) -> AppealDraft:
    """The appeal as it is being written."""
    return AppealDraft(
        slug=appeal.slug,
        name=appeal.name,
        placement=appeal.placement,
        priority=appeal.priority,
        campaign=appeal.campaign.slug if appeal.campaign else "",
        starts_at=appeal.starts_at,
        ends_at=appeal.ends_at,
        deadline=appeal.deadline,
        audience=Audience.from_json(appeal.audience),
        cap_views=appeal.cap_views,
        cap_days=appeal.cap_days,
        gap_days=appeal.gap_days,
        quiet_days=appeal.quiet_days,
        gentle=appeal.gentle,
        holdback_percent=appeal.holdback_percent,
        unit=appeal.unit,
        salt=appeal.salt,
        variants=tuple(_variant_draft(each) for each in appeal.variants.all()),
    )


def _variant_draft(variant: Variant) -> VariantDraft:
    texts = {
        each.language: PleaText(**{name.name: getattr(each, name.name) for name in fields(PleaText)})
        for each in variant.texts.all()
    }
    plain = {each.name: getattr(variant, each.name) for each in fields(VariantDraft) if each.name != "texts"}
    return VariantDraft(**plain, texts=texts)


def published_draft(appeal: Appeal) -> AppealDraft | None:
    """The appeal as readers get it; None while it is not live."""
    return AppealDraft.from_json(appeal.live_revision.content) if appeal.live_revision else None


def live_drafts() -> list[AppealDraft]:
    """Everything that is published, begun or not."""
    live = Appeal.objects.filter(live_revision__isnull=False).select_related("live_revision").order_by("slug")
    return [AppealDraft.from_json(each.live_revision.content) for each in live if each.live_revision]


def appeals_for_desk() -> QuerySet[Appeal]:
    """All appeals with what a list of them needs, in few queries."""
    return (
        Appeal.objects.select_related("live_revision", "campaign", "owner")
        .prefetch_related(Prefetch("variants", Variant.objects.prefetch_related("texts")))
        .order_by("archived", "placement", "-priority", "name")
    )


def asking_is_off() -> bool:
    newest = AskingSwitch.objects.first()
    return newest is not None and newest.off


def setting_of_the_paper(now: datetime) -> Setting:
    """What drafts are held against in this installation."""
    return Setting(
        languages=[code for code, _name in settings.LANGUAGES],
        paper_language=settings.LANGUAGE_CODE,
        years=current_paper().years(now),
        consent=settings.CONSENT,
        risk=[code.upper() for code in settings.RISK_COUNTRIES],
        goals=set(Campaign.objects.filter(goal_minor__isnull=False).values_list("slug", flat=True)),
    )


def problems_of(draft: AppealDraft, *, now: datetime) -> list[Problem]:
    """What keeps this draft from being published, here and now."""
    return problems(draft, setting_of_the_paper(now))
