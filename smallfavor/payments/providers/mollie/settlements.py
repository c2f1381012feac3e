"""Mollie's settlements as payouts with their parts, exact to the minor unit.

Mollie lists the payments, refunds and chargebacks of a settlement, and sums up what it kept by kind of cost, with four
decimals. What is left of the amount beside the listed movements is therefore the fee, where it is what the costs say;
where it is not, it is an adjustment, which a person looks at.
"""

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any, Literal

from smallfavor.core.money import Money
from smallfavor.payments.providers.base import ProviderUnavailable, Reason
from smallfavor.payments.providers.mollie import wire
from smallfavor.payments.providers.mollie.listing import Listing, readable
from smallfavor.payments.providers.payouts import PartKind, Payout, PayoutPart

State = Literal["on_its_way", "paid", "failed"]
STATES: dict[str, State] = {"pending": "on_its_way", "paidout": "paid", "failed": "failed"}


class Settlements:
    """What Mollie paid out, as far as the organization's token may read it. Every method raises ProviderUnavailable."""

    def __init__(self, listing: Listing) -> None:
        self._listing = listing

    def payouts(self, start: datetime, end: datetime) -> Iterator[Payout]:
        """Settlements that are closed, oldest first; nothing where there is no token that may read them."""
        found = self._payouts(start, end) if self._listing.may_read else ()
        return iter(sorted(found, key=lambda payout: payout.created_at))

    def parts(self, payout_id: str) -> Iterator[PayoutPart]:
        if not wire.is_id(payout_id, "stl"):
            raise ProviderUnavailable(Reason.NOT_FOUND, "not a settlement of Mollie's")
        settlement = self._listing.ask(lambda client: client.settlements.get(payout_id))
        parts = readable(lambda: list(self._movements(settlement)))
        parts += readable(_rest, settlement, sum(part.net_minor for part in parts))
        return iter(sorted(parts, key=lambda part: part.created_at))

    def _payouts(self, start: datetime, end: datetime) -> Iterator[Payout]:
        for page in self._listing.pages(lambda client, limit: client.settlements.list(limit=limit)):
            found = [readable(_payout, settlement) for settlement in page]
            yield from (payout for payout in found if payout is not None and start <= payout.created_at < end)
            if not page or readable(wire.created_at, page[-1]) < start:
                return

    def _movements(self, settlement: Any) -> Iterator[PayoutPart]:
        currency = wire.money(settlement, "amount").currency
        for payment in self._listing.all(lambda client, limit: settlement.payments.list(limit=limit)):
            gross = _settled(payment, currency, sign=1)
            yield _part(payment, PartKind.CHARGE, str(payment["id"]), "", gross, wire.read_ours(payment))
        for refund in self._listing.all(lambda client, limit: settlement.refunds.list(limit=limit)):
            gross, charge = _settled(refund, currency, sign=-1), str(refund["paymentId"])
            yield _part(refund, PartKind.REFUND, f"{charge}.{refund['id']}", charge, gross, wire.read_ours(refund))
        for chargeback in self._listing.all(lambda client, limit: settlement.chargebacks.list(limit=limit)):
            yield self._chargeback(chargeback, _settled(chargeback, currency, sign=-1))

    def _chargeback(self, chargeback: Mapping[str, Any], gross_minor: int) -> PayoutPart:
        charge = str(chargeback["paymentId"])
        payment = self._listing.ask(lambda client: client.payments.get(charge))
        kind = PartKind.RETURN if payment.get("method") == "directdebit" else PartKind.DISPUTE
        name = f"{charge}.{chargeback['id']}"
        return _part(chargeback, kind, name, charge, gross_minor, wire.read_ours(payment))


def _payout(settlement: Mapping[str, Any]) -> Payout | None:
    """None while it is still open: its parts are not final."""
    status = settlement.get("status")
    if status == "open" or not wire.is_id(settlement.get("id"), "stl"):
        return None
    if status not in STATES:
        raise wire.Unreadable("settlement")
    amount, created_at = wire.money(settlement, "amount"), wire.created_at(settlement)
    return Payout(
        object_id=str(settlement["id"]),
        amount=amount,
        bank=amount,
        created_at=created_at,
        arrives_on=_day(settlement.get("settledAt")) or created_at.date(),
        state=STATES[str(status)],
    )


def _rest(settlement: Mapping[str, Any], movements_minor: int) -> list[PayoutPart]:
    """What the amount is less than its movements: the fee, to a minor unit for each line of costs; or unexplained."""
    amount = wire.money(settlement, "amount")
    rest_minor = amount.minor - movements_minor
    if rest_minor == 0:
        return []
    costs = [_cost(line, amount.currency) for line in _cost_lines(settlement)]
    explained = abs(rest_minor + sum(costs)) <= len(costs)
    kind = PartKind.FEE if explained and rest_minor < 0 else PartKind.ADJUSTMENT
    settlement_id, created = str(settlement["id"]), wire.created_at(settlement)
    return [PayoutPart(f"{settlement_id}.{kind}", kind, "", "", rest_minor, 0, created, None)]


def _cost_lines(settlement: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    periods = settlement.get("periods")
    for year in periods.values() if isinstance(periods, Mapping) else ():
        for month in year.values() if isinstance(year, Mapping) else ():
            lines = month.get("costs") if isinstance(month, Mapping) else None
            yield from (line for line in lines or () if isinstance(line, Mapping))


def _cost(line: Mapping[str, Any], currency: str) -> int:
    cost = wire.money_about(line, "amountGross")
    if cost.currency != currency:
        raise wire.Unreadable("costs")
    return cost.minor


def _settled(thing: Mapping[str, Any], currency: str, *, sign: int) -> int:
    """What it moved on this balance, in minor units. A payment in another currency tells it only as long as Mollie
    keeps `settlementAmount`, which it means to drop; else it moved nothing that we know of, and the rest says so."""
    for name in ("settlementAmount", "amount"):
        found: Money | None = wire.money(thing, name) if thing.get(name) else None
        if found is not None and found.currency == currency:
            return sign * abs(found.minor)
    return 0


def _part(
    thing: Mapping[str, Any], kind: PartKind, object_id: str, charge_id: str, gross_minor: int, ours: Any
) -> PayoutPart:
    if wire.place_of(object_id) is None:
        raise wire.Unreadable("id")
    return PayoutPart(object_id, kind, object_id, charge_id, gross_minor, 0, wire.created_at(thing), ours)


def _day(text: object) -> date | None:
    try:
        return datetime.fromisoformat(text).date() if isinstance(text, str) else None
    except ValueError as error:
        raise wire.Unreadable("settledAt") from error
