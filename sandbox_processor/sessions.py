"""Hosted pages: opened by the paper, paid or left by the reader, closed by time. Not here: HTML and HTTP."""

from dataclasses import dataclass
from typing import Literal, cast

from sandbox_processor.cards import Behaviour, Card, card_named
from sandbox_processor.charges import Take, follow_bank, save_instrument, take_money
from sandbox_processor.objects import Charge, Session
from sandbox_processor.refusals import Fields, invalid, missing
from sandbox_processor.store import Books

LONGEST_OPEN_MS = 31 * 24 * 3600 * 1000
ENDED_BATCH = 100


@dataclass(frozen=True)
class PageOutcome:
    """What the reader's click led to. `decline` is a code to be told on the page; empty: the page is left behind."""

    session: Session
    step: Literal["return", "challenge", "declined", "ended"]
    decline: str = ""


def open_session(books: Books, fields: Fields, public_url: str) -> Session:
    """A page on which one payment can be made, or (mode "setup") one card saved."""
    mode = fields.choice("mode", ("payment", "setup"))
    amount_minor, currency = fields.amount() if mode == "payment" else (0, "")
    session = Session(
        id=books.new_id("session"),
        created_ms=books.now_ms,
        metadata=fields.metadata(),
        mode=cast(Literal["payment", "setup"], mode),
        amount_minor=amount_minor,
        currency=currency,
        interval=cast(
            Literal["once", "monthly", "yearly"],
            fields.choice("interval", ("once", "monthly", "yearly"), default="once"),
        ),
        description=fields.text("description", default="", longest=200),
        save_instrument=fields.flag("save_instrument", default=False) or mode == "setup",
        return_url=fields.url("return_url"),
        cancel_url=fields.url("cancel_url"),
        on_decline=cast(Literal["retry", "return"], fields.choice("on_decline", ("retry", "return"), default="retry")),
        language=fields.text("language", default="en", longest=20),
        expires_ms=fields.whole("expires_ms", least=0, most=2**53),
    )
    fields.choice("method", ("card",), default="card")
    fields.done()
    if not books.now_ms < session.expires_ms <= books.now_ms + LONGEST_OPEN_MS:
        raise invalid("expires_ms", "expires_ms must lie in the next 31 days")
    session.url = f"{public_url}/pay/{session.id}"
    books.add(session)
    return session


def find_session(books: Books, session_id: str) -> Session | None:
    """The session as it is now: one past its time is closed on the way."""
    session = books.find_as(Session, session_id)
    if session is not None and session.state == "open" and session.expires_ms <= books.now_ms:
        _close(books, session)
    return session


def expire_session(books: Books, session_id: str) -> Session:
    """Close an open page. One that is complete stays so, and the answer says it."""
    session = _existing(books, session_id)
    if session.state == "open":
        _close(books, session)
    return session


def pay(books: Books, session_id: str, card: Card, expiry: tuple[int, int]) -> PageOutcome:
    """The reader has typed a card. A card that wants a confirmation is kept on the session until it is given."""
    session = _existing(books, session_id)
    if session.state != "open":
        return PageOutcome(session, "ended")
    if card.challenge:
        session.challenged = {"card": card.name, "expiry": list(expiry)}
        books.save(session)
        return PageOutcome(session, "challenge")
    return _take(books, session, card, expiry, card.first)


def answer_challenge(books: Books, session_id: str, *, approved: bool) -> PageOutcome:
    """The reader has confirmed the payment at the bank, or has refused."""
    session = _existing(books, session_id)
    if session.state != "open" or not session.challenged:
        return PageOutcome(session, "ended")
    card = card_named(session.challenged["card"])
    year, month = session.challenged["expiry"]
    session.challenged = {}
    behaviour = card.first if approved else Behaviour("authentication_failed")
    return _take(books, session, card, (year, month), behaviour)


def end_what_is_due(books: Books) -> int:
    """Close pages past their time and follow charges that their bank has something to say about. Returns how many."""
    due = books.due(ENDED_BATCH)
    for thing in due:
        if isinstance(thing, Session):
            _close(books, thing)
        elif isinstance(thing, Charge):
            follow_bank(books, thing)
    return len(due)


def _take(books: Books, session: Session, card: Card, expiry: tuple[int, int], behaviour: Behaviour) -> PageOutcome:
    returns = session.on_decline == "return"
    if session.mode == "setup" and behaviour.decline:
        books.save(session)
        return PageOutcome(session, "declined", behaviour.decline)
    if session.save_instrument and not behaviour.decline:
        session.instrument = save_instrument(books, card, expiry, session.metadata).id
    if session.mode == "payment":
        take = Take(
            session.amount_minor, session.currency, session.description, session.metadata, session.id,
            session.instrument,
        )  # fmt: skip
        session.charge = take_money(books, take, card, behaviour, final=returns).id
    if not behaviour.decline:
        session.state = "complete"
        books.save(session)
        books.emit("session.completed", session)
        return PageOutcome(session, "return")
    if returns:
        # The paper shows the decline on its own form: this page has ended and takes nothing any more.
        _close(books, session)
        return PageOutcome(session, "return", behaviour.decline)
    books.save(session)
    return PageOutcome(session, "declined", behaviour.decline)


def _existing(books: Books, session_id: str) -> Session:
    session = find_session(books, session_id)
    if session is None:
        raise missing(session_id)
    return session


def _close(books: Books, session: Session) -> None:
    session.state = "expired"
    session.challenged = {}
    books.save(session)
    for charge in books.charges_of(session.id):
        if not charge.final:
            charge.final = True  # nobody can try another card on a closed page
            books.save(charge)
    books.emit("session.expired", session)
