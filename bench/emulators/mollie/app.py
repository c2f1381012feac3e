"""Puts the program together: routes, and the courier's life."""

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bench.emulators.mollie.api import Api
from bench.emulators.mollie.backstage import Backstage
from bench.emulators.mollie.courier import Courier
from bench.emulators.mollie.machine import Machine
from bench.emulators.mollie.page import Page
from bench.emulators.mollie.reading import Reading
from bench.emulators.mollie.settings import Settings
from bench.emulators.mollie.shapes import Shapes
from bench.emulators.mollie.store import Store
from sandbox_processor.faults import Faults
from sandbox_processor.serving import while_serving


def build_app(settings: Settings) -> Starlette:
    """The program over one data folder. Its courier runs as long as the server does."""
    store, faults = Store(settings.data / "mollie.sqlite3"), Faults()
    machine = Machine(settings, store, faults, Shapes(settings.public_url, cancelable=settings.cancelable))
    courier = Courier(store, faults, settings)

    routes = [
        Route("/health", _health, methods=["GET"]),
        *Page(machine).routes(),
        *Api(machine).routes(),
        *Reading(machine).routes(),
        *Backstage(machine, courier).routes(),
    ]
    return Starlette(routes=routes, lifespan=while_serving(courier.run, store.close))


async def _health(request: Request) -> Response:
    return JSONResponse({"ok": True})
