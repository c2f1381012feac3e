"""What must be true after any crash: the sandbox's own record and our ledger agree, and nothing is taken twice.

Read from the two databases alone, by plain SQL: our own code could share our own mistakes.
"""

from collections import Counter

from tests.faults.installation import Installation


def disagreements(installation: Installation) -> list[str]:
    """Every way in which the sandbox's record and our rows differ, in words; nothing when all is well."""
    return [
        *_charges_against_entries(installation),
        *_payments(installation),
        *_mixed(installation),
        *_undecided(installation),
    ]


def successes(installation: Installation) -> list[tuple[str, int]]:
    """(pledge, period) of everything that the sandbox took, by its own record."""
    taken = [charge for charge in installation.sandbox.record("charge") if charge["state"] == "succeeded"]
    return sorted((charge["metadata"]["pledge"], int(charge["metadata"]["x_period"])) for charge in taken)


def _charges_against_entries(installation: Installation) -> list[str]:
    theirs = {
        f"sandbox/{charge['id']}": (charge["amount_minor"], charge["currency"], charge["metadata"]["payment"])
        for charge in installation.sandbox.record("charge")
        if charge["state"] == "succeeded"
    }
    rows = installation.sql(
        "SELECT entry.provider_object, transfer.amount_minor, transfer.currency, entry.payment_uuid"
        " FROM ledger_entry entry JOIN ledger_transfer transfer ON transfer.entry_id = entry.id"
        " JOIN ledger_account credited ON credited.id = transfer.credit_account_id"
        " WHERE entry.kind = 'capture' AND credited.kind = 'income'"
    )
    ours = {row[0]: (row[1], row[2], str(row[3])) for row in rows}
    found = [f"taken and not on the books: {name}" for name in sorted(theirs.keys() - ours.keys())]
    found += [f"on the books and never taken: {name}" for name in sorted(ours.keys() - theirs.keys())]
    found += [
        f"{name}: taken {theirs[name]}, booked {ours[name]}"
        for name in sorted(theirs.keys() & ours.keys())
        if theirs[name] != ours[name]
    ]
    if len(rows) != len(ours):
        found.append(f"{len(rows)} income transfers for {len(ours)} entries")
    return found


def _payments(installation: Installation) -> list[str]:
    refunded = Counter(refund["charge"] for refund in installation.sandbox.record("refund"))
    taken = Counter(
        charge["metadata"]["payment"]
        for charge in installation.sandbox.record("charge")
        if charge["state"] == "succeeded" and not refunded[charge["id"]]
    )
    found = [f"payment {payment} was taken {count} times" for payment, count in taken.items() if count > 1]
    paid = {
        str(row[0]) for row in installation.sql("SELECT uuid FROM payments_payment WHERE state IN ('paid', 'disputed')")
    }
    found += [f"payment {payment} was taken and is not paid" for payment in sorted(taken.keys() - paid)]
    found += [f"payment {payment} is paid and was not taken" for payment in sorted(paid - taken.keys())]
    periods = installation.sql(
        "SELECT pledge_id, period, count(*) FROM payments_payment WHERE pledge_id IS NOT NULL"
        " GROUP BY pledge_id, period HAVING count(*) > 1"
    )
    return found + [f"pledge {row[0]} has {row[2]} payments for period {row[1]}" for row in periods]


def _mixed(installation: Installation) -> list[str]:
    """A transfer is one row of two accounts, so it can't be unbalanced; only a currency could be wrong."""
    rows = installation.sql(
        "SELECT transfer.id FROM ledger_transfer transfer"
        " JOIN ledger_account debited ON debited.id = transfer.debit_account_id"
        " JOIN ledger_account credited ON credited.id = transfer.credit_account_id"
        " WHERE transfer.currency <> debited.currency OR transfer.currency <> credited.currency"
    )
    return [f"transfer {row[0]} mixes currencies" for row in rows]


def _undecided(installation: Installation) -> list[str]:
    rows = installation.sql(
        "SELECT id, state, operation FROM payments_attempt WHERE state IN ('planned', 'sending', 'unknown')"
    )
    waiting = installation.sql("SELECT event_id FROM payments_inboxevent WHERE settled_at IS NULL")
    return [f"attempt {row[0]} ({row[2]}) is {row[1]}" for row in rows] + [f"event {row[0]} waits" for row in waiting]
