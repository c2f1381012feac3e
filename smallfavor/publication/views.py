"""Feed, sitemap and robots.txt from the application, for the time before they are baked."""

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import translation
from django.views.decorators.http import require_safe

from smallfavor.publication.queries.site_files import feed, robots, sitemap
from smallfavor.publication.queries.stories import editions


@require_safe
def feed_xml(request: HttpRequest, language: str = "") -> HttpResponse:
    """The first edition's feed at `/feed.xml`, the others' below their own address."""
    for edition in editions():
        if edition.url == f"/{language}/" or (not language and edition.url == "/"):
            with translation.override(edition.language):
                return HttpResponse(feed(edition), content_type="application/atom+xml; charset=utf-8")
    raise Http404("There is no such edition.")


@require_safe
def sitemap_view(request: HttpRequest) -> HttpResponse:
    return HttpResponse(sitemap(), content_type="application/xml; charset=utf-8")


@require_safe
def robots_txt(request: HttpRequest) -> HttpResponse:
    return HttpResponse(robots(), content_type="text/plain; charset=utf-8")
