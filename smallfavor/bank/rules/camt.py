"""Reads camt.053 (statements) and camt.054 (notifications), any version of .001, into statements of lines.

Refused whole where something is missing or does not add up. Not here: what one transaction says (camt_transaction.py),
how lines are named (line_ids.py).
"""

from dataclasses import replace
from datetime import date

from smallfavor.bank.rules.camt_amounts import read_amount, read_day, read_side
from smallfavor.bank.rules.camt_transaction import read_transaction
from smallfavor.bank.rules.file_refused import FileRefused
from smallfavor.bank.rules.line_ids import name_lines, usable
from smallfavor.bank.rules.statement_line import ReadStatement, StatementKind, StatementLine
from smallfavor.bank.rules.xml_tree import Node, read_tree
from smallfavor.core.money import Money

_MESSAGES: dict[str, tuple[str, StatementKind]] = {
    "BkToCstmrStmt": ("Stmt", "statement"),
    "BkToCstmrDbtCdtNtfctn": ("Ntfctn", "notification"),
}
_OPENING, _CLOSING = ("OPBD", "PRCD"), ("CLBD",)
MOST_LINES = 50_000


def is_camt(content: bytes) -> bool:
    """Whether to try to read it as XML at all."""
    return content[:200].lstrip(b"\xef\xbb\xbf\xff\xfe\x00 \t\r\n").startswith(b"<")


def read_camt(content: bytes) -> list[ReadStatement]:
    """Every statement or notification of the file. Raises FileRefused."""
    root = read_tree(content)
    body = next((child for child in [root, *root.children] if child.tag in _MESSAGES), None)
    if body is None:
        raise FileRefused(root.line, "is neither a statement (camt.053) nor a notification (camt.054)")
    tag, kind = _MESSAGES[body.tag]
    statements = [_statement(node, kind) for node in body.all(tag)]
    if not statements:
        raise FileRefused(body.line, "holds no statement")
    if sum(len(statement.lines) for statement in statements) > MOST_LINES:
        raise FileRefused(0, f"The file has more than {MOST_LINES} lines.")
    return statements


def _statement(node: Node, kind: StatementKind) -> ReadStatement:
    account = node.say("Acct/Id/IBAN", "Acct/Id/Othr/Id").replace(" ", "").upper()
    if not account:
        raise FileRefused(node.line, "does not say which account it is of")
    lines: list[StatementLine] = []
    pending = 0
    for entry in node.all("Ntry"):
        if _is_booked(entry):
            lines.extend(_entry_lines(entry, account))
        else:
            pending += 1
    currency = node.say("Acct/Ccy") or _currency_of(node, lines)
    foreign = next((line for line in lines if line.amount.currency != currency), None)
    if foreign:
        raise FileRefused(foreign.source_line, f"is not in {currency}, the currency of its account")
    opening, closing = _balance(node, _OPENING, currency), _balance(node, _CLOSING, currency)
    _check_sum(node, lines, opening, closing)
    return ReadStatement(
        kind=kind, account=account, currency=currency, statement_id=node.say("Id"), lines=name_lines(lines),
        opening_minor=opening, closing_minor=closing, until=_until(node, kind, lines), pending=pending,
    )  # fmt: skip


def _is_booked(entry: Node) -> bool:
    """Versions up to .07 write the state as text, later ones as a code inside. Without a state it counts as booked."""
    state = entry.say("Sts/Cd", "Sts/Prtry", "Sts")
    return state in {"", "BOOK"}


def _entry_lines(entry: Node, account: str) -> list[StatementLine]:
    amount, credit = read_amount(entry.one("Amt"), entry.line), read_side(entry)
    entry_id = usable(entry.say("AcctSvcrRef"))
    whole = StatementLine(
        account=account, line_id=entry_id, amount=amount, credit=credit, booked_on=_booked_on(entry),
        batch_id=entry.say("NtryDtls/Btch/PmtInfId", "NtryDtls/Btch/MsgId"),
        reversal=entry.say("RvslInd").lower() in {"true", "1"}, entry_id=entry_id,
        remittance=entry.say("AddtlNtryInf"), source_line=entry.line,
    )  # fmt: skip
    details = list(entry.all("NtryDtls/TxDtls"))
    if not details:
        return [whole]
    if len(details) == 1:
        return [read_transaction(details[0], whole, alone=True)]
    parts = [read_transaction(node, whole, alone=False) for node in details]
    # Details in another currency, or of which some are missing, explain nothing: the entry stands as one line.
    if any(part.amount.currency != amount.currency for part in parts):
        return [whole]
    if sum(part.signed_minor for part in parts) != whole.signed_minor:
        return [whole]
    return [replace(part, part=True) for part in parts]


def _booked_on(entry: Node) -> date:
    said = entry.say("BookgDt/Dt", "BookgDt/DtTm", "ValDt/Dt", "ValDt/DtTm")
    if not said:
        raise FileRefused(entry.line, "does not say when it was booked")
    return read_day(said, entry.line)


def _currency_of(node: Node, lines: list[StatementLine]) -> str:
    if lines:
        return lines[0].amount.currency
    found = node.one("Bal/Amt")
    if found is None:
        raise FileRefused(node.line, "does not say in which currency it is")
    return read_amount(found, node.line).currency


def _balance(node: Node, codes: tuple[str, ...], currency: str) -> int | None:
    for code in codes:
        for balance in node.all("Bal"):
            if balance.say("Tp/CdOrPrtry/Cd") == code:
                amount: Money = read_amount(balance.one("Amt"), balance.line)
                if amount.currency != currency:
                    raise FileRefused(balance.line, f"is not in {currency}, the currency of its account")
                return amount.minor if read_side(balance) else -amount.minor
    return None


def _until(node: Node, kind: StatementKind, lines: list[StatementLine]) -> date | None:
    if kind != "statement":
        return None
    closing = [balance for balance in node.all("Bal") if balance.say("Tp/CdOrPrtry/Cd") in _CLOSING]
    said = [balance.say("Dt/Dt", "Dt/DtTm") for balance in closing] + [node.say("FrToDt/ToDtTm")]
    days = [read_day(text, node.line) for text in said if text]
    return max([*days, *(line.booked_on for line in lines)], default=None)


def _check_sum(node: Node, lines: list[StatementLine], opening: int | None, closing: int | None) -> None:
    if opening is None or closing is None:
        return
    moved = sum(line.signed_minor for line in lines)
    if opening + moved != closing:
        raise FileRefused(
            node.line,
            f"does not add up: {opening} at the start and {moved} in its lines are not {closing} at the end",
        )
