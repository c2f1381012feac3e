"""Finding receipts by the number that stands on them."""

import re

from smallfavor.payments.models import Receipt

_NUMBER = re.compile(r"(\d{4})-(\d{1,9})")


def receipt_by_number(number: str) -> Receipt | None:
    """None for what is no number, or nobody's."""
    match = _NUMBER.fullmatch(number.strip())
    if match is None:
        return None
    rows = Receipt.objects.select_related("payment__supporter", "payment__pledge", "provider_object")
    return rows.filter(year=int(match[1]), serial=int(match[2])).first()
