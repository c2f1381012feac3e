"""Direct debits at the desk: what is due, the files for the bank, what the bank answered. Only POST does anything."""

from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import Count, Min, Sum
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect

from smallfavor.bank.actions.make_file import NothingDue, make_file
from smallfavor.bank.actions.release_file import FileChanged, FileStale, bytes_of, release_file, withdraw_file
from smallfavor.bank.actions.take_answer import AnswerUnknown, take_answer
from smallfavor.bank.actions.write_pain008 import FileInvalid
from smallfavor.bank.models import Collection, CollectionFile, CollectionState, FileState
from smallfavor.bank.queries.creditor import collecting_accounts, creditor_of
from smallfavor.bank.rules.file_refused import FileRefused
from smallfavor.bank.rules.iban import grouped
from smallfavor.bank.rules.xml_tree import MOST_BYTES
from smallfavor.core.sealing import SealBroken
from smallfavor.desk.bank.screen import RELEASE, BankScreen
from smallfavor.desk.records.wording import moment
from smallfavor.insight.books.screen import Sheet, day_words, money_words

SHOWN = 20
STATES = {
    FileState.MADE: "Made, waits for you",
    FileState.RELEASED: "Released; the bank has not answered",
    FileState.ACCEPTED: "The bank has it",
    FileState.REFUSED: "The bank refused it whole",
    FileState.WITHDRAWN: "Withdrawn, never sent",
}
DEBIT_STATES = {
    CollectionState.ORDERED: "Waits for a file",
    CollectionState.IN_FILE: "In a file",
    CollectionState.REJECTED: "Rejected, nothing was taken",
    CollectionState.COLLECTED: "Taken",
    CollectionState.RETURNED: "Came back",
}


class AnswerForm(forms.Form):
    file = forms.FileField(error_messages={"required": "Choose a file first.", "empty": "The file is empty."})


class DebitsScreen(BankScreen):
    """GET shows what is due and the last files; POST makes a file, or reads an answer of the bank in."""

    page_title = "Direct debits"
    template_name = "desk/bank/debits.html"
    screen = "bank_debits"
    permission = RELEASE

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {
            "accounts": [_due(account) for account in collecting_accounts()],
            "files": [_row(file) for file in CollectionFile.objects.order_by("-id")[:SHOWN]],
            "form": kwargs.get("form") or AnswerForm(),
            "refusal": kwargs.get("refusal", ""),
        }

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self._make(request.POST.get("make", "")) if "make" in request.POST else self._read()

    def _make(self, account: str) -> HttpResponse:
        if account not in collecting_accounts():
            return self._refuse("There is no such account.")
        try:
            file = make_file(creditor_of(account), by=self.actor, now=self.now)
        except NothingDue:
            return self._refuse("Nothing is due, so no file was made.")
        except FileInvalid as invalid:
            return self._refuse(f"No file was made: it would not be valid ({invalid}).")
        messages.success(self.request, f"A file of {file.count} debits is made. Look at it, then release it.")
        return redirect("bank_debit_file", file.pk)

    def _read(self) -> HttpResponse:
        form = AnswerForm(self.request.POST, self.request.FILES)
        if not form.is_valid():
            return self._refuse("", form)
        try:
            taken = take_answer(form.cleaned_data["file"].read(MOST_BYTES + 1), by=self.actor, now=self.now)
        except FileRefused as refused:
            where = f"Line {refused.line} {refused.reason}." if refused.line else refused.reason
            return self._refuse(f"Nothing was read in. {where}", form)
        except AnswerUnknown:
            return self._refuse("Nothing was read in. It answers a file that was never made here.", form)
        messages.success(self.request, taken.says)
        return redirect("bank_debits")

    def _refuse(self, refusal: str, form: AnswerForm | None = None) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form, refusal=refusal), status=422)


class DebitFileScreen(BankScreen):
    """One file: what is in it, without names. POST releases it, hands out its bytes, or withdraws it."""

    template_name = "desk/bank/debit_file.html"
    screen = "bank_debits"
    permission = RELEASE

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        self._pk = kwargs["pk"]
        return super().dispatch(request, *args, **kwargs)

    @property
    def file(self) -> CollectionFile:
        return get_object_or_404(CollectionFile, pk=self._pk)

    def get_page_title(self) -> str:
        return f"File {self.file.message_id}"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        file = self.file
        return super().get_context_data(**kwargs) | {
            "file": file,
            "state": STATES[FileState(file.state)],
            "total": money_words(file.total_minor, file.currency),
            "first_day": day_words(file.first_due_on),
            "made": moment(file.created_at),
            "released": moment(file.released_at) if file.released_at else "",
            "can_release": file.state == FileState.MADE,
            "can_download": file.released_at is not None and file.body_sealed is not None,
            "refusal": kwargs.get("refusal", ""),
            "sheet": _debits(file),
        }

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            if "withdraw" in request.POST:
                withdraw_file(self.file, by=self.actor, now=self.now)
                messages.success(request, "Withdrawn. Its debits wait for the next file.")
                return redirect("bank_debits")
            if "release" in request.POST:
                release_file(self.file, by=self.actor, now=self.now)
                messages.success(request, "Released. Download it and give it to the bank, just as it is.")
                return redirect("bank_debit_file", self._pk)
            return self._hand_out()
        except FileStale as stale:
            return self._refuse(f"{stale.why} Withdraw this file and make another one.")
        except (FileChanged, SealBroken):
            return self._refuse("Its bytes are not those that were frozen, or are gone. Nothing was handed out.")

    def _hand_out(self) -> HttpResponse:
        file = self.file
        if file.released_at is None:
            return self._refuse("Release it first.")
        answer = HttpResponse(bytes_of(file), content_type="application/xml")
        answer["Content-Disposition"] = f'attachment; filename="{file.message_id}.xml"'
        answer["Cache-Control"] = "no-store"
        return answer

    def _refuse(self, refusal: str) -> HttpResponse:
        return self.render_to_response(self.get_context_data(refusal=refusal), status=422)


def _due(account: str) -> dict[str, str | int]:
    """What waits for a file at one account."""
    waiting = Collection.objects.filter(account=account, state=CollectionState.ORDERED)
    found = waiting.aggregate(count=Count("id"), total=Sum("amount_minor"), first=Min("due_on"))
    return {
        "code": account,
        "iban": grouped(creditor_of(account).iban),
        "count": int(found["count"]),
        "total": money_words(found["total"] or 0, "EUR"),
        "first": day_words(found["first"]) if found["first"] else "",
    }


def _row(file: CollectionFile) -> dict[str, object]:
    return {
        "pk": file.pk,
        "name": file.message_id,
        "made": moment(file.created_at),
        "count": file.count,
        "total": money_words(file.total_minor, file.currency),
        "state": STATES[FileState(file.state)],
        "says": file.bank_says,
    }


def _debits(file: CollectionFile) -> Sheet:
    rows = tuple(
        (
            debit.end_to_end_id, debit.mandate.reference, debit.sequence, day_words(debit.due_on),
            f"{DEBIT_STATES[CollectionState(debit.state)]} {debit.reason}".strip(),
            money_words(debit.amount_minor, debit.currency),
        )
        for debit in file.collections.select_related("mandate").order_by("due_on", "id")[:500]
    )  # fmt: skip
    return Sheet("What it asks for", ("Debit", "Mandate", "Kind", "On", "State", "Amount"), rows, 1)
