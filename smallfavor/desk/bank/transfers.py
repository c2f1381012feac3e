"""What is expected, what came early, and what is to be given back by hand."""

from typing import Any

from smallfavor.bank.models import ExpectedTransfer, OrderState, ReceivedTransfer, TransferBack
from smallfavor.bank.rules.creditor_reference import spaced
from smallfavor.bank.rules.iban import grouped
from smallfavor.bank.told import open_told
from smallfavor.desk.bank.lines import payer_names
from smallfavor.desk.bank.screen import BankScreen
from smallfavor.insight.books.screen import Sheet, day_words, money_words

SHOWN = 50


class TransfersScreen(BankScreen):
    page_title = "Transfers"
    template_name = "desk/bank/transfers.html"
    screen = "bank_transfers"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        waiting = ExpectedTransfer.objects.filter(state=OrderState.OPEN, amount_minor__isnull=False)
        return super().get_context_data(**kwargs) | {
            "backs": [_back(one) for one in _backs()],
            "count": waiting.count(),
            "late": waiting.exclude(late_at=None).count(),
            "expected": _expected(list(waiting.select_related("reference").order_by("due_on", "id")[:SHOWN])),
            "early": _early(),
            "shown": SHOWN,
        }


def _backs() -> list[TransferBack]:
    owed = TransferBack.objects.filter(line=None).select_related("received__line").order_by("created_at", "id")
    return list(owed[:SHOWN])


def _back(back: TransferBack) -> dict[str, str]:
    """What a person types at the bank."""
    told = open_told(back.received.line)
    return {
        "amount": money_words(back.amount_minor, back.currency),
        "name": told.name or "see the bank’s own statement",
        "iban": grouped(told.iban) if told.iban else "see the bank’s own statement",
        "reference": spaced(back.reference),
        "came": day_words(back.received.line.booked_on),
    }


def _expected(orders: list[ExpectedTransfer]) -> Sheet:
    names = payer_names(orders)
    rows = tuple(
        (
            day_words(order.due_on),
            names.get(order.object_id, ""),
            spaced(order.reference.code),
            ("Standing order" if order.reference.recurs else "One gift") + (", late" if order.late_at else ""),
            money_words(order.amount_minor or 0, order.currency),
        )
        for order in orders
    )
    return Sheet("Expected, the oldest first", ("Since", "From", "Reference", "What", "Amount"), rows, 1)


def _early() -> Sheet:
    waiting = ReceivedTransfer.objects.filter(order=None).select_related("line", "reference").order_by("id")[:SHOWN]
    rows = tuple(
        (day_words(one.line.booked_on), spaced(one.reference.code), money_words(one.amount_minor, one.currency))
        for one in waiting
    )
    return Sheet("Came early, and waits for its period", ("On", "Reference", "Amount"), rows, 1)
