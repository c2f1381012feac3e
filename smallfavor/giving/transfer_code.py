"""The QR code that bank apps fill a transfer in from (EPC069-12), as an SVG picture without any style in it."""

import io
from decimal import Decimal

from segno import helpers

from smallfavor.bank.queries.receiver import Receiver
from smallfavor.core.money import Money

LONGEST_NAME = 70


def code_svg(receiver: Receiver, amount: Money, reference: str) -> bytes:
    """Euro alone: the standard knows no other currency. Raises ValueError for what it can't carry."""
    if amount.currency != "EUR":
        raise ValueError("the standard knows euro alone")
    code = helpers.make_epc_qr(
        name=receiver.beneficiary[:LONGEST_NAME],
        iban=receiver.iban,
        amount=Decimal(amount.minor).scaleb(-2),
        reference=reference,
        bic=receiver.bic or None,
        encoding="utf-8",
    )
    picture = io.BytesIO()
    # A white ground and a quiet zone: bank apps read dark on light, also from a dark page.
    code.save(picture, kind="svg", scale=6, border=4, dark="#000", light="#fff", xmldecl=False, svgclass=None,
              lineclass=None, omitsize=False)  # fmt: skip
    return picture.getvalue()
