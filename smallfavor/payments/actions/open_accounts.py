"""Makes the row of every provider account that the PROVIDERS setting names."""

from django.conf import settings

from smallfavor.payments.models import ProviderAccount
from smallfavor.payments.rules.accounts import read_accounts


def open_accounts() -> None:
    """Make what is missing; an account that stands is left as it is, stopped or disabled ones too."""
    standing = set(ProviderAccount.objects.values_list("code", flat=True))
    named = read_accounts(settings.PROVIDERS)
    ProviderAccount.objects.bulk_create(
        [ProviderAccount(code=code, provider=named[code]) for code in named if code not in standing],
        ignore_conflicts=True,
    )
