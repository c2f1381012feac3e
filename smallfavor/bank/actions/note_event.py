"""Writes down what happened to a mandate, a debit or a file."""

from datetime import datetime

from smallfavor.bank.models import BankEvent, Collection, CollectionFile, Mandate


def note(
    thing: Mandate | Collection | CollectionFile, what: str, *, actor: str, now: datetime, reason: str = ""
) -> None:
    """`reason` holds nothing personal."""
    BankEvent.objects.create(
        mandate=thing if isinstance(thing, Mandate) else None,
        collection=thing if isinstance(thing, Collection) else None,
        file=thing if isinstance(thing, CollectionFile) else None,
        what=what,
        actor=actor,
        reason=reason[:300],
        happened_at=now,
    )
