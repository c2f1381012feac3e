"""What this app holds about a person: mandates, and the debits under them. Files that a bank got stay, sealed."""

from collections.abc import Mapping
from datetime import datetime

from django.utils.translation import gettext, ngettext

from smallfavor.bank.actions.end_mandate import end_mandate
from smallfavor.bank.models import Collection, CollectionFile, Mandate
from smallfavor.bank.sealed import PayerGone, open_payer
from smallfavor.supporters.models import Supporter
from smallfavor.supporters.privacy import register


def register_with_privacy() -> None:
    register("bank", export=_export, erase=_erase)


def _export(supporter: Supporter) -> Mapping[str, object]:
    return {
        "mandates": [
            {
                "reference": mandate.reference,
                "signed": mandate.signed_on.isoformat(),
                **_payer(mandate),
                "state": mandate.state,
                "ended": mandate.ended_at.isoformat() if mandate.ended_at else None,
                "debits": [
                    {
                        "day": debit.due_on.isoformat(),
                        "amount": f"{debit.amount.major_text()} {debit.currency}",
                        "state": debit.state,
                        "reason": debit.reason,
                    }
                    for debit in mandate.collections.order_by("due_on", "id")
                ],
            }
            for mandate in Mandate.objects.filter(supporter=supporter).order_by("created_at")
        ],
    }


def _payer(mandate: Mandate) -> dict[str, str]:
    try:
        payer = open_payer(mandate)
    except PayerGone:
        return {}
    return {"holder": payer.holder, "IBAN": payer.iban}


def _erase(supporter: Supporter, now: datetime) -> list[str]:
    """End the mandates, forget names and accounts; what was given to a bank is told."""
    mandates = Mandate.objects.filter(supporter=supporter)
    debits = Collection.objects.filter(mandate__supporter=supporter)
    for mandate in mandates:
        end_mandate(mandate, actor="erasure", reason="erased", now=now)
    mandates.update(holder_sealed=None, iban_sealed=None, label="")
    files = CollectionFile.objects.filter(pk__in=debits.values("file"), body_sealed__isnull=False).count()
    kept = []
    if mandates.exists():
        kept.append(
            gettext(
                "The mandate’s number and dates stay, with the days and amounts of its debits, as the law of payments "
                "asks; the name and the account are gone."
            )
        )
    if files:
        kept.append(
            ngettext(
                "{count} file that went to the bank, with the name and the account in it, stays locked away until a "
                "bank can’t ask us for proof any more, 14 months after it went; then it is destroyed.",
                "{count} files that went to the bank, with the name and the account in them, stay locked away until a "
                "bank can’t ask us for proof any more, 14 months after they went; then they are destroyed.",
                files,
            ).format(count=files)
        )
    return kept
