"""Pleas out as a file, and in from one. Not here: what such a file holds (appeals/rules/exchange.py)."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST
from wagtail.admin import messages

from smallfavor.appeals.actions.export_appeals import export_appeals
from smallfavor.appeals.actions.import_appeals import COPY, SKIP, import_appeals
from smallfavor.appeals.models import Appeal
from smallfavor.appeals.rules.exchange import Trouble, Unreadable, pleas_from_text
from smallfavor.core.clock import utcnow
from smallfavor.core.paper import current_paper
from smallfavor.desk.pleas.screen import PleaScreen, person, require_adder, require_writer

BYTES_MAX = 5_000_000


@require_POST
def export_pleas(request: HttpRequest) -> HttpResponse:
    """The file of the pleas that are ticked (`plea`, several). A POST, for it is noted who took it."""
    require_writer(request)
    chosen = Appeal.objects.filter(slug__in=request.POST.getlist("plea")).order_by("slug")
    if not chosen:
        messages.warning(request, "Tick the pleas to export first.")
        return redirect("pleas:index")
    now = utcnow()
    text = export_appeals(chosen, actor=person(request), now=now)
    which = chosen[0].slug if len(chosen) == 1 else "pleas"
    name = f"{which}-{current_paper().today(now).isoformat()}.json"
    answer = HttpResponse(text, content_type="application/json; charset=utf-8")
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


class ImportForm(forms.Form):
    file = forms.FileField(
        label="File", help_text="As “Export” makes it. Nothing in it reaches readers before you publish it.",
        widget=forms.FileInput(attrs={"accept": ".json,application/json"}),
    )  # fmt: skip
    when_taken = forms.ChoiceField(
        choices=((SKIP, "leave it out, and keep the one here"), (COPY, "take it as a copy with an id of its own")),
        initial=SKIP, widget=forms.RadioSelect, label="Where a plea with the same id is here already",
    )  # fmt: skip

    def clean_file(self) -> UploadedFile:
        file: UploadedFile = self.cleaned_data["file"]
        if (file.size or 0) > BYTES_MAX:
            raise forms.ValidationError("The file is too large: at most 5 MB.")
        return file


class ImportPleas(PleaScreen):
    """A file of pleas becomes drafts, all of it or nothing; then a report says what became of each."""

    template_name = "desk/pleas/import.html"
    page_title = "Import pleas"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        require_adder(request)
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {"form": ImportForm()} | super().get_context_data(**kwargs)

    def post(self, request: HttpRequest) -> HttpResponse:
        form = ImportForm(request.POST, request.FILES)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form), status=422)
        file: UploadedFile = form.cleaned_data["file"]
        try:
            drafts = pleas_from_text(_text_of(file))
        except Unreadable as refused:
            found = {"form": form, "troubles": refused.troubles, "source": file.name}
            return self.render_to_response(self.get_context_data(**found), status=422)
        imported = import_appeals(
            drafts, when_taken=form.cleaned_data["when_taken"], actor=person(request), now=self.now,
            source=file.name or "",
        )  # fmt: skip
        made = [each for each in imported if each.is_new]
        found = {"imported": imported, "made": len(made), "source": file.name}
        return self.render_to_response(self.get_context_data(**found))


def _text_of(file: UploadedFile) -> str:
    """Raises Unreadable where it is no text."""
    try:
        return file.read().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Unreadable([Trouble(1, "the file", "This is no text in UTF-8.")]) from error
