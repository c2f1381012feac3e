"""Answers of the core: the style sheets and the icon, for pages that are read before anything is baked."""

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from smallfavor.core.icon import icon_svg
from smallfavor.core.styles import BUNDLES, stylesheet_path, stylesheet_text


@require_safe
def stylesheet(request: HttpRequest, bundle: str, digest: str) -> HttpResponse:
    """One bundle. An outdated name gets today's text, but is not to be kept."""
    if bundle not in BUNDLES:
        raise Http404(f"There is no style sheet {bundle}.")
    answer = HttpResponse(stylesheet_text(bundle), content_type="text/css; charset=utf-8")
    current = request.path == stylesheet_path(bundle)
    answer["Cache-Control"] = "public, max-age=31536000, immutable" if current else "no-cache"
    return answer


@require_safe
def icon(request: HttpRequest) -> HttpResponse:
    return HttpResponse(icon_svg(), content_type="image/svg+xml", headers={"Cache-Control": "public, max-age=86400"})
