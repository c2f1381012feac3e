"""What the screen of a plea posts, for tests that type into it."""

from collections.abc import Callable
from typing import Any

from django.test import Client

from smallfavor.appeals.models import Appeal
from smallfavor.appeals.queries.drafts import draft_of
from smallfavor.desk.pleas.forms import PleaForms

SignIn = Callable[..., Client]


def fields_of(appeal: Appeal, **changes: Any) -> dict[str, Any]:
    """What the screen posts when nothing but `changes` is typed."""
    appeal.refresh_from_db()
    slugs = appeal.variants.values_list("slug", flat=True)
    posted: dict[str, Any] = {"version": appeal.version, "wordings": " ".join(slugs)}
    for form in PleaForms(draft_of(appeal)).all():
        for bound in form:
            value = bound.field.prepare_value(bound.value())
            posted[bound.html_name] = "" if value is None else value
    return posted | changes
