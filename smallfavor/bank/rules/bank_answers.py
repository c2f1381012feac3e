"""Reads what a bank answers to a file of debits: pain.002 (taken, rejected), pacs.004 (announced returns). Any version.

Not here: statements (camt.py) and what an answer causes (actions/take_answer.py). Pure.
"""

from dataclasses import dataclass

from smallfavor.bank.rules.file_refused import FileRefused
from smallfavor.bank.rules.xml_tree import Node, read_tree

MOST_ITEMS = 50_000
LONGEST_ID = 35


@dataclass(frozen=True)
class Item:
    """One debit, by the name that we gave it. `status`: RJCT, ACSP, ...; `reason`: the ISO code, or ""."""

    end_to_end_id: str
    status: str
    reason: str


@dataclass(frozen=True)
class BatchAnswer:
    """One part of the file. A status of the whole part stands for debits that are not listed."""

    batch: str
    status: str
    reason: str
    items: tuple[Item, ...]


@dataclass(frozen=True)
class FileAnswer:
    """pain.002. `status`: of the whole file, "" where it does not say."""

    message_id: str
    status: str
    reason: str
    batches: tuple[BatchAnswer, ...]


@dataclass(frozen=True)
class ReturnNotice:
    """pacs.004: this debit comes back. The money itself is told by a statement."""

    end_to_end_id: str
    reason: str


def read_answer(content: bytes) -> FileAnswer | tuple[ReturnNotice, ...]:
    """Raises FileRefused."""
    root = read_tree(content)
    for body in (root, *root.children):
        if body.tag == "CstmrPmtStsRpt":
            return _file_answer(body)
        if body.tag == "PmtRtr":
            return _returns(body)
    raise FileRefused(root.line, "is neither an answer to a file (pain.002) nor a return (pacs.004)")


def is_answer(content: bytes) -> bool:
    """Whether it is one of these two, as far as its beginning tells."""
    head = content[:2000]
    return b"pain.002." in head or b"pacs.004." in head


def _file_answer(body: Node) -> FileAnswer:
    group = body.one("OrgnlGrpInfAndSts")
    name = group.say("OrgnlMsgId") if group else ""
    if group is None or not name:
        raise FileRefused(body.line, "does not say which file it answers")
    batches = tuple(_batch(node) for node in body.all("OrgnlPmtInfAndSts"))
    if sum(len(batch.items) for batch in batches) > MOST_ITEMS:
        raise FileRefused(0, f"The answer is about more than {MOST_ITEMS} debits.")
    return FileAnswer(_identifier(name, group), group.say("GrpSts"), _reason(group), batches)


def _batch(node: Node) -> BatchAnswer:
    items = tuple(
        Item(_identifier(one.say("OrgnlEndToEndId"), one), one.say("TxSts"), _reason(one))
        for one in node.all("TxInfAndSts")
    )
    return BatchAnswer(node.say("OrgnlPmtInfId"), node.say("PmtInfSts"), _reason(node), items)


def _returns(body: Node) -> tuple[ReturnNotice, ...]:
    found = tuple(
        ReturnNotice(
            _identifier(node.say("OrgnlEndToEndId"), node), node.say("RtrRsnInf/Rsn/Cd", "RtrRsnInf/Rsn/Prtry")
        )
        for node in body.all("TxInf")
    )
    if not 0 < len(found) <= MOST_ITEMS:
        raise FileRefused(body.line, "names no debit, or too many")
    return found


def _identifier(text: str, node: Node) -> str:
    if not 0 < len(text) <= LONGEST_ID or not text.isprintable():
        raise FileRefused(node.line, "does not name what it is about")
    return text


def _reason(node: Node) -> str:
    code = node.say("StsRsnInf/Rsn/Cd", "StsRsnInf/Rsn/Prtry")
    return code if len(code) <= 10 and code.isalnum() else ""
