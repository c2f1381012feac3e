"""The calls that only read: one object, lists, searches. Faults hide what is young, or spoil the answer."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from bench.emulators.stripe.asked import as_asked, read_pairs
from bench.emulators.stripe.exchange import Endpoint, failure, guarded
from bench.emulators.stripe.expansion import a_list, expanded
from bench.emulators.stripe.listing import Condition, Row, as_condition, page_of, read_search, search_page
from bench.emulators.stripe.machine import Machine
from bench.emulators.stripe.office import end_what_is_due
from bench.emulators.stripe.refusals import missing
from bench.emulators.stripe.shapes import Wire, check_answer
from bench.emulators.stripe.store import Books
from sandbox_processor.exchange import LostAnswer, wait_for_faults
from sandbox_processor.faults import Rule


@dataclass(frozen=True)
class Shelf:
    """Where objects of one kind are read: `retrieves`, `lists` and `searches` are the SDK's TypedDicts."""

    path: str
    kind: str
    right: str
    retrieves: type[Any] | None = None
    lists: type[Any] | None = None
    searches: type[Any] | None = None
    of: str = ""  # in the path, an id that the list is filtered by under this name


def retrieving(machine: Machine, shelf: Shelf) -> Endpoint:
    async def endpoint(request: Request) -> Response:
        params: Any = as_asked(shelf.retrieves or dict, read_pairs(request.url.query.encode()))
        object_id = str(request.path_params["id"])

        def find() -> tuple[Wire | None, int]:
            with machine.store.transaction() as books:
                end_what_is_due(books)
                row = books.sql.execute("SELECT created_ms FROM object WHERE id = ?", (object_id,)).fetchone()
                return books.find(object_id, shelf.kind), row[0] if row else 0

        found, created_ms = await run_in_threadpool(find)
        metadata = (found or {}).get("metadata") or {}
        rules = machine.faults.strike("objects.read", metadata)
        spoiled = await _spoiled(rules)
        if spoiled is not None:
            return spoiled
        if found is None or created_ms >= _shown_until_ms(machine, rules):
            raise missing(shelf.kind, object_id)
        return await _told(machine, found, params.get("expand", []))

    return guarded(machine, f"{shelf.right}_read", endpoint)


def listing(machine: Machine, shelf: Shelf) -> Endpoint:
    async def endpoint(request: Request) -> Response:
        params: Any = as_asked(shelf.lists or dict, read_pairs(request.url.query.encode()))
        filters: dict[str, Any] = {**params}
        if shelf.of:
            filters[shelf.of] = str(request.path_params["id"])
        condition = as_condition(shelf.kind, filters)

        def page(until_ms: int) -> tuple[list[Row], bool]:
            with machine.store.transaction() as books:
                end_what_is_due(books)
                return page_of(books, condition, params, until_ms=until_ms)

        rules, rows, more = await _with_faults(machine, condition, page, machine.store.now_ms() + 1)
        spoiled = await _spoiled(rules)
        if spoiled is not None:
            return spoiled
        answer = a_list(request.url.path, [row.thing for row in rows], more=bool(more))
        return await _told(machine, answer, params.get("expand", []))

    return guarded(machine, f"{shelf.right}_read", endpoint)


def searching(machine: Machine, shelf: Shelf) -> Endpoint:
    async def endpoint(request: Request) -> Response:
        params: Any = as_asked(shelf.searches or dict, read_pairs(request.url.query.encode()))
        condition = read_search(shelf.kind, params["query"])

        def page(until_ms: int) -> tuple[list[Row], str]:
            with machine.store.reading() as books:
                return search_page(books, condition, params, until_ms=until_ms)

        lag_ms = int(machine.settings.search_lag_s * 1000)
        rules, rows, token = await _with_faults(machine, condition, page, machine.store.now_ms() - lag_ms)
        spoiled = await _spoiled(rules)
        if spoiled is not None:
            return spoiled
        answer = {
            "object": "search_result", "data": [row.thing for row in rows], "has_more": bool(token),
            "next_page": token or None, "url": request.url.path,
        }  # fmt: skip
        return await _told(machine, answer, params.get("expand", []))

    return guarded(machine, f"{shelf.right}_read", endpoint)


async def _with_faults(machine: Machine, condition: Condition, page: Any, until_ms: int) -> tuple[list[Rule], Any, Any]:
    """The faults that hit this list, and its page with what they hide left out.

    A list can't be asked for one payment alone, as a search can: a fault that is meant for some metadata hits a list in
    which such an object stands.
    """
    rows, more = await run_in_threadpool(page, until_ms)
    meant = condition.metadata or _metadata_meant(machine, rows)
    rules = machine.faults.strike("objects.list", meant)
    for rule in rules:
        if rule.what == "lag":
            until_ms = (
                min(until_ms, machine.store.now_ms() - int(rule.delay_s * 1000)) if not rule.metadata else until_ms
            )
    hidden = [rule for rule in rules if rule.what == "lag" and rule.metadata]
    if any(rule.what == "lag" for rule in rules):
        rows, more = await run_in_threadpool(page, until_ms)
    return rules, [row for row in rows if not any(_hides(machine, rule, row) for rule in hidden)], more


def _metadata_meant(machine: Machine, rows: list[Row]) -> dict[str, str]:
    wanted = [
        rule["metadata"] for rule in machine.faults.listed() if rule["where"] == "objects.list" and rule["metadata"]
    ]
    return next(
        (dict(row.thing.get("metadata") or {}) for row in rows for meant in wanted if _bears(row.thing, meant)), {}
    )


def _hides(machine: Machine, rule: Rule, row: Row) -> bool:
    return _bears(row.thing, rule.metadata) and row.created_ms >= machine.store.now_ms() - int(rule.delay_s * 1000)


def _bears(thing: Wire, metadata: Mapping[str, str]) -> bool:
    own = thing.get("metadata") or {}
    return all(own.get(name) == value for name, value in metadata.items())


def _shown_until_ms(machine: Machine, rules: list[Rule]) -> int:
    lag_s = max((rule.delay_s for rule in rules if rule.what == "lag"), default=-1.0)
    return machine.store.now_ms() - int(lag_s * 1000)


async def _spoiled(rules: list[Rule]) -> Response | None:
    await wait_for_faults(rules, "delay_before")
    if any(rule.what.startswith("lose") for rule in rules):
        return LostAnswer()
    status = next((rule.status for rule in rules if rule.what.startswith("status")), 0)
    return failure(status) if status else None


async def _told(machine: Machine, answer: Wire, paths: list[str]) -> Response:
    def tell() -> Wire:
        with machine.store.reading() as books:
            return _checked(books, answer, paths)

    return JSONResponse(await run_in_threadpool(tell))


def _checked(books: Books, answer: Wire, paths: list[str]) -> Wire:
    whole = expanded(books, answer, paths)
    check_answer(whole)
    return whole
