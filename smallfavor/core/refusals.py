"""The stable code of a refusal, in a header of its own: what a page says in words, said to programs and tests too.

Not here: the words (each page's own), nor what is refused (docs/refusals.md lists the doors).
"""

from typing import TypeVar

from django.forms import BaseForm
from django.http import HttpResponse

HEADER = "X-Refusal"

Answer = TypeVar("Answer", bound=HttpResponse)


def refused(response: Answer, *codes: str) -> Answer:
    """The same answer with its codes; without codes it stays as it is."""
    if codes:
        response.headers[HEADER] = ", ".join(codes)
    return response


def form_codes(form: BaseForm) -> list[str]:
    """What is wrong with a form, as `field:code`, each once, sorted. Never what was typed."""
    if not form.is_bound:
        return []
    return sorted(
        {
            f"{'form' if field == '__all__' else field}:{error.code or 'invalid'}"
            for field, errors in form.errors.as_data().items()
            for error in errors
        }
    )
