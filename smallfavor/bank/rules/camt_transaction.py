"""What the details of one transaction (TxDtls) add to the entry that they are in."""

from dataclasses import replace

from smallfavor.bank.rules.camt_amounts import read_amount, read_side, try_amount
from smallfavor.bank.rules.creditor_reference import bare
from smallfavor.bank.rules.line_ids import usable
from smallfavor.bank.rules.statement_line import StatementLine
from smallfavor.bank.rules.xml_tree import Node
from smallfavor.core.money import Money

LONGEST_REMITTANCE = 2_000
LONGEST_NAME = 140


def read_transaction(node: Node, entry: StatementLine, *, alone: bool) -> StatementLine:
    """The line of one transaction. `alone`: it is all of its entry, so the entry's amount is its own."""
    credit = entry.credit if alone or node.one("CdtDbtInd") is None else read_side(node)
    amount = entry.amount if alone else _amount(node, entry.amount.currency)
    banks_id = _first(node, "AcctSvcrRef", "TxId")
    # One of several needs a name of its own beside the entry's; what the payer gave is only good beside the bank's.
    part_id = banks_id or (_first(node, "InstrId", "EndToEndId") if entry.line_id else "")
    return replace(
        entry,
        line_id=(entry.line_id or banks_id) if alone else f"{entry.line_id}/{part_id}".strip("/"),
        amount=amount, credit=credit,
        end_to_end_id=usable(node.say("Refs/EndToEndId")),
        mandate_id=usable(node.say("Refs/MndtId")),
        batch_id=entry.batch_id or usable(node.say("Refs/PmtInfId", "Refs/MsgId")),
        return_code=node.say("RtrInf/Rsn/Cd", "RtrInf/Rsn/Prtry"),
        reference=_reference(node),
        remittance=_remittance(node) or entry.remittance,
        name=_name(node, credit)[:LONGEST_NAME],
        iban=_iban(node, credit, entry.account),
        fee=_fee(node, amount, credit),
        original=_original(node, amount.currency),
        source_line=node.line,
    )  # fmt: skip


def _first(node: Node, *names: str) -> str:
    return next(filter(None, (usable(node.say(f"Refs/{name}")) for name in names)), "")


def _amount(node: Node, currency: str) -> Money:
    """In the account's currency, wherever the version and the bank have put it."""
    places = ("Amt", "AmtDtls/TxAmt/Amt", "AmtDtls/CntrValAmt/Amt", "AmtDtls/InstdAmt/Amt")
    found = [amount for place in places if (amount := try_amount(node.one(place)))]
    same = next((amount for amount in found if amount.currency == currency), None)
    return same or (found[0] if found else read_amount(None, node.line))


def _original(node: Node, currency: str) -> Money | None:
    for place in ("AmtDtls/InstdAmt/Amt", "AmtDtls/TxAmt/Amt", "Amt"):
        amount = try_amount(node.one(place))
        if amount and amount.currency != currency:
            return amount
    return None


def _fee(node: Node, amount: Money, credit: bool) -> Money | None:
    """What the bank kept inside `amount`. Charges that it books apart are lines of their own."""
    records = list(node.all("Chrgs/Rcrd")) or list(node.all("Chrgs"))
    minor, said = 0, False
    for record in records:
        charge = try_amount(record.one("Amt"))
        if charge is None or charge.currency != amount.currency:
            continue
        included = record.say("ChrgInclInd").lower()
        if included in {"false", "0"}:
            continue
        said = said or included in {"true", "1"}
        minor += charge.minor if record.say("CdtDbtInd") != "CRDT" else -charge.minor
    if minor <= 0:
        return None
    instructed = try_amount(node.one("AmtDtls/InstdAmt/Amt")) or try_amount(node.one("AmtDtls/TxAmt/Amt"))
    gross = amount.minor + (minor if credit else -minor)
    proven = instructed is not None and instructed.currency == amount.currency and instructed.minor == gross
    return Money(minor, amount.currency) if (said or proven) and gross > 0 else None


def _reference(node: Node) -> str:
    return bare(node.say("RmtInf/Strd/CdtrRefInf/Ref", "RmtInf/Strd/CdtrRefInf/CdtrRef"))[:35]


def _remittance(node: Node) -> str:
    """The payer's words. Banks cut them at 35 or 140 signs wherever that falls, so the pieces are told as lines."""
    return "\n".join(piece.text for piece in node.all("RmtInf/Ustrd") if piece.text)[:LONGEST_REMITTANCE]


def _name(node: Node, credit: bool) -> str:
    who = "Dbtr" if _payer_is_other(node, credit) else "Cdtr"
    return node.say(f"RltdPties/{who}/Pty/Nm", f"RltdPties/{who}/Nm")


def _iban(node: Node, credit: bool, ours: str) -> str:
    who = "Dbtr" if _payer_is_other(node, credit) else "Cdtr"
    iban = node.say(f"RltdPties/{who}Acct/Id/IBAN").replace(" ", "").upper()[:34]
    return "" if iban == ours else iban


def _payer_is_other(node: Node, credit: bool) -> bool:
    """Who the other side is. In a return the sides stay those of the movement that came back."""
    returned = node.one("RtrInf") is not None
    return credit != returned
