"""A receipt to print, behind the supporter's own link. Their name stands on it as they gave it, opened for this view.

Not here: issuing and numbering (payments/actions/issue_receipts.py).
"""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from smallfavor.giving import wording
from smallfavor.giving.answers import address
from smallfavor.giving.views.doors import by_link
from smallfavor.payments.models import Receipt, ReceiptKind
from smallfavor.payments.queries import way_name
from smallfavor.payments.queries.receipts import receipt_by_number
from smallfavor.supporters.models import Supporter
from smallfavor.supporters.queries import contact_of


@require_http_methods(["GET", "HEAD"])
@by_link
def receipt(request: HttpRequest, token: str, supporter: Supporter, number: str) -> HttpResponse:
    """One receipt or credit note of the supporter's own. Raises Http404, for a stranger's too."""
    found = receipt_by_number(number)
    if found is None or found.payment.supporter_id != supporter.pk:
        raise Http404("no such receipt")
    contact = contact_of(supporter)
    context = {
        "receipt": found,
        "is_credit_note": found.kind == ReceiptKind.CREDIT_NOTE,
        "amount": wording.money(found.amount),
        "moved_on": wording.long_day(found.moved_on),
        "issued_on": wording.long_day(found.issued_on),
        "how_often": wording.interval_name(found.payment.interval),
        "way": way_name(found.payment.method),
        "name": contact.name if contact else "",
        "others": [(other.number, address("receipt", token, other.number)) for other in _others(found)],
        "back": address("manage", token),
    }
    return render(request, "giving/receipt.html", context)


def _others(receipt: Receipt) -> list[Receipt]:
    """Credit notes that take from this receipt; on a credit note, the receipt it takes from."""
    charge = receipt.provider_object.charge_id
    rows = Receipt.objects.order_by("year", "serial")
    if receipt.kind == ReceiptKind.CREDIT_NOTE:
        return list(rows.filter(provider_object=charge))
    return list(rows.filter(provider_object__charge=receipt.provider_object_id, kind=ReceiptKind.CREDIT_NOTE))
