"""What a previewing page loads: manifest, texts and script by the signed address, and its style in one scheme.

The desk's frame has no storage and no cookies, so that nothing in it can be kept; a preview link is opened on any page
that carries the script, which asks here for the manifest and texts. Not here: the page (desk).
"""

import re
from datetime import timedelta
from functools import cache

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from smallfavor.appeals.queries.campaigns import sample_tickers
from smallfavor.appeals.queries.preview import LinkedPreview, Preview, PreviewEnded, open_preview
from smallfavor.appeals.scripts import assemble
from smallfavor.appeals.signing import signed
from smallfavor.core.clock import utcnow
from smallfavor.core.styles import BUNDLES, stylesheet_text

SCHEMES = ("light", "dark")
_SCHEME = re.compile(r"\(prefers-color-scheme:\s*(dark|light)\)")


@require_GET
def manifest(request: HttpRequest, token: str) -> HttpResponse:
    now = utcnow()
    preview = _preview(token)
    tickers = sample_tickers(preview.draft)
    body = preview.compiled(now).with_expiry(now + timedelta(days=1), tickers=tickers)
    return _answer(signed(body), "application/json")


@require_GET
def text(request: HttpRequest, token: str, name: str) -> HttpResponse:
    found = _preview(token).compiled(utcnow()).texts.get(f"texts/{name}.json")
    if found is None:
        raise Http404(name)
    return _answer(found, "application/json")


@require_GET
def script(request: HttpRequest, token: str) -> HttpResponse:
    """It finds its manifest beside itself, as the readers' script does."""
    _preview(token)
    return _answer(_script(), "text/javascript; charset=utf-8")


@require_GET
def style(request: HttpRequest, scheme: str, bundle: str) -> HttpResponse:
    """The page's own style sheet as it is in one colour scheme, whatever the editor's screen has."""
    if scheme not in SCHEMES or bundle not in BUNDLES:
        raise Http404(bundle)
    css = _SCHEME.sub(lambda found: "all" if found[1] == scheme else "not all", stylesheet_text(bundle))
    return _answer(f"{css}:root{{color-scheme:{scheme} !important}}".encode(), "text/css; charset=utf-8")


@cache
def _script() -> bytes:
    return assemble("preview.js")


def _preview(token: str) -> Preview | LinkedPreview:
    try:
        return open_preview(token)
    except PreviewEnded as error:
        raise Http404("This preview has ended.") from error


def _answer(body: bytes, kind: str) -> HttpResponse:
    """Asked for from other origins: a sandboxed frame has one of its own, and a link may open another site."""
    answer = HttpResponse(body, content_type=kind)
    answer.headers["Access-Control-Allow-Origin"] = "*"
    answer.headers["Cache-Control"] = "no-store"
    answer.headers["X-Robots-Tag"] = "noindex"
    return answer
