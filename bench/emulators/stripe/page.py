"""The hosted pages: one column, no script, nothing from another host. What is paid is decided in sessions.py."""

from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from bench.emulators.stripe import intents, sessions
from bench.emulators.stripe.banks import ACCOUNTS, read_iban
from bench.emulators.stripe.machine import Machine
from bench.emulators.stripe.refusals import Refused
from bench.emulators.stripe.sessions import PageOutcome, Paid
from bench.emulators.stripe.shapes import Wire
from sandbox_processor.cards import CARDS, CardRefused, read_number
from sandbox_processor.tariff import amount_text

TEMPLATES = Environment(
    loader=FileSystemLoader(Path(__file__).parent / "templates"), autoescape=True, undefined=StrictUndefined,
    trim_blocks=True, lstrip_blocks=True,
)  # fmt: skip
FIELDS = ("method", "number", "iban", "email", "name")


class Page:
    """The routes that the reader's browser sees."""

    def __init__(self, machine: Machine) -> None:
        self._machine = machine

    def routes(self) -> list[Route]:
        return [
            Route("/c/pay/{id}", self.show, methods=["GET"]),
            Route("/c/pay/{id}", self.pay, methods=["POST"]),
            Route("/c/pay/{id}/challenge", self.show_challenge, methods=["GET"]),
            Route("/c/pay/{id}/challenge", self.answer_challenge, methods=["POST"]),
            Route("/authenticate/{id}", self.show_authentication, methods=["GET"]),
            Route("/authenticate/{id}", self.authenticate, methods=["POST"]),
        ]

    async def show(self, request: Request) -> Response:
        session = await self._session(request)
        if session is None or session["status"] != "open":
            return self._away(session)
        return self._form(session, {"number": _number(request.query_params.get("card", ""))})

    async def pay(self, request: Request) -> Response:
        session = await self._session(request)
        if session is None or session["status"] != "open":
            return self._away(session)
        form = await request.form(max_files=0, max_fields=20)
        typed = {name: str(form.get(name, ""))[:120] for name in FIELDS}
        paid, wrong = _read(typed, session)
        if paid is None:
            return self._form(session, typed, wrong=wrong)

        def perform() -> PageOutcome:
            with self._machine.store.transaction() as books:
                return sessions.pay(books, session["id"], paid, self._machine.settings)

        return await self._follow(await run_in_threadpool(perform), typed)

    async def show_challenge(self, request: Request) -> Response:
        session = await self._session(request)
        if session is None or session["status"] != "open":
            return self._away(session)
        return self._render("challenge.html", session, action=f"/c/pay/{session['id']}/challenge")

    async def answer_challenge(self, request: Request) -> Response:
        session = await self._session(request)
        if session is None or session["status"] != "open":
            return self._away(session)
        approved = (await request.form(max_files=0, max_fields=20)).get("answer") == "approve"

        def perform() -> PageOutcome:
            with self._machine.store.transaction() as books:
                return sessions.answer_challenge(
                    books, session["id"], approved=approved, settings=self._machine.settings
                )

        return await self._follow(await run_in_threadpool(perform), {})

    async def show_authentication(self, request: Request) -> Response:
        """The bank's question about a PaymentIntent that was confirmed by the API."""
        intent = await self._intent(request)
        if intent is None:
            return self._render("gone.html", None, status=404)
        return self._render("challenge.html", None, intent=intent, action=request.url.path + f"?{request.url.query}")

    async def authenticate(self, request: Request) -> Response:
        intent = await self._intent(request)
        if intent is None or intent["status"] != "requires_action":
            return self._render("gone.html", None, status=404)
        approved = (await request.form(max_files=0, max_fields=20)).get("answer") == "approve"
        back = str(intent["next_action"]["redirect_to_url"]["return_url"])

        def perform() -> None:
            with self._machine.store.transaction() as books:
                intents.answer_challenge(books, intent["id"], approved=approved, settings=self._machine.settings)

        await run_in_threadpool(perform)
        await self._machine.courier.delivered([intent["id"]], self._machine.settings.redirect_wait_s)
        return RedirectResponse(f"{back}{'&' if '?' in back else '?'}payment_intent={intent['id']}", 303)

    async def _follow(self, outcome: PageOutcome, typed: dict[str, str]) -> Response:
        session = outcome.session
        if outcome.step == "challenge":
            return RedirectResponse(f"/c/pay/{session['id']}/challenge", 303)
        if outcome.step == "declined":
            self._machine.courier.wake()
            return self._form(session, typed, wrong=outcome.decline, status=402)
        if outcome.step == "ended":
            return self._away(session or None)
        # The paper hears of it before the reader comes back, as far as it listens.
        names = [session["id"], session["payment_intent"], session["setup_intent"]]
        await self._machine.courier.delivered(list(filter(None, names)), self._machine.settings.redirect_wait_s)
        return self._away(session)

    async def _session(self, request: Request) -> Wire | None:
        def find() -> Wire | None:
            with self._machine.store.transaction() as books:
                return sessions.find_session(books, str(request.path_params["id"]))

        return await run_in_threadpool(find)

    async def _intent(self, request: Request) -> Wire | None:
        with self._machine.store.reading() as books:
            intent = books.find(str(request.path_params["id"]), "payment_intent")
        known = intent is not None and intent["client_secret"] == request.query_params.get("s")
        return intent if known else None

    def _away(self, session: Wire | None) -> Response:
        """Nothing to do here: paid already (back to the paper), ended, or no such page."""
        if session is None:
            return self._render("gone.html", None, status=404)
        if session["status"] == "complete":
            url = str(session["success_url"]).replace("{CHECKOUT_SESSION_ID}", session["id"])
            return RedirectResponse(url, 303)
        if session["status"] == "open":
            return RedirectResponse(f"/c/pay/{session['id']}", 303)
        return self._render("gone.html", session, status=410)

    def _form(self, session: Wire, typed: dict[str, str], *, wrong: str = "", status: int = 0) -> Response:
        filled = dict.fromkeys(FIELDS, "") | {"method": session["payment_method_types"][0]} | typed
        return self._render(
            "pay.html", session, status=status or (422 if wrong else 200), typed=filled, wrong=wrong, cards=CARDS,
            accounts=ACCOUNTS.values(), kinds=session["payment_method_types"],
            asks_for_mail=not (session["customer"] or session["customer_email"]),
        )  # fmt: skip

    def _render(self, template: str, session: Wire | None, *, status: int = 200, **context: Any) -> Response:
        intent = context.pop("intent", None)
        priced = intent or session
        minor = priced.get("amount_total", priced.get("amount")) if priced else None
        amount = amount_text(minor, priced["currency"].upper(), "en") if priced and minor else ""
        html = TEMPLATES.get_template(template).render(
            merchant=self._machine.settings.merchant, session=session, amount=amount, **context
        )
        headers = {"Content-Security-Policy": _policy(session, intent), "Cache-Control": "no-store"}
        return HTMLResponse(html, status, headers)


def _number(card: str) -> str:
    return next((known.spaced for known in CARDS if known.name == card), "")


def _read(typed: dict[str, str], session: Wire) -> tuple[Paid | None, str]:
    """What was filled in, or what is wrong with it."""
    kind = typed["method"] or session["payment_method_types"][0]
    if kind not in session["payment_method_types"]:
        return None, "This way to pay is not offered here."
    try:
        if kind == "sepa_debit":
            account = read_iban(typed["iban"])
            if account is None:
                return None, "This is not one of the test accounts."
            return Paid(account=account, email=typed["email"], name=typed["name"]), ""
        return Paid(card=read_number(typed["number"]), email=typed["email"], name=typed["name"]), ""
    except (CardRefused, Refused):
        return None, "This is not one of the test cards."


def _policy(session: Wire | None, intent: Wire | None) -> str:
    """Browsers hold a form's redirects to `form-action` too: the paper's own addresses are named."""
    urls = [session["success_url"], session["cancel_url"]] if session else []
    if intent and intent["next_action"]:
        urls.append(intent["next_action"]["redirect_to_url"]["return_url"])
    origins = {f"{urlsplit(url).scheme}://{urlsplit(url).netloc}" for url in urls if url}
    return (
        "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; frame-ancestors 'none'; "
        f"form-action {' '.join(sorted({chr(39) + 'self' + chr(39), *origins}))}"
    )
