"""Lines that no reference has settled: the list with the best suggestion, and the page of one line."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse

from smallfavor.bank.actions.decide_line import (
    LineRefused,
    leave_line,
    match_line,
    match_line_back,
    settle_as_other,
    settle_as_outside,
)
from smallfavor.bank.models import BankLine, ExpectedTransfer, LineState, TransferBack
from smallfavor.bank.queries.receiver import receiving_account
from smallfavor.bank.queries.suggestions import Suggested, backs_for, suggestions_for
from smallfavor.bank.rules.creditor_reference import bare, spaced
from smallfavor.bank.rules.names import received_id
from smallfavor.bank.told import ToldByPayer, open_told
from smallfavor.desk.bank.screen import BankScreen
from smallfavor.desk.bank.wording import BECAUSE, STATES, WHY, amount_of
from smallfavor.desk.records.wording import moment
from smallfavor.insight.books.screen import day_words, money_words
from smallfavor.payments.actions.book_found_income import book_found_income
from smallfavor.payments.actions.book_other_income import BookingRefused
from smallfavor.payments.actions.open_accounts import open_accounts
from smallfavor.payments.models import Payment, Pledge, ProviderAccount
from smallfavor.payments.providers.base import ProviderUnavailable
from smallfavor.supporters.queries import contact_of

PER_PAGE = 25


@dataclass(frozen=True)
class Choice:
    """One thing that the line may be. `reason`: why it is suggested."""

    order: ExpectedTransfer
    amount: str
    who: str
    asked: str
    reference: str
    reason: str

    @property
    def differs(self) -> bool:
        return bool(self.reason)


class LinesScreen(BankScreen):
    """Everything that waits for a person; `?left=1` shows what was looked at and left."""

    page_title = "Open lines"
    template_name = "desk/bank/lines.html"
    screen = "bank_lines"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        left = "left" in self.request.GET
        state = LineState.LEFT if left else LineState.OPEN
        waiting = BankLine.objects.filter(state=state).order_by("-credit", "-booked_on", "-id")
        page = Paginator(waiting, PER_PAGE).get_page(self.request.GET.get("p"))
        return super().get_context_data(**kwargs) | {
            "left": left,
            "count": waiting.count(),
            "others": BankLine.objects.filter(state=LineState.OPEN if left else LineState.LEFT).count(),
            "page": page,
            "rows": [_row(line) for line in page],
        }


class LineScreen(BankScreen):
    """GET shows one line and what it may be; POST settles it."""

    page_title = "One line"
    template_name = "desk/bank/line.html"
    screen = "bank_lines"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        self.line = get_object_or_404(BankLine, pk=kwargs["pk"])
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        line, told = self.line, open_told(self.line)
        account = receiving_account(line.iban)
        wanted = bare(self.request.GET.get("reference", ""))
        return super().get_context_data(**kwargs) | {
            "line": line,
            "told": told,
            "amount": amount_of(line),
            "day": day_words(line.booked_on),
            "fee": money_words(line.fee_minor, line.currency) if line.fee_minor else "",
            "why": WHY.get(line.why, ""),
            "state": STATES[line.state],
            "decidable": line.state in {LineState.OPEN, LineState.LEFT, LineState.EARLY},
            "settled": _settled(line),
            "choices": _choices(account, line, told) if account and line.credit else [],
            "backs": [(back, money_words(back.amount_minor, back.currency)) for back in backs_for(account, line)]
            if account and not line.credit
            else [],
            "wanted": wanted,
            "found": _by_reference(account, wanted) if account and wanted else None,
            "takes_other": account is not None and self.request.user.has_perm("payments.book_other_income"),
        }

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            said = self._decide(request)
        except LineRefused:
            messages.warning(request, "Nothing was changed: somebody has settled this line, or it does not fit.")
        except (BookingRefused, ProviderUnavailable):
            messages.warning(request, "The line is settled; the books follow with the next reconciliation.")
        else:
            messages.success(request, said)
        return redirect("bank_lines")

    def _decide(self, request: HttpRequest) -> str:
        what, amount = request.POST.get("what", ""), amount_of(self.line)
        note = request.POST.get("note", "")[:200]
        match what:
            case "match":
                order = get_object_or_404(ExpectedTransfer, object_id=request.POST.get("order", ""))
                match_line(self.line, order, by=self.actor, now=self.now)
                return f"{amount} is booked as this reader’s gift; their receipt is on its way."
            case "back":
                back = get_object_or_404(TransferBack, object_id=request.POST.get("back", ""))
                match_line_back(self.line, back, by=self.actor, now=self.now)
                return f"{amount} has gone back to its reader."
            case "other" if request.user.has_perm("payments.book_other_income"):
                return self._book_other(amount)
            case "outside":
                settle_as_outside(self.line, by=self.actor, note=note, now=self.now)
                return f"{amount} is none of readers’ money; it stands in no book here."
            case "leave":
                leave_line(self.line, by=self.actor, note=note, now=self.now)
                return "The line is left for later."
        raise Http404

    def _book_other(self, amount: str) -> str:
        open_accounts()
        account = ProviderAccount.objects.filter(code=receiving_account(self.line.iban) or "").first()
        if account is None:
            raise Http404
        settle_as_other(self.line, by=self.actor, now=self.now)
        book_found_income(account, received_id(self.line.line_id), actor=self.actor, now=self.now)
        return f"{amount} is booked as other income."


def _row(line: BankLine) -> dict[str, Any]:
    told, account = open_told(line), receiving_account(line.iban)
    choices = _choices(account, line, told) if account and line.credit else []
    return {
        "line": line,
        "url": reverse("bank_line", args=[line.pk]),
        "amount": amount_of(line),
        "day": day_words(line.booked_on),
        "told": told,
        "why": WHY.get(line.why, ""),
        "best": choices[0] if choices else None,
        "more": max(len(choices) - 1, 0),
    }


def _choices(account: str, line: BankLine, told: ToldByPayer) -> list[Choice]:
    return [_choice(one, BECAUSE[one.because]) for one in suggestions_for(account, line, told, payer_names)]


def _choice(one: Suggested, reason: str) -> Choice:
    order = one.order
    return Choice(
        order=order,
        amount=money_words(order.amount_minor or 0, order.currency),
        who=one.name or payer_names([order]).get(order.object_id, "somebody without a name"),
        asked=day_words(order.due_on),
        reference=spaced(order.reference.code),
        reason=reason,
    )


def _by_reference(account: str, wanted: str) -> Choice | None:
    orders = ExpectedTransfer.objects.select_related("reference").filter(account=account, reference__code=wanted)
    order = orders.filter(amount_minor__isnull=False).order_by("-due_on", "-id").first()
    if order is None:
        return None
    name = payer_names([order]).get(order.object_id, "")
    return Choice(order, money_words(order.amount_minor or 0, order.currency), name or "somebody without a name",
                  day_words(order.due_on), spaced(order.reference.code), "")  # fmt: skip


def payer_names(orders: Sequence[ExpectedTransfer]) -> Mapping[str, str]:
    """Who was asked, by the order: the name, else the address; those who were erased are left out."""
    payments = Payment.objects.select_related("supporter").in_bulk(
        [one.payment for one in orders if one.payment], field_name="uuid"
    )
    pledges = Pledge.objects.select_related("supporter").in_bulk(
        [one.pledge for one in orders if not one.payment and one.pledge], field_name="uuid"
    )
    people = {str(uuid): row.supporter for uuid, row in payments.items()}
    people |= {str(uuid): row.supporter for uuid, row in pledges.items()}
    found = {}
    for order in orders:
        person = people.get(order.payment or order.pledge)
        contact = contact_of(person) if person else None
        if contact is not None:
            found[order.object_id] = contact.name or contact.email
    return found


def _settled(line: BankLine) -> str:
    return moment(line.settled_at) if line.settled_at else ""
