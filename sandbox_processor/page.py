"""The hosted page: one column, no script needed, nothing from another host. What is paid is decided in sessions.py."""

import asyncio
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from sandbox_processor import sessions
from sandbox_processor.cards import CARDS, Card, CardRefused, card_named, check_cvc, read_expiry, read_number
from sandbox_processor.machine import Machine
from sandbox_processor.objects import Session
from sandbox_processor.sessions import PageOutcome
from sandbox_processor.tariff import amount_text
from sandbox_processor.words import words

FOLDER = Path(__file__).parent
TEMPLATES = Environment(
    loader=FileSystemLoader(FOLDER / "templates"), autoescape=True, undefined=StrictUndefined, trim_blocks=True,
    lstrip_blocks=True,
)  # fmt: skip
SAMPLE_CVC = "123"
FIELDS = ("number", "expiry", "cvc")


class Page:
    """The routes that the reader's browser sees."""

    def __init__(self, machine: Machine) -> None:
        self._machine = machine

    def routes(self) -> list[Route]:
        return [
            Route("/pay/{id}", self.show, methods=["GET"]),
            Route("/pay/{id}", self.pay, methods=["POST"]),
            Route("/pay/{id}/confirm", self.show_challenge, methods=["GET"]),
            Route("/pay/{id}/confirm", self.answer_challenge, methods=["POST"]),
        ]

    async def show(self, request: Request) -> Response:
        session = await self._session(request)
        if session is None or session.state != "open":
            return self._away(request, session)
        wanted = request.query_params.get("card", "")
        return self._form(request, session, next((_filled(card) for card in CARDS if card.name == wanted), {}))

    async def pay(self, request: Request) -> Response:
        session = await self._session(request)
        if session is None or session.state != "open":
            return self._away(request, session)
        form = await request.form(max_files=0, max_fields=20)
        typed = {name: str(form.get(name, ""))[:40] for name in FIELDS}
        card, expiry, errors = _read_card(typed)
        if card is None or expiry is None:
            return self._form(request, session, typed, errors=errors)
        await asyncio.sleep(card.wait_s)
        outcome = await run_in_threadpool(self._pay, session.id, card, expiry)
        return await self._follow(request, outcome, typed)

    async def show_challenge(self, request: Request) -> Response:
        session = await self._session(request)
        if session is None or session.state != "open" or not session.challenged:
            return self._away(request, session)
        card = card_named(session.challenged["card"])
        return self._render(request, session, "challenge.html", {"last4": card.last4})

    async def answer_challenge(self, request: Request) -> Response:
        session = await self._session(request)
        if session is None or session.state != "open" or not session.challenged:
            return self._away(request, session)
        form = await request.form(max_files=0, max_fields=20)
        outcome = await run_in_threadpool(self._confirm, session.id, form.get("answer") == "approve")
        return await self._follow(request, outcome, {})

    async def _follow(self, request: Request, outcome: PageOutcome, typed: dict[str, str]) -> Response:
        session = outcome.session
        if outcome.step == "challenge":
            return RedirectResponse(f"/pay/{session.id}/confirm{_language_query(request)}", 303)
        if outcome.step == "declined":
            self._machine.courier.wake()
            kept = {"number": typed.get("number", ""), "expiry": typed.get("expiry", "")}
            return self._form(request, session, kept, decline=outcome.decline)
        if outcome.step == "ended":
            return self._away(request, session)
        # The paper hears of it before the reader comes back, so that thanks can be shown at once.
        objects = [name for name in (session.id, session.charge, session.instrument) if name]
        await self._machine.courier.delivered(objects, self._machine.settings.redirect_wait_s)
        return RedirectResponse(session.return_url, 303)

    def _pay(self, session_id: str, card: Card, expiry: tuple[int, int]) -> PageOutcome:
        with self._machine.store.transaction() as books:
            return sessions.pay(books, session_id, card, expiry)

    def _confirm(self, session_id: str, approved: bool) -> PageOutcome:
        with self._machine.store.transaction() as books:
            return sessions.answer_challenge(books, session_id, approved=approved)

    async def _session(self, request: Request) -> Session | None:
        def find() -> Session | None:
            with self._machine.store.transaction() as books:
                return sessions.find_session(books, str(request.path_params["id"]))

        return await run_in_threadpool(find)

    def _away(self, request: Request, session: Session | None) -> Response:
        """Nothing to do here: paid already (back to the paper), ended, or no such page."""
        if session is None:
            return self._render(request, None, "gone.html", {}, status=404)
        if session.state == "open":
            return RedirectResponse(f"/pay/{session.id}{_language_query(request)}", 303)
        if session.state == "complete":
            return RedirectResponse(session.return_url, 303)
        return self._render(request, session, "ended.html", {}, status=410)

    def _form(
        self,
        request: Request,
        session: Session,
        typed: dict[str, str],
        *,
        errors: dict[str, str] | None = None,
        decline: str = "",
    ) -> Response:
        context = {
            "typed": dict.fromkeys(FIELDS, "") | typed,
            "errors": dict.fromkeys(FIELDS, "") | (errors or {}),
            "wrong": bool(errors),
            "decline": decline,
            "cards": CARDS,
            "filled": bool(typed) and not errors and not decline,
        }
        return self._render(request, session, "pay.html", context, status=422 if errors else 402 if decline else 200)

    def _render(
        self, request: Request, session: Session | None, template: str, context: dict[str, Any], status: int = 200
    ) -> Response:
        language = request.query_params.get("lang", session.language if session else "en")
        text = words(language)
        merchant = self._machine.settings.merchant
        amount = ""
        if session is not None and session.mode == "payment":
            amount = amount_text(session.amount_minor, session.currency, text["lang"])
        said = {name: value.replace("{merchant}", merchant).replace("{amount}", amount) for name, value in text.items()}
        html = TEMPLATES.get_template(template).render(
            text=said, session=session, amount=amount, merchant=merchant, path=_path(template, session),
            query=_language_query(request), **context,
        )  # fmt: skip
        return HTMLResponse(html, status, {"Content-Security-Policy": _policy(session), "Cache-Control": "no-store"})


def _filled(card: Card) -> dict[str, str]:
    """What a click on a test card types."""
    return {"number": card.spaced, "expiry": f"12 / {(datetime.now(UTC).year + 3) % 100}", "cvc": SAMPLE_CVC}


def _read_card(typed: dict[str, str]) -> tuple[Card | None, tuple[int, int] | None, dict[str, str]]:
    """The card and its date, or what is wrong with each field."""
    card: Card | None = None
    expiry: tuple[int, int] | None = None
    errors: dict[str, str] = {}
    try:
        card = read_number(typed["number"])
    except CardRefused as refusal:
        errors[refusal.field] = refusal.code
    try:
        expiry = read_expiry(typed["expiry"], datetime.now(UTC).date())
    except CardRefused as refusal:
        errors[refusal.field] = refusal.code
    try:
        check_cvc(typed["cvc"])
    except CardRefused as refusal:
        errors[refusal.field] = refusal.code
    return (None if errors else card), expiry, errors


def _policy(session: Session | None) -> str:
    """Browsers hold a form's redirects to `form-action` too: the paper's own addresses are named."""
    origins = {"'self'"}
    if session is not None:
        for url in (session.return_url, session.cancel_url):
            parts = urlsplit(url)
            origins.add(f"{parts.scheme}://{parts.netloc}")
    return (
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; base-uri 'none'; "
        f"frame-ancestors 'none'; form-action {' '.join(sorted(origins))}"
    )


def _path(template: str, session: Session | None) -> str:
    """Where the page's form goes, whichever address it was shown under."""
    if session is None:
        return "/"
    return f"/pay/{session.id}/confirm" if template == "challenge.html" else f"/pay/{session.id}"


def _language_query(request: Request) -> str:
    language = request.query_params.get("lang", "")
    return f"?lang={language}" if language in {"en", "ru"} else ""
