"""PayPal's lists: transactions and disputes of a time, asked page by page. Not here: what they mean (movements.py).

Transactions show up to three hours after they happened, at most 31 days and 10,000 at a time.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import Any
from urllib.parse import parse_qs, urlsplit

from smallfavor.core.clock import utcnow
from smallfavor.payments.providers.paypal import transport, wire
from smallfavor.payments.providers.paypal.refusals import NoAnswer
from smallfavor.payments.providers.paypal.transport import Transport

PAGE_SIZE = 500
DISPUTES_PAGE_SIZE = 50
MOST_PAGES = 1000
LONGEST_RANGE = timedelta(days=31)
SHORTEST_RANGE = timedelta(minutes=1)
TOO_MANY = {"RESULTSET_TOO_LARGE"}
DISPUTES_KNOWN_FOR = timedelta(days=179)  # what was opened longer ago PayPal does not list


@dataclass(frozen=True)
class Searches:
    transport: Transport

    def transactions(self, start: datetime, end: datetime, transaction_id: str = "") -> Iterator[dict[str, Any]]:
        """What moved the balance in [start, end), oldest first. Raises NoAnswer, wire.Unreadable."""
        end = min(end, utcnow() + SHORTEST_RANGE)  # PayPal refuses days to come
        while start < end:
            until = min(start + LONGEST_RANGE, end)
            yield from self._range(start, until, transaction_id)
            start = until

    def _range(self, start: datetime, end: datetime, transaction_id: str) -> Iterator[dict[str, Any]]:
        try:
            found = self._pages(start, end, transaction_id)
        except NoAnswer as failure:
            if not failure.says(TOO_MANY) or end - start <= SHORTEST_RANGE:
                raise
            middle = (start + (end - start) / 2).replace(microsecond=0)
            yield from self._range(start, middle, transaction_id)
            yield from self._range(middle, end, transaction_id)
            return
        # Both ends are PayPal's own, and in whole seconds: what is outside of ours is left out here.
        timed = [(_moment(one), one) for one in found]
        yield from (one for moment, one in sorted(timed, key=lambda pair: pair[0]) if start <= moment < end)

    def _pages(self, start: datetime, end: datetime, transaction_id: str) -> list[dict[str, Any]]:
        found = list[dict[str, Any]]()
        for page in range(1, MOST_PAGES):
            asked = {
                "start_date": _text(start),
                "end_date": _text(end + timedelta(seconds=1)),
                "fields": "transaction_info",
                "balance_affecting_records_only": "Y",
                "page_size": PAGE_SIZE,
                "page": page,
            }
            if transaction_id:
                asked["transaction_id"] = transaction_id
            answer = self.transport.ask(partial(_search_transactions, asked))
            try:
                found += [one["transaction_info"] for one in answer.get("transaction_details") or ()]
                if page >= int(answer.get("total_pages") or 1):
                    return found
            except (TypeError, KeyError, ValueError, AttributeError) as error:
                raise wire.Unreadable("transactions") from error
        raise wire.Unreadable("the list does not end")

    def disputes(self, start: datetime, end: datetime) -> list[dict[str, Any]]:
        """All disputes opened in [start, end), whole. Raises NoAnswer, wire.Unreadable."""
        since = max(start, utcnow() - DISPUTES_KNOWN_FOR)
        listed = self._disputes({"start_time": _text(since)}) if since < end else []
        found = [self.dispute(_dispute_id(one)) for one in listed if start <= _opened(one) < end]
        return [one for one in found if one is not None]

    def disputes_of(self, capture_id: str) -> list[dict[str, Any]]:
        """Raises NoAnswer, wire.Unreadable."""
        found = [self.dispute(_dispute_id(one)) for one in self._disputes({"disputed_transaction_id": capture_id})]
        return [one for one in found if one is not None]

    def dispute(self, dispute_id: str) -> dict[str, Any] | None:
        """Raises NoAnswer."""
        found: dict[str, Any] | None = self.transport.ask(lambda sdk: transport.disputes(sdk).show(dispute_id))
        return found

    def _disputes(self, query: dict[str, str]) -> list[dict[str, Any]]:
        found, token = list[dict[str, Any]](), ""
        for _ in range(MOST_PAGES):
            asked = {**query, "page_size": str(DISPUTES_PAGE_SIZE)} | ({"next_page_token": token} if token else {})
            answer = self.transport.ask(partial(_find_disputes, asked))
            try:
                found += answer.get("items") or ()
                links = {link["rel"]: link["href"] for link in answer.get("links") or ()}
                token = parse_qs(urlsplit(links.get("next", "")).query).get("next_page_token", [""])[0]
            except (TypeError, KeyError, ValueError, AttributeError) as error:
                raise wire.Unreadable("disputes") from error
            if not token:
                return found
        raise wire.Unreadable("the list does not end")


def _search_transactions(asked: dict[str, Any], sdk: Any) -> Any:
    return sdk.transaction_search.search_transactions(asked)


def _find_disputes(asked: dict[str, str], sdk: Any) -> Any:
    return transport.disputes(sdk).find(asked)


def _moment(info: Any) -> datetime:
    try:
        return wire.moment(info["transaction_initiation_date"])
    except (TypeError, KeyError, ValueError) as error:
        raise wire.Unreadable("transaction") from error


def _opened(dispute: Any) -> datetime:
    try:
        return wire.moment(dispute["create_time"])
    except (TypeError, KeyError, ValueError) as error:
        raise wire.Unreadable("dispute") from error


def _dispute_id(dispute: Any) -> str:
    found = dispute.get("dispute_id") if isinstance(dispute, dict) else None
    if not isinstance(found, str) or not 0 < len(found) <= 100:
        raise wire.Unreadable("dispute")
    return found


def _text(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")
