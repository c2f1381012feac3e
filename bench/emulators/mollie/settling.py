"""Settlements: what Mollie pays out, and what it keeps. The tariff is made up in Mollie's shape."""

from collections import defaultdict
from typing import Any

from bench.emulators.mollie.amounts import BALANCES, finer
from bench.emulators.mollie.refusals import Refused, invalid
from bench.emulators.mollie.store import Books, Thing

# By what is settled: hundredths of a minor unit for each, and for each ten thousand minor units.
TARIFF = {"creditcard": (2500, 180), "ideal": (3200, 0), "directdebit": (3500, 0), "refund": (2500, 0)}
CHARGEBACK = (75_000, 0)
VAT_PER_CENT = 21


def pay_out(books: Books, currency: str) -> Thing:
    """Settle all that this balance holds. Raises Refused: another currency has no balance, or there is nothing."""
    if currency not in BALANCES:
        raise invalid("currency", "There is no balance in this currency")
    taken = [one for one in books.everything() if _waits(one, currency)]
    lines = _lines(taken)
    cost = sum(_gross(net) for _, net, _ in lines.values())
    minor = sum(_moved(one) for one in taken) - round(cost / 100)
    if minor <= 0:
        raise Refused(422, "There is nothing to settle")
    settlement = books.add("settlement", status="pending", minor=minor, currency=currency, settled_ms=0, lines=lines)
    for one in taken:
        won = one["kind"] == "chargeback" and one["settlement"]
        books.save(one | {"reversal_settlement" if won else "settlement": settlement["id"]})
    return settlement


def periods(settlement: Thing, year: str, month: str) -> dict[str, Any]:
    """Revenue and costs as Mollie sums them up; costs with four decimals."""
    currency = settlement["currency"]
    revenue, costs = [], []
    for name, (count, net, moved) in settlement["lines"].items():
        gross = _gross(net)
        line = {"description": name, "method": name if name in TARIFF else None, "count": count}
        of = finer(abs(moved) * 100, currency)
        of["value"] = ("-" if moved < 0 else "") + of["value"]
        revenue.append({**line, "amountNet": of, "amountVat": None, "amountGross": of})
        amounts = {"amountNet": net, "amountVat": gross - net, "amountGross": gross}
        costs.append({**line, "rate": {}, **{key: finer(value, currency) for key, value in amounts.items()}})
    return {year: {month: {"revenue": revenue, "costs": costs}}}


def _waits(one: Thing, currency: str) -> bool:
    if one["kind"] not in {"payment", "refund", "chargeback"} or one["currency"] != currency or not one["minor"]:
        return False
    if one["kind"] == "chargeback" and one["settlement"]:
        return bool(one["reversed_ms"]) and not one["reversal_settlement"]
    if one["settlement"]:
        return False
    wanted = {"payment": "paid", "refund": "pending"}.get(one["kind"])
    return wanted is None or one["status"] in {wanted, "processing", "refunded"}


def _moved(one: Thing) -> int:
    back = one["kind"] == "refund" or (one["kind"] == "chargeback" and not one["settlement"])
    return -int(one["minor"]) if back else int(one["minor"])


def _lines(taken: list[Thing]) -> dict[str, tuple[int, int, int]]:
    """By name: how many, the net cost in hundredths of a minor unit, what they moved in minor units."""
    lines: dict[str, tuple[int, int, int]] = defaultdict(lambda: (0, 0, 0))
    for one in taken:
        name = one["method"] if one["kind"] == "payment" else one["kind"]
        fixed, rate = TARIFF.get(name, CHARGEBACK)
        count, net, moved = lines[name]
        lines[name] = (count + 1, net + fixed + one["minor"] * rate // 100, moved + _moved(one))
    return dict(lines)


def _gross(net: int) -> int:
    return net + net * VAT_PER_CENT // 100
