"""Who we are to the providers."""

from django.conf import settings

from smallfavor.payments.rules.keys import installation_id


def installation() -> str:
    """The id that all our objects at providers carry; the same for as long as INSTALLATION_KEY is."""
    return installation_id(settings.INSTALLATION_KEY)
