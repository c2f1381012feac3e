"""The calls that only read: one thing, and lists, newest first, page by page."""

from collections.abc import Callable
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bench.emulators.mollie.machine import Hal, Machine
from bench.emulators.mollie.payments import end_what_is_due
from bench.emulators.mollie.refusals import Refused, error_body, invalid
from bench.emulators.mollie.store import PREFIXES
from sandbox_processor.exchange import LostAnswer, wait_for_faults

MOST, USUAL = 250, 50


class Reading:
    """The routes over one machine."""

    def __init__(self, machine: Machine) -> None:
        self._machine = machine

    def routes(self) -> list[Route]:
        lists = [
            ("/v2/payments", "payment"), ("/v2/refunds", "refund"), ("/v2/chargebacks", "chargeback"),
            ("/v2/customers", "customer"), ("/v2/settlements", "settlement"),
            ("/v2/customers/{parent}/mandates", "mandate"), ("/v2/payments/{parent}/refunds", "refund"),
            ("/v2/payments/{parent}/chargebacks", "chargeback"), ("/v2/settlements/{settlement}/payments", "payment"),
            ("/v2/settlements/{settlement}/refunds", "refund"),
            ("/v2/settlements/{settlement}/chargebacks", "chargeback"),
        ]  # fmt: skip
        single = [
            ("/v2/payments/{id}", "payment"), ("/v2/customers/{id}", "customer"),
            ("/v2/settlements/{id}", "settlement"),
            ("/v2/customers/{parent}/mandates/{id}", "mandate"), ("/v2/payments/{parent}/refunds/{id}", "refund"),
            ("/v2/payments/{parent}/chargebacks/{id}", "chargeback"),
        ]  # fmt: skip
        return [
            *(Route(path, self._guarded("objects.list", kind, self._list), methods=["GET"]) for path, kind in lists),
            *(Route(path, self._guarded("objects.read", kind, self._read), methods=["GET"]) for path, kind in single),
        ]

    def _guarded(
        self, where: str, kind: str, answer: Callable[[Request, str, int], dict[str, Any]]
    ) -> Callable[[Request], Any]:
        async def endpoint(request: Request) -> Response:
            try:
                self._machine.check_token(request, organization="/settlements" in request.url.path)
                rules = self._machine.faults.strike(where, {})
                await wait_for_faults(rules, "delay_before")
                if any(rule.what.startswith("lose") for rule in rules):
                    return LostAnswer()
                status = next((rule.status for rule in rules if rule.what.startswith("status")), 0)
                if status:
                    return Hal(error_body(status), status, {"Retry-After": "1"})
                lag_ms = int(max((rule.delay_s for rule in rules if rule.what == "lag"), default=0) * 1000)
                return Hal(await run_in_threadpool(answer, request, kind, lag_ms))
            except Refused as refusal:
                return Hal(refusal.body, refusal.status)

        return endpoint

    def _read(self, request: Request, kind: str, lag_ms: int) -> dict[str, Any]:
        thing_id, parent = str(request.path_params["id"]), str(request.path_params.get("parent", ""))
        with self._machine.store.transaction() as books:
            end_what_is_due(books)
            thing = books.find(kind, thing_id, parent)
            return self._machine.show(books, thing, request.query_params.get("embed", ""))

    def _list(self, request: Request, kind: str, lag_ms: int) -> dict[str, Any]:
        limit = _limit(request)
        start = request.query_params.get("from", "")
        if start and not start.startswith(f"{PREFIXES[kind]}_"):
            raise invalid("from", "The from parameter is invalid")
        with self._machine.store.transaction() as books:
            end_what_is_due(books)
            found = books.newest(
                kind,
                parent=str(request.path_params.get("parent", "")),
                settlement=str(request.path_params.get("settlement", "")),
                start=start,
                before_ms=books.now_ms - lag_ms,
                limit=limit,
            )
            shown = [self._machine.show(books, thing) for thing in found[:limit]]
        here = f"{self._machine.settings.public_url}{request.url.path}"
        next_ = {"href": f"{here}?from={found[limit]['id']}&limit={limit}"} if len(found) > limit else None
        links = {"self": {"href": here}, "previous": None, "next": next_}
        for link in links.values():
            if link is not None:
                link["type"] = "application/hal+json"
        return {"count": len(shown), "_embedded": {f"{kind}s": shown}, "_links": links}


def _limit(request: Request) -> int:
    text = request.query_params.get("limit", str(USUAL))
    if not (text.isascii() and text.isdigit() and 1 <= int(text) <= MOST):
        raise invalid("limit", f"The limit must be between 1 and {MOST}")
    return int(text)
