"""Takes a mandate: what its payer signed on the page, and with it the order for the first debit."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from smallfavor.bank.actions.note_event import note
from smallfavor.bank.actions.order_collection import order_first
from smallfavor.bank.models import Mandate, MandatePage, PageState
from smallfavor.bank.queries.creditor import Creditor
from smallfavor.bank.record_changed import tell
from smallfavor.bank.rules.iban import label_of, read_iban
from smallfavor.bank.rules.names import LONGEST_HOLDER, mandate_reference
from smallfavor.bank.sealed import Payer, seal_payer
from smallfavor.supporters.models import Supporter


class PageOver(Exception):
    """Raised when the page takes no signature any more: its time is over, or it was closed."""

    code = "page_over"


class HolderInvalid(ValueError):
    """Raised when the account holder's name is empty or longer than a bank takes."""

    code = "holder_invalid"


@dataclass(frozen=True)
class Signature:
    """What was typed and agreed to: the mandate text of `text_version`, in `language`."""

    payer: Payer
    language: str
    text_version: str


def sign_mandate(
    page: MandatePage, supporter: Supporter, signature: Signature, creditor: Creditor, *, now: datetime
) -> Mandate:
    """The mandate of this page, taken once; whoever presses twice gets the same one. Orders the first debit with it.

    Raises PageOver, HolderInvalid, IbanInvalid; nothing has happened then.
    """
    holder, iban = " ".join(signature.payer.holder.split()), read_iban(signature.payer.iban)
    if not 0 < len(holder) <= LONGEST_HOLDER or not holder.isprintable():
        raise HolderInvalid(len(holder))
    with transaction.atomic():
        locked = MandatePage.objects.select_for_update(of=("self",)).select_related("mandate").get(pk=page.pk)
        if locked.mandate is not None:
            return locked.mandate
        if locked.state != PageState.OPEN or now >= locked.expires_at:
            raise PageOver(locked.object_id)
        mandate = _write(locked, supporter, Payer(holder, iban), signature, creditor, now=now)
        locked.mandate, locked.state = mandate, PageState.COMPLETE
        locked.save(update_fields=["mandate", "state"])
        note(mandate, "signed", actor="payer", now=now, reason=f"text {signature.text_version}, {signature.language}")
        if locked.amount_minor is not None:
            order_first(locked, mandate, creditor, now=now)
    tell(locked.account, [locked.metadata], now=now)
    return mandate


def _write(
    page: MandatePage, supporter: Supporter, payer: Payer, signature: Signature, creditor: Creditor, *, now: datetime
) -> Mandate:
    reference = mandate_reference(page.account, page.object_id)
    holder_sealed, iban_sealed = seal_payer(supporter, payer, reference=reference)
    return Mandate.objects.create(
        account=page.account,
        reference=reference,
        supporter=supporter,
        holder_sealed=holder_sealed,
        iban_sealed=iban_sealed,
        label=label_of(payer.iban),
        language=signature.language[:10],
        text_version=signature.text_version[:40],
        recurs=page.saves,
        signed_on=now.astimezone(creditor.agreed.zone).date(),
        created_at=now,
        metadata=page.metadata,
    )
