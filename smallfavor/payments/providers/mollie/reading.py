"""Look-ups and lists at Mollie, newest first as it gives them. Nothing here changes anything.

Mollie's lists have neither a time nor a search: they are walked from the newest until they are older than what is asked
for. No clock is read: "older" counts from the newest object that is listed. Every method raises ProviderUnavailable.
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any

from mollie.api.client import Client
from mollie.api.objects.customer import Customer

from smallfavor.payments.providers.base import ListedInstrument, Ours, ProviderRecord, ProviderUnavailable, Reason
from smallfavor.payments.providers.mollie import wire
from smallfavor.payments.providers.mollie.listing import First, Listing, Thing, readable
from smallfavor.payments.providers.mollie.seen import Seen, name_of

HORIZON = timedelta(hours=48)
LOOK_BACK = timedelta(days=30)  # further back than a bank takes over a debit
FEW_PAGES = 8  # so far a look-up goes back for a debit on its way; further only within the horizon
MOST_PAGES = 400
MOST_PAGES_OF_A_WINDOW = 20_000
MANDATE_AFTER_CUSTOMER = timedelta(days=2)  # the customer is made with the page, the mandate when it is paid


class Reading:
    """The reading side of one account."""

    def __init__(self, listing: Listing, seen: Seen) -> None:
        self._listing = listing
        self._seen = seen

    def fetch(self, object_id: str) -> ProviderRecord | None:
        """A payment's own id names what was charged, or while there is no charge its page."""
        place = wire.place_of(object_id)
        payment = self._payment(place.payment) if place is not None else None
        if place is None or payment is None:
            return None
        records = {record.object_id: record for record in self._records(payment)}
        return records.get(object_id) or (None if place.part else records.get(f"{place.payment}.{wire.PAGE}"))

    def look_up(self, ours: Ours, session_id: str = "") -> list[ProviderRecord]:
        """At its page where that is known, else where it was last seen; if it never was, or is not there any more, by
        listing."""
        place = wire.place_of(session_id)
        known = self._look_at(ours, [*self._seen.ids(ours), *([place.payment] if place else [])])
        if not known:
            self._seen.forget(ours)
            known = self._look_at(ours, self._search(ours))
        return sorted(known, key=lambda record: record.created_at)

    def window(self, start: datetime, end: datetime) -> Iterator[ProviderRecord]:
        """Three lists, merged. Held in memory: newest first is how they come, oldest first how they are told."""
        found = list[ProviderRecord | None]()
        # Mollie tells times to the second: within one, the order of its lists is the order of the objects.
        for payment in reversed(list(self._between(_payments, start, end))):
            found += readable(wire.read_payment, payment)
        for refund in reversed(list(self._between(_refunds, start, end))):
            found.append(readable(wire.read_refund, refund))
        for chargeback in reversed(list(self._between(_chargebacks, start, end))):
            of = self._payment(str(chargeback.get("paymentId")))
            found.append(None if of is None else readable(wire.read_chargeback, chargeback, of))
        return iter(sorted(self._noted(found), key=lambda record: record.created_at))

    def instruments(self, start: datetime, end: datetime) -> Iterator[ListedInstrument]:
        """Mollie lists mandates only below their customers: one call for each."""
        found = [
            readable(wire.read_instrument, mandate, customer)
            for customer in self._between(_customers, start - MANDATE_AFTER_CUSTOMER, end)
            for mandate in self._listing.all(_mandates_of(str(customer.get("id"))))
        ]
        inside = [one for one in found if start <= one.created_at < end]
        return iter(sorted(inside, key=lambda one: one.created_at))

    def mandate_of(self, payment: Mapping[str, Any]) -> Thing | None:
        """Which card a first payment saved, and until when it is good; None where the payment's words have to do."""
        customer, mandate = payment.get("customerId"), payment.get("mandateId")
        is_saved = payment.get("sequenceType") == "first" and payment.get("status") == "paid"
        if not is_saved or not wire.is_id(customer, "cst") or not wire.is_id(mandate, "mdt"):
            return None
        return self._listing.find(lambda client: customer_at(client, str(customer)).mandates.get(mandate))

    def _look_at(self, ours: Ours, object_ids: list[str]) -> list[ProviderRecord]:
        """All of ours that is at these payments now. What the desk of Mollie gave back of them counts as ours."""
        found = list[ProviderRecord]()
        for payment_id in sorted({object_id.partition(".")[0] for object_id in object_ids}):
            payment = self._payment(payment_id)
            if payment is not None:
                mine = _is(wire.read_ours(payment), ours)
                records = self._records(payment)
                found += [one for one in records if _is(one.ours, ours) or (mine and one.ours is None)]
        return found

    def _search(self, ours: Ours) -> list[str]:
        of_refund = self._search_in(ours, _refunds, lambda one: f"{one.get('paymentId')}.{one.get('id')}")
        return [*self._search_in(ours, _payments, lambda one: str(one.get("id"))), *of_refund]

    def _search_in(self, ours: Ours, first: First, name: Callable[[Thing], str]) -> list[str]:
        found, newest = list[str](), None
        for number, page in enumerate(self._listing.pages(first), start=1):
            for one in page:
                self._seen.note(wire.read_ours(one), name(one))
            found += [name(one) for one in page if _is(wire.read_ours(one), ours)]
            if not page:
                break
            newest = newest or readable(wire.created_at, page[0])
            age = newest - readable(wire.created_at, page[-1])
            if age > LOOK_BACK or (age > HORIZON and (found or number >= FEW_PAGES)):
                break
            if number >= MOST_PAGES:
                raise ProviderUnavailable(Reason.REFUSED, "more objects within the horizon than can be listed")
        return found

    def _between(self, first: First, start: datetime, end: datetime) -> Iterator[Thing]:
        for number, page in enumerate(self._listing.pages(first), start=1):
            for one in page:
                if start <= readable(wire.created_at, one) < end:
                    yield one
            if not page or readable(wire.created_at, page[-1]) < start:
                return
            if number >= MOST_PAGES_OF_A_WINDOW:
                raise ProviderUnavailable(Reason.REFUSED, "more objects than can be listed")

    def _payment(self, payment_id: str) -> Thing | None:
        if not wire.is_id(payment_id, "tr"):
            return None
        return self._listing.find(lambda client: client.payments.get(payment_id, embed="refunds,chargebacks"))

    def _records(self, payment: Thing) -> list[ProviderRecord]:
        """The payment's own records, and what undid it."""
        embedded = payment.get("_embedded") or {}
        records: list[ProviderRecord | None] = [*readable(wire.read_payment, payment, self.mandate_of(payment))]
        records += [readable(wire.read_refund, one) for one in embedded.get("refunds", [])]
        records += [readable(wire.read_chargeback, one, payment) for one in embedded.get("chargebacks", [])]
        return self._noted(records)

    def _noted(self, records: list[ProviderRecord | None]) -> list[ProviderRecord]:
        told = [record for record in records if record is not None]
        for record in told:
            self._seen.note(record.ours, record.object_id.removesuffix(f".{wire.PAGE}"))
        return told


def customer_at(client: Client, customer_id: str) -> Customer:
    """The way to what is below a customer; asks nothing."""
    return Customer({"id": customer_id}, client)  # type: ignore[no-untyped-call]


def _payments(client: Client, limit: int) -> Any:
    return client.payments.list(limit=limit)


def _refunds(client: Client, limit: int) -> Any:
    return client.refunds.list(limit=limit)


def _chargebacks(client: Client, limit: int) -> Any:
    return client.chargebacks.list(limit=limit)


def _customers(client: Client, limit: int) -> Any:
    return client.customers.list(limit=limit)


def _mandates_of(customer_id: str) -> First:
    if not wire.is_id(customer_id, "cst"):
        raise ProviderUnavailable(Reason.MALFORMED, "customer")
    return lambda client, limit: customer_at(client, customer_id).mandates.list(limit=limit)


def _is(found: Ours | None, wanted: Ours) -> bool:
    return found is not None and name_of(found) == name_of(wanted)
