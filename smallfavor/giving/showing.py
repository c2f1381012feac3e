"""Showing the form: a fresh key, the words around it, and an answer that nobody keeps.

Not here: what its cards say (support_page.py) and what a posted form does (views/support.py).
"""

from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from smallfavor.core.formtoken import make_form_token
from smallfavor.core.paper import current_paper
from smallfavor.core.refusals import form_codes, refused
from smallfavor.giving.forms.support import SupportForm
from smallfavor.giving.marks import Marks
from smallfavor.giving.support_page import page_context
from smallfavor.giving.terms import recurring_terms

FORM = "support"
REFUSED = 422


@dataclass(frozen=True)
class Notice:
    """What to say above the form. `wrong`: something did not work. `code`: why a posted form was not taken."""

    text: str
    more: str = ""
    wrong: bool = False
    code: str = ""


def show_form(
    request: HttpRequest,
    form: SupportForm,
    marks: Marks,
    *,
    now: datetime,
    request_key: str = "",
    line: str = "",
    notice: Notice | None = None,
) -> HttpResponse:
    """The page with this form. Without `request_key` it gets a fresh one: the next press is a new act, of the `line` of
    a form before it."""
    context = {
        **page_context(form, marks=marks, today=current_paper().today(now)),
        "request_key": request_key or make_form_token(FORM, now=now, line=line),
        "terms": recurring_terms(),
        "notice": notice,
    }
    codes = form_codes(form) or ([notice.code] if notice and notice.code else [])
    status = REFUSED if form.is_bound and form.errors else 200
    return refused(render(request, "giving/support.html", context, status=status), *codes)
