"""Reads Stripe's lists: pages, windows of time, and everything about one payment. Not here: what an object means.

Stripe lists newest first and counts whole seconds; the contract wants oldest first. So a window is read in slices, each
of them whole, turned round. What a search finds may lag a minute behind (sometimes an hour), so it is read together
with the newest objects of the list; hosted pages can't be searched at all, so the newest ones are gone through. An
empty answer proves nothing before the operation's horizon.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice
from typing import Any
from urllib.parse import quote

from smallfavor.payments.providers.base import (
    ListedInstrument,
    Ours,
    ProviderRecord,
    ProviderUnavailable,
    Reason,
)
from smallfavor.payments.providers.payouts import Payout, PayoutPart
from smallfavor.payments.providers.stripe import instruments, payouts, records
from smallfavor.payments.providers.stripe.fields import (
    Thing,
    Unreadable,
    an_object,
    as_seconds,
    expanded,
    id_of,
    moment,
    read_ours,
)
from smallfavor.payments.providers.stripe.transport import NoAnswer, Query, Transport

PAGE_SIZE = 100  # the most that Stripe gives
SESSIONS_SEEN = 2_000  # so many of the newest pages are gone through for one that can't be asked for
SHORTEST_SLICE, FIRST_SLICE, LONGEST_SLICE = timedelta(minutes=10), timedelta(hours=6), timedelta(days=16)
EXPAND_CHARGE = ["balance_transaction", "payment_intent"]
EXPAND_SESSION = ["payment_intent.latest_charge", "setup_intent.payment_method", "setup_intent.latest_attempt"]
EXPAND_INTENT = ["latest_charge.balance_transaction", "payment_method"]
EXPAND_SETUP = ["payment_method", "latest_attempt"]
EXPAND_CHARGE_OF = ["charge"]
EXPAND_PART = ["source.charge"]


@dataclass(frozen=True)
class Lists:
    """One account's lists."""

    transport: Transport

    # --- All of one payment ---

    def of_payment(self, ours: Ours, session_id: str = "") -> list[ProviderRecord]:
        """Everything of one attempt: its page, its charges, refunds and disputes. Raises ProviderUnavailable."""
        found, is_page, has_intent = list[ProviderRecord](), False, False
        for intent in self._intents(ours):
            if _is(intent, ours):
                has_intent, is_page = True, records.is_on_page(intent)
                found += self._of_intent(intent, is_page=is_page)
            else:
                found += self._refunds(intent)
        if not has_intent:
            found += self.session_of(ours, session_id)
        mine = [record for record in found if record.ours is not None and _key(record.ours) == _key(ours)]
        return sorted(mine, key=lambda record: record.created_at)

    def session_of(self, ours: Ours, session_id: str = "") -> list[ProviderRecord]:
        """The hosted page of this attempt, or of this pledge's setup: by its id, or if it is among the newest ones."""
        if session_id:
            one = self._page(f"/v1/checkout/sessions/{quote(session_id, safe='')}", {"expand": EXPAND_SESSION})
            return [_read(records.read_session, one)] if _is(one, ours) else []
        newest = islice(self.pages("/v1/checkout/sessions", {}, EXPAND_SESSION), SESSIONS_SEEN)
        found = next((thing for thing in newest if _is(thing, ours)), None)
        return [_read(records.read_session, found)] if found else []

    def _intents(self, ours: Ours) -> list[Thing]:
        """All of this payment's, whichever attempt: a refund is an attempt of its own, of an earlier one's money."""
        wanted = {"installation": ours.installation, "payment": ours.payment}
        query = " AND ".join(f"metadata['{name}']:'{_quoted(value)}'" for name, value in wanted.items())
        found = _things(self._page("/v1/payment_intents/search", {"query": query, "limit": str(PAGE_SIZE)}))
        if not any(_is(one, ours) for one in found):
            found += _things(self._page("/v1/payment_intents", {"limit": str(PAGE_SIZE)}))
        by_id = {id_of(one, "id"): one for one in found if _is_of_payment(one, ours)}
        return list(by_id.values())

    def _of_intent(self, intent: Thing, *, is_page: bool) -> list[ProviderRecord]:
        about = {"payment_intent": id_of(intent, "id")}
        session = next(self.pages("/v1/checkout/sessions", about, EXPAND_SESSION), None) if is_page else None
        session_id = id_of(session, "id") if session else ""
        charges = list(self.pages("/v1/charges", about, EXPAND_CHARGE))
        found = [_read(lambda one: records.read_charge(one, session_id), charge) for charge in charges]
        if not charges:
            found.append(_read(records.read_intent, intent))
        if session:
            found.append(_read(records.read_session, session))
        if any(charge.get("amount_refunded") for charge in charges):
            found += self._refunds(intent)
        if any(charge.get("disputed") for charge in charges):
            disputes = self.pages("/v1/disputes", about, EXPAND_CHARGE_OF)
            found += [_read(records.read_dispute, one) for one in disputes]
        return [record for record in found if record is not None]

    def _refunds(self, intent: Thing) -> list[ProviderRecord]:
        listed = self.pages("/v1/refunds", {"payment_intent": id_of(intent, "id")}, EXPAND_CHARGE_OF)
        return [record for one in listed if (record := _read(records.read_refund, one)) is not None]

    # --- Windows of time ---

    def window(self, start: datetime, end: datetime) -> Iterator[ProviderRecord]:
        """All that says something about money, and the pages; oldest first. Raises ProviderUnavailable."""
        for thing in _walk(start, end, self._told):
            record: ProviderRecord | None = _read(records.read_record, thing)
            if record is not None:
                yield record

    def _told(self, created: Query) -> list[Thing]:
        intents = self.pages("/v1/payment_intents", created, [])
        return _oldest_first(
            self.pages("/v1/checkout/sessions", created, EXPAND_SESSION),
            self.pages("/v1/charges", created, EXPAND_CHARGE),
            self.pages("/v1/refunds", created, EXPAND_CHARGE_OF),
            self.pages("/v1/disputes", created, EXPAND_CHARGE_OF),
            (one for one in intents if one.get("latest_charge") is None),  # declined before anything was tried
        )

    def instruments(self, start: datetime, end: datetime) -> Iterator[ListedInstrument]:
        """What was saved on a page, by a payment or without one. Raises ProviderUnavailable.

        Stripe lists saved payment methods by customer alone; what left them is listed by time.
        """
        for intent in _walk(start, end, self._savings):
            listed: ListedInstrument | None = _read(_left_by, intent)
            if listed is not None:
                yield listed

    def _savings(self, created: Query) -> list[Thing]:
        return _oldest_first(
            self.pages("/v1/payment_intents", created, EXPAND_INTENT),
            self.pages("/v1/setup_intents", created, EXPAND_SETUP),
        )

    def payouts(self, start: datetime, end: datetime) -> Iterator[Payout]:
        """Raises ProviderUnavailable."""
        listed = _oldest_first(self.pages("/v1/payouts", _created(start, end), []))
        return (payout for one in listed if (payout := _read(payouts.read_payout, one)) is not None)

    def payout_parts(self, payout_id: str) -> Iterator[PayoutPart]:
        """Raises ProviderUnavailable."""
        try:
            listed = list(self.pages("/v1/balance_transactions", {"payout": payout_id}, EXPAND_PART))
        except ProviderUnavailable as error:
            if error.reason is Reason.REFUSED and self._is_manual(payout_id):
                return  # Stripe does not know what it consists of
            raise
        for one in _oldest_first(listed):
            part = _read(payouts.read_part, one)
            if part is not None:
                yield part

    def _is_manual(self, payout_id: str) -> bool:
        return self._page(f"/v1/payouts/{quote(payout_id, safe='')}", {}).get("automatic") is False

    # --- Pages of a list ---

    def pages(self, path: str, query: Query, expand: Sequence[str]) -> Iterator[Thing]:
        """All of a list, newest first, page by page. Raises ProviderUnavailable."""
        asked: dict[str, str | list[str]] = {**query, "limit": str(PAGE_SIZE)}
        if expand:
            asked["expand"] = [f"data.{name}" for name in expand]
        last = ""
        while True:
            page = self._page(path, {**asked, **({"starting_after": last} if last else {})})
            things = _things(page)
            yield from things
            if not page.get("has_more"):
                return
            following = id_of(things[-1], "id") if things else ""
            if not following or following == last:
                raise ProviderUnavailable(Reason.MALFORMED, "the list does not move on")
            last = following

    def _page(self, path: str, query: Query) -> Thing:
        try:
            return an_object(self.transport.get(path, query))
        except NoAnswer as failure:
            raise ProviderUnavailable(failure.reason, failure.detail) from failure
        except Unreadable as error:
            raise ProviderUnavailable(Reason.MALFORMED, str(error)) from error


def _walk(start: datetime, end: datetime, read: Callable[[dict[str, str]], list[Thing]]) -> Iterator[Thing]:
    """A window, slice by slice. One that had little in it is followed by a longer one: quiet years take few calls."""
    at, length = start, FIRST_SLICE
    while at < end:
        until = min(at + length, end)
        things = read(_created(at, until))
        yield from things
        longer = length * 2 if len(things) < 5 * PAGE_SIZE else length / 2
        at, length = until, min(max(longer, SHORTEST_SLICE), LONGEST_SLICE)


def _created(since: datetime, until: datetime) -> dict[str, str]:
    """[since, until) in whole seconds, both rounded up."""
    return {"created[gte]": str(as_seconds(since)), "created[lt]": str(as_seconds(until))}


def _oldest_first(*lists: Iterable[Thing]) -> list[Thing]:
    """Of one second, what comes first in a payment's life comes first."""
    turned = [thing for one in lists for thing in reversed(list(one))]
    return sorted(turned, key=lambda thing: _read(moment, thing))


def _things(page: Thing) -> list[Thing]:
    data = page.get("data")
    if not isinstance(data, list):
        raise ProviderUnavailable(Reason.MALFORMED, "not a list")
    return [_read(an_object, one) for one in data]


def _left_by(intent: Thing) -> ListedInstrument | None:
    if intent.get("object") == "setup_intent":
        if intent.get("status") != "succeeded":
            return None
        saved = instruments.of_setup(intent) or _detached(intent)
    else:
        charge = expanded(intent, "latest_charge")
        if intent.get("setup_future_usage") != "off_session" or charge.get("status") not in ("succeeded", "pending"):
            return None
        saved = instruments.of_charge(charge)
    return None if saved is None else instruments.listed(intent, saved, moment(intent))


def _detached(intent: Thing) -> Any:
    """One that belongs to nobody any more, named as it was: by the customer of the setup that saved it."""
    method = expanded(intent, "payment_method")
    return instruments.of_payment_method({**method, "customer": intent.get("customer")}) if method else None


def _is_of_payment(thing: Thing, ours: Ours) -> bool:
    named = read_ours(thing)
    return named is not None and (named.installation, named.payment) == (ours.installation, ours.payment)


def _is(thing: Thing, ours: Ours) -> bool:
    named = read_ours(thing)
    return named is not None and _key(named) == _key(ours)


def _key(ours: Ours) -> tuple[str, str, int, str]:
    """What a look-up goes by: the payment's attempt, or without a payment the pledge's."""
    return ours.installation, ours.payment, ours.attempt, "" if ours.payment else ours.pledge


def _quoted(value: str) -> str:
    return value.replace("\\", "\\\\").replace("'", "\\'")


def _read(read: Any, thing: object) -> Any:
    try:
        return read(thing)
    except Unreadable as error:
        raise ProviderUnavailable(Reason.MALFORMED, str(error)) from error
