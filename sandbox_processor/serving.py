"""Runs a payment service's app on granian until it is told to stop: the sandbox's, and an emulator's. Not here: what it
answers."""

import asyncio
import contextlib
import os
import signal
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import AbstractAsyncContextManager
from typing import Any

from granian.constants import Interfaces
from granian.log import LogLevels
from granian.server.embed import Server
from starlette.applications import Starlette
from starlette.types import ASGIApp

PARENT_LOOK_S = 1.0

Lifespan = Callable[[Starlette], AbstractAsyncContextManager[None]]


def serve(app: ASGIApp, address: str, port: int, *, end_with_parent: bool = False) -> None:
    """Serve until SIGTERM or SIGINT; with `end_with_parent` also until whoever started us is gone."""
    asyncio.run(_serve(app, address, port, os.getppid() if end_with_parent else 0))


def while_serving(run: Callable[[], Coroutine[Any, Any, None]], close: Callable[[], None]) -> Lifespan:
    """The life of an app: `run` (its courier) goes on beside it, and at the end `close` is called."""

    @contextlib.asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        running = asyncio.create_task(run())
        yield
        running.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await running
        close()

    return lifespan


async def _serve(app: ASGIApp, address: str, port: int, parent: int) -> None:
    server = Server(app, address=address, port=port, interface=Interfaces.ASGI, log_level=LogLevels.error)
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, server.stop)
    leash = loop.create_task(_end_with(parent, server)) if parent else None
    await server.serve()
    if leash is not None:
        leash.cancel()


async def _end_with(parent: int, server: Server) -> None:
    """A test run that was killed can't tell its children: they look, and end by themselves."""
    while os.getppid() == parent:
        await asyncio.sleep(PARENT_LOOK_S)
    server.stop()  # type: ignore[no-untyped-call]
