"""Calls for tests alone: faults on order, events sent again, where events go, a record that begins anew."""

from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from sandbox_processor.balance import adjust
from sandbox_processor.exchange import bounded_body, guarded, read_json
from sandbox_processor.machine import Machine
from sandbox_processor.refusals import Fields, missing


class Backstage:
    """The routes that no real payment service has."""

    def __init__(self, machine: Machine) -> None:
        self._machine = machine

    def routes(self) -> list[Route]:
        doors = [
            ("/v1/record", "DELETE", self._forget),
            ("/v1/events/{id}/deliver", "POST", self._deliver_again),
            ("/v1/adjustments", "POST", self._adjust),
            ("/v1/webhook", "PUT", self._set_webhook),
            ("/faults", "GET", self._list_faults),
            ("/faults", "POST", self._order_fault),
            ("/faults", "DELETE", self._clear_faults),
        ]
        return [
            Route(path, guarded(self._machine, "backstage", endpoint), methods=[method])
            for path, method, endpoint in doors
        ]

    async def _forget(self, request: Request) -> Response:
        """An empty record, as on the first day."""

        def empty() -> None:
            with self._machine.store.transaction() as books:
                for table in ("object", "event", "idempotency", "line"):
                    books.sql.execute(f"DELETE FROM {table}")  # noqa: S608 (constants)

        await run_in_threadpool(empty)
        return JSONResponse({})

    async def _deliver_again(self, request: Request) -> Response:
        """Send an event once more, as if it were new."""
        event_id = str(request.path_params["id"])

        def put_back() -> int:
            with self._machine.store.transaction() as books:
                query = "UPDATE event SET next_ms = ? WHERE id = ?"
                return books.sql.execute(query, (books.now_ms, event_id)).rowcount

        if not await run_in_threadpool(put_back):
            raise missing(event_id)
        self._machine.courier.wake()
        return JSONResponse({"id": event_id})

    async def _adjust(self, request: Request) -> Response:
        fields = Fields(read_json(await bounded_body(request)))

        def perform() -> dict[str, Any]:
            with self._machine.store.transaction() as books:
                return adjust(books, fields)

        return JSONResponse(await run_in_threadpool(perform))

    async def _set_webhook(self, request: Request) -> Response:
        fields = Fields(read_json(await bounded_body(request)))
        url = fields.text("url", longest=2000)
        fields.done()
        self._machine.courier.url = url
        self._machine.courier.wake()
        return JSONResponse({"url": url})

    async def _list_faults(self, request: Request) -> Response:
        faults = self._machine.faults
        return JSONResponse({"data": faults.listed(), "struck": faults.struck, "struck_by": dict(faults.struck_by)})

    async def _order_fault(self, request: Request) -> Response:
        return JSONResponse(self._machine.faults.order(Fields(read_json(await bounded_body(request)))))

    async def _clear_faults(self, request: Request) -> Response:
        self._machine.faults.clear()
        return JSONResponse({"data": []})
