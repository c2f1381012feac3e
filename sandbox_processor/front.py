"""The sandbox's own first page: what came in lately and whether the paper was told. For people who look around."""

from datetime import UTC, datetime
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from sandbox_processor.machine import Machine
from sandbox_processor.objects import Charge, Refund
from sandbox_processor.page import TEMPLATES
from sandbox_processor.tariff import amount_text
from sandbox_processor.words import words

SHOWN = 50
POLICY = "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; frame-ancestors 'none'"


class Front:
    """`GET /`: the last charges and events, read-only."""

    def __init__(self, machine: Machine) -> None:
        self._machine = machine

    def routes(self) -> list[Route]:
        return [Route("/", self.show, methods=["GET"])]

    async def show(self, request: Request) -> Response:
        charges, events = await run_in_threadpool(self._latest)
        html = TEMPLATES.get_template("front.html").render(
            text=words("en"), merchant=self._machine.settings.merchant, session=None, path="/", charges=charges,
            events=events, told=bool(self._machine.courier.url),
        )  # fmt: skip
        return HTMLResponse(html, headers={"Content-Security-Policy": POLICY, "Cache-Control": "no-store"})

    def _latest(self) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
        with self._machine.store.reading() as books:
            latest = books.latest(("charge", "refund"), SHOWN)
            charges = [_charge_row(thing) for thing in latest if isinstance(thing, Charge | Refund)]
            query = (
                "SELECT created_ms, type, object_id, attempts, delivered_ms IS NOT NULL, last_answer, next_ms"
                " FROM event ORDER BY seq DESC LIMIT ?"
            )
            names = ("time", "type", "object_id", "attempts", "delivered", "last_answer", "next_ms")
            events = [dict(zip(names, row, strict=True)) for row in books.sql.execute(query, (SHOWN,))]
        for event in events:
            event["time"] = _time(event["time"])
        return charges, events


def _charge_row(thing: Charge | Refund) -> dict[str, Any]:
    charge = thing if isinstance(thing, Charge) else None
    return {
        "time": _time(thing.created_ms),
        "id": thing.id,
        "amount": amount_text(thing.amount_minor, thing.currency, "en"),
        "state": thing.state if charge else "refund",
        "card": charge.card if charge else "",
        "decline_code": charge.decline_code if charge else "",
        "fee": amount_text(charge.fee_minor, charge.currency, "en") if charge and charge.fee_minor else "",
    }


def _time(created_ms: int) -> str:
    return datetime.fromtimestamp(created_ms / 1000, UTC).strftime("%Y-%m-%d %H:%M:%S")
