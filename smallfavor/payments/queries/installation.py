"""Who we are to the providers."""

import functools

from django.conf import settings

from smallfavor.payments.models import Installation
from smallfavor.payments.providers.base import Ours
from smallfavor.payments.rules.keys import installation_id


@functools.cache
def installation() -> str:
    """The id that all our objects at providers carry: 32 hex digits, kept from the first migration on.

    It does not change with the key that it was made from: charges of the old days stay ours.
    """
    stored = Installation.objects.values_list("code", flat=True).first()
    return stored or installation_id(settings.INSTALLATION_KEY)


def is_ours(ours: Ours | None) -> bool:
    """True when an object at a provider bears our installation's id."""
    return ours is not None and ours.installation == installation()
