"""Puts the emulator together: routes, and the courier's life."""

import time

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bench.emulators.shared.courier import Courier
from bench.emulators.stripe.backstage import Backstage
from bench.emulators.stripe.machine import Machine
from bench.emulators.stripe.office import Office
from bench.emulators.stripe.page import Page
from bench.emulators.stripe.routes import routes
from bench.emulators.stripe.settings import Settings
from bench.emulators.stripe.store import Store
from sandbox_processor.faults import Faults
from sandbox_processor.serving import while_serving

FILE = "stripe.sqlite3"


def build_app(settings: Settings) -> Starlette:
    """The program over one data folder. Its courier runs as long as the server does."""
    store = Store(settings.data / FILE, lambda: time.time_ns() // 1_000_000, settings.subscribed)
    faults = Faults()
    courier = Courier(Office(store, settings.webhook_secret), faults, settings.webhook_url)
    machine = Machine(settings, store, faults, courier)

    found = [
        Route("/health", _health, methods=["GET"]),
        *Page(machine).routes(),
        *Backstage(machine).routes(),
        *routes(machine),
    ]
    return Starlette(
        routes=found, lifespan=while_serving(courier.run, store.close), exception_handlers={404: _no_such_address}
    )


async def _health(request: Request) -> Response:
    return JSONResponse({"ok": True})


async def _no_such_address(request: Request, error: Exception) -> Response:
    message = f"Unrecognized request URL ({request.method}: {request.url.path[:200]})."
    return JSONResponse({"error": {"type": "invalid_request_error", "message": message}}, 404)
