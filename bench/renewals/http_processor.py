"""A processor over HTTP that answers every charge with success, in the sandbox's words, and keeps a record in memory.

It has no database, so that what is measured is the product and the way to it, not the processor.
"""

import asyncio
import itertools
import json
import secrets
import sys
import time
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

from granian.constants import Interfaces
from granian.log import LogLevels
from granian.server.embed import Server

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]


class Application:
    """POST /v1/charges, GET /v1/objects (empty: nothing is older than the run), GET and DELETE /record."""

    def __init__(self) -> None:
        self._charged: list[str] = []
        self._prefix, self._numbers = f"ch_{secrets.token_hex(6)}", itertools.count(1)

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return
        match scope["method"], scope["path"]:
            case "POST", "/v1/charges":
                answer = self._charge(json.loads(await _body(receive)))
            case "GET", "/v1/objects":
                answer = {"data": [], "more": False, "after": 0}
            case "DELETE", "/record":
                self._charged.clear()
                answer = {}
            case _:
                answer = self._charged
        content = json.dumps(answer).encode()
        headers = [(b"content-type", b"application/json"), (b"content-length", str(len(content)).encode())]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": content})

    def _charge(self, asked: dict[str, Any]) -> Any:
        self._charged.append(asked["metadata"]["payment"])
        return {
            "object": "charge",
            "id": f"{self._prefix}_{next(self._numbers)}",
            "state": "succeeded",
            "amount_minor": asked["amount_minor"],
            "currency": asked["currency"],
            "fee_minor": 30 + asked["amount_minor"] * 29 // 1000,
            "session": "",
            "created_ms": int(time.time() * 1000),
            "metadata": asked["metadata"],
        }


async def _body(receive: Receive) -> bytes:
    content, more = b"", True
    while more:
        message = await receive()
        content += message.get("body", b"")
        more = bool(message.get("more_body"))
    return content


async def _serve(port: int) -> None:
    server = Server(Application(), address="127.0.0.1", port=port, interface=Interfaces.ASGI, log_level=LogLevels.error)
    await server.serve()


if __name__ == "__main__":
    asyncio.run(_serve(int(sys.argv[1])))
