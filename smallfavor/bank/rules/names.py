"""The names that we give to what a bank hears of: made of keys by a hash, so that the same order has one name for good.

Banks take up to 35 signs of a narrow set; these are capitals and digits that nobody misreads.
"""

import base64
import hashlib
import re
from collections.abc import Iterable

LONGEST_HOLDER = 70


def end_to_end_id(account: str, key: str) -> str:
    """Of one debit: the bank brings it back with whatever it says of it."""
    return f"DD{_digest(f'collection|{account}|{key}')}"


def mandate_reference(account: str, session: str) -> str:
    """Of one mandate; its payer reads it on bank statements."""
    return f"M{_digest(f'mandate|{account}|{session}')[:12]}"


def session_id(account: str, key: str) -> str:
    return f"ms_{_digest(f'session|{account}|{key}').lower()}"


def return_id(end_to_end: str) -> str:
    """What sent back the debit of this name; a debit comes back once at most."""
    return f"{end_to_end}-R"


def collection_of_return(name: str) -> str:
    """The debit that this return is of; "" for a name that is no return's."""
    return name.removesuffix("-R") if name.endswith("-R") else ""


def message_id(account: str, end_to_end_ids: Iterable[str], before: Iterable[str]) -> str:
    """Of a file: the bank refuses a second one of the same name. Made of what it holds, so that the same debits are the
    same message even after a restore. `before`: the messages that these debits were in, and that came to nothing."""
    held, failed = ",".join(sorted(end_to_end_ids)), ",".join(sorted(set(before)))
    return f"F{_digest(f'file|{account}|{held}|{failed}')}"


def batch_id(message: str, number: int) -> str:
    """Of one part of a file: its debits have one day and one sequence type."""
    return f"{message}-{number}"


def creditor_id_is_right(text: str) -> bool:
    """True for a SEPA creditor identifier: country, check digits over country and national part, business code."""
    if not re.fullmatch(r"[A-Z]{2}[0-9]{2}[A-Z0-9]{3}[A-Z0-9]{1,28}", text):
        return False
    checked = text[7:] + text[:4]  # the business code (signs 5 to 7) is left out
    return int("".join(str(int(sign, 36)) for sign in checked)) % 97 == 1


def _digest(text: str) -> str:
    return base64.b32encode(hashlib.sha256(text.encode()).digest()).decode()[:26]


def transfer_page_id(account: str, key: str) -> str:
    return f"tp_{_digest(f'transfer page|{account}|{key}').lower()}"


def period_id(account: str, key: str) -> str:
    """Of one period of a standing order."""
    return f"te_{_digest(f'transfer expected|{account}|{key}').lower()}"


def missed_id(period: str) -> str:
    """What recorded that nothing came for it."""
    return f"{period}-m"


def received_id(line_id: str) -> str:
    """Of money that came for a page, and of what came again."""
    return f"tr_{_digest(f'transfer|{line_id}').lower()}"


def back_id(account: str, key: str) -> str:
    return f"tb_{_digest(f'transfer back|{account}|{key}').lower()}"


def slip_id(account: str, key: str) -> str:
    """Of a gift that is noted at the desk."""
    return f"ng_{_digest(f'slip|{account}|{key}').lower()}"


def reversal_id(slip: str, key: str) -> str:
    return f"nr_{_digest(f'reversal|{slip}|{key}').lower()}"


def reference_body(account: str, name: str) -> str:
    """The part of a structured reference that stands after its check digits: twelve signs, which nobody misreads."""
    return _digest(f"reference|{account}|{name}")[:12]
