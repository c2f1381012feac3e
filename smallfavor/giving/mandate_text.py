"""The text of a SEPA mandate, as its payer reads and signs it. Its version is stored with the mandate.

The words follow the mandate of the European Payments Council (EPC016-06). Not here: the page (views/mandate.py).
"""

import hashlib

from django.utils.translation import gettext, ngettext

VERSION_LENGTH = 16


def mandate_paragraphs(*, creditor: str, notice_days: int, recurs: bool) -> list[str]:
    """In the active language."""
    return [pattern.format(creditor=creditor, days=notice_days) for pattern in _patterns(notice_days, recurs=recurs)]


def mandate_version(*, notice_days: int, recurs: bool) -> str:
    """A fingerprint of the text in the active language, the creditor's name apart: another word, another version."""
    text = "\n".join([*_patterns(notice_days, recurs=recurs), str(notice_days)])
    return hashlib.sha256(text.encode()).hexdigest()[:VERSION_LENGTH]


def _patterns(notice_days: int, *, recurs: bool) -> list[str]:
    return [
        gettext(
            "By signing this mandate form, you authorise (A) {creditor} to send instructions to your bank to debit "
            "your account and (B) your bank to debit your account in accordance with the instructions from {creditor}."
        ),
        gettext(
            "It is for the amounts that you choose here, and later on your own page: we ask for no other ones, again "
            "and again until you stop."
        )
        if recurs
        else gettext("It is for one payment of the amount that you chose."),
        gettext(
            "As part of your rights, you are entitled to a refund from your bank under the terms and conditions of "
            "your agreement with your bank. A refund must be claimed within 8 weeks starting from the date on which "
            "your account was debited. Your rights are explained in a statement that you can obtain from your bank."
        ),
        ngettext(
            "We tell you by mail of each amount and day at least {days} day before; with this you agree to that time "
            "in place of 14 days. One mail may tell of many days in advance.",
            "We tell you by mail of each amount and day at least {days} days before; with this you agree to that time "
            "in place of 14 days. One mail may tell of many days in advance.",
            notice_days,
        ),
    ]
