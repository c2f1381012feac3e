"""Makes the row of every provider account that the PROVIDERS setting names."""

from django.conf import settings

from smallfavor.payments.models import ProviderAccount


def open_accounts() -> None:
    """Make what is missing; an account that stands is left as it is, stopped or disabled ones too."""
    standing = set(ProviderAccount.objects.values_list("code", flat=True))
    missing = [name for name in settings.PROVIDERS if name not in standing]
    ProviderAccount.objects.bulk_create(
        [ProviderAccount(code=name, provider=name) for name in missing], ignore_conflicts=True
    )
