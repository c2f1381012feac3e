"""/support/transfer/ + token: where to transfer to, in words to copy and as a code for a bank's app.

Nothing is taken here, and looking changes nothing. Not here: what comes in (the bank's statements tell).
"""

from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from smallfavor.bank.actions.ask_transfer import confirm_standing_order
from smallfavor.bank.models import ExpectedTransfer, OrderKind, OrderState
from smallfavor.bank.queries.receiver import Receiver, ReceiverMissing, receiver_of
from smallfavor.bank.queries.transfers import page_named
from smallfavor.bank.rules.creditor_reference import spaced
from smallfavor.bank.rules.iban import grouped
from smallfavor.core.clock import utcnow
from smallfavor.core.money import Money
from smallfavor.core.paper import current_paper
from smallfavor.core.refusals import refused
from smallfavor.core.tokens import TokenEnded, TokenInvalid, read_token
from smallfavor.giving import wording
from smallfavor.giving.answers import SeeOther, address, speak
from smallfavor.giving.transfer_code import code_svg
from smallfavor.payments.queries.pledges import pledge_by_uuid

PURPOSE = "transfer"
LINK_LIFE_S = 120 * 24 * 60 * 60  # longer than the page: late money counts, and its payer may look again


@require_http_methods(["GET", "HEAD", "POST"])
def transfer(request: HttpRequest, token: str) -> HttpResponse:
    """GET tells; POST says that a standing order has been set up, where that is all that was asked for."""
    opened = _opened(token)
    if opened is None:
        return refused(render(request, "giving/page_gone.html", status=404), "link_invalid")
    page, receiver = opened
    speak(request, page.language)
    if page.state in {OrderState.RECEIVED, OrderState.COMPLETE}:
        return SeeOther(page.return_url)
    if request.method == "POST":
        if page.kind == OrderKind.SETUP:
            confirm_standing_order(page.account, page.object_id, now=utcnow())
        return SeeOther(page.return_url)
    return render(request, "giving/transfer.html", _context(page, receiver, token, now=utcnow()))


@require_http_methods(["GET", "HEAD"])
def transfer_code(request: HttpRequest, token: str) -> HttpResponse:
    """The picture on that page."""
    opened = _opened(token)
    amount = _amount(opened[0]) if opened else None
    if opened is None or amount is None or amount.currency != "EUR":
        return HttpResponse(status=404)
    page, receiver = opened
    return HttpResponse(code_svg(receiver, amount, page.reference.code), content_type="image/svg+xml")


def _opened(token: str) -> tuple[ExpectedTransfer, Receiver] | None:
    try:
        page = page_named(read_token(token, purpose=PURPOSE, max_age_s=LINK_LIFE_S))
        return (page, receiver_of(page.account)) if page else None
    except (TokenInvalid, TokenEnded, ReceiverMissing):
        return None


def _amount(page: ExpectedTransfer) -> Money | None:
    """What was asked for; of a page that only sets a standing order up, what its pledge is about."""
    if page.amount is not None:
        return page.amount
    pledge = pledge_by_uuid(page.pledge)
    return pledge.amount if pledge else None


def _interval(page: ExpectedTransfer) -> str:
    pledge = pledge_by_uuid(page.pledge) if page.kind == OrderKind.SETUP else None
    return pledge.interval if pledge else page.interval


def _context(page: ExpectedTransfer, receiver: Receiver, token: str, *, now: datetime) -> dict[str, object]:
    amount, today = _amount(page), current_paper().today(now)
    over = page.state != OrderState.OPEN or page.expires_at is None or now >= page.expires_at
    return {
        "amount": wording.money(amount) if amount else "",
        "plain_amount": f"{amount.major:.2f}" if amount else "",
        "currency": amount.currency if amount else "",
        "interval": _interval(page),
        "setup": page.kind == OrderKind.SETUP,
        "beneficiary": receiver.beneficiary,
        "iban": grouped(receiver.iban),
        "bic": receiver.bic,
        "reference": spaced(page.reference.code),
        "code_url": address("transfer_code", token) if amount and amount.currency == "EUR" else "",
        "until": wording.day(current_paper().today(page.expires_at), today=today) if page.expires_at else "",
        "over": over,
        "here": address("transfer", token),
        "return_url": page.return_url,
        "cancel_url": page.cancel_url,
    }
