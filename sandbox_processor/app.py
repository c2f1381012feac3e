"""Puts the program together: routes, headers that hold everywhere, and the courier's life."""

import time

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from sandbox_processor.api import Api
from sandbox_processor.backstage import Backstage
from sandbox_processor.courier import Courier
from sandbox_processor.faults import Faults
from sandbox_processor.front import Front
from sandbox_processor.machine import Machine
from sandbox_processor.page import FOLDER, Page
from sandbox_processor.reading import Reading
from sandbox_processor.serving import while_serving
from sandbox_processor.settings import Settings
from sandbox_processor.store import Store

HEADERS = [
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"permissions-policy", b"camera=(), microphone=(), geolocation=()"),
]


class SafeHeaders:
    """Adds the headers that every answer carries."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def sending(message: Message) -> None:
            if message["type"] == "http.response.start":
                message = {**message, "headers": [*message["headers"], *HEADERS]}
            await send(message)

        await self._app(scope, receive, sending)


def build_app(settings: Settings) -> Starlette:
    """The program over one data folder. Its courier runs as long as the server does."""
    store = Store(settings.data / "sandbox.sqlite3", lambda: time.time_ns() // 1_000_000)
    faults = Faults()
    courier = Courier(store, faults, settings.webhook_url, settings.webhook_secret)
    machine = Machine(settings, store, faults, courier)

    routes = [
        Route("/health", _health, methods=["GET"]),
        *Front(machine).routes(),
        *Page(machine).routes(),
        *Api(machine).routes(),
        *Reading(machine).routes(),
        *Backstage(machine).routes(),
        Mount("/static", StaticFiles(directory=FOLDER / "static")),
    ]
    return Starlette(
        routes=routes, middleware=[Middleware(SafeHeaders)], lifespan=while_serving(courier.run, store.close)
    )


async def _health(request: Request) -> Response:
    return JSONResponse({"ok": True})
