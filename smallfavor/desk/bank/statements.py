"""Reading a bank's file in, and what the last ones told."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from smallfavor.bank.actions.read_statement import BankFile, ReadResult, read_statement
from smallfavor.bank.models import BankLine, LineState, StatementFile
from smallfavor.bank.queries.receiver import our_ibans, read_until
from smallfavor.bank.rules.file_refused import FileRefused
from smallfavor.bank.rules.iban import grouped
from smallfavor.bank.rules.xml_tree import MOST_BYTES
from smallfavor.desk.bank.screen import BankScreen
from smallfavor.desk.bank.wording import COUNTED, counted
from smallfavor.desk.records.wording import moment
from smallfavor.insight.books.screen import Sheet, day_words

SHOWN = 20


class FileForm(forms.Form):
    """A bank's file; the rest is for tables that don't say it themselves."""

    file = forms.FileField(error_messages={"required": "Choose a file first.", "empty": "The file is empty."})
    iban = forms.ChoiceField(required=False)
    columns = forms.CharField(required=False, max_length=2000)

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.fields["iban"].choices = [(iban, grouped(iban)) for iban in our_ibans()]  # type: ignore[attr-defined]


class StatementsScreen(BankScreen):
    """GET shows the form and what was read; POST reads a file in."""

    page_title = "Statements"
    template_name = "desk/bank/statements.html"
    screen = "bank_statements"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        last = StatementFile.objects.exclude(columns="").order_by("-id").first()
        return super().get_context_data(**kwargs) | {
            "form": kwargs.get("form") or FileForm(initial={"columns": last.columns if last else ""}),
            "refusal": kwargs.get("refusal", ""),
            "accounts": [(grouped(iban), _until(iban)) for iban in our_ibans()],
            "waiting": BankLine.objects.filter(state=LineState.OPEN).count(),
            "sheet": _files(),
        }

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = FileForm(request.POST, request.FILES)
        if not form.is_valid():
            return self._refuse(form, "")
        upload = form.cleaned_data["file"]
        ibans = our_ibans()
        given = BankFile(
            content=upload.read(MOST_BYTES + 1),
            name=upload.name,
            iban=form.cleaned_data["iban"] or (ibans[0] if ibans else ""),
            columns=form.cleaned_data["columns"],
        )
        try:
            result = read_statement(given, by=self.actor, now=self.now)
        except FileRefused as refused:
            where = f"Line {refused.line} {refused.reason}." if refused.line else refused.reason
            return self._refuse(form, f"Nothing was read in. {where}")
        for sentence in sentences(result):
            messages.success(request, sentence)
        return redirect("bank_lines" if result.states.get(LineState.OPEN) else "bank_statements")

    def _refuse(self, form: FileForm, refusal: str) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form, refusal=refusal), status=422)


def sentences(result: ReadResult) -> list[str]:
    """What the file told, the first sentence in all."""
    if result.again:
        return [f"This very file was read on {moment(result.file.read_at)}; nothing has changed."]
    new = result.file.lines - result.file.known_lines
    lines = "1 line" if result.file.lines == 1 else f"{result.file.lines} lines"
    known = f", {result.file.known_lines} of them known already" if result.file.known_lines else ""
    first = f"Read in: {lines}{known}." if result.file.lines else "Read in: nothing was booked in these days."
    if result.file.lines and not new:
        return [f"{first} Nothing in it is new."]
    return [first, *(counted(state, result.states[state]) for state in COUNTED if result.states.get(state))]


def _until(iban: str) -> str:
    until = read_until(iban)
    return f"read up to {day_words(until)}" if until else "nothing was read yet"


def _files() -> Sheet:
    files = StatementFile.objects.prefetch_related("statements").order_by("-id")[:SHOWN]
    rows = tuple(
        (moment(file.read_at), file.name or "without a name", _of(file), file.lines, file.lines - file.known_lines)
        for file in files
    )
    return Sheet("What was read in", ("When", "File", "Account", "Lines", "New"), rows, 2)


def _of(file: StatementFile) -> str:
    return ", ".join(sorted({f"…{one.iban[-4:]}" for one in file.statements.all()}))
