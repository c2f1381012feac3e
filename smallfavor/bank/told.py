"""What payers say on a statement's line (name, account, words), sealed under the installation's key until forgotten.

No supporter is known when a line comes in, so no supporter's key can seal it. Not here: forgetting (actions/forget.py).
"""

import json
from dataclasses import asdict, dataclass, field

from smallfavor.bank.models import BankLine
from smallfavor.bank.rules.statement_line import StatementLine
from smallfavor.core.sealing import installation_keys, key_name, keyed_hashes, open_sealed, seal

LINES = "bank.lines"
PAYERS = "bank.payers"


@dataclass(frozen=True)
class ToldByPayer:
    """For the moment of use; never logged or put in a job. Empty where it was forgotten."""

    name: str = field(default="", repr=False)
    iban: str = field(default="", repr=False)
    remittance: str = field(default="", repr=False)
    reference: str = field(default="", repr=False)
    original: str = field(default="", repr=False)  # the amount, where it was sent in another currency


def seal_told(line: StatementLine) -> bytes:
    original = "" if line.original is None else f"{line.original.major_text()} {line.original.currency}"
    told = ToldByPayer(line.name, line.iban, line.remittance, line.reference, original)
    return _seal(json.dumps(asdict(told), ensure_ascii=False).encode(), line.account, line.line_id)


def open_told(row: BankLine) -> ToldByPayer:
    """Raises SealBroken."""
    if row.told_sealed is None:
        return ToldByPayer()
    return ToldByPayer(**json.loads(_open(row)))


def hash_payer(iban: str) -> bytes | None:
    """By which the lines of one account are found; tells nothing without the installation's key."""
    return keyed_hashes(iban, purpose=PAYERS)[0] if iban else None


def reseal_lines() -> int:
    """Bring lines that are sealed under an older installation key to today's; returns how many."""
    today, count = installation_keys(LINES)[0].name, 0
    for row in BankLine.objects.exclude(told_sealed=None).iterator():
        if key_name(bytes(row.told_sealed or b"")) != today:
            BankLine.objects.filter(pk=row.pk).update(told_sealed=_seal(_open(row), row.iban, row.line_id))
            count += 1
    return count


def _seal(plain: bytes, iban: str, line_id: str) -> bytes:
    return seal(plain, key=installation_keys(LINES)[0], bound_to=f"bank.line/{iban}/{line_id}")


def _open(row: BankLine) -> bytes:
    place = f"bank.line/{row.iban}/{row.line_id}"
    return open_sealed(bytes(row.told_sealed or b""), keys=installation_keys(LINES), bound_to=place)
