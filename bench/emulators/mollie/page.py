"""The hosted page as a reader's browser sees it: plain HTML, no script, and plainly an emulator's."""

from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from bench.emulators.mollie import payments
from bench.emulators.mollie.amounts import amount
from bench.emulators.mollie.cards import CARDS
from bench.emulators.mollie.machine import Machine
from bench.emulators.mollie.refusals import Refused
from bench.emulators.mollie.store import Books, Thing

NAMES = {
    "creditcard": "Card", "ideal": "iDEAL", "bancontact": "Bancontact", "belfius": "Belfius", "kbc": "KBC/CBC",
    "eps": "eps",
}  # fmt: skip
TEMPLATES = Environment(
    loader=FileSystemLoader(Path(__file__).parent / "templates"), autoescape=True, undefined=StrictUndefined
)


class Page:
    """The routes that the reader's browser sees."""

    def __init__(self, machine: Machine) -> None:
        self._machine = machine

    def routes(self) -> list[Route]:
        return [
            Route("/checkout/{id}", self._show, methods=["GET"]),
            Route("/checkout/{id}", self._act, methods=["POST"]),
        ]

    async def _show(self, request: Request) -> Response:
        chosen = request.query_params.get("method", "")

        def look(books: Books, payment: Thing) -> Response:
            return _away(payment) if payment["status"] != "open" else self._page(payment, chosen)

        return await self._with(request, look)

    async def _act(self, request: Request) -> Response:
        form = await request.form(max_files=0, max_fields=20)
        what, method, card = (str(form.get(name, "")) for name in ("what", "method", "card"))
        confirmed = str(form.get("confirm", ""))

        def act(books: Books, payment: Thing) -> Response:
            if payment["status"] != "open":
                return _away(payment)
            if what in {"canceled", "expired"}:
                payments.end(books, payment, what)
                return _away(payment)
            if method not in payment["methods"] or (method == "creditcard" and card not in CARDS):
                return self._page(payment, "")
            if what == "failed" or confirmed == "deny":
                payment |= {"method": method, "card": card if method == "creditcard" else ""}
                reason = "authentication_failed" if method == "creditcard" else ""
                payments.end(books, payment, "failed", reason)
            elif method == "creditcard" and CARDS[card].challenge and confirmed != "approve":
                return self._page(payment, method, challenge=card)
            else:
                payments.pay_on_page(books, payment, method, card)
            return _away(payment)

        return await self._with(request, act)

    async def _with(self, request: Request, act: Any) -> Response:
        def perform() -> Response:
            with self._machine.store.transaction() as books:
                payments.end_what_is_due(books)
                answer: Response = act(books, books.find("payment", str(request.path_params["id"])))
                return answer

        try:
            return await run_in_threadpool(perform)
        except Refused as refusal:
            return HTMLResponse("There is no such page.", refusal.status)

    def _page(self, payment: Thing, chosen: str, challenge: str = "") -> Response:
        methods = payment["methods"]
        method = chosen if chosen in methods else methods[0] if len(methods) == 1 else ""
        template = TEMPLATES.get_template("checkout.html")
        shown = amount(payment["minor"], payment["currency"])
        return HTMLResponse(
            template.render(
                payment=payment, amount=f"{shown['value']} {shown['currency']}", method=method, names=NAMES,
                cards=CARDS, challenge=challenge, merchant=self._machine.settings.merchant,
            )
        )  # fmt: skip


def _away(payment: Thing) -> Response:
    """Back to the paper: to its own address for those who left, where it gave one."""
    left = payment["status"] == "canceled" and payment["cancel_url"]
    return RedirectResponse(payment["cancel_url"] if left else payment["redirect_url"], 303)
