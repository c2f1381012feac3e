"""The previewing page: the paper's real article with this very draft on it, drawn by the readers' own code.

It is shown in a sandboxed frame. Not here: the draft in the address and what the page loads (appeals).
"""

import re
from collections.abc import Iterable, Sequence

from django.contrib.auth.decorators import permission_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_GET

from smallfavor.appeals.queries.preview import Preview, PreviewEnded, preview_token, read_preview
from smallfavor.appeals.rules.draft import AppealDraft, VariantDraft
from smallfavor.appeals.rules.preview import preview_draft
from smallfavor.appeals.views.preview import SCHEMES
from smallfavor.core.content_policy import reader_policy
from smallfavor.publication.actions.render_page import render_page
from smallfavor.publication.models import Article
from smallfavor.publication.queries.stories import newest_first, public_articles

ARTICLES_OFFERED = 40
PERMISSION = "appeals.change_appeal"

_SCRIPT = re.compile(r'<script defer src="/appeals/embed\.js"[^>]*></script>')
_OWN_POLICY = re.compile(r'<meta http-equiv="Content-Security-Policy"[^>]*>')
_STYLE = re.compile(r'<link rel="stylesheet" href="/style/([a-z]+)-[0-9a-f]+\.css">')
_PARAGRAPH_END = re.compile(r"</p>")


def offered_articles() -> list[Article]:
    """Articles to look at a plea on, the newest first."""
    return list(newest_first(public_articles())[:ARTICLES_OFFERED])


def article_spoken(articles: Sequence[Article], wordings: Iterable[VariantDraft]) -> Article | None:
    """The first article in a language that these wordings speak, else the first of all; None where there is none."""
    spoken = {language for each in wordings for language in each.texts}
    return next((each for each in articles if each.language in spoken), articles[0] if articles else None)


def preview_address(draft: AppealDraft, wording: str) -> str:
    """Where this draft, saved or not, is shown; of its wordings only `wording` travels in the address."""
    chosen = preview_draft(draft, wording)
    token = preview_token(Preview(chosen, chosen.variants[0].slug))
    return reverse("pleas:preview_page", args=[token])


def preview_on_newest(draft: AppealDraft, wording: str) -> str:
    """The same with an article: the newest one in a language of the draft. Raises Http404 where there is no article."""
    article = article_spoken(offered_articles(), draft.variants)
    if article is None:
        raise Http404("No article is published yet.")
    return f"{preview_address(draft, wording)}?article={article.pk}"


@require_GET
@permission_required(PERMISSION, raise_exception=True)
def preview_page(request: HttpRequest, token: str) -> HttpResponse:
    """An article with the draft on it: `article` chooses it, `country` is the reader's, `scheme` is light or dark, and
    `dir` rtl turns the page around. A page that nothing can act from: sandboxed, wherever it is shown.
    """
    try:
        draft = read_preview(token).draft
    except PreviewEnded as error:
        raise Http404("This preview has ended.") from error
    article = get_object_or_404(public_articles(), pk=_number(request.GET.get("article", "")))
    html = render_page(article, str(article.url)).decode()
    html = _with_script(html, reverse("appeals:preview_script", args=[token]))
    html = _with_reader(html, country=request.GET.get("country", ""), scheme=request.GET.get("scheme", ""))
    if request.GET.get("dir") == "rtl":
        html = html.replace("<html ", '<html dir="rtl" ', 1)
    answer = HttpResponse(_with_place(html, draft.placement))
    answer.headers["X-Frame-Options"] = "SAMEORIGIN"
    # As strict as readers' pages, but for the desk's frame around it.
    policy = reader_policy(()).replace("frame-ancestors 'none'", "frame-ancestors 'self'")
    answer.headers["Content-Security-Policy"] = f"{policy}; sandbox allow-scripts"
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _with_script(html: str, address: str) -> str:
    """The previewing script in place of the readers'. The policy comes as a header instead."""
    html = _OWN_POLICY.sub("", html)
    return _SCRIPT.sub(lambda _found: f'<script defer src="{address}"></script>', html)


def _with_reader(html: str, *, country: str, scheme: str) -> str:
    """The page for a reader in that country, with a screen of that scheme."""
    if re.fullmatch(r"[A-Z]{2}", country):
        html = html.replace('data-smallfavor-country=""', f'data-smallfavor-country="{country}"', 1)
    if scheme in SCHEMES:
        html = _STYLE.sub(lambda found: _style_link(scheme, found[1]), html)
    return html


def _style_link(scheme: str, bundle: str) -> str:
    return f'<link rel="stylesheet" href="{reverse("appeals:preview_style", args=[scheme, bundle])}">'


def _with_place(html: str, placement: str) -> str:
    """A place for the plea where this article has none: after the second paragraph, else at the end."""
    if f'data-smallfavor="{placement}"' in html:
        return html
    place = f'<div data-smallfavor="{placement}"></div>'
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
