"""A front page: the root of one edition. The first stands at `/`, those of other languages below it."""

from django.db import models
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page

from smallfavor.publication.models.language import SpokenPage, default_language, languages


class FrontPage(SpokenPage, Page):
    language = models.CharField(max_length=20, choices=languages, default=default_language)
    motto = models.CharField(max_length=160, blank=True, help_text="A line under the paper's name")
    lead = models.ForeignKey(
        "publication.Article",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text="What opens the front page; empty: the newest article",
    )

    template = "publication/front.html"
    parent_page_types = ["wagtailcore.Page", "publication.FrontPage"]
    subpage_types = ["publication.FrontPage", "publication.Section"]
    content_panels = [*Page.content_panels, FieldPanel("language"), FieldPanel("motto"), FieldPanel("lead")]

    class Meta:
        verbose_name = "front page"
