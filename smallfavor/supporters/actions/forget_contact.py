"""Forget a contact, and keep only what a promise needs: the keyed hash of an address that said "never again"."""

from django.db import transaction

from smallfavor.supporters.models import Supporter, SupporterKey


def forget_contact(supporter: Supporter) -> None:
    """Destroy the key and the sealed values. Enrolling the same address later finds the row and seals anew."""
    with transaction.atomic():
        SupporterKey.objects.filter(supporter_uuid=supporter.uuid).delete()
        Supporter.objects.filter(pk=supporter.pk).update(email_sealed=None, name_sealed=None, country="")
