"""What a person is shown beside a line that no reference has settled: the orders that it may be for, the best first."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from smallfavor.bank.models import BankLine, ExpectedTransfer, OrderState, TransferBack
from smallfavor.bank.rules.matching import Because, Candidate, Told, suggest
from smallfavor.bank.told import ToldByPayer, hash_payer

LOOK_BACK = timedelta(days=400)
MOST_ORDERS = 3_000
MOST_NAMES = 50  # opened for one line
_WAITING = [OrderState.OPEN, OrderState.EXPIRED, OrderState.MISSED]

#: The names of those who were asked, by the order's `object_id`, as far as they are known.
Names = Callable[[Sequence[ExpectedTransfer]], Mapping[str, str]]


@dataclass(frozen=True)
class Suggested:
    order: ExpectedTransfer
    because: Because
    name: str


def suggestions_for(account: str, line: BankLine, told: ToldByPayer, names: Names) -> list[Suggested]:
    """For money that came in. Opens the names of no more than fifty orders, those of the same amount."""
    orders = list(
        ExpectedTransfer.objects.select_related("reference")
        .filter(
            account=account,
            state__in=_WAITING,
            amount_minor__isnull=False,
            currency=line.currency,
            due_on__gte=line.booked_on - LOOK_BACK,
        )
        .order_by("-due_on", "-id")[:MOST_ORDERS]
    )
    known = names([order for order in orders if order.amount == line.gross][:MOST_NAMES])
    payer = (hash_payer(told.iban) or b"").hex()
    paid_before = _references_paid_by(told)
    by_name = {order.object_id: order for order in orders}
    candidates = [
        Candidate(
            key=order.object_id,
            reference=order.reference.code,
            amount=order.amount,
            asked_on=order.due_on,
            name=known.get(order.object_id, ""),
            ibans=frozenset({payer}) if order.reference.code in paid_before else frozenset(),
        )
        for order in orders
    ]
    words = "\n".join(part for part in (told.reference, told.remittance) if part)
    found = suggest(Told(line.gross, line.booked_on, words, told.name, payer), candidates)
    return [Suggested(by_name[one.key], one.because, known.get(one.key, "")) for one in found]


def backs_for(account: str, line: BankLine) -> list[TransferBack]:
    """For money that went out: what we still owe somebody, of the same amount."""
    owed = TransferBack.objects.filter(account=account, line=None, amount_minor=line.gross.minor)
    return list(owed.filter(currency=line.currency).order_by("created_at", "id"))


def _references_paid_by(told: ToldByPayer) -> set[str]:
    payer = hash_payer(told.iban)
    if payer is None:
        return set()
    return set(BankLine.objects.filter(payer_hash=payer).exclude(reference="").values_list("reference", flat=True))
