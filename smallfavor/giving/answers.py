"""Addresses of our own pages with the language in them, and the way a POST answers: see the other page.

Not here: what the pages say.
"""

from django.http import HttpRequest, HttpResponseRedirect
from django.urls import reverse
from django.utils import translation
from django.utils.http import urlencode

from smallfavor.giving import wording


class SeeOther(HttpResponseRedirect):
    """303: whatever was posted, the browser gets the other page, so that a reload repeats nothing."""

    status_code = 303


def speak(request: HttpRequest, language: str) -> None:
    """Answer in the language that the reader chose when they gave, unless the address names one.

    The language middleware, which every request passes through, puts the old one back.
    """
    if "lang" not in request.GET:
        translation.activate(language)


def address(name: str, *arguments: object, **query: str) -> str:
    """The address of `giving:<name>` in the reader's language."""
    path = reverse(f"giving:{name}", args=[str(argument) for argument in arguments])
    return f"{path}?{urlencode({'lang': wording.language(), **query})}"
