"""What is held against what when the months are over: books and bank, debit by debit; files and their schema.

The schema is asked by another program than the one that checked it when the file was made.
"""

from collections import Counter
from pathlib import Path
from typing import Any

import sepaxml
from lxml import etree
from procrastinate.contrib.django.models import ProcrastinateJob

from bench.sepa.bank import Bank
from bench.sepa.months import Months, books_minor
from smallfavor.bank.actions.write_pain008 import SCHEMA
from smallfavor.bank.models import Collection, CollectionFile, CollectionState, Mandate, MandateState
from smallfavor.ledger.queries import trial_balance
from smallfavor.payments.actions.reconcile import reconcile
from smallfavor.payments.models import ObjectKind, Payment, PaymentState, ProviderObject

# In our record and in the bank's. What waits for its day is in a file here and accepted there.
SAME = {"collected": "accepted", "in_file": "accepted", "returned": "returned", "rejected": "rejected"}


def figures(months: Months, bank: Bank) -> dict[str, Any]:
    """All that was seen, as plain numbers."""
    seen = months.seen
    states = Counter(Collection.objects.values_list("state", flat=True))
    came = states[CollectionState.COLLECTED] + states[CollectionState.RETURNED]
    back = Collection.objects.filter(state=CollectionState.RETURNED)
    tried_again = ProviderObject.objects.filter(kind=ObjectKind.SUCCESS, came_back=True)
    return {
        "files": len(seen.files),
        "debits": sum(states.values()),
        "taken": came,
        "came_back": states[CollectionState.RETURNED],
        "came_back_share": round(states[CollectionState.RETURNED] / came, 4) if came else 0,
        "reasons": dict(sorted(Counter(back.values_list("reason", flat=True)).items())),
        "rejected_before": states[CollectionState.REJECTED],
        "tried_again": tried_again.count(),
        "recovered": Payment.objects.filter(state=PaymentState.PAID, provider_objects__in=tried_again).count(),
        "mandates_ended": Mandate.objects.filter(state=MandateState.ENDED).count(),
        "letters_before": ProcrastinateJob.objects.filter(task_name__endswith="mail_prenotice").count(),
        "duplicates_refused": seen.duplicates_refused,
        "statements_compared": seen.statements,
        "books_minor": books_minor(trial_balance()),
        "bank_minor": bank.balance_minor() - bank.opening_minor,
    }


def differences(months: Months, bank: Bank, told: dict[str, Any]) -> list[str]:
    """Every difference, in words; none means that the books are the bank's statement to the cent."""
    seen = months.seen
    found = list(seen.wrong_days)
    if told["books_minor"] != told["bank_minor"]:
        found.append(f"{told['books_minor']} on the books, {told['bank_minor']} at the bank in the end")
    if seen.lines_left:
        found.append(f"{seen.lines_left} lines of statements were not understood")
    found += [f"file {n} is not valid against {SCHEMA}" for n, body in enumerate(seen.files) if not _is_valid(body)]
    found += [f"the bank finds fault with file {n}" for n, body in enumerate(seen.files) if not bank.is_valid(body)]
    found += _debits(bank)
    if CollectionFile.objects.count() != len(seen.files):
        found.append("a file was made and not sent")
    found += reconcile(since=months.now.replace(year=months.now.year - 1), now=months.now).faults
    return found


def _debits(bank: Bank) -> list[str]:
    """Debit by debit, both ways."""
    theirs = {str(one["end_to_end_id"]): (str(one["status"]), int(one["amount"])) for one in bank.collections()}
    found = []
    for debit in Collection.objects.exclude(state=CollectionState.ORDERED).order_by("id"):
        known = theirs.pop(debit.end_to_end_id, None)
        if known is None and debit.file is None:
            continue  # rejected by ourselves: its mandate had ended
        if known != (SAME[debit.state], debit.amount_minor):
            found.append(f"{debit}: {debit.state}, {debit.amount_minor} here; {known} at the bank")
    return [*found, *(f"{name}: the bank has it, we do not" for name in theirs)]


def _is_valid(body: bytes) -> bool:
    folder = Path(str(sepaxml.__file__)).parent / "schemas"
    schema = etree.XMLSchema(etree.parse(str(folder / f"{SCHEMA}.xsd")))
    return bool(schema.validate(etree.fromstring(body)))
