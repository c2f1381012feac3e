"""Puts the program together: the API, the hosted pages, what only tests ask for, and the courier's life."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bench.emulators.paypal.calls import Call, Calls, Machine
from bench.emulators.paypal.certificate import own_certificate
from bench.emulators.paypal.courier import Courier, read_events
from bench.emulators.paypal.orders import Orders
from bench.emulators.paypal.pages import Pages
from bench.emulators.paypal.payments import Payments
from bench.emulators.paypal.refusals import Refused
from bench.emulators.paypal.reporting import Reporting
from bench.emulators.paypal.store import Books
from bench.emulators.paypal.vault import Vault
from sandbox_processor.exchange import bounded_body, wait_for_faults
from sandbox_processor.refusals import Fields
from sandbox_processor.refusals import Refused as RuleRefused
from sandbox_processor.serving import while_serving

Verb = Callable[[Books, str, dict[str, Any]], dict[str, Any]]


def build_app(machine: Machine, folder: Path, *, webhook_id: str, webhook_url: str) -> Starlette:
    """The program over one data folder. Its courier runs as long as the server does."""
    certificate = own_certificate(folder)
    courier = Courier(machine, certificate, webhook_id, webhook_url)
    machine.wake = courier.wake
    orders, vault, reporting = Orders(machine), Vault(machine), Reporting(machine)

    async def show_certificate(request: Request) -> Response:
        rules = machine.faults.strike("certificates", {})
        await wait_for_faults(rules, "delay_before")
        status = next((rule.status for rule in rules if rule.what.startswith("status")), 200)
        if request.path_params["name"] != certificate.name:
            status = 404
        return Response(certificate.pem if status == 200 else b"", status, media_type="application/x-pem-file")

    routes = [
        Route("/health", _health),
        Route("/v1/notifications/certs/{name}", show_certificate),
        *_api(machine, orders, vault, reporting),
        *Pages(machine, orders, vault).routes(),
        *_backstage(machine, courier, orders, reporting),
    ]
    return Starlette(routes=routes, lifespan=while_serving(courier.run, machine.store.close))


def _api(machine: Machine, orders: Orders, vault: Vault, reporting: Reporting) -> list[Route]:
    calls, payments = Calls(machine), Payments(machine)

    def opens(body: Any) -> str:
        source = (body.get("payment_source") or {}).get("paypal") if isinstance(body, dict) else None
        return "charges.create" if isinstance(source, dict) and "vault_id" in source else "sessions.create"

    table = [
        ("POST", "/v2/checkout/orders", Call(opens, orders.create, "order", "order", "orders", 201)),
        ("GET", "/v2/checkout/orders/{id}", Call("objects.read", orders.show, "", "order")),
        ("PATCH", "/v2/checkout/orders/{id}", Call("sessions.expire", orders.change)),
        (
            "POST",
            "/v2/checkout/orders/{id}/capture",
            Call("sessions.complete", orders.capture, "", "order", "orders", 201),
        ),
        ("GET", "/v2/payments/captures/{id}", Call("objects.read", payments.show_capture, "", "capture")),
        (
            "POST",
            "/v2/payments/captures/{id}/refund",
            Call("refunds.create", payments.give_back, "refund", "refund", "payments", 201),
        ),
        ("GET", "/v2/payments/refunds/{id}", Call("objects.read", payments.show_refund, "", "refund")),
        (
            "POST",
            "/v3/vault/setup-tokens",
            Call("sessions.create", vault.create_setup, "setup_token", "setup_token", "vault", 201),
        ),
        ("GET", "/v3/vault/setup-tokens/{id}", Call("objects.read", vault.show_setup, "", "setup_token")),
        (
            "POST",
            "/v3/vault/payment-tokens",
            Call("sessions.complete", vault.create_token, "payment_token", "payment_token", "vault", 201),
        ),
        ("GET", "/v3/vault/payment-tokens", Call("objects.read", vault.list_tokens, "", "payment_tokens")),
        ("GET", "/v3/vault/payment-tokens/{id}", Call("objects.read", vault.show_token, "", "payment_token")),
        ("DELETE", "/v3/vault/payment-tokens/{id}", Call("instruments.revoke", vault.revoke)),
        ("GET", "/v1/reporting/transactions", Call("objects.list", reporting.transactions, "", "transactions")),
        ("GET", "/v1/customer/disputes", Call("objects.list", reporting.disputes)),
        ("GET", "/v1/customer/disputes/{id}", Call("objects.read", reporting.show_dispute)),
    ]
    return [
        Route("/v1/oauth2/token", calls.token, methods=["POST"]),
        *(Route(path, calls.endpoint(call), methods=[method]) for method, path, call in table),
    ]


def _backstage(machine: Machine, courier: Courier, orders: Orders, reporting: Reporting) -> list[Route]:
    """What no real service has: for tests alone, under the same secret."""

    def settle(books: Books, name: str, body: dict[str, Any]) -> dict[str, Any]:
        orders.settle_pending(books, name, body["status"])
        return {}

    def set_up(books: Books, name: str, body: dict[str, Any]) -> dict[str, Any]:
        courier.url = str(body.get("webhook_url", courier.url))
        machine.order_life_s = float(body.get("order_life_s", machine.order_life_s))
        machine.page_size = int(body.get("page_size", machine.page_size))
        if body.get("forget_tokens"):
            machine.tokens.clear()
        return {}

    def show(books: Books, name: str, body: dict[str, Any]) -> dict[str, Any]:
        return {"things": books.moved() if name == "moved" else books.every(name)}

    async def faults(request: Request) -> Response:
        if not _allowed(machine, request):
            return JSONResponse({}, 401)
        if request.method == "DELETE":
            machine.faults.clear()
        elif request.method == "POST":
            try:
                machine.faults.order(Fields(json.loads(await bounded_body(request))))
            except RuleRefused as refused:
                return JSONResponse(refused.body, refused.status)
        return JSONResponse({"rules": machine.faults.listed(), "struck": dict(machine.faults.struck_by)})

    async def forget(request: Request) -> Response:
        if not _allowed(machine, request):
            return JSONResponse({}, 401)
        await run_in_threadpool(machine.store.forget)
        return JSONResponse({})

    async def events(request: Request) -> Response:
        if not _allowed(machine, request):
            return JSONResponse({}, 401)
        return JSONResponse({"things": await run_in_threadpool(read_events, machine)})

    doors: list[tuple[str, str, Verb]] = [
        ("POST", "/backstage/captures/{id}", settle),
        ("POST", "/backstage/disputes", lambda books, _, body: reporting.open_dispute(books, body)),
        ("POST", "/backstage/disputes/{id}", reporting.close_dispute),
        ("POST", "/backstage/withdrawals", lambda books, _, body: reporting.withdraw(books, body)),
        ("POST", "/backstage/withdrawals/{id}", reporting.end_withdrawal),
        ("PUT", "/backstage/settings", set_up),
        ("GET", "/backstage/record/{id}", show),
    ]
    return [
        Route("/faults", faults, methods=["GET", "POST", "DELETE"]),
        Route("/backstage/record", forget, methods=["DELETE"]),
        Route("/backstage/events", events, methods=["GET"]),
        *(Route(path, _door(machine, verb), methods=[method]) for method, path, verb in doors),
    ]


def _door(machine: Machine, verb: Verb) -> Callable[[Request], Any]:
    async def answer(request: Request) -> Response:
        if not _allowed(machine, request):
            return JSONResponse({}, 401)
        body = json.loads(await bounded_body(request) or b"{}")

        def perform() -> dict[str, Any]:
            with machine.store.transaction() as books:
                return verb(books, str(request.path_params.get("id", "")), body)

        try:
            done = await run_in_threadpool(perform)
        except Refused as refused:
            return JSONResponse(refused.body, refused.status)
        machine.wake()
        return JSONResponse(done)

    return answer


def _allowed(machine: Machine, request: Request) -> bool:
    return request.headers.get("authorization", "") == f"Bearer {machine.client_secret}"


async def _health(request: Request) -> Response:
    return JSONResponse({"ok": True})
