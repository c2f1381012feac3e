"""Look-ups and lists of the API, and the whole record. Nothing here changes anything."""

import json
from collections.abc import AsyncIterator
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import Route

from sandbox_processor import balance, sessions
from sandbox_processor.exchange import guarded, metadata_filter, whole_number
from sandbox_processor.machine import Machine
from sandbox_processor.objects import Payout, Thing, as_json
from sandbox_processor.refusals import missing


class Reading:
    """The routes that read."""

    def __init__(self, machine: Machine) -> None:
        self._machine = machine

    def routes(self) -> list[Route]:
        machine = self._machine
        return [
            Route("/v1/objects", guarded(machine, "objects.list", self._list), methods=["GET"]),
            Route("/v1/objects/{id}", guarded(machine, "objects.read", self._read), methods=["GET"]),
            Route("/v1/instruments", guarded(machine, "objects.list", self._instruments), methods=["GET"]),
            Route("/v1/payouts", guarded(machine, "objects.list", self._payouts), methods=["GET"]),
            Route("/v1/payouts/{id}/parts", guarded(machine, "objects.list", self._parts), methods=["GET"]),
            Route("/v1/record", guarded(machine, "record", self._record), methods=["GET"]),
        ]

    async def _read(self, request: Request) -> Response:
        object_id = str(request.path_params["id"])

        def read() -> dict[str, Any]:
            with self._machine.store.transaction() as books:
                found = sessions.find_session(books, object_id) or books.find(object_id)
                if found is None or found.created_ms > books.now_ms - request.state.lag_ms:
                    raise missing(object_id)
                return books.show(found)

        return JSONResponse(await run_in_threadpool(read))

    async def _list(self, request: Request) -> Response:
        return await self._page(request, str(request.query_params.get("kind", "")))

    async def _instruments(self, request: Request) -> Response:
        return await self._page(request, "instrument")

    async def _payouts(self, request: Request) -> Response:
        return await self._page(request, "payout")

    async def _parts(self, request: Request) -> Response:
        """The balance lines that a payout took."""
        payout_id = str(request.path_params["id"])
        after, limit = whole_number(request, "after", 0), min(whole_number(request, "limit", 100), 1000)

        def read() -> list[tuple[int, dict[str, Any]]]:
            with self._machine.store.reading() as books:
                if books.find_as(Payout, payout_id) is None:
                    raise missing(payout_id)
                return balance.parts_of(books, payout_id, after, limit + 1)

        return _shown(await run_in_threadpool(read), after, limit)

    async def _page(self, request: Request, kind: str) -> Response:
        from_ms, until_ms = whole_number(request, "from_ms", 0), whole_number(request, "until_ms", 2**53)
        after, limit = whole_number(request, "after", 0), min(whole_number(request, "limit", 100), 1000)
        metadata = metadata_filter(request)

        def read() -> list[tuple[int, dict[str, Any]]]:
            with self._machine.store.reading() as books:
                if request.state.lag_ms:
                    visible_until_ms = min(until_ms, books.now_ms - request.state.lag_ms)
                else:
                    visible_until_ms = until_ms
                found = books.select(
                    metadata=metadata, kind=kind, from_ms=from_ms, until_ms=visible_until_ms, after=after,
                    limit=limit + 1,
                )  # fmt: skip
                return [(seq, books.show(thing)) for seq, thing in found]

        return _shown(await run_in_threadpool(read), after, limit)

    async def _record(self, request: Request) -> Response:
        """Everything, one JSON object a line: first all objects, then all events."""

        async def lines() -> AsyncIterator[str]:
            after = 0
            while rows := await run_in_threadpool(self._objects_after, after):
                after = rows[-1][0]
                yield "".join(json.dumps(as_json(thing)) + "\n" for _, thing in rows)
            after = 0
            while events := await run_in_threadpool(self._events_after, after):
                after = events[-1]["seq"]
                yield "".join(json.dumps(event) + "\n" for event in events)

        return StreamingResponse(lines(), media_type="application/jsonl")

    def _objects_after(self, after: int) -> list[tuple[int, Thing]]:
        with self._machine.store.reading() as books:
            return books.select(metadata={}, kind="", from_ms=0, until_ms=2**53, after=after, limit=500)

    def _events_after(self, after: int) -> list[dict[str, Any]]:
        names = ("seq", "id", "type", "object_id", "created_ms", "attempts", "next_ms", "delivered_ms", "last_answer")
        query = f"SELECT {', '.join(names)} FROM event WHERE seq > ? ORDER BY seq LIMIT 500"  # noqa: S608
        with self._machine.store.reading() as books:
            rows = books.sql.execute(query, (after,)).fetchall()
        return [{"object": "event", **dict(zip(names, row, strict=True))} for row in rows]


def _shown(rows: list[tuple[int, dict[str, Any]]], after: int, limit: int) -> JSONResponse:
    """One page of a list; `rows` holds one more than `limit` where there is more."""
    shown = rows[:limit]
    return JSONResponse(
        {
            "data": [thing for _, thing in shown],
            "more": len(rows) > limit,
            "after": shown[-1][0] if shown else after,
        }
    )
