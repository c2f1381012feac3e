"""The live preview: the paper's real article, the real script, and this very draft. Nothing is kept or counted.

The draft travels in the address, signed and packed, so that no row is written for what was only looked at.
"""

import re
from dataclasses import replace
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from django.contrib.auth.decorators import permission_required
from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.html import escape
from django.views.decorators.http import require_GET

from smallfavor.appeals.queries.frame import frame
from smallfavor.appeals.rules.draft import AppealDraft
from smallfavor.appeals.rules.manifest import Compiled, compile_manifest
from smallfavor.appeals.rules.preview import preview_draft
from smallfavor.appeals.scripts import assemble
from smallfavor.core.clock import utcnow
from smallfavor.core.styles import stylesheet_text
from smallfavor.publication.actions.render_page import render_page
from smallfavor.publication.models import Article
from smallfavor.publication.queries.stories import newest_first, public_articles

SALT = "smallfavor.desk.preview"
LIFE_S = 12 * 3600
ARTICLES_OFFERED = 40
SCHEMES = ("light", "dark")
PERMISSION = "appeals.change_appeal"

_SCRIPT = re.compile(r'<script defer src="/appeals/embed\.js"[^>]*></script>')
_STYLE = re.compile(r'<link rel="stylesheet" href="/style/page-[0-9a-f]+\.css">')
_SCHEME = re.compile(r"\(prefers-color-scheme:\s*(dark|light)\)")
_PARAGRAPH_END = re.compile(r"</p>")


def preview_token(draft: AppealDraft, variant: str) -> str:
    """The draft, packed and signed, as a part of an address."""
    return signing.dumps({"draft": draft.to_json(), "variant": variant}, salt=SALT, compress=True)


def offered_articles() -> list[Article]:
    """Articles to look at a plea on, the newest first."""
    return list(newest_first(public_articles())[:ARTICLES_OFFERED])


@require_GET
@permission_required(PERMISSION, raise_exception=True)
def preview_page(request: HttpRequest, token: str) -> HttpResponse:
    """An article with the draft on it. `article` chooses it, `country` is the reader's, `scheme` light or dark."""
    draft, _variant = _read(token)
    article = get_object_or_404(public_articles(), pk=_number(request.GET.get("article", "")))
    html = render_page(article, str(article.url)).decode()
    country, scheme = request.GET.get("country", ""), request.GET.get("scheme", "")
    answer = HttpResponse(_with_preview(html, token, draft.placement, country=country, scheme=scheme))
    answer.headers["X-Frame-Options"] = "SAMEORIGIN"
    return answer


@require_GET
@permission_required(PERMISSION, raise_exception=True)
def preview_manifest(request: HttpRequest, token: str) -> HttpResponse:
    """The manifest with the one draft in it, shown to whoever looks."""
    now = utcnow()
    return HttpResponse(_compiled(token, now).with_expiry(now + timedelta(days=1)), content_type="application/json")


@require_GET
@permission_required(PERMISSION, raise_exception=True)
def preview_text(request: HttpRequest, token: str, name: str) -> HttpResponse:
    """A text that this manifest names."""
    text = _compiled(token, utcnow()).texts.get(f"texts/{name}.json")
    if text is None:
        raise Http404(name)
    return HttpResponse(text, content_type="application/json")


@require_GET
def preview_script(request: HttpRequest) -> HttpResponse:
    """The readers' own script."""
    return HttpResponse(_script(), content_type="text/javascript; charset=utf-8")


@require_GET
def preview_style(request: HttpRequest, scheme: str) -> HttpResponse:
    """The page's own style sheet as it is in one colour scheme, whatever the editor's screen has."""
    css = _SCHEME.sub(lambda found: "all" if found[1] == scheme else "not all", stylesheet_text("page"))
    return HttpResponse(f"{css}:root{{color-scheme:{scheme} !important}}", content_type="text/css; charset=utf-8")


@cache
def _script() -> bytes:
    return assemble("embed.js")


def _read(token: str) -> tuple[AppealDraft, str]:
    try:
        packed: dict[str, Any] = signing.loads(token, salt=SALT, max_age=LIFE_S)
    except signing.BadSignature as error:
        raise Http404("This preview has ended.") from error
    return AppealDraft.from_json(packed["draft"]), str(packed["variant"])


def _compiled(token: str, now: datetime) -> Compiled:
    draft, variant = _read(token)
    anywhere = replace(frame(now), risk_countries=())
    return compile_manifest([preview_draft(draft, variant)], anywhere, off=False, now=now)


def _with_preview(html: str, token: str, placement: str, *, country: str, scheme: str) -> str:
    """The article's own page with the script told to preview, its links held, and a place for the plea."""
    manifest = reverse("pleas:preview_manifest", args=[token])
    source = reverse("pleas:preview_script")
    script = f'<script defer src="{source}" data-preview data-manifest="{escape(manifest)}"></script>'
    html = _SCRIPT.sub(lambda _found: script, html)
    html = html.replace("<head>", '<head><base target="_blank">', 1)
    if scheme in SCHEMES:
        style = reverse(f"pleas:preview_{scheme}")
        html = _STYLE.sub(lambda _found: f'<link rel="stylesheet" href="{style}">', html)
    if re.fullmatch(r"[A-Z]{2}", country):
        html = html.replace('data-smallfavor-country=""', f'data-smallfavor-country="{country}"', 1)
    place = f'<div data-smallfavor="{placement}"></div>'
    if f'data-smallfavor="{placement}"' not in html:
        html = _with_place(html, placement, place)
    return html


def _with_place(html: str, placement: str, place: str) -> str:
    """An article too short for a plea inside it shows it after its second paragraph; a banner needs no place."""
    start = html.find('<div class="prose">')
    ends = [match.end() for match in _PARAGRAPH_END.finditer(html, max(start, 0))]
    if placement != "inline" or start < 0 or not ends:
        return html.replace("</main>", f"{place}</main>", 1)
    at = ends[min(1, len(ends) - 1)]
    return html[:at] + place + html[at:]


def _number(text: str) -> int:
    if not text.isdecimal():
        raise Http404("no article")
    return int(text)
