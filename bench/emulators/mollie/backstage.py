"""What the outside world does to a payment, and faults on order: routes that Mollie does not have."""

import json
from collections.abc import Callable
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bench.emulators.mollie import payments, settling
from bench.emulators.mollie.courier import Courier
from bench.emulators.mollie.machine import Machine
from bench.emulators.mollie.refusals import Refused as NotDone
from bench.emulators.mollie.store import Books
from sandbox_processor.exchange import bounded_body, read_json
from sandbox_processor.refusals import Fields, Refused

Act = Callable[[Books, dict[str, Any]], dict[str, Any]]


class Backstage:
    """The routes over one machine; none asks for a key beyond the account's own."""

    def __init__(self, machine: Machine, courier: Courier) -> None:
        self._machine = machine
        self._courier = courier

    def routes(self) -> list[Route]:
        acts: dict[str, Act] = {
            "end": self._end, "charge_back": self._charge_back, "reverse": self._reverse, "pay_out": self._pay_out,
            "close_settlement": self._close_settlement, "move_refund": self._move_refund, "forget": self._forget,
            "next_page": self._next_page, "send_webhooks_to": self._send_webhooks_to, "record": self._record,
            "deliveries": self._deliveries,
        }  # fmt: skip
        return [
            *(Route(f"/backstage/{name}", self._door(act), methods=["POST"]) for name, act in acts.items()),
            Route("/faults", self._order_fault, methods=["POST"]),
            Route("/faults", self._clear_faults, methods=["DELETE"]),
        ]

    def _door(self, act: Act) -> Callable[[Request], Any]:
        async def endpoint(request: Request) -> Response:
            asked = json.loads(await bounded_body(request) or b"{}")

            def perform() -> dict[str, Any]:
                with self._machine.store.transaction() as books:
                    return act(books, asked)

            try:
                self._machine.check_token(request)
                return JSONResponse(await run_in_threadpool(perform))
            except NotDone as refusal:
                return JSONResponse(refusal.body, refusal.status)

        return endpoint

    def _end(self, books: Books, asked: dict[str, Any]) -> dict[str, Any]:
        payment = books.find("payment", asked["payment"])
        payments.end(books, payment, asked["status"], asked.get("failure", ""), asked.get("bank_code", ""))
        return payment

    def _charge_back(self, books: Books, asked: dict[str, Any]) -> dict[str, Any]:
        return payments.charge_back(books, books.find("payment", asked["payment"]), asked.get("code", ""))

    def _reverse(self, books: Books, asked: dict[str, Any]) -> dict[str, Any]:
        chargeback = books.find("chargeback", asked["chargeback"])
        payments.reverse(books, books.find("payment", chargeback["parent"]), chargeback)
        return chargeback

    def _pay_out(self, books: Books, asked: dict[str, Any]) -> dict[str, Any]:
        return settling.pay_out(books, asked["currency"])

    def _close_settlement(self, books: Books, asked: dict[str, Any]) -> dict[str, Any]:
        settlement = books.find("settlement", asked["settlement"])
        settlement |= {"status": asked["status"], "settled_ms": books.now_ms}
        books.save(settlement)
        return settlement

    def _move_refund(self, books: Books, asked: dict[str, Any]) -> dict[str, Any]:
        refund = books.find("refund", asked["refund"])
        payments.move_refund(books, books.find("payment", refund["parent"]), refund, asked["status"])
        return refund

    def _forget(self, books: Books, asked: dict[str, Any]) -> dict[str, Any]:
        for table in ("thing", "idempotency", "delivery"):
            books.sql.execute(f"DELETE FROM {table}")  # noqa: S608 (constants)
        return {}

    def _next_page(self, books: Books, asked: dict[str, Any]) -> dict[str, Any]:
        self._machine.next_page_ms = int(asked["life_ms"])
        return {}

    def _send_webhooks_to(self, books: Books, asked: dict[str, Any]) -> dict[str, Any]:
        self._courier.origin = asked["origin"]
        return {}

    def _record(self, books: Books, asked: dict[str, Any]) -> dict[str, Any]:
        return {"data": books.everything()}

    def _deliveries(self, books: Books, asked: dict[str, Any]) -> dict[str, Any]:
        rows = books.sql.execute("SELECT payment, url, attempts, next_ms, last_answer FROM delivery ORDER BY seq")
        names = ("payment", "url", "attempts", "next_ms", "last_answer")
        return {"data": [dict(zip(names, row, strict=True)) for row in rows]}

    async def _order_fault(self, request: Request) -> Response:
        try:
            self._machine.check_token(request)
            return JSONResponse(self._machine.faults.order(Fields(read_json(await bounded_body(request)))))
        except (Refused, NotDone) as refusal:
            return JSONResponse(refusal.body, refusal.status)

    async def _clear_faults(self, request: Request) -> Response:
        self._machine.check_token(request)
        self._machine.faults.clear()
        return JSONResponse({"data": []})
