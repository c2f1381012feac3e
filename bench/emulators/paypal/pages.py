"""The hosted pages, on which a browser really agrees or goes back. Plain HTML; clearly an emulator's."""

import html
from typing import Any
from urllib.parse import urlencode

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from bench.emulators.paypal.calls import Machine
from bench.emulators.paypal.orders import PAYERS, Orders
from bench.emulators.paypal.refusals import Refused
from bench.emulators.paypal.vault import Vault

STYLE = """
body { font: 1.1rem/1.5 system-ui, sans-serif; max-width: 26rem; margin: 2rem auto; padding: 0 1rem; }
button { font: inherit; padding: .7rem 1.2rem; display: block; width: 100%; margin: .7rem 0; }
.note { border: 1px solid; padding: .5rem .8rem; }
fieldset { margin: 1rem 0; }
label { display: block; padding: .3rem; }
"""
SAYS = {
    "success": "an account that pays",
    "processing": "an account that pays from a bank, which takes its time",
    "declined": "an account whose bank refuses",
    "restricted": "an account that PayPal has restricted",
    "renewal_declined": "pays now; refused at the next payment",
    "renewal_authentication": "pays now; must be there at the next payment",
    "renewal_lost": "pays now; closed before the next payment",
}
HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; frame-ancestors 'none'",
    "Referrer-Policy": "no-referrer",
}


class Pages:
    """Two pages: of an order, and of a setup token."""

    def __init__(self, machine: Machine, orders: Orders, vault: Vault) -> None:
        self._machine, self._orders, self._vault = machine, orders, vault

    def routes(self) -> list[Route]:
        return [
            Route("/checkoutnow", self._order, methods=["GET", "POST"]),
            Route("/agreements/approve", self._setup, methods=["GET", "POST"]),
            Route("/page.css", self._style, methods=["GET"]),
        ]

    async def _order(self, request: Request) -> Response:
        return await self._page(request, request.query_params.get("token", ""), self._orders_page)

    async def _setup(self, request: Request) -> Response:
        return await self._page(request, request.query_params.get("approval_session_id", ""), self._setups_page)

    async def _style(self, request: Request) -> Response:
        return Response(STYLE, media_type="text/css")

    async def _page(self, request: Request, name: str, show: Any) -> Response:
        form = await request.form() if request.method == "POST" else {}
        answer, payer = str(form.get("answer", "")), str(form.get("payer", "success"))
        try:
            found: Response = await run_in_threadpool(show, name, answer, payer if payer in PAYERS else "success")
        except Refused:
            return HTMLResponse(_html("There is no such page", "<p>It has ended, or never was.</p>"), 404, HEADERS)
        self._machine.wake()
        return found

    def _orders_page(self, name: str, answer: str, payer: str) -> Response:
        with self._machine.store.transaction() as books:
            order = self._orders.find(books, name)
            context = order["_context"]
            back = urlencode({"token": name})
            if answer == "cancel":
                return _redirect(context["cancel_url"], back)
            if order["status"] != "PAYER_ACTION_REQUIRED":
                return _redirect(context["return_url"], f"{back}&PayerID=EMULATED")
            if answer == "agree":
                self._orders.approve(books, order, payer)
                return _redirect(context["return_url"], f"{back}&PayerID=EMULATED")
        paid = order["purchase_units"][0]["amount"]
        kept = "<p>Your account is kept for later payments.</p>" if order["_vault"] else ""
        lead = f"<p>Pay <strong>{html.escape(paid['value'])} {html.escape(paid['currency_code'])}</strong>"
        return _shown(f"{lead} to {html.escape(context.get('brand_name') or self._machine.merchant)}.</p>{kept}", "Pay")

    def _setups_page(self, name: str, answer: str, payer: str) -> Response:
        with self._machine.store.transaction() as books:
            setup = self._vault.find_setup(books, name)
            context = setup["_context"]
            back = urlencode({"approval_token_id": name})
            if answer == "cancel":
                return _redirect(context["cancel_url"], back)
            if setup["status"] != "PAYER_ACTION_REQUIRED":
                return _redirect(context["return_url"], back)
            if answer == "agree":
                self._vault.approve(books, setup, payer)
                return _redirect(context["return_url"], back)
        merchant = html.escape(context.get("brand_name") or self._machine.merchant)
        return _shown(f"<p>Let {merchant} take later payments from your account.</p>", "Save")


def _shown(lead: str, button: str) -> Response:
    choices = "".join(
        f'<label><input type="radio" name="payer" value="{payer}"{" checked" if payer == "success" else ""}>'
        f" {html.escape(SAYS[payer])}</label>"
        for payer in PAYERS
    )
    form = (
        f'{lead}<form method="post"><fieldset><legend>Pay with</legend>{choices}</fieldset>'
        f'<button name="answer" value="agree">{button}</button>'
        '<button name="answer" value="cancel">Go back without paying</button></form>'
    )
    return HTMLResponse(_html("Agree, or go back", form), headers=HEADERS)


def _redirect(url: str, query: str) -> Response:
    return RedirectResponse(f"{url}{'&' if '?' in url else '?'}{query}", 303, HEADERS)


def _html(title: str, body: str) -> str:
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width"><link rel="stylesheet" href="/page.css">'
        f"<title>{title} – emulator</title></head><body><p class=note>This is an emulator of PayPal. "
        f"No money moves here.</p><h1>{title}</h1>{body}</body></html>"
    )
