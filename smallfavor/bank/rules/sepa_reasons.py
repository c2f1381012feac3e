"""What a bank's reason code means for a debit, its mandate and its payer. With a table: docs/rules/sepa-returns.md.

Codes of ISO 20022 (ExternalReturnReason1Code, ExternalStatusReason1Code). Pure; the words are a decline's.
"""

from dataclasses import dataclass

ONCE_MORE = 2  # tries in all


@dataclass(frozen=True)
class Meaning:
    """`code` in a decline's words; `hard`: the same debit again is no use; `ends`: the mandate has ended with it.

    `tries`: how often one period may be asked for in all.
    """

    code: str
    hard: bool
    ends: bool
    tries: int = 1


_LACK_OF_MONEY = Meaning("insufficient_funds", hard=False, ends=False, tries=ONCE_MORE)
_ACCOUNT_GONE = Meaning("instrument_gone", hard=True, ends=True)
_BLOCKED = Meaning("instrument_gone", hard=True, ends=False)
_NO_MANDATE = Meaning("instrument_gone", hard=True, ends=True)
_WRONG_ACCOUNT = Meaning("incorrect_details", hard=True, ends=True)
_PAYER_WANTS_IT_BACK = Meaning("card_declined", hard=True, ends=True)
_BANK_FAILED = Meaning("processing_error", hard=False, ends=False, tries=ONCE_MORE)
_NOT_TOLD = Meaning("other", hard=False, ends=False)

# The bank has this very message or debit already: what it has counts, and nothing is sent again.
DUPLICATE = frozenset({"AM05", "DUPL"})
REASONS = {
    "AM04": _LACK_OF_MONEY,
    "AC04": _ACCOUNT_GONE,
    "MD07": _ACCOUNT_GONE,
    "AC01": _WRONG_ACCOUNT,
    "AC06": _BLOCKED,
    "AC13": _WRONG_ACCOUNT,
    "AG01": _WRONG_ACCOUNT,
    "RC01": _WRONG_ACCOUNT,
    "BE05": _NO_MANDATE,
    "MD01": _NO_MANDATE,
    "MD02": _NO_MANDATE,
    "MD06": _PAYER_WANTS_IT_BACK,
    "SL01": _NO_MANDATE,
    "MS02": _PAYER_WANTS_IT_BACK,
    "MS03": _NOT_TOLD,
    "AG02": _BANK_FAILED,
    "FF01": _BANK_FAILED,
    "CNOR": _WRONG_ACCOUNT,
    "DNOR": _WRONG_ACCOUNT,
    "FOCR": _NOT_TOLD,
    "RR01": _NOT_TOLD,
    "RR02": _NOT_TOLD,
    "RR03": _NOT_TOLD,
    "RR04": _NOT_TOLD,
}


def meaning_of(code: str) -> Meaning:
    """What this reason means; one that we have no words for is not tried again, and ends nothing."""
    return REASONS.get(code, _NOT_TOLD)
