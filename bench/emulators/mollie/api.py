"""The calls of Mollie's API that change something: under a key, with faults. The verbs: payments.py."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bench.emulators.mollie import payments
from bench.emulators.mollie.amounts import read_minor
from bench.emulators.mollie.machine import Hal, Machine
from bench.emulators.mollie.refusals import Refused, error_body, invalid
from bench.emulators.mollie.schema import REQUESTS
from bench.emulators.mollie.store import Books, Thing, claim_key, keep_answer, release_key
from sandbox_processor.exchange import LostAnswer, bounded_body, wait_for_faults
from sandbox_processor.faults import Rule


@dataclass(frozen=True)
class Call:
    """One POST. `where`: what faults call it."""

    where: str
    asked: dict[str, Any]
    perform: Callable[[Books], Thing]


class Api:
    """The routes over one machine."""

    def __init__(self, machine: Machine) -> None:
        self._machine = machine

    def routes(self) -> list[Route]:
        return [
            Route("/v2/payments", self._guarded(self._create_payment), methods=["POST"]),
            Route("/v2/customers", self._guarded(self._create_customer), methods=["POST"]),
            Route("/v2/payments/{id}/refunds", self._guarded(self._create_refund), methods=["POST"]),
            Route("/v2/payments/{id}", self._guarded(self._cancel), methods=["DELETE"]),
            Route("/v2/customers/{customer}/mandates/{id}", self._guarded(self._revoke), methods=["DELETE"]),
        ]

    def _guarded(self, endpoint: Callable[[Request], Any]) -> Callable[[Request], Any]:
        async def behind_the_key(request: Request) -> Response:
            try:
                self._machine.check_token(request)
                answer: Response = await endpoint(request)
            except Refused as refusal:
                return Hal(refusal.body, refusal.status)
            return answer

        return behind_the_key

    async def _create_payment(self, request: Request) -> Response:
        body = await bounded_body(request)
        asked = _read(body, "payment")
        found = read_minor(asked["amount"])
        if found is None:
            raise invalid("amount", "The amount is invalid")
        recurring = asked.get("sequenceType") == "recurring"
        if not recurring and "redirectUrl" not in asked:
            raise invalid("redirectUrl", "The redirect URL is invalid")
        life_ms, self._machine.next_page_ms = self._machine.next_page_ms, 0
        call = Call(
            "charges.create" if recurring else "sessions.create",
            asked,
            lambda books: payments.open_payment(books, asked, *found, life_ms),
        )
        return await self._post(request, body, call)

    async def _create_customer(self, request: Request) -> Response:
        body = await bounded_body(request)
        asked = _read(body, "customer")

        def perform(books: Books) -> Thing:
            return books.add(
                "customer", name=asked.get("name"), email=asked.get("email"), metadata=asked.get("metadata")
            )

        return await self._post(request, body, Call("customers.create", asked, perform))

    async def _create_refund(self, request: Request) -> Response:
        body = await bounded_body(request)
        asked = _read(body, "refund")
        found = read_minor(asked["amount"])
        if found is None:
            raise invalid("amount", "The amount is invalid")
        payment_id = str(request.path_params["id"])

        def perform(books: Books) -> Thing:
            return payments.refund(books, books.find("payment", payment_id), asked, *found)

        return await self._post(request, body, Call("refunds.create", asked, perform))

    async def _post(self, request: Request, body: bytes, call: Call) -> Response:
        named = call.asked.get("metadata") or {}
        rules = self._machine.faults.strike(call.where, named if isinstance(named, dict) else {})
        if any(rule.what == "lose_before" for rule in rules):
            return LostAnswer()
        refused = next((rule for rule in rules if rule.what == "status" and rule.status != 500), None)
        if refused is not None:
            return Hal(error_body(refused.status), refused.status, {"Retry-After": "1"})
        key = request.headers.get("idempotency-key", "")
        known = await run_in_threadpool(self._claim, key, request, body) if key else None
        if known is not None:
            return Hal(known[1], known[0], {"Idempotent-Replayed": "true"})
        await wait_for_faults(rules, "delay_before")
        try:
            status, answer = await run_in_threadpool(self._perform, call, key, rules)
        except Exception:
            if key:
                await run_in_threadpool(release_key, self._machine.store, key)
            raise
        await wait_for_faults(rules, "delay_after")
        lost = any(rule.what == "lose_after" for rule in rules)
        return LostAnswer() if lost else Hal(answer, status)

    def _claim(self, key: str, request: Request, body: bytes) -> tuple[int, Any] | None:
        name = f"{request.method} {request.url.path}"
        return claim_key(self._machine.store, key, name, body, self._machine.settings.key_life_s)

    def _perform(self, call: Call, key: str, rules: list[Rule]) -> tuple[int, Any]:
        with self._machine.store.transaction() as books:
            status, answer = 500, error_body(500)
            if not any(rule.what == "status" for rule in rules):
                status, answer = 201, self._machine.show(books, call.perform(books))
            instead = next((rule for rule in rules if rule.what == "status_after"), None)
            if instead is not None:
                status, answer = instead.status, error_body(instead.status)
            if key:
                keep_answer(books, key, status, answer)
        return status, answer

    async def _cancel(self, request: Request) -> Response:
        payment_id, machine = str(request.path_params["id"]), self._machine
        spoilt = await self._spoilt("sessions.expire")

        def perform() -> dict[str, Any]:
            with machine.store.transaction() as books:
                payments.end_what_is_due(books)
                payment = books.find("payment", payment_id)
                payments.cancel(books, payment, cancelable=machine.settings.cancelable)
                return machine.show(books, payment)

        return spoilt or Hal(await run_in_threadpool(perform))

    async def _revoke(self, request: Request) -> Response:
        customer, mandate_id = str(request.path_params["customer"]), str(request.path_params["id"])
        spoilt = await self._spoilt("instruments.revoke")

        def perform() -> None:
            with self._machine.store.transaction() as books:
                mandate = books.find("mandate", mandate_id, customer)
                books.save(mandate | {"valid": False})

        if spoilt is None:
            await run_in_threadpool(perform)
        return spoilt or Response(status_code=204)

    async def _spoilt(self, where: str) -> Response | None:
        rules = self._machine.faults.strike(where, {})
        await wait_for_faults(rules, "delay_before")
        if any(rule.what.startswith("lose") for rule in rules):
            return LostAnswer()
        status = next((rule.status for rule in rules if rule.what.startswith("status")), 0)
        return Hal(error_body(status), status) if status else None


def _read(body: bytes, kind: str) -> dict[str, Any]:
    """What was asked, held against the reference. Raises Refused."""
    try:
        asked = json.loads(body or b"{}")
    except ValueError as error:
        raise Refused(400, "The request body is not valid JSON") from error
    if wrong := REQUESTS[kind].wrong(asked):
        raise invalid(wrong[0], f"The {kind} is invalid: {', '.join(wrong)[:200]}")
    found: dict[str, Any] = asked
    return found
