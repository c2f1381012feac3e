"""What the contract promises, held against a service, one promise after the other. The payer is a person.

A check is short: what it needs stands in `Run`, which keeps what earlier ones opened. Not here: which of it is kept
(verify_provider.py), faults on order, which no live service gives (payments/tests/contract).
"""

import time
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal, cast

from smallfavor.core.money import Money
from smallfavor.payments.providers.base import (
    ChargeRequest,
    CheckoutRequest,
    CheckoutSession,
    Operation,
    Ours,
    Processing,
    Provider,
    ProviderUnavailable,
    Refunded,
    RefundRequest,
    RequestInvalid,
    Revoked,
    Succeeded,
    Unknown,
)
from smallfavor.payments.providers.capabilities import Method

SEEN_WITHIN_S = 30.0
LOOK_EVERY_S = 2.0
PAGE_LIFE = timedelta(hours=1)


class Broken(Exception):
    """Raised when the service does not do as the contract says; the text says what it did."""


class Missing(Exception):
    """Raised when a check can't be made: what it is about is not there."""


@dataclass
class Run:
    """One verification. `name` seeds every id of ours, so that a replay sends the same ones; `ask_payer` shows the
    person an address and returns when they have done what the sentence asks."""

    provider: Provider
    name: str
    now: datetime
    return_url: str
    ask_payer: Callable[[str, str], None]
    seen_within_s: float = SEEN_WITHIN_S
    session: CheckoutSession | None = None
    frozen: bytes = b""
    charge: Succeeded | None = None
    renewal: Succeeded | None = None

    def ours(self, what: str) -> Ours:
        return Ours(f"verify-{self.name}", self.id_of(what), 1, extra={"interval": "monthly"})

    def id_of(self, what: str) -> str:
        return str(uuid.uuid5(uuid.NAMESPACE_URL, f"{self.name}/{what}"))

    def key(self, what: str) -> str:
        return self.id_of(f"key/{what}").replace("-", "") * 2

    def kept(self) -> list[str]:
        """Our own names, as they go over the wire."""
        whats = ("page", "paid", "renewal", "refund")
        return [f"verify-{self.name}", *map(self.id_of, whats), *map(self.key, (*whats, "complete"))]

    def method(self) -> tuple[Method, str, Money]:
        """The first way that a form would offer, at which interval, and its least amount, made whole."""
        for method in self.provider.capabilities().methods:
            if method.offered and method.minimum_minor:
                currency = "EUR" if "EUR" in method.minimum_minor else next(iter(method.minimum_minor))
                interval = "monthly" if "monthly" in method.intervals else next(iter(sorted(method.intervals)))
                return method, interval, Money(max(2 * method.minimum_minor[currency], 200), currency)
        raise Missing("the account offers no way to pay")

    def page(self, what: str, *, more: int = 0) -> bytes:
        """The bytes of a page of ours; with `more` minor units, other ones."""
        method, interval, amount = self.method()
        request = CheckoutRequest(
            ours=self.ours(what),
            mode="payment",
            amount=Money(amount.minor + more, amount.currency),
            method=method.code,
            interval=cast("Literal['once', 'monthly', 'yearly']", interval),
            description="Verification",
            return_url=self.return_url,
            cancel_url=self.return_url,
            language="en",
            expires_at=self.now + PAGE_LIFE,
            save_instrument=interval != "once",
        )
        return self.provider.freeze_checkout(request)

    def seen(self, look: Callable[[], bool]) -> bool:
        """True as soon as the service shows it; lists may lag behind."""
        until = time.monotonic() + self.seen_within_s
        while not look():
            if time.monotonic() > until:
                return False
            time.sleep(min(LOOK_EVERY_S, self.seen_within_s))
        return True


@dataclass(frozen=True)
class Check:
    """One promise: its sentence, and how it is held. `payer`: a person must pay for it first."""

    sentence: str
    hold: Callable[[Run], None]
    payer: bool = False


CHECKS: list[Check] = []


def check(sentence: str, *, payer: bool = False) -> Callable[[Callable[[Run], None]], Callable[[Run], None]]:
    def take(hold: Callable[[Run], None]) -> Callable[[Run], None]:
        CHECKS.append(Check(sentence, hold, payer))
        return hold

    return take


@check("The account offers a way to pay, with a least amount and an end to every wait.")
def _offers(run: Run) -> None:
    run.method()
    if run.provider.limits().timeout_s <= 0 or run.provider.limits().concurrency < 1:
        raise Broken("its limits let nothing be sent")
    if any(run.provider.key_life(one) <= timedelta(0) for one in Operation):
        raise Broken("a key lives no time at all")


@check("The same request is frozen into the same bytes, and what can't be done is refused before it is sent.")
def _freezes(run: Run) -> None:
    if run.page("page") != run.page("page"):
        raise Broken("the same request gave other bytes")
    try:
        run.page("page", more=-run.method()[2].minor)
    except RequestInvalid:
        return
    raise Broken("a page about nothing was not refused")


@check("A page opens, is ours, and is found again.")
def _opens(run: Run) -> None:
    run.frozen = run.page("page")
    run.session = _opened(run.provider.begin_checkout(run.frozen, key=run.key("page")))
    session, ours = run.session, run.ours("page")
    if session.state != "open" or session.ours != ours:
        raise Broken(f"it is {session.state}, and carries {session.ours}")
    fetched = run.provider.fetch(session.object_id)
    if not isinstance(fetched, CheckoutSession) or fetched.ours != ours:
        raise Broken(f"fetched by its id it is {type(fetched).__name__}")


@check("The same bytes under the same key open no second page.")
def _once(run: Run) -> None:
    again = _opened(run.provider.begin_checkout(run.frozen, key=run.key("page")))
    if again.object_id != _session(run).object_id:
        raise Broken("there are two pages now")


@check("Other bytes under the same key open nothing.")
def _mismatch(run: Run) -> None:
    answer = run.provider.begin_checkout(run.page("page", more=100), key=run.key("page"))
    if isinstance(answer, Unknown):
        return
    if answer.object_id != _session(run).object_id:
        raise Broken("a second page was opened")


@check("A page can be closed, and stays so.")
def _closes(run: Run) -> None:
    for _ in range(2):
        ended = run.provider.expire_session(_session(run).object_id)
        if isinstance(ended, Unknown) or ended.state != "expired":
            raise Broken(f"the answer was {ended if isinstance(ended, Unknown) else ended.state}")


@check("Lists, payouts and saved instruments can be read.")
def _reads(run: Run) -> None:
    start, end = run.now - timedelta(days=1), run.now + timedelta(hours=2)
    list(run.provider.list_window(start, end))
    list(run.provider.list_instruments(start, end))
    for payout in list(run.provider.list_payouts(run.now - timedelta(days=30), end))[:1]:
        list(run.provider.payout_parts(payout.object_id))


@check("What a payer pays on the page is found as ours, to the cent.", payer=True)
def _takes(run: Run) -> None:
    amount, ours = run.method()[2], run.ours("paid")
    session = _opened(run.provider.begin_checkout(run.page("paid"), key=run.key("paid")))
    run.ask_payer("Pay on this page with the service's own test means", session.url)
    # Where a service waits for our word after the payer has agreed; elsewhere it answers with the page as it is.
    run.provider.complete_session(session.object_id, key=run.key("complete"))
    found: list[Succeeded | Processing] = []

    def paid() -> bool:
        records = run.provider.look_up(ours, session.object_id)
        found[:] = [one for one in records if isinstance(one, Succeeded | Processing)]
        return bool(found)

    if not run.seen(paid):
        raise Broken("nothing of it was found")
    if len(found) > 1 or found[0].amount != amount or found[0].ours != ours:
        raise Broken(f"found {len(found)}, the first of {found[0].amount}")
    if isinstance(found[0], Processing):
        raise Missing("the bank takes its time; run this again when it has settled")
    fetched = run.provider.fetch(found[0].object_id)
    run.charge = fetched if isinstance(fetched, Succeeded) else found[0]


@check("What was saved on the page is charged without the payer, once for one key.", payer=True)
def _renews(run: Run) -> None:
    charge = _charge(run)
    if charge.instrument is None:
        raise Missing("nothing was saved that could be charged")
    request = ChargeRequest(
        run.ours("renewal"), charge.amount, charge.instrument.token, charge.instrument.method, "Verification"
    )
    frozen = run.provider.freeze_charge(request)
    first = run.provider.charge(frozen, key=run.key("renewal"))
    if isinstance(first, Processing):
        raise Missing("the bank takes its time")
    if not isinstance(first, Succeeded):
        raise Broken(f"the answer was {first}")
    again = run.provider.charge(frozen, key=run.key("renewal"))
    if not isinstance(again, Succeeded) or again.object_id != first.object_id:
        raise Broken("the same bytes under the same key brought another answer")
    run.renewal = first


@check("A part is given back, once for one key.", payer=True)
def _refunds(run: Run) -> None:
    if not run.provider.capabilities().refunds:
        raise Missing("this service gives nothing back")
    charge = run.renewal or _charge(run)
    part = Money(charge.amount.minor // 2, charge.amount.currency)
    frozen = run.provider.freeze_refund(RefundRequest(charge.ours or run.ours("paid"), charge.object_id, part))
    answers = [run.provider.refund(frozen, key=run.key("refund")) for _ in range(2)]
    given = {answer.object_id for answer in answers if isinstance(answer, Refunded) and answer.amount == part}
    if len(given) != 1 or not all(isinstance(answer, Refunded) for answer in answers):
        raise Broken(f"the answers were {', '.join(type(answer).__name__ for answer in answers)}")


@check("What was saved can be revoked, twice without harm.", payer=True)
def _revokes(run: Run) -> None:
    charge = _charge(run)
    if charge.instrument is None:
        raise Missing("nothing was saved")
    for _ in range(2):
        if not isinstance(run.provider.revoke_instrument(charge.instrument.token), Revoked):
            raise Broken("it is not revoked")


def _opened(answer: CheckoutSession | Unknown) -> CheckoutSession:
    if isinstance(answer, Unknown):
        raise Broken(f"no page: {answer.reason} {answer.detail}".rstrip())
    return answer


def _session(run: Run) -> CheckoutSession:
    if run.session is None:
        raise Missing("no page was opened")
    return run.session


def _charge(run: Run) -> Succeeded:
    if run.charge is None:
        raise Missing("nothing was paid")
    return run.charge


@dataclass(frozen=True)
class Result:
    """How one check went: `why` where it did not pass. "missing": it could not be made."""

    sentence: str
    outcome: Literal["passed", "broken", "missing"]
    why: str = ""


def walk(run: Run, *, with_payer: bool) -> Iterator[Result]:
    """All checks in order, each told as it is done; without a payer those that need none."""
    for one in CHECKS:
        if with_payer or not one.payer:
            yield _held(one, run)


def _held(one: Check, run: Run) -> Result:
    try:
        one.hold(run)
    except Missing as why:
        return Result(one.sentence, "missing", str(why))
    except (Broken, ProviderUnavailable, RequestInvalid) as why:
        return Result(one.sentence, "broken", str(why))
    return Result(one.sentence, "passed")
