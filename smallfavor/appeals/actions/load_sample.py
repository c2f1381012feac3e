"""Loads the sample paper's pleas, live. What an editor has changed since stays."""

from datetime import datetime

from django.db import transaction

from smallfavor.appeals.actions.publish_appeal import publish_appeal
from smallfavor.appeals.actions.save_draft import save_draft
from smallfavor.appeals.models import Appeal
from smallfavor.appeals.sample import SAMPLE


@transaction.atomic
def load_sample_appeals(*, now: datetime) -> list[Appeal]:
    """Save and publish each sample plea whose slug does not exist yet; returns those made. Again is nothing."""
    made = []
    for draft in SAMPLE:
        if not Appeal.objects.filter(slug=draft.slug).exists():
            appeal = save_draft(draft, actor=None, now=now)
            publish_appeal(appeal, actor=None, now=now)
            made.append(appeal)
    return made
