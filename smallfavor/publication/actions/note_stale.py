"""Note what must be baked again. The note is committed with the change that made it necessary."""

from smallfavor.publication.models import Stale


def note_stale(page_id: int) -> None:
    """This page changed, appeared or is gone; its lists and what points to it are found when it is baked."""
    Stale.objects.create(page_id=page_id)


def note_all_stale() -> None:
    """Something changed that stands on every page."""
    Stale.objects.create(page_id=None)
