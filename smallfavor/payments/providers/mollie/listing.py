"""Questions to Mollie that may be asked again, and its lists page by page. Every failure is ProviderUnavailable."""

from collections.abc import Callable, Iterator
from typing import Any

from mollie.api.client import Client

from smallfavor.payments.providers.base import ProviderUnavailable, Reason
from smallfavor.payments.providers.mollie import wire
from smallfavor.payments.providers.mollie.transport import NoAnswer, Transport

PAGE_SIZE = 250  # the most that Mollie lists at once
Thing = dict[str, Any]
First = Callable[[Client, int], Any]  # the first page of a list, of so many


class Listing:
    """What one token may read."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    @property
    def may_read(self) -> bool:
        return bool(self._transport.token)

    def ask(self, question: Callable[[Client], Any]) -> Any:
        try:
            return self._transport.call(question)
        except NoAnswer as failure:
            raise ProviderUnavailable(failure.reason, failure.detail) from failure

    def find(self, question: Callable[[Client], Any]) -> Thing | None:
        """None where there is no such thing."""
        try:
            return dict(self._transport.call(question))
        except NoAnswer as failure:
            if failure.reason is Reason.NOT_FOUND:
                return None
            raise ProviderUnavailable(failure.reason, failure.detail) from failure

    def pages(self, first: First) -> Iterator[list[Thing]]:
        """Newest first, as Mollie lists."""
        page, things = self.ask(lambda client: _with_things(first(client, PAGE_SIZE)))
        while page is not None:
            yield things
            page, things = self.ask(lambda client, after=page: _with_things(after.get_next()))  # type: ignore[misc]

    def all(self, first: First) -> list[Thing]:
        return [thing for page in self.pages(first) for thing in page]


def readable(read: Callable[..., Any], *arguments: Any) -> Any:
    """What `read` makes of an answer; one that can't be read is no answer."""
    try:
        return read(*arguments)
    except (wire.Unreadable, KeyError, TypeError, AttributeError) as error:
        raise ProviderUnavailable(Reason.MALFORMED, str(error)) from error


def _with_things(page: Any) -> tuple[Any, list[Thing]]:
    return page, [] if page is None else [dict(thing) for thing in page]
