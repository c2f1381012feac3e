"""Addresses of our own pages with the language in them, and the way a POST answers: see the other page.

Not here: what the pages say.
"""

from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.http import urlencode

from smallfavor.giving import wording


class SeeOther(HttpResponseRedirect):
    """303: whatever was posted, the browser gets the other page, so that a reload repeats nothing."""

    status_code = 303


def address(name: str, *arguments: object, **query: str) -> str:
    """The address of `giving:<name>` in the reader's language."""
    path = reverse(f"giving:{name}", args=[str(argument) for argument in arguments])
    return f"{path}?{urlencode({'lang': wording.language(), **query})}"
