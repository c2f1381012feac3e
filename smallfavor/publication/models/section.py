"""A section of an edition: its archive lists its articles, newest first, page by page."""

from django.db import models
from django.http import HttpRequest, HttpResponse
from wagtail.admin.panels import FieldPanel
from wagtail.contrib.routable_page.models import RoutablePageMixin, path
from wagtail.models import Page

from smallfavor.publication.models.language import SpokenPage, default_language, languages


class Section(SpokenPage, RoutablePageMixin, Page):
    language = models.CharField(max_length=20, choices=languages, default=default_language)
    description = models.CharField(max_length=240, blank=True)

    template = "publication/section.html"
    parent_page_types = ["publication.FrontPage"]
    subpage_types = ["publication.Article"]
    content_panels = [*Page.content_panels, FieldPanel("description"), FieldPanel("language")]

    @path("")
    def newest(self, request: HttpRequest) -> HttpResponse:
        return self.render(request, context_overrides={"number": 1})

    @path("page/<int:number>/")
    def older(self, request: HttpRequest, number: int) -> HttpResponse:
        return self.render(request, context_overrides={"number": number})

    def archive_address(self, number: int) -> str:
        """The path of one page of the archive, relative to the site: `/news/page/2/`."""
        return str(self.url if number == 1 else f"{self.url}page/{number}/")

    class Meta:
        verbose_name = "section"
