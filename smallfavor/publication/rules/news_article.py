"""An article as schema.org's NewsArticle. Pure: facts in, a dictionary for JSON-LD out."""

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True)
class NewsArticle:
    headline: str
    summary: str
    address: str
    language: str
    section: str
    authors: tuple[str, ...]
    published: date | None
    modified: datetime | None
    picture: str
    topics: tuple[str, ...]
    paper: str
    paper_address: str


def news_article(facts: NewsArticle) -> dict[str, object]:
    """What is not known is left out; above all, an undated article gets no date of any kind."""
    publisher = {"@type": "NewsMediaOrganization", "name": facts.paper, "url": facts.paper_address}
    dated = facts.published is not None
    described: dict[str, object] = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": facts.headline[:110],
        "description": facts.summary,
        "url": facts.address,
        "mainEntityOfPage": facts.address,
        "inLanguage": facts.language,
        "articleSection": facts.section,
        "author": [{"@type": "Person", "name": name} for name in facts.authors] or [publisher],
        "datePublished": facts.published.isoformat() if facts.published else "",
        "dateModified": facts.modified.isoformat(timespec="seconds") if dated and facts.modified else "",
        "image": [facts.picture] if facts.picture else [],
        "keywords": list(facts.topics),
        "isAccessibleForFree": True,
        "publisher": publisher,
    }
    return {name: value for name, value in described.items() if value not in ("", [])}
