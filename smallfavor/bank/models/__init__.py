"""Our side of the bank's counter: mandates, collections, expected transfers, statements."""

from smallfavor.bank.models.collection import Collection, CollectionState, Sequence
from smallfavor.bank.models.collection_file import CollectionFile, FileState
from smallfavor.bank.models.event import BankEvent
from smallfavor.bank.models.mandate import Mandate, MandatePage, MandateState, PageState
from smallfavor.bank.models.noted import NotedGift, NotedReversal, SlipState
from smallfavor.bank.models.statement import BankLine, LineState, Statement, StatementFile
from smallfavor.bank.models.transfer import (
    ExpectedTransfer,
    OrderKind,
    OrderState,
    ReceivedTransfer,
    TransferBack,
    TransferReference,
)

__all__ = [
    "BankEvent",
    "BankLine",
    "Collection",
    "CollectionFile",
    "CollectionState",
    "ExpectedTransfer",
    "FileState",
    "LineState",
    "Mandate",
    "MandatePage",
    "MandateState",
    "NotedGift",
    "NotedReversal",
    "OrderKind",
    "OrderState",
    "PageState",
    "ReceivedTransfer",
    "Sequence",
    "SlipState",
    "Statement",
    "StatementFile",
    "TransferBack",
    "TransferReference",
]
