"""Set up the site: the paper's front page at `/`, one for each further language below it. Idempotent."""

from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction
from wagtail.models import Locale, Page, Site

from smallfavor.publication.actions.hold_tree import hold_tree
from smallfavor.publication.models import FrontPage


@transaction.atomic
def set_up_site() -> FrontPage:
    """Make what is missing of root, site and front pages; what an editor changed stays. Returns the paper's front.

    Wagtail's own welcome page is removed when it is the site's root.
    """
    hold_tree()
    Locale.objects.get_or_create(language_code=settings.LANGUAGE_CODE)
    root = Page.get_first_root_node() or Page.add_root(title="Root", slug="root")
    front = FrontPage.objects.child_of(root).order_by("path").first()
    if front is None:
        front = root.add_child(
            instance=FrontPage(title=settings.PAPER_NAME, slug="front", language=settings.LANGUAGE_CODE)
        )
    _make_site(front)
    _make_editions(front)
    return front


def _make_site(front: FrontPage) -> None:
    """Wagtail's site, at the paper's address: the desk builds its links to live pages from it."""
    base = urlsplit(settings.BASE_URL)
    host, port = base.hostname or "localhost", base.port or (443 if base.scheme == "https" else 80)
    site = Site.objects.filter(is_default_site=True).select_related("root_page").first()
    if site is None:
        Site.objects.create(
            hostname=host, port=port, root_page=front, is_default_site=True, site_name=settings.PAPER_NAME
        )
        return
    if (site.root_page_id, site.hostname, site.port) == (front.pk, host, port):
        return
    welcome = site.root_page
    site.root_page, site.site_name, site.hostname, site.port = front, settings.PAPER_NAME, host, port
    site.save()
    if welcome.specific_class is Page and not welcome.get_children().exists():
        welcome.delete()


def _make_editions(front: FrontPage) -> None:
    for code, _ in settings.LANGUAGES:
        edition = FrontPage.objects.child_of(front).filter(language=code).first()
        if edition is None and code != front.language:
            front.refresh_from_db()
            front.add_child(instance=FrontPage(title=settings.PAPER_NAME, slug=code, language=code))
