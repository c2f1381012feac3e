"""All that is only read at PayPal: one object, an attempt's, a time's, payouts and their parts. Moves no money."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import chain
from typing import Any

from smallfavor.core.clock import utcnow
from smallfavor.payments.providers.base import (
    CheckoutSession,
    Disputed,
    ListedInstrument,
    Ours,
    ProviderRecord,
    Reason,
    Refunded,
    Succeeded,
)
from smallfavor.payments.providers.payouts import PartKind, Payout, PayoutPart
from smallfavor.payments.providers.paypal import movements, reference, wire
from smallfavor.payments.providers.paypal.movements import Movement
from smallfavor.payments.providers.paypal.refusals import NoAnswer
from smallfavor.payments.providers.paypal.searches import LONGEST_RANGE, Searches
from smallfavor.payments.providers.paypal.transport import Transport

WITHDRAWALS_APART = 12  # so many ranges of 31 days back is the withdrawal before looked for
CLOCK_SLACK = timedelta(minutes=1)


@dataclass(frozen=True)
class Records:
    """All methods raise NoAnswer and wire.Unreadable."""

    transport: Transport
    page_origin: str

    @property
    def searches(self) -> Searches:
        return Searches(self.transport)

    # --- One object ---

    def one(self, object_id: str) -> ProviderRecord | None:
        """By our name of it; a bare name, as PayPal's own pages show it, is tried as each of them."""
        kind, _, name = object_id.partition("_")
        readers: dict[str, Callable[[str], ProviderRecord | None]] = {
            "capture": self._charge,
            "order": lambda name: self.order(name).session(),
            "refund": self.refund,
            "setup": self.setup,
            "dispute": self.dispute,
        }
        if kind in readers:
            return self._or_none(readers[kind], name)
        if kind in {"declined", "payout"}:
            return None
        tries = (self._or_none(readers[kind], object_id) for kind in ("capture", "order", "refund"))
        return next((found for found in tries if found is not None), None)

    def order(self, order_id: str) -> wire.Order:
        asked = {"id": order_id}
        return wire.order(self.transport.ask(lambda sdk: sdk.orders.get_order(asked)), self.page_origin)

    def capture(self, capture_id: str) -> tuple[dict[str, Any], wire.Order | None]:
        """A capture, and where it is ours the order that it belongs to."""
        asked = {"capture_id": capture_id}
        found = self.transport.ask(lambda sdk: sdk.payments.get_captured_payment(asked))
        if not isinstance(found, dict):
            raise wire.Unreadable("capture")
        order_id = wire.order_of(found) if reference.read(found.get("custom_id")) else ""
        return found, self.order(order_id) if order_id else None

    def refund(self, refund_id: str) -> Refunded | None:
        asked = {"refund_id": refund_id}
        return wire.refund(self.transport.ask(lambda sdk: sdk.payments.get_refund(asked)))

    def setup(self, setup_id: str) -> CheckoutSession:
        """The page on which a PayPal account is saved, with the account once it is."""
        thing = self.transport.ask(lambda sdk: sdk.vault.get_setup_token(setup_id))
        page = wire.setup(thing, self.page_origin)
        if page.state != "complete":
            return page
        # Each such page has a customer of its own: whatever is saved for it was saved there.
        asked = {"customer_id": wire.customer_of(thing)}
        listed = self.transport.ask(lambda sdk: sdk.vault.list_customer_payment_tokens(asked))
        tokens = listed.get("payment_tokens") if isinstance(listed, dict) else None
        return wire.setup(thing, self.page_origin, wire.instrument(tokens[0]) if tokens else None)

    def dispute(self, dispute_id: str) -> Disputed:
        thing = self.searches.dispute(dispute_id)
        found, order = self.capture(movements.disputed_capture(thing))
        return movements.dispute(thing, wire.charge(found, order).ours)

    def _charge(self, capture_id: str) -> ProviderRecord:
        found, order = self.capture(capture_id)
        return wire.charge(found, order)

    def _or_none(self, read: Callable[[str], ProviderRecord | None], name: str) -> ProviderRecord | None:
        try:
            return read(name)
        except NoAnswer as failure:
            if failure.reason is Reason.NOT_FOUND:
                return None
            raise

    # --- An attempt ---

    def of_attempt(self, ours: Ours, session_id: str) -> list[ProviderRecord]:
        """By its page where that is known; else among the transactions of the last 31 days."""
        if session_id.startswith("setup_"):
            return [self.one(session_id) or wire.gone(session_id, ours)]
        if session_id:
            return self._of_page(ours, session_id)
        return self._of_transactions(ours) if ours.payment else []

    def _of_page(self, ours: Ours, session_id: str) -> list[ProviderRecord]:
        try:
            order = self.order(session_id.removeprefix("order_"))
        except NoAnswer as failure:
            if failure.reason is not Reason.NOT_FOUND:
                raise
            return [wire.gone(session_id, ours)]
        charges = order.charges()
        refunds = [found for one in order.refunds if (found := self.refund(str(one.get("id"))))]
        disputes = [found for one in charges if isinstance(one, Succeeded) for found in self._disputes_of(one)]
        of_others = [one for one in refunds if not _same(one.ours, ours)]
        return [order.session(), *charges, *(one for one in refunds if one not in of_others), *disputes]

    def _of_transactions(self, ours: Ours) -> list[ProviderRecord]:
        found = list[ProviderRecord]()
        now = utcnow() + CLOCK_SLACK
        for info in self.searches.transactions(now - LONGEST_RANGE, now):
            one = movements.movement(info)
            if one.kind is PartKind.REFUND and one.ours is not None:
                refund = self.refund(one.id) if one.ours.payment == ours.payment else None
                found += [refund] if refund is not None and _same(refund.ours, ours) else []
            elif one.kind is PartKind.CHARGE and _same(one.ours, ours):
                charge = self._charge(one.id)
                found += [charge, *(self._disputes_of(charge) if isinstance(charge, Succeeded) else [])]
        return found

    def _disputes_of(self, charge: Succeeded) -> list[Disputed]:
        found = self.searches.disputes_of(charge.object_id.removeprefix("capture_"))
        return [movements.dispute(one, charge.ours) for one in found]

    # --- A time ---

    def window(self, start: datetime, end: datetime) -> Iterator[ProviderRecord]:
        """Payments as the list tells them, refunds and disputes whole. Pages are in no list of PayPal's."""
        disputes = [self.dispute(str(one["dispute_id"])) for one in self.searches.disputes(start, end)]
        disputes.sort(key=lambda one: one.created_at)
        for info in self.searches.transactions(start, end):
            one = movements.movement(info)
            while disputes and disputes[0].created_at <= one.at:
                yield disputes.pop(0)
            record = self._listed(one)
            if record is not None:
                yield record
        yield from disputes

    def _listed(self, one: Movement) -> ProviderRecord | None:
        if one.kind is PartKind.REFUND:
            return self.refund(one.id)
        return movements.charge(one)

    def instruments(self, start: datetime, end: datetime) -> Iterator[ListedInstrument]:
        """Accounts that were saved while paying in this time. PayPal has no list of all that are saved."""
        for info in self.searches.transactions(start, end):
            one = movements.movement(info)
            charge = self._charge(one.id) if one.kind is PartKind.CHARGE and one.ours is not None else None
            saved = charge.instrument if isinstance(charge, Succeeded) else None
            if saved is not None and charge is not None:
                yield ListedInstrument(saved.token, self._is_saved(saved.token), charge.created_at, charge.ours)

    def _is_saved(self, token: str) -> bool:
        try:
            self.transport.ask(lambda sdk: sdk.vault.get_payment_token(token))
        except NoAnswer as failure:
            if failure.reason is not Reason.NOT_FOUND:
                raise
            return False
        return True

    # --- Payouts ---

    def payouts(self, start: datetime, end: datetime) -> Iterator[Payout]:
        found = (movements.movement(info) for info in self.searches.transactions(start, end))
        return (movements.payout(one) for one in found if one.is_withdrawal)

    def parts(self, payout_id: str) -> Iterator[PayoutPart]:
        """What moved this currency's balance between the withdrawal before and this one."""
        withdrawal = self._withdrawal(payout_id)
        parts = list[PayoutPart]()
        earlier = dict[str, str]()
        for one in self._since_the_last(withdrawal, earlier):
            about = earlier.get(one.about, "")
            if one.kind in {PartKind.DISPUTE, PartKind.DISPUTE_WON} and one.about:
                disputes = self.searches.disputes_of(one.about)
                about = f"dispute_{disputes[0]['dispute_id']}" if disputes else ""
            parts.append(movements.part(one, about))
        carried = movements.carried(withdrawal, parts)
        yield from [*parts, carried] if carried else parts

    def _withdrawal(self, payout_id: str) -> Movement:
        _, _, name = payout_id.partition("_")
        transaction_id, _, at = name.partition("_")
        try:
            moment = reference.read_moment(at)
        except (ValueError, OverflowError):
            moment = utcnow()
        around = self.searches.transactions(moment - CLOCK_SLACK, moment + CLOCK_SLACK, transaction_id or payout_id)
        for info in around:
            one = movements.movement(info)
            if one.is_withdrawal and one.id == transaction_id:
                return one
        raise NoAnswer(Reason.NOT_FOUND, "no such withdrawal")

    def _since_the_last(self, withdrawal: Movement, earlier: dict[str, str]) -> Iterator[Movement]:
        """Oldest first. `earlier` gets the names of withdrawals before it, for what came back of them."""
        found, end = list[Movement](), withdrawal.at + CLOCK_SLACK
        for _ in range(WITHDRAWALS_APART):
            start = end - LONGEST_RANGE
            listed = [movements.movement(info) for info in self.searches.transactions(start, end)]
            same = [one for one in listed if one.amount.currency == withdrawal.amount.currency]
            before = [one for one in same if one.is_withdrawal and _is_before(one, withdrawal, same)]
            earlier |= {one.id: movements.payout(one).object_id for one in before}
            index = same.index(before[-1]) + 1 if before else 0
            last = same.index(withdrawal) if withdrawal in same else len(same)
            found = [one for one in same[index:last] if one.counts] + found
            if before:
                break
            end = start
        return chain(found)


def _is_before(one: Movement, withdrawal: Movement, listed: list[Movement]) -> bool:
    return withdrawal not in listed or listed.index(one) < listed.index(withdrawal)


def _same(one: Ours | None, other: Ours) -> bool:
    return one is not None and (one.installation, one.payment, one.attempt) == (
        other.installation,
        other.payment,
        other.attempt,
    )
