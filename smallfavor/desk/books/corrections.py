"""Corrections at the desk: the list, a proposal, and one proposal with what a second person may do about it."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from wagtail.admin import messages

from smallfavor.desk.books.forms import CorrectionForm
from smallfavor.desk.records.wording import moment
from smallfavor.insight.books.screen import BooksScreen, Sheet, amount_cell, day_words
from smallfavor.ledger.actions.correct import (
    AlreadyDecided,
    DayNotOpen,
    NotAllowed,
    SamePerson,
    approve_correction,
    propose_correction,
    refuse_correction,
    withdraw_correction,
)
from smallfavor.ledger.models import Correction, CorrectionState

SHOWN = 200
PROPOSE, APPROVE = "ledger.propose_correction", "ledger.approve_correction"
STATES = {"proposed": "Waits for a second person", "booked": "Booked", "refused": "Refused", "withdrawn": "Taken back"}


class CorrectionsScreen(BooksScreen):
    page_title = "Corrections"
    template_name = "desk/books/corrections.html"
    screen = "books_corrections"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rows = Correction.objects.select_related("proposed_by", "decided_by").order_by("-proposed_at", "-id")[:SHOWN]
        waiting = Correction.objects.filter(state=CorrectionState.PROPOSED).count()
        return super().get_context_data(**kwargs) | {
            "may_propose": self.request.user.has_perm(PROPOSE),
            "waiting": waiting,
            "corrections": [
                {
                    "url": reverse("books_correction", args=(row.pk,)),
                    "dated": day_words(row.dated),
                    "reason": row.reason,
                    "state": STATES[row.state],
                    "by": name_of(row.proposed_by),
                    "decided_by": name_of(row.decided_by) if row.decided_by else "",
                }
                for row in rows
            ],
        }


class ProposeScreen(BooksScreen):
    page_title = "Propose a correction"
    template_name = "desk/books/propose.html"
    screen = "books_corrections"
    permission = PROPOSE

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        initial = {"dated": self.today, "about": self.request.GET.get("about", "")}
        return super().get_context_data(**kwargs) | {"form": kwargs.get("form") or CorrectionForm(initial=initial)}

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = CorrectionForm(request.POST)
        if form.is_valid():
            given = form.cleaned_data
            try:
                proposal = propose_correction(
                    form.lines, dated=given["dated"], reason=given["reason"], about=given["about"],
                    actor=request.user, now=self.now,
                )  # fmt: skip
            except DayNotOpen:
                form.add_error("dated", "That day is in a closed month, or has not come yet. Choose an open one.")
            else:
                messages.success(request, "Proposed. Nothing is booked until a second person approves.")
                return redirect("books_correction", proposal.pk)
        return self.render_to_response(self.get_context_data(form=form), status=422)


class CorrectionScreen(BooksScreen):
    """One proposal. Approving, refusing and taking back are three buttons of one form."""

    template_name = "desk/books/correction.html"
    screen = "books_corrections"

    def setup(self, request: Any, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.correction = get_object_or_404(
            Correction.objects.select_related("proposed_by", "decided_by", "about", "entry"), pk=kwargs["pk"]
        )

    def get_page_title(self) -> str:
        return f"Correction {self.correction.pk}"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        row, user = self.correction, self.request.user
        lines = list(row.lines.order_by("pk"))
        cells = tuple(
            (line.debit, line.credit, f"{amount_cell(line.amount_minor, line.currency)} {line.currency}")
            for line in lines
        )
        is_waiting = row.state == CorrectionState.PROPOSED
        held = sorted({code for line in lines for code in (line.debit, line.credit) if _is_held(code)})
        return super().get_context_data(**kwargs) | {
            "correction": row,
            "state": STATES[row.state],
            "dated": day_words(row.dated),
            "posted": day_words(row.entry.posted_on) if row.entry else "",
            "proposed_by": name_of(row.proposed_by),
            "proposed_at": moment(row.proposed_at),
            "decided_by": name_of(row.decided_by) if row.decided_by else "",
            "decided_at": moment(row.decided_at),
            "sheet": Sheet("What it books", ("Debit", "Credit", "Amount"), cells, 1),
            "held": held,
            "may_decide": is_waiting and user.has_perm(APPROVE) and user.pk != row.proposed_by_id,
            "may_withdraw": is_waiting and user.pk == row.proposed_by_id,
        }

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        note = request.POST.get("note", "")[:500]
        actor, now = request.user, self.now
        try:
            match request.POST.get("deed"):
                case "approve":
                    entry = approve_correction(self.correction, actor=actor, now=now, note=note)
                    messages.success(request, f"Booked on {day_words(entry.posted_on)}.")
                case "refuse":
                    refuse_correction(self.correction, actor=actor, now=now, note=note)
                    messages.success(request, "Refused. Nothing is booked.")
                case "withdraw":
                    withdraw_correction(self.correction, actor=actor, now=now)
                    messages.success(request, "Taken back. Nothing is booked.")
        except (NotAllowed, SamePerson) as refused:
            raise PermissionDenied from refused
        except AlreadyDecided:
            messages.warning(request, "Somebody was faster; nothing was changed.")
        return redirect("books_correction", self.correction.pk)


def name_of(person: Any) -> str:
    return str(person.get_full_name() or person.get_username())


def _is_held(code: str) -> bool:
    """Whether a payment service's own record says what the account must hold."""
    return code.startswith("assets:") and code != "assets:bank"
