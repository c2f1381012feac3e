"""What must be true after any run: the processor's own record and our rows agree. Plain SQL on both sides.

Nothing of the product is imported: our own code could share our own mistakes.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from bench.faults.processors import Record

Sql = Callable[..., list[tuple[Any, ...]]]
CAPTURES = """
SELECT entry.provider_object, sum(transfer.amount_minor), min(transfer.currency), entry.payment_uuid
FROM ledger_entry AS entry JOIN ledger_transfer AS transfer ON transfer.entry_id = entry.id
JOIN ledger_account AS debited ON debited.id = transfer.debit_account_id
WHERE entry.kind = 'capture' AND debited.kind = 'asset' GROUP BY entry.id
"""
REFUNDS = """
SELECT entry.provider_object, sum(transfer.amount_minor), min(transfer.currency)
FROM ledger_entry AS entry JOIN ledger_transfer AS transfer ON transfer.entry_id = entry.id
JOIN ledger_account AS credited ON credited.id = transfer.credit_account_id
WHERE entry.kind = 'refund' AND credited.kind = 'asset' GROUP BY entry.id
"""
MIXED = """
SELECT transfer.id FROM ledger_transfer AS transfer
JOIN ledger_account AS debited ON debited.id = transfer.debit_account_id
JOIN ledger_account AS credited ON credited.id = transfer.credit_account_id
WHERE transfer.currency <> debited.currency OR transfer.currency <> credited.currency OR transfer.amount_minor <= 0
"""
# The refund of a duplicate settles a debt; nothing is owed when all is done.
OWED = """
SELECT coalesce(sum(CASE WHEN credited.code = 'liabilities:duplicates' THEN 1 ELSE -1 END * transfer.amount_minor), 0)
FROM ledger_transfer AS transfer
JOIN ledger_account AS debited ON debited.id = transfer.debit_account_id
JOIN ledger_account AS credited ON credited.id = transfer.credit_account_id
WHERE 'liabilities:duplicates' IN (debited.code, credited.code)
"""
TWICE_PLANNED = """
SELECT pledge_id, period FROM payments_payment WHERE pledge_id IS NOT NULL
GROUP BY pledge_id, period HAVING count(*) > 1
"""
# A period that fell due has its payment, unless its pledge ended before it could be planned.
NEVER_PLANNED = """
SELECT due.pledge, due.period FROM harness_fallen_due AS due JOIN payments_pledge AS pledge ON pledge.uuid = due.pledge
WHERE pledge.state = 'active' AND NOT EXISTS (
    SELECT 1 FROM payments_payment WHERE pledge_id = pledge.id AND period = due.period)
"""
NOTHING_UNDER_WAY = """
SELECT payment.uuid FROM payments_payment AS payment
WHERE payment.state IN ('planned', 'awaiting_payer', 'processing') AND NOT EXISTS (
    SELECT 1 FROM payments_attempt WHERE payment_id = payment.id
    AND state IN ('planned', 'sending', 'unknown', 'awaiting_payer', 'processing'))
"""
HANGING = """
SELECT id, operation, state FROM payments_attempt
WHERE state IN ('sending', 'unknown') AND first_sent_at < clock_timestamp() - make_interval(secs => %s)
"""


@dataclass
class Verdict:
    """What was found, in sentences. `overlapping`: an attempt that was at the processor twice at a time."""

    double: list[str] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)
    unbalanced: list[str] = field(default_factory=list)
    undecided: list[str] = field(default_factory=list)
    cancelled_charged: list[str] = field(default_factory=list)
    overlapping: list[str] = field(default_factory=list)
    foreign_touched: list[str] = field(default_factory=list)

    @property
    def counts(self) -> dict[str, int]:
        return {name: len(found) for name, found in vars(self).items()}

    @property
    def sentences(self) -> list[str]:
        return [f"{name}: {sentence}" for name, found in vars(self).items() for sentence in found]

    @property
    def clean(self) -> bool:
        return not self.sentences

    @property
    def last_line(self) -> str:
        return " ".join(f"{name}={len(getattr(self, name))}" for name in ("double", "lost", "unbalanced", "undecided"))


def judge(record: Record, sql: Sql, *, horizon_s: float) -> Verdict:
    """Hold the processor's record of one installation against its rows."""
    verdict = Verdict()
    _double(verdict, record, sql)
    _captures(verdict, record, sql)
    _payments(verdict, record, sql)
    _refunds(verdict, record, sql)
    _rules(verdict, sql)
    _undecided(verdict, sql, horizon_s)
    return verdict


def kept(record: Record) -> Counter[str]:
    """Successes that were not given back whole, by payment."""
    back: Counter[str] = Counter()
    for refund in record.refunds:
        back[refund["charge"]] += refund["amount_minor"]
    return Counter(
        charge["metadata"]["payment"] for charge in record.successes if back[charge["id"]] < charge["amount_minor"]
    )


def _double(verdict: Verdict, record: Record, sql: Sql) -> None:
    verdict.double += [f"payment {payment} was taken {n} times" for payment, n in kept(record).items() if n > 1]
    fallen: Counter[str] = Counter(str(row[0]) for row in sql("SELECT pledge FROM harness_fallen_due"))
    taken: dict[str, set[str]] = defaultdict(set)
    began = set()  # on a page: such a pledge has its first payment besides
    for charge in record.successes:
        pledge = charge["metadata"].get("pledge", "")
        taken[pledge].add(charge["metadata"]["payment"])
        if charge["session"]:
            began.add(pledge)
    verdict.double += [
        f"pledge {pledge} was charged for {len(taken[pledge])} periods, and {due} fell due"
        for pledge, due in fallen.items()
        if len(taken[pledge]) > due + (pledge in began)
    ]
    verdict.double += [f"pledge {row[0]} has two payments for period {row[1]}" for row in sql(TWICE_PLANNED)]


def _captures(verdict: Verdict, record: Record, sql: Sql) -> None:
    theirs = {
        charge["id"]: (charge["amount_minor"], charge["currency"], charge["metadata"]["payment"])
        for charge in record.successes
    }
    ours = {row[0].partition("/")[2]: (int(row[1]), row[2], str(row[3])) for row in sql(CAPTURES)}
    verdict.lost += [f"{name} was taken and is not on the books" for name in sorted(theirs.keys() - ours.keys())]
    verdict.unbalanced += [
        f"{name} is on the books and was never taken" for name in sorted(ours.keys() - theirs.keys())
    ]
    verdict.unbalanced += [
        f"{name}: taken {theirs[name]}, booked {ours[name]}"
        for name in sorted(theirs.keys() & ours.keys())
        if theirs[name] != ours[name]
    ]


def _payments(verdict: Verdict, record: Record, sql: Sql) -> None:
    taken = kept(record).keys()
    rows = sql("SELECT uuid FROM payments_payment WHERE state IN ('paid', 'disputed')")
    paid = {str(row[0]) for row in rows}
    verdict.lost += [f"payment {payment} was taken and is not paid" for payment in sorted(taken - paid)]
    verdict.unbalanced += [f"payment {payment} is paid and was not taken" for payment in sorted(paid - taken)]


def _refunds(verdict: Verdict, record: Record, sql: Sql) -> None:
    theirs = {refund["id"]: (refund["amount_minor"], refund["currency"]) for refund in record.refunds}
    ours = {row[0].partition("/")[2]: (int(row[1]), row[2]) for row in sql(REFUNDS)}
    verdict.unbalanced += [
        f"refund {name}: at the processor {theirs.get(name)}, on the books {ours.get(name)}"
        for name in sorted(theirs.keys() | ours.keys())
        if theirs.get(name) != ours.get(name)
    ]


def _rules(verdict: Verdict, sql: Sql) -> None:
    verdict.unbalanced += [f"transfer {row[0]} mixes currencies" for row in sql(MIXED)]
    [(owed,)] = sql(OWED)
    if owed:
        verdict.unbalanced.append(f"{owed} minor units of second successes were not given back")
    verdict.lost += [f"period {row[1]} of pledge {row[0]} fell due and has no payment" for row in sql(NEVER_PLANNED)]
    verdict.lost += [f"nothing is under way for payment {row[0]}" for row in sql(NOTHING_UNDER_WAY)]


def _undecided(verdict: Verdict, sql: Sql, horizon_s: float) -> None:
    verdict.undecided += [
        f"attempt {row[0]} ({row[1]}) is {row[2]} past its horizon" for row in sql(HANGING, horizon_s)
    ]
    verdict.undecided += [
        f"attempt {row[0]} waits to be sent" for row in sql(
            "SELECT id FROM payments_attempt WHERE state = 'planned'"
            " AND send_after < clock_timestamp() - make_interval(secs => %s)", horizon_s)
    ]  # fmt: skip


def add_cancelled(verdict: Verdict, record: Record, over: Mapping[str, float], *, grace_s: float) -> None:
    """Charges of pledges that had ended for longer than a call can be on its way. `over`: seconds since 1970."""
    for charge in record.successes:
        ended = over.get(charge["metadata"].get("pledge", ""))
        if ended is not None and charge["created_ms"] / 1000 > ended + grace_s:
            verdict.cancelled_charged.append(
                f"{charge['id']} was taken {charge['created_ms'] / 1000 - ended:.1f} s after its pledge was cancelled"
            )


def add_foreign(verdict: Verdict, before: list[dict[str, Any]], after: list[dict[str, Any]], sql: Sql) -> None:
    """Other people's payments are as they were, and none of them is on our books."""
    was = {thing["id"]: thing for thing in before}
    verdict.foreign_touched += [
        f"{thing['id']} is not ours and was changed"
        for thing in after
        if thing["id"] in was and thing != was[thing["id"]]
    ]
    booked = {row[0].partition("/")[2] for row in sql("SELECT provider_object FROM ledger_entry")}
    verdict.foreign_touched += [f"{thing['id']} is not ours and was booked" for thing in after if thing["id"] in booked]
