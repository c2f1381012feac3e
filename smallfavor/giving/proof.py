"""What a reader is asked for before they pay, while cards are being tested: work for their browser, or a mailed link.

Not here: who is asked (payments' rules/guard.py). docs/security.md tells it in prose.
"""

import hashlib
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from smallfavor.core.formtoken import FormToken
from smallfavor.core.refusals import refused
from smallfavor.core.senders import addresses_in, circles_of
from smallfavor.core.tokens import TokenEnded, TokenInvalid, make_token, read_token
from smallfavor.giving import wording
from smallfavor.payments.actions.guard.admit import Caller, admit
from smallfavor.payments.actions.guard.hold import hold
from smallfavor.payments.actions.order import CheckoutOrder
from smallfavor.payments.rules.guard import Step
from smallfavor.payments.rules.work import is_done

WORK = "work"
WORK_LIFE_S = 10 * 60
WANTED = "proof_wanted"
TOO_MANY_MAILS = "too_many_mails"
OTHERS_FIRST = "others_first"
# What the page adds to the form; all else goes round with it.
_OWN = frozenset({"work", "done", "mail"})


def asked_for_proof(
    request: HttpRequest, order: CheckoutOrder, token: FormToken, *, now: datetime
) -> HttpResponse | None:
    """The page that asks for a proof, or says that a link is on its way; None when this order may go on at once.

    Raises AddressInvalid.
    """
    age_s = (now - token.made_at).total_seconds()
    caller = Caller(circles(request), age_s, work=_work_done(request.POST, order, now=now))
    admission = admit(order, caller, now=now)
    if admission.step is Step.PASS:
        return None
    if admission.step is Step.WAIT:
        return _ask(request, order, _Page("waits", OTHERS_FIRST), now=now)
    if "mail" in request.POST:
        return _mailed(request, order, caller, now=now)
    if admission.step is Step.WORK:
        return _ask(request, order, _Page("work", WANTED, admission.parts), now=now)
    return _ask(request, order, _Page("mail", WANTED), now=now)


def circles(request: HttpRequest) -> tuple[str, str, str] | None:
    """Where the request comes from, in three widths; read here, hashed at once, kept nowhere."""
    return circles_of(*addresses_in(request.META))


@dataclass(frozen=True)
class _Page:
    """What the page asks for ("work", "mail"), or why there is nothing but to come later. `code`: for programs."""

    asks: str
    code: str
    parts: int = 0


def _ask(request: HttpRequest, order: CheckoutOrder, page: _Page, *, now: datetime) -> HttpResponse:
    subject = f"{secrets.token_hex(12)}:{page.parts}:{_bound_to(order)}"
    challenge = make_token(WORK, subject, now=now) if page.parts else ""
    context = {
        "amount": wording.amount_every(order.interval, wording.money(order.amount)),
        "fields": [(name, value) for name, value in request.POST.items() if name not in _OWN],
        "challenge": challenge,
        "seed": _seed(challenge),
        "parts": page.parts,
        "asks": page.asks,
    }
    return refused(render(request, "giving/proof.html", context), page.code)


def _mailed(request: HttpRequest, order: CheckoutOrder, caller: Caller, *, now: datetime) -> HttpResponse:
    if not hold(order, caller, now=now):
        return _ask(request, order, _Page("too_many_mails", TOO_MANY_MAILS), now=now)
    return render(request, "giving/proof_mailed.html", {"email": order.email})


def _work_done(posted: Mapping[str, str], order: CheckoutOrder, *, now: datetime) -> str:
    """The nonce of work that was done for this very order; "" when there is none, or it is wrong or too old."""
    challenge = posted.get("work", "")
    try:
        subject = read_token(challenge, purpose=WORK, max_age_s=WORK_LIFE_S, now=now)
    except (TokenInvalid, TokenEnded):
        return ""
    nonce, parts, bound_to = subject.split(":")
    is_right = bound_to == _bound_to(order) and is_done(_seed(challenge), posted.get("done", ""), parts=int(parts))
    return nonce if is_right else ""


def _bound_to(order: CheckoutOrder) -> str:
    """This form with this gift: work for one is none for another."""
    return hashlib.sha256(f"{order.request_key}|{order.fingerprint}".encode()).hexdigest()[:24]


def _seed(challenge: str) -> str:
    """Short, so that browser and server hash one block a try."""
    return hashlib.sha256(challenge.encode()).hexdigest()[:24]
