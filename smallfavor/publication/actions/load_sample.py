"""Load the sample paper, The Harbour Courier, into an empty publication or beside what is there. Idempotent.

Not here: its texts and drawings (sample/) and the sample appeals (appeals).
"""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from html import escape
from pathlib import Path

import vl_convert
from django.core.files.base import ContentFile
from django.db import transaction
from wagtail.images.models import Image

from smallfavor.publication.actions.hold_tree import hold_tree
from smallfavor.publication.actions.set_up_site import set_up_site
from smallfavor.publication.models import Article, FrontPage, Section

SAMPLE = Path(__file__).parent.parent / "sample"
PICTURE_TITLE = "The Harbour Courier: {name}"


@dataclass(frozen=True)
class SampleArticle:
    language: str
    section: str
    slug: str
    facts: dict[str, str]
    paragraphs: tuple[str, ...]


@transaction.atomic
def load_sample(*, today: date) -> int:
    """Publish the sample articles that are not here yet, dated back from `today`. Returns how many were.

    Sections and mottos are made where they are missing; what an editor changed stays.
    """
    hold_tree()
    front = set_up_site()
    described = tomllib.loads((SAMPLE / "paper.toml").read_text(encoding="utf-8"))
    created = 0
    for language, paper in described.items():
        edition = _edition(front, language)
        if edition is None:
            continue
        if not edition.motto:
            edition.motto = paper["motto"]
            edition.save_revision().publish()
        sections = {
            slug: _section(edition, slug, title, description)
            for slug, (title, description) in paper["sections"].items()
        }
        for article in sample_articles(language):
            created += _publish(sections[article.section], article, today)
    return created


def sample_articles(language: str) -> Iterator[SampleArticle]:
    """The sample's articles of one language, oldest first, as they stand in files: facts, an empty line, paragraphs."""
    found = []
    for path in (SAMPLE / language).glob("*/*.txt"):
        head, *paragraphs = path.read_text(encoding="utf-8").strip().split("\n\n")
        facts = dict(line.split(": ", 1) for line in head.splitlines())
        found.append(SampleArticle(language, path.parent.name, path.stem, facts, tuple(paragraphs)))
    yield from sorted(found, key=lambda article: (-int(article.facts["days_ago"]), article.slug))


def _edition(front: FrontPage, language: str) -> FrontPage | None:
    if front.language == language:
        return front
    edition: FrontPage | None = FrontPage.objects.child_of(front).filter(language=language).first()
    return edition


def _section(edition: FrontPage, slug: str, title: str, description: str) -> Section:
    known: Section | None = Section.objects.child_of(edition).filter(slug=slug).first()
    if known is not None:
        return known
    edition.refresh_from_db()
    section: Section = edition.add_child(
        instance=Section(title=title, slug=slug, description=description, language=edition.language)
    )
    section.save_revision().publish()
    return section


def _publish(section: Section, sample: SampleArticle, today: date) -> bool:
    if Article.objects.child_of(section).filter(slug=sample.slug).exists():
        return False
    facts = sample.facts
    section.refresh_from_db()
    article: Article = section.add_child(
        instance=Article(
            title=facts["title"],
            slug=sample.slug,
            standfirst=facts["standfirst"],
            authors=facts["authors"],
            date=today - timedelta(days=int(facts["days_ago"])),
            language=sample.language,
            lead_image=_picture(facts["picture"]) if "picture" in facts else None,
            lead_alt=facts.get("alt", ""),
            lead_caption=facts.get("caption", ""),
            body="".join(f"<p>{escape(paragraph, quote=False)}</p>" for paragraph in sample.paragraphs),
        )
    )
    article.topics.add(*facts["topics"].split(", "))
    article.save_revision().publish()
    return True


def _picture(name: str) -> Image:
    """The drawing, as a picture that any browser shows."""
    title = PICTURE_TITLE.format(name=name)
    known: Image | None = Image.objects.filter(title=title).first()
    if known is not None:
        return known
    drawing = (SAMPLE / "pictures" / f"{name}.svg").read_text(encoding="utf-8")
    picture = Image(title=title, file=ContentFile(vl_convert.svg_to_png(drawing), name=f"{name}.png"))
    picture.save()
    return picture
