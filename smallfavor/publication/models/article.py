"""An article, as the newsroom writes it. Undated is allowed: a date is never made up."""

import re

from django.db import models
from django.utils.functional import cached_property
from modelcluster.contrib.taggit import ClusterTaggableManager
from modelcluster.fields import ParentalKey
from taggit.models import TaggedItemBase
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.fields import RichTextField
from wagtail.models import Page
from wagtail.search import index

from smallfavor.publication.models.language import SpokenPage, default_language, languages
from smallfavor.publication.models.section import Section

BODY_FEATURES = ["h2", "h3", "bold", "italic", "link", "ol", "ul", "blockquote", "hr", "image"]


class ArticleTopic(TaggedItemBase):
    content_object = ParentalKey("publication.Article", on_delete=models.CASCADE, related_name="topic_items")


class Article(SpokenPage, Page):
    """The headline is `title`. The column `words` (tsvector, by the language) is the database's own: see migrations."""

    standfirst = models.TextField(blank=True, help_text="One or two sentences under the headline")
    authors = models.CharField(max_length=255, blank=True, help_text="Names, parted by commas")
    date = models.DateField(null=True, blank=True, db_index=True, help_text="Empty where nobody knows it")
    language = models.CharField(max_length=20, choices=languages, default=default_language, db_index=True)
    lead_image = models.ForeignKey(
        "wagtailimages.Image", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    lead_alt = models.CharField(
        "picture in words", max_length=300, blank=True, help_text="For readers who can't see it, in their language"
    )
    lead_caption = models.CharField(max_length=300, blank=True)
    body = RichTextField(features=BODY_FEATURES)
    topics = ClusterTaggableManager(through=ArticleTopic, blank=True)
    sensitive = models.BooleanField(
        "nobody is asked here", default=False,
        help_text="Grief, violence, a plea for others: only pleas that are marked as gentle stand on it",
    )  # fmt: skip
    source_hash = models.CharField(max_length=64, blank=True, editable=False, help_text="Of the file it came from")
    text_hash = models.CharField(max_length=64, blank=True, editable=False, db_index=True)

    # What to read more below it, best first, where that is known already: it is found for many articles at once.
    proposed: list[int] | None = None

    template = "publication/article.html"
    parent_page_types = ["publication.Section"]
    subpage_types: list[str] = []
    exclude_fields_in_copy = ["source_hash", "text_hash"]
    search_fields = [*Page.search_fields, index.SearchField("standfirst"), index.SearchField("body")]
    content_panels = [
        *Page.content_panels,
        FieldPanel("standfirst"),
        FieldRowPanel([FieldPanel("authors"), FieldPanel("date"), FieldPanel("language")]),
        FieldPanel("body"),
        MultiFieldPanel(
            [FieldPanel("lead_image"), FieldPanel("lead_alt"), FieldPanel("lead_caption")], heading="Picture"
        ),
        FieldPanel("topics"),
        FieldPanel("sensitive"),
    ]

    class Meta:
        verbose_name = "article"
        constraints = [
            models.UniqueConstraint(
                fields=["source_hash"], condition=~models.Q(source_hash=""), name="article_source_imported_once"
            ),
        ]

    @property
    def author_names(self) -> list[str]:
        return [name.strip() for name in re.split(r"[,;]", self.authors) if name.strip()]

    @cached_property
    def section(self) -> Section:
        return Section.objects.ancestor_of(self).get()
