"""Ids for new appeals."""

from anyascii import anyascii
from django.utils.text import slugify

from smallfavor.appeals.models import Appeal

BASIS_MAX = 50


def free_slug(name: str) -> str:
    """An id for an appeal of this name, in any script, that no other has."""
    basis = slugify(anyascii(name))[:BASIS_MAX].strip("-") or "plea"
    slug, number = basis, 2
    while Appeal.objects.filter(slug=slug).exists():
        slug, number = f"{basis}-{number}", number + 1
    return slug
