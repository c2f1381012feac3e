"""The publication's pages: editions, sections, articles."""

from smallfavor.publication.models.article import Article, ArticleTopic
from smallfavor.publication.models.front import FrontPage
from smallfavor.publication.models.section import Section
from smallfavor.publication.models.stale import Stale

__all__ = ["Article", "ArticleTopic", "FrontPage", "Section", "Stale"]
