"""The calls of the JSON API that change something: under a key, with faults. The verbs: sessions.py, charges.py."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from sandbox_processor import balance, charges, disputes, sessions
from sandbox_processor.exchange import (
    Endpoint,
    LostAnswer,
    bounded_body,
    error_body,
    guarded,
    read_json,
    server_error,
    wait_for_faults,
)
from sandbox_processor.faults import Rule
from sandbox_processor.idempotency import Answer, claim_key, keep_answer, release_key
from sandbox_processor.machine import Machine
from sandbox_processor.objects import Instrument, Thing
from sandbox_processor.refusals import Fields, invalid
from sandbox_processor.store import Books

LONGEST_KEY = 255

Verb = Callable[[Books, Fields, str], Thing]


@dataclass(frozen=True)
class Operation:
    """One call that may change something. `keyed`: it must carry an Idempotency-Key."""

    name: str
    verb: Verb
    keyed: bool = True


class Api:
    """The routes of the API over one machine."""

    def __init__(self, machine: Machine) -> None:
        self._machine = machine

    def routes(self) -> list[Route]:
        public_url = self._machine.settings.public_url
        operations = [
            ("/v1/sessions", Operation("sessions.create", lambda b, f, _: sessions.open_session(b, f, public_url))),
            ("/v1/sessions/{id}/expire", Operation("sessions.expire", _expire, keyed=False)),
            ("/v1/charges", Operation("charges.create", lambda b, f, _: charges.charge_instrument(b, f))),
            ("/v1/refunds", Operation("refunds.create", lambda b, f, _: charges.refund_charge(b, f))),
            ("/v1/instruments/{id}/revoke", Operation("instruments.revoke", _revoke, keyed=False)),
            ("/v1/disputes", Operation("disputes.create", lambda b, f, _: disputes.dispute_charge(b, f), keyed=False)),
            ("/v1/disputes/{id}/close", Operation("disputes.close", _close_dispute, keyed=False)),
            ("/v1/returns", Operation("returns.create", lambda b, f, _: disputes.return_charge(b, f), keyed=False)),
            ("/v1/payouts", Operation("payouts.create", lambda b, f, _: balance.pay_out(b, f), keyed=False)),
            ("/v1/payouts/{id}/close", Operation("payouts.close", _close_payout, keyed=False)),
        ]
        return [
            Route(path, guarded(self._machine, operation.name, self._endpoint(operation)), methods=["POST"])
            for path, operation in operations
        ]

    def _endpoint(self, operation: Operation) -> Endpoint:
        async def endpoint(request: Request) -> Response:
            body = await bounded_body(request)
            values = read_json(body)
            named = values.get("metadata", {}) if isinstance(values, dict) else {}
            rules = self._machine.faults.strike(operation.name, named if isinstance(named, dict) else {})
            first = next((rule for rule in rules if rule.what in {"lose_before", "status"}), None)
            if first is not None and first.what == "lose_before":
                return LostAnswer()
            if first is not None and not (first.status == 500 and operation.keyed):
                return server_error(first.status)
            answer = await self._answer(operation, request, body, values, rules)
            await wait_for_faults(rules, "delay_after")
            if any(rule.what == "lose_after" for rule in rules):
                return LostAnswer()
            headers = {"Idempotent-Replayed": "true"} if answer.replayed else {}
            return JSONResponse(answer.body, answer.status, headers)

        return endpoint

    async def _answer(
        self, operation: Operation, request: Request, body: bytes, values: Any, rules: list[Rule]
    ) -> Answer:
        key = _key(request) if operation.keyed else ""
        name, object_id = f"{request.method} {request.url.path}", str(request.path_params.get("id", ""))
        store = self._machine.store
        if key:
            known = await run_in_threadpool(claim_key, store, key, name, body, self._machine.settings.key_life_s)
            if known is not None:
                return known
        await wait_for_faults(rules, "delay_before")

        def perform() -> Answer:
            with store.transaction() as books:
                answer = Answer(500, error_body(500))
                if not any(rule.what == "status" for rule in rules):
                    answer = Answer(200, books.show(operation.verb(books, Fields(values), object_id)))
                instead = next((rule for rule in rules if rule.what == "status_after"), None)
                if instead is not None:
                    answer = Answer(instead.status, error_body(instead.status))
                if key:
                    keep_answer(books, key, answer)
            return answer

        try:
            answer = await run_in_threadpool(perform)
        except Exception:
            if key:
                await run_in_threadpool(release_key, store, key)
            raise
        self._machine.courier.wake()
        return answer


def _key(request: Request) -> str:
    key = request.headers.get("idempotency-key", "")
    if not 8 <= len(key) <= LONGEST_KEY:
        raise invalid("Idempotency-Key", f"this call needs an Idempotency-Key of 8 to {LONGEST_KEY} characters")
    return key


def _expire(books: Books, fields: Fields, object_id: str) -> Thing:
    fields.done()
    return sessions.expire_session(books, object_id)


def _revoke(books: Books, fields: Fields, object_id: str) -> Instrument:
    fields.done()
    return charges.revoke_instrument(books, object_id)


def _close_dispute(books: Books, fields: Fields, object_id: str) -> Thing:
    return disputes.close_dispute(books, object_id, fields)


def _close_payout(books: Books, fields: Fields, object_id: str) -> Thing:
    return balance.close_payout(books, object_id, fields)
